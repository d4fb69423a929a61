import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CreateApiKeyDocument,
  InviteMembersDocument,
  InvitePartnersDocument,
  RequestAssetAccessDocument,
  RequestPartnershipsDocument,
  RequestSignInCodeDocument,
  ResendInvitesDocument,
} from '../operations/__generated__/graphql.js';
import { type Client, createClient, type GraphqlAnswer } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';

let gateway: Gateway;
let other: Awaited<ReturnType<typeof startApp>>;
let ada: Client;
beforeAll(async () => {
  gateway = await startGateway({ TRUST_PROXY: '127.0.0.1' });
  other = await startApp(gateway.databaseUrl);
  ada = await gateway.as(person('ada'));
});
afterAll(async () => {
  await other.stop();
  await gateway.stop();
});

const LIMITED = { code: 'RATE_LIMITED', retryAfter: expect.any(Number) };
const extensionsOf = ({ errors }: GraphqlAnswer<unknown>) => errors?.[0]?.extensions;

describe('looking at invites by their links', () => {
  const ROOTS = 15;
  const query = `{ ${Array.from({ length: ROOTS }, (_, index) => `p${index}: invitePreview(token: "t${index}") { status }`).join(' ')} }`;
  const look = async (address: string, token: string): Promise<GraphqlAnswer<{ invitePreview: object | null }>> => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
    const body = JSON.stringify({ query: `{ invitePreview(token: "${token}") { status } }` });
    return (await (await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body })).json()) as never; // as asked for
  };

  it('I36: is RATE_LIMITED after 300 of one address in 15 minutes, each field counted; another address is not', async () => {
    const address = '203.0.113.7';
    for (let asked = 0; asked < 300; asked += ROOTS) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      const body = JSON.stringify({ query });
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
      expect(await response.json()).not.toHaveProperty('errors');
    }
    const limited = await look(address, 'unknown');
    expect(extensionsOf(limited)).toMatchObject(LIMITED);
    expect(limited.data).toEqual({ invitePreview: null });
    expect(await look('203.0.113.8', 'unknown')).not.toHaveProperty('errors');
  });
});

