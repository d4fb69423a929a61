import { afterAll, beforeAll, expect, it } from 'vitest';
import { InviteStatusChangedDocument, InviteStatusChangesDocument } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';
import { openEventStream } from './event-stream.js';

const OWNER = person('ada');

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

it('event streams that follow the same are each told of every change', async () => {
  const acme = await createBusinessWorld(gateway, OWNER);
  const { business } = await (await gateway.as(OWNER)).run(InviteStatusChangesDocument, { id: acme.id });
  const query = InviteStatusChangedDocument.toString();
  const variables = { businessId: acme.id, after: business?.eventCursor };
  const headers = { authorization: `Bearer ${await tokenOf(OWNER)}` };
  const server = { port: Number(new URL(gateway.url).port) };
  const streams = await Promise.all([1, 2, 3].map(() => openEventStream(server, { query, variables }, { headers })));
  const told = () => streams.map(({ events }) => events.map(({ data }) => seqOf(data?.data?.inviteStatusChanged)));
  // What one is told alone, all catch up with; from then on they are told together.
  for (const name of ['bob', 'cleo', 'dan', 'eve']) {
    const before = told().map((changes) => changes.length);
    await acme.invite([`${name}@example.com`]);
    await expect.poll(() => told().every((changes, n) => changes.length > (before[n] ?? 0)), POLL).toBe(true);
  }
  const all = [1, 2, 3, 4, 5, 6, 7, 8]; // each invite was created, and then sent
  await expect.poll(told, POLL).toEqual([all, all, all]);
  for (const stream of streams) stream.leave();
});

const POLL = { timeout: 10_000 };

const seqOf = (change: unknown) => (change as { seq: number }).seq; // what the document asks for
