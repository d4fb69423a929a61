import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemo } from '../../src/demo/seed.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

// What people meet first: it must be whole, and the same whenever and wherever it is made.

let tests: TestDatabase[] = [];

beforeAll(async () => {
  tests = [await createTestDatabase(), await createTestDatabase()];
  for (const { url } of tests) expect(await seedDemo(url)).toBe(true);
});
afterAll(() => Promise.all(tests.map((test) => test.drop())));

async function read<Row extends object>(sql: string, index = 0): Promise<Row[]> {
  return (await tests[index]?.database.query<Row>(sql)) ?? [];
}
const count = async (from: string): Promise<number> =>
  (await read<{ count: number }>(`select count(*)::int as count from ${from}`))[0]?.count ?? 0;

it('tells of 3 businesses with 12 assets, 60 people and 240 invites, without a complaint', async () => {
  expect([await count('business'), await count('asset'), await count('app_user'), await count('invite')]).toEqual([
    3, 12, 60, 240,
  ]);
  // Everybody is a member of one of them, and the owners of their own.
  expect(await count(`account_member where status = 'ACTIVE'`)).toBe(60);
});

it('has invites of people, and of businesses, in every status', async () => {
  const statuses = (where: string) =>
    read<{ status: string }>(`select distinct status from invite where ${where} order by status`);
  const closed = ['ACCEPTED', 'CANCELLED', 'DECLINED', 'EXPIRED', 'PENDING'];
  const names = async (where: string) => (await statuses(where)).map(({ status }) => status);
  expect(await names(`type = 'MEMBER_INVITE'`)).toEqual([...closed, 'PENDING_SEND']);
  expect(await names(`type <> 'MEMBER_INVITE'`)).toEqual(closed);
  expect(await count(`invite where type = 'ASSET_REQUEST' and status = 'PENDING' and expires_at > now()`)).toBe(1);
});

it('has two partnerships that live, and lets members and partners reach assets, also by what their invites granted', async () => {
  expect(await read('select host_id, partner_id from partnership order by created_at')).toEqual([
    { host_id: 'acme', partner_id: 'globex' },
    { host_id: 'initech', partner_id: 'acme' },
  ]);
  const permitted = await read<{ partner: string; asset_id: string; levels: string[] }>(
    `select p.partner_id as partner, x.asset_id, x.levels from asset_permission x join partnership p on p.id = x.partnership_id
     order by x.asset_id`,
  );
  expect(permitted).toEqual([
    { partner: 'globex', asset_id: 'acme-ads-eu', levels: ['FINANCE_VIEW'] },
    { partner: 'globex', asset_id: 'acme-ads-us', levels: ['ANALYST'] },
    { partner: 'globex', asset_id: 'acme-catalog', levels: ['CATALOGS_VIEWER'] },
    { partner: 'globex', asset_id: 'acme-profile', levels: ['PROFILE_PUBLISHER'] },
    { partner: 'acme', asset_id: 'initech-ads-us', levels: ['ANALYST', 'CAMPAIGN_MANAGER'] },
    { partner: 'acme', asset_id: 'initech-catalog', levels: ['CATALOGS_VIEWER'] },
  ]);
  expect(await count('asset_permission where member_id is not null')).toBeGreaterThan(24);
  expect(await count('asset_permission where expires_at > now()')).toBe(3);
});

it('tells a history: over thirty days, in order, nothing of it ahead', async () => {
  const [span] = await read<{ days: number; ahead: boolean; gaps: number; unordered: number }>(`
    select extract(epoch from max(occurred_at) - min(occurred_at))::float / 86400 as days, max(occurred_at) > now() as ahead,
      count(*) filter (where seq <> place)::int as gaps, count(*) filter (where occurred_at < before)::int as unordered
    from (select *, row_number() over stream as place, lag(occurred_at) over stream as before from stream_event
      window stream as (partition by stream_key order by seq)) events`);
  expect(span).toMatchObject({ ahead: false, gaps: 0, unordered: 0 });
  expect(span?.days).toBeGreaterThan(28.9);
  expect(await count('outbox')).toBe(0);
});

// What lists show, in their order; ids and times are new at each run.
const LISTS = {
  invites: `select i.type, i.status, i.business_id, i.invitee_email, i.invitee_user_id, i.invitee_business_id, i.roles,
    i.asset_grants, i.send_count, i.created_by_user_id, i.closed_by_user_id from invite i order by created_at, id`,
  members: `select business_id, status, roles, coalesce(invited_email, invited_user_id) as invited, user_id
    from account_member order by created_at, id`,
  permissions: `select x.asset_id, x.levels, m.user_id, p.partner_id, x.granted_by_user_id from asset_permission x
    left join account_member m on m.id = x.member_id left join partnership p on p.id = x.partnership_id
    order by x.created_at, x.id`,
  assets: 'select id, type, name, business_id from asset order by created_at, id',
  changes: `select stream_key, seq, previous_status, status, actor_kind, actor_user_id from stream_event order by 1, 2`,
};

it.each(Object.entries(LISTS))('is the same at every run: %s', async (_, sql) => {
  const first = await read(sql, 0);
  expect(first.length).toBeGreaterThan(0);
  expect(await read(sql, 1)).toEqual(first);
});

it('is not told twice', async () => {
  expect(await seedDemo(tests[0]?.url ?? '')).toBe(false);
  expect(await count('invite')).toBe(240);
});
