import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '../support/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startApp } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { ADMINS, CALLERS, type Caller, callersOf, isAmong, PARTNERS } from './callers.js';
import { layGround } from './ground.js';
import { at } from './stage.js';
import { FOLLOWERS } from './streams.js';

let test: TestDatabase;
let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  test = await createTestDatabase();
  await layGround(test.database);
  app = await startApp(test.url);
});
afterAll(async () => {
  await app.stop();
  await test.drop();
});

async function clientOf(caller: Caller): Promise<Client> {
  if (caller === 'nobody') return createClient(app.url, undefined);
  const names = { firstName: `First of ${caller}`, lastName: `Last of ${caller}` };
  return createClient(app.url, await tokenOf(person(caller, { ...names, emailVerified: caller !== 'unverified' })));
}

/** The code of the first answer to a subscription. */
async function firstCode(caller: Caller, source: string): Promise<string | undefined> {
  const following = (await clientOf(caller)).follow(documentOf(source), {});
  const { errors } = await following.next();
  await following.stop();
  return errors?.[0]?.extensions?.code;
}

describe.each(Object.entries(FOLLOWERS))('%s', (field, streams) => {
  it.each(streams)('of $of lets exactly the ones that the table names follow', async ({ args, who }) => {
    // Whoever may not follow is refused before the cursor is looked at, and whoever may is then told of the cursor.
    const answered = await Promise.all(
      CALLERS.map(async (caller) => [
        caller,
        await firstCode(caller, `subscription { ${field}(${args} after: "none") { seq } }`),
      ]),
    );
    expect(Object.fromEntries(answered)).toEqual(
      Object.fromEntries(
        CALLERS.map((caller) => [
          caller,
          caller === 'nobody' ? 'UNAUTHENTICATED' : isAmong(who, caller) ? 'CURSOR_INVALID' : 'FORBIDDEN',
        ]),
      ),
    );
  });
});

describe('what is delivered', () => {
  it.each(callersOf(ADMINS))('shows %s the changes with the same fields as a query', async (caller) => {
    const client = await clientOf(caller);
    const first = await client.send('{ business(id: "acme") { inviteStatusChanges(first: 1) { edges { cursor } } } }');
    const after = at(first.data, 'business.inviteStatusChanges.edges.0.cursor');
    const source = `subscription ($after: String) { inviteStatusChanged(businessId: "acme", after: $after) {
      seq invite { id inviteeEmail closedBy { id } } actor { user { id } } } }`;
    const following = client.follow(documentOf(source), { after });
    expect(await following.next()).toEqual({
      data: {
        inviteStatusChanged: {
          seq: 2,
          invite: { id: 'inv_decliner', inviteeEmail: 'decliner@example.com', closedBy: null },
          actor: { user: null },
        },
      },
    });
    expect(await following.next()).toEqual({
      data: {
        inviteStatusChanged: {
          seq: 3,
          invite: { id: 'inv_refused', inviteeEmail: null, closedBy: { id: 'usr_admin' } },
          actor: { user: { id: 'usr_admin' } },
        },
      },
    });
    await following.stop();
  });

  it.each(callersOf(PARTNERS))("refuses %s, who sees ACME's name, its changes in a query too", async (caller) => {
    const client = await clientOf(caller);
    const { data } = await client.send('{ business(id: "acme") { name inviteStatusChanges { nodes { seq } } } }');
    expect(at(data, 'business')).toEqual({ name: 'Business acme', inviteStatusChanges: { nodes: [] } });
  });
});

/** A document that no client of ours has: by its text alone. */
const documentOf = (source: string) => source as unknown as Parameters<Client['follow']>[0];