describe('the invites of one business', () => {
  let world: BusinessWorld;
  let key: Client;
  beforeAll(async () => {
    world = await createBusinessWorld(gateway, person('ada'));
    const { createApiKey } = await ada.run(CreateApiKeyDocument, {
      input: { businessId: world.id, name: 'CRM', scopes: ['READ', 'INVITES_WRITE'] },
    });
    key = gateway.with(createApiKey?.secret ?? '');
  });

  const times = <T>(count: number, one: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => one(index));
  // All of one call name the same: what is refused counts as well, and the limit is reached without a thousand invites.
  const ways: Record<string, (client: Client, count: number, businessId?: string) => Promise<GraphqlAnswer<object>>> = {
    inviteMembers: (client, count, businessId = world.id) =>
      client.send(InviteMembersDocument, {
        input: { businessId, invitees: times(count, () => ({ email: 'one@example.com' })) },
      }),
    resendInvites: (client, count, businessId = world.id) =>
      client.send(ResendInvitesDocument, { input: { businessId, inviteIds: times(count, (index) => `inv_${index}`) } }),
    invitePartners: (client, count, businessId = world.id) =>
      client.send(InvitePartnersDocument, { input: { businessId, partnerIds: times(count, (index) => `p${index}`) } }),
    requestPartnerships: (client, count, businessId = world.id) =>
      client.send(RequestPartnershipsDocument, {
        input: { businessId, partnerIds: times(count, (index) => `p${index}`) },
      }),
    requestAssetAccess: (client, count, businessId = world.id) =>
      client.send(RequestAssetAccessDocument, {
        input: {
          businessId,
          requests: times(count, (index) => ({
            partnerId: `p${index}`,
            assetGrants: [{ assetId: 'a', levels: ['ANALYST' as const] }],
          })),
        },
      }),
  };
  const all = Object.values(ways);

  it('I36: are RATE_LIMITED beyond 1,000 people and businesses in an hour, of whatever kind, by people and keys alike', async () => {
    const stranger = await gateway.as(person('mallory'));
    for (const way of all) await way(stranger, 100); // uses up nothing
    for (const way of all) {
      for (const client of [ada, key]) expect(await way(client, 90)).not.toHaveProperty('errors');
    }
    expect(extensionsOf((await ways.inviteMembers?.(ada, 100)) ?? {})).toBeUndefined(); // 1,000
    for (const way of all) {
      for (const client of [ada, key]) {
        const answer = await way(client, 1);
        expect(extensionsOf(answer)).toMatchObject(LIMITED);
      }
    }
    const rows = await gateway.database.query('select 1 from invite where business_id = $1', [world.id]);
    expect(rows).toHaveLength(1);
    const dryRun = { businessId: world.id, invitees: [{ email: 'two@example.com' }], validateOnly: true };
    expect(await ada.send(InviteMembersDocument, { input: dryRun })).toMatchObject({
      data: { inviteMembers: { results: [{ error: null }] } },
    });
    const { id: elsewhere } = await createBusinessWorld(gateway, person('ada'));
    for (const way of all) expect(await way(ada, 1, elsewhere)).not.toHaveProperty('errors');
  });

  it('a batch that is too large for what is left leaves it to a smaller one', async () => {
    const { id } = await createBusinessWorld(gateway, person('ada'));
    for (let index = 0; index < 9; index++) await ways.resendInvites?.(ada, 100, id);
    await ways.resendInvites?.(ada, 50, id);
    expect(extensionsOf((await ways.resendInvites?.(ada, 100, id)) ?? {})).toMatchObject(LIMITED);
    expect(extensionsOf((await ways.resendInvites?.(ada, 50, id)) ?? {})).toBeUndefined();
    expect(extensionsOf((await ways.resendInvites?.(ada, 1, id)) ?? {})).toMatchObject(LIMITED);
  });
});

describe('the invites of one person', () => {
  it('I36: are RATE_LIMITED beyond 5,000 in an hour, over however many businesses; their colleagues go on', async () => {
    const eve = person('eve');
    const client = await gateway.as(eve);
    const resend = (by: Client, businessId: string, count: number) =>
      by.send(ResendInvitesDocument, {
        input: { businessId, inviteIds: Array.from({ length: count }, (_, index) => `inv_${index}`) },
      });
    for (let business = 0; business < 5; business++) {
      const { id } = await createBusinessWorld(gateway, eve);
      for (let call = 0; call < 10; call++) expect(await resend(client, id, 100)).not.toHaveProperty('errors');
    }
    const sixth = await createBusinessWorld(gateway, eve);
    for (let call = 0; call < 20; call++)
      expect(extensionsOf(await resend(client, sixth.id, 100))).toMatchObject(LIMITED);
    await gateway.database.query(
      `insert into account_member (id, business_id, status, roles, user_id, created_at, updated_at, accepted_at)
       values ('mem_colleague', $1, 'ACTIVE', '{OWNER}', 'usr_ada', now(), now(), now())`,
      [sixth.id],
    );
    for (let call = 0; call < 10; call++) expect(await resend(ada, sixth.id, 100)).not.toHaveProperty('errors');
  });
});

describe('asking for codes', () => {
  it('I36: is limited by mailbox over all processes', async () => {
    const email = 'asked-for@example.com';
    const doors = [gateway.with(undefined), createClient(other.url, undefined)];
    const ask = async (index: number) => doors[index % 2]?.send(RequestSignInCodeDocument, { input: { email } });
    const answers = await Promise.all(Array.from({ length: 24 }, (_, index) => ask(index)));
    expect(answers.filter((answer) => answer?.errors)).toHaveLength(4);
    expect(extensionsOf((await ask(0)) ?? {})).toMatchObject(LIMITED);
    expect(extensionsOf((await ask(1)) ?? {})).toMatchObject(LIMITED);
  });
});
