import { afterAll, beforeAll, expect, it } from 'vitest';
import { InviteMembersDocument } from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { topLevel } from './link-desk.js';

// Inputs of another shape than the schema's, and keys of another caller, by the numbers of docs/SECURITY.md.

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
beforeAll(async () => {
  gateway = await startGateway();
  world = await createBusinessWorld(gateway, person('ada'));
  ada = await gateway.as(person('ada'));
});
afterAll(() => gateway.stop());

const count = async (): Promise<number> =>
  (await gateway.database.query<{ count: number }>('select count(*) from invite'))[0]?.count ?? 0;

it.each([
  ['I16: a role that does not exist', { roles: ['SUPERUSER'] }],
  ['I16: a level that does not exist', { assetGrants: [{ assetId: 'a', levels: ['ROOT'] }] }],
  ['I30: a list for an address', { invitees: [{ email: ['a@example.com', 'b@example.com'] }] }],
  ['G29: an object for an id', { businessId: { $ne: null } }],
  ['G29: a field that is not in the schema', { senderUserId: 'usr_ada' }],
])('%s is BAD_USER_INPUT, and nothing is written', async (_, given) => {
  const before = await count();
  const input = { businessId: world.id, invitees: [{ email: 'x@example.com' }], ...given };
  const answer = await ada.send<unknown, { input: object }>(InviteMembersDocument.toString(), { input });
  expect([topLevel(answer), answer.data]).toEqual(['BAD_USER_INPUT', undefined]);
  expect(await count()).toBe(before);
});

it('G29: lists are ordered by nothing but the values of an enum', async () => {
  const ask = (orderBy: unknown) =>
    ada.send(
      'query ($id: ID!, $orderBy: InviteOrder) { business(id: $id) { invites(orderBy: $orderBy) { totalCount } } }',
      { id: world.id, orderBy },
    );
  for (const field of ['inviteeEmail; drop table invite', 'LINK_HASH', ['CREATED_AT'], { CREATED_AT: 1 }]) {
    expect(topLevel(await ask({ field, direction: 'ASC' }))).toBe('BAD_USER_INPUT');
  }
  expect(topLevel(await ask({ field: 'CREATED_AT', direction: 'ASC' }))).toBeUndefined();
});

it('G32: an idempotency key is of its caller: under another one it is another key', async () => {
  const rival = await createBusinessWorld(gateway, person('olga'), { name: 'Rival' });
  const olga = await gateway.as(person('olga'));
  const invite = async (client: Client, businessId: string, email: string) =>
    (
      await client.run(InviteMembersDocument, {
        input: { businessId, invitees: [{ email }], idempotencyKey: 'same' },
      })
    ).inviteMembers;
  const hers = await invite(ada, world.id, 'keyed@example.com');
  expect((await invite(olga, rival.id, 'other@example.com'))?.results).toMatchObject([
    { error: null, invite: { inviteeEmail: 'other@example.com' } },
  ]);
  expect((await invite(ada, world.id, 'keyed@example.com'))?.results[0]?.invite?.id).toBe(hers?.results[0]?.invite?.id);
  expect(await invite(ada, world.id, 'changed@example.com')).toMatchObject({
    results: [],
    userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
  });
});

it('I35: the page of a link goes nowhere else, whatever its address asks for', async () => {
  const plain = await fetch(`${gateway.url}/invite`, { redirect: 'manual' });
  const asked = await fetch(`${gateway.url}/invite?redirect=https://evil.example&next=//evil.example`, {
    redirect: 'manual',
  });
  expect([asked.status, asked.headers.get('location')]).toEqual([200, null]);
  const page = await asked.text();
  expect(page).toBe(await plain.text());
  expect(page).not.toContain('evil');
});
