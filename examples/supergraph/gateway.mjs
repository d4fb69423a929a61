// Hive Gateway in front of the subgraphs. A router of another make needs the same three things: the addresses, the token
// handed on, and how subscriptions reach the membership subgraph.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime, getGraphQLWSOptions } from '@graphql-hive/gateway-runtime';
import { useServer as serveSockets } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createInbox } from './inbox.mjs';

const SUPERGRAPH = new URL('./supergraph.graphql', import.meta.url);
// Of a WebSocket it is what the client sent in `connection_init`. Absent it is empty, which counts as no token.
const TOKEN = '{context.headers.authorization}';

/** How subscriptions reach the membership subgraph; all other operations go by HTTP. */
const UPSTREAMS = {
  ws: () => ({ kind: 'ws', location: '/graphql', options: { connectionParams: { authorization: TOKEN } } }),
  sse: () => undefined, // what Hive does unless told otherwise
  callback: (url) => ({
    kind: 'http-callback',
    location: '/graphql',
    options: { path: '/callback', public_url: `${url}/callback`, heartbeat_interval: 2_000 },
  }),
};

/** `subgraphs` are their addresses by name. Listens on loopback, on `port` (0: any free one). */
export async function startGateway({ subgraphs, upstream, port }) {
  const http = createServer((request, response) => runtime(request, response));
  await new Promise((resolve, reject) => http.once('error', reject).listen(port, '127.0.0.1', resolve));
  const url = `http://localhost:${http.address().port}`;
  const runtime = createRuntime({ subgraphs, subscriptions: UPSTREAMS[upstream](url) });
  await runtime.getSchema(); // loaded by the first HTTP request otherwise, and sockets before it would fail
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const closing = serveSockets(
    getGraphQLWSOptions(runtime, ({ extra }) => ({ req: extra.request })),
    sockets,
  );
  return {
    url,
    stop: async () => {
      await closing.dispose();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await runtime.dispose();
    },
  };
}

function createRuntime({ subgraphs, subscriptions }) {
  const entries = Object.entries(subgraphs).map(([name, location]) => [name, { location }]);
  const transportEntries = { ...Object.fromEntries(entries), '*.http': { headers: [['authorization', TOKEN]] } };
  if (subscriptions) transportEntries.membership.options = { subscriptions };
  return createGatewayRuntime({
    supergraph: readFileSync(SUPERGRAPH, 'utf8'),
    transportEntries,
    transports: {
      http: import('@graphql-mesh/transport-http'),
      ws: import('@graphql-mesh/transport-ws'),
      'http-callback': import('@graphql-mesh/transport-http-callback'),
    },
    pubsub: createInbox(),
    webhooks: true,
    landingPage: false,
    logging: 'warn',
  });
}
