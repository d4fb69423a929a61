import { assets } from './assets.mjs';
import { startGateway } from './gateway.mjs';
import { serveSubgraph } from './subgraph.mjs';
import { users } from './users.mjs';

/**
 * Starts the two neighbours and the gateway in front of all three. `membership` is the address of the membership subgraph,
 * which may start later. Throws when `port` is taken.
 */
export async function startSupergraph({ membership, upstream, port }) {
  const neighbours = await Promise.all([serveSubgraph(users), serveSubgraph(assets)]);
  const subgraphs = { membership, users: neighbours[0].url, assets: neighbours[1].url };
  const gateway = await startGateway({ subgraphs, upstream, port });
  return {
    url: gateway.url,
    subgraphs,
    stop: async () => {
      await gateway.stop();
      await Promise.all(neighbours.map((neighbour) => neighbour.stop()));
    },
  };
}
