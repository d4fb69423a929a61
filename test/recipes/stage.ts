import WebSocket from 'ws';
import { type Connection, createConnection } from '../../examples/clients/connection.js';
import { type FaultyProxy, startProxy } from '../events/proxy.js';
import { BusinessInvitesDocument, InviteStatusChangesDocument } from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { type Lane, openLane } from './lane.js';

/** A gateway behind networks that fail, and a business. */
export interface Stage {
  gateway: Gateway;
  connection: Connection;
  /** What the socket goes through. */
  network: FaultyProxy;
  /** What the requests go through. */
  lane: Lane;
  world: BusinessWorld;
  owner: Client;
  /** What the server has now: of each invite its status. */
  statuses(): Promise<Record<string, string>>;
  /** The numbers of all that happened so far, in order. */
  numbers(): Promise<number[]>;
  stop(): Promise<void>;
}

/** Its own id is that of its owner: they come from different systems, and clients have to tell them apart. */
const ADA = person('ada');

export async function openStage(): Promise<Stage> {
  const gateway = await startGateway();
  const network = await startProxy(gateway.url);
  const lane = await openLane(gateway.url);
  const world = await createBusinessWorld(gateway, ADA, { id: ADA.id, name: 'Acme' });
  const owner = await gateway.as(ADA);
  const connection = createConnection({
    url: lane.url,
    socketUrl: new URL('/graphql', network.url).href.replace(/^http/, 'ws'),
    token: () => tokenOf(ADA),
    webSocketImpl: WebSocket,
  });
  return {
    ...{ gateway, connection, network, lane, world, owner },
    statuses: async () => {
      const { business } = await owner.run(BusinessInvitesDocument, { id: world.id, first: 250 });
      return Object.fromEntries(business?.invites.edges.map(({ node }) => [node.id, node.status]) ?? []);
    },
    numbers: async () => {
      const { business } = await owner.run(InviteStatusChangesDocument, { id: world.id, last: 250 });
      return business?.inviteStatusChanges.nodes.map(({ seq }) => seq) ?? [];
    },
    stop: async () => {
      connection.close();
      await network.stop();
      await lane.stop();
      await gateway.stop();
    },
  };
}
