import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/auth/principal.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import {
  assetRow,
  asUser,
  businessRow,
  insertRows,
  inviteRow,
  memberRow,
  minutes,
  permissionRow,
  userRow,
} from './rows.js';

const OWNER = asUser('usr_owner');
/** An EMPLOYEE who holds ADMIN on an asset: sees the ACTIVE members, and of others no e-mail. */
const CURATOR = asUser('usr_curator');

type Data = { business: unknown };

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  const toBusiness = (id: string) => ({ inviteeEmail: null, inviteeEmailCanonical: null, inviteeBusinessId: id });
  await insertRows(test.database, {
    business: [
      businessRow('acme'),
      { ...businessRow('zebra'), name: 'Zebra & Söhne' },
      { ...businessRow('other'), name: '100% Other' },
    ],
    app_user: [
      userRow('usr_owner', { email: 'Olga@Example.com', firstName: 'Olga' }),
      userRow('usr_curator', { email: 'curator@example.com', firstName: 'Cora', lastName: 'Curator' }),
      userRow('usr_paul', { email: 'paul@hidden.example', firstName: 'Paul', lastName: 'Zebrowski' }),
    ],
    invite: [
      inviteRow('inv_mail', { inviteeEmail: 'Zebra.Fan@example.com', createdAt: minutes(1) }),
      inviteRow('inv_sent', { type: 'PARTNER_INVITE', ...toBusiness('zebra'), createdAt: minutes(2) }),
      inviteRow('inv_got', {
        type: 'PARTNER_REQUEST',
        businessId: 'zebra',
        ...toBusiness('acme'),
        createdAt: minutes(3),
      }),
      inviteRow('inv_none', { type: 'PARTNER_INVITE', ...toBusiness('other'), createdAt: minutes(4) }),
    ],
    account_member: [
      memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'] }),
      memberRow('mem_curator', { userId: 'usr_curator' }),
      memberRow('mem_paul', { userId: 'usr_paul', invitedEmail: 'old@example.com' }),
      memberRow('mem_invited', { status: 'INVITED', invitedEmail: 'Zebra.Fan@example.com' }),
    ],
    asset: [assetRow('ad_1', { name: 'Zebra ads' }), assetRow('ad_2', { name: 'Own ads' })],
    asset_permission: [permissionRow('prm_1', 'ad_1', { memberId: 'mem_curator', levels: ['ADMIN'] })],
  });
});
afterAll(() => test.drop());

/** The ids that the search finds in a list of the business, newest first. */
async function found(
  principal: Principal,
  list: string,
  type: string,
  filter: object,
  orderBy = '',
): Promise<string[]> {
  const source = `query ($filter: ${type}) { business(id: "acme") { ${list}(filter: $filter ${orderBy}) { totalCount nodes { id } } } }`;
  const { result } = await executor.execute(principal, source, { filter });
  if (result.errors?.[0]) throw result.errors[0];
  const { [list]: page } = (result.data as Data).business as Record<
    string,
    { totalCount: number; nodes: { id: string }[] }
  >;
  expect(page?.totalCount).toBe(page?.nodes.length);
  return page?.nodes.map(({ id }) => id) ?? [];
}

describe('a search by part of a text finds', () => {
  it("invites by the invitee's e-mail and by the partner's name, sent and received", async () => {
    const invites = (filter: object) => found(OWNER, 'invites', 'InviteFilter', filter);
    expect(await invites({ query: 'zebra' })).toEqual(['inv_got', 'inv_sent', 'inv_mail']);
    expect(await invites({ query: 'SÖHNE' })).toEqual(['inv_got', 'inv_sent']);
    expect(await invites({ query: 'zebra', direction: 'RECEIVED' })).toEqual(['inv_got']);
    expect(await invites({ query: 'zebra', types: ['MEMBER_INVITE'] })).toEqual(['inv_mail']);
    expect(await invites({ query: '%' })).toEqual(['inv_none']);
    expect(await invites({ query: 'acme' })).toEqual([]); // its own name is no partner's
  });

  it('members by the e-mail and names that they have now, the invited by their address', async () => {
    const members = (query: string) => found(OWNER, 'members', 'AccountMemberFilter', { query });
    expect(await members('ZEBR')).toEqual(['mem_paul', 'mem_invited']);
    expect(await members('hidden.')).toEqual(['mem_paul']);
    expect(await members('old@')).toEqual([]);
    expect(await members('olga')).toEqual(['mem_owner']);
  });

  it('assets by their name', async () => {
    expect(await found(OWNER, 'assets', 'AssetFilter', { query: 'zebra' })).toEqual(['ad_1']);
    expect(await found(OWNER, 'assets', 'AssetFilter', { query: 'ads', types: ['PROFILE'] })).toEqual([]);
  });
});

describe('to who sees members without their e-mail', () => {
  it('it is null in the search, but for their own', async () => {
    const members = (query: string) => found(CURATOR, 'members', 'AccountMemberFilter', { query });
    expect(await members('hidden')).toEqual([]);
    expect(await members('zebr')).toEqual(['mem_paul']); // by name; who is invited is not shown
    expect(await members('curator@')).toEqual(['mem_curator']);
  });

  it('it is null in the order and in the cursors', async () => {
    const source = `{ business(id: "acme") { members(orderBy: { field: EMAIL, direction: ASC }) { edges { cursor node { id email } } } } }`;
    const { result } = await executor.execute(CURATOR, source);
    const { members } = (result.data as Data).business as {
      members: { edges: { cursor: string; node: { id: string } }[] };
    };
    expect(members.edges.map(({ node }) => node)).toEqual([
      { id: 'mem_curator', email: 'curator@example.com' },
      { id: 'mem_owner', email: null },
      { id: 'mem_paul', email: null },
    ]);
    const told = members.edges.map(({ cursor }) => Buffer.from(cursor, 'base64url').toString('latin1')).join();
    expect(told).not.toContain('paul@');
    expect(told).not.toContain('olga@');
  });
});

describe('among twenty thousand members', () => {
  it('matching people come from the indices of their names and e-mail, and members from theirs', async () => {
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    try {
      await client.query(`insert into app_user select 'usr_' || g, md5(g::text) || '@example.com', md5(g::text) || '@example.com',
        true, md5((g * 7)::text), md5((g * 11)::text), now(), now() from generate_series(1, 20000) g`);
      await client.query(`insert into account_member (id, business_id, status, roles, user_id, created_at, updated_at)
        select 'mem_' || g, 'acme', 'ACTIVE', '{EMPLOYEE}', 'usr_' || g, now(), now() from generate_series(1, 20000) g`);
      // As autovacuum does it: what is new in a trigram index waits in a list until then.
      await client.query('vacuum analyze app_user, account_member');
      const source = '{ business(id: "acme") { members(filter: { query: "abcdef" }) { nodes { id } } } }';
      const { statements } = await executor.execute(OWNER, source);
      const plan = await client.query<Record<'QUERY PLAN', string>>(`explain ${statements[1]}`, ['acme', '%abcdef%']);
      const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
      for (const column of ['email', 'first_name', 'last_name'])
        expect(text).toContain(`app_user_${column}_search_idx`);
      expect(text).not.toContain('Seq Scan on app_user');
    } finally {
      await client.end();
    }
  });
});
