import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/auth/principal.js';
import { createPlanReader, inBothModes, type List, type Mode, PAGE, type PlanReader } from './plan-reader.js';
import { asUser } from './rows.js';

// The lists of a business that has dealt with 20,000 others: it asked each and was asked by each, is the partner of one half
// and the host of the other, and has 20,000 assets with a permission on each, and as many members. Each of the others has an
// asset too.

const LARGE: ReadonlySet<unknown> = new Set([
  'business',
  'app_user',
  'account_member',
  'invite',
  'partnership',
  'asset',
  'asset_permission',
]);

// Times run across the rows' order on disk.
const FILL = `
  begin;
  create temporary table made on commit drop as
    select n, timestamptz '2026-01-01' + (n * 7919 % 20000) * interval '1 minute' as at from generate_series(0, 19999) n;
  insert into business select 'big', 'Big', null, now(), now();
  insert into business select 'p_' || n, md5(n::text), null, now(), now() from made;
  -- Bystanders: a table is searched by its index where it is larger than that.
  insert into business select 'o_' || n, 'Other', null, now(), now() from generate_series(1, 80000) n;
  insert into app_user select 'other_' || n, null, null, false, 'Other', 'Other', now(), now() from generate_series(1, 80000) n;
  insert into app_user select 'usr_' || n, 'usr_' || n || '@example.com', 'usr_' || n || '@example.com', true, md5(n::text),
      'Last', now(), now()
    from made;
  insert into account_member (id, business_id, status, roles, invited_email, invited_email_canonical, user_id,
      created_at, updated_at, accepted_at)
    select 'mem_' || n, 'big', case when n % 20 = 1 then 'INVITED' else 'ACTIVE' end,
      array[case when n < 10 then 'OWNER' else 'EMPLOYEE' end], 'usr_' || n || '@example.com', 'usr_' || n || '@example.com',
      case when n % 20 <> 1 then 'usr_' || n end, at, at, case when n % 20 <> 1 then at end
    from made;
  insert into partnership select 'prt_' || n, case when n % 2 = 0 then 'big' else 'p_' || n end,
      case when n % 2 = 0 then 'p_' || n else 'big' end, at
    from made;
  insert into asset select 'as_' || n, (array['AD_ACCOUNT', 'PROFILE', 'CATALOG'])[n % 3 + 1], 'Asset ' || n, 'big', at, at from made;
  insert into asset select 'pa_' || n, 'AD_ACCOUNT', 'Theirs ' || n, 'p_' || n, at, at from made;
  insert into asset_permission (id, asset_id, member_id, partnership_id, levels, created_at, updated_at, business_id)
    select given.*, asset.business_id from (
    select 'prm_' || n, 'as_' || n, case when n % 2 = 1 then 'mem_' || n end, case when n % 2 = 0 then 'prt_' || n end,
      '{ANALYST}'::text[], at, at
    from made
    union all select 'prm_p' || n, 'pa_' || n, null, 'prt_' || n, '{ANALYST}', at, at from made where n % 2 = 1
    -- One asset that 5,000 members reach, one member who reaches 5,000 assets, one partner who does.
    union all select 'prm_a' || n, 'as_0', 'mem_' || n, null, '{ANALYST}', at, at from made where n < 5000
    union all select 'prm_m' || n, 'as_' || n, 'mem_12', null, '{ANALYST}', at, at from made where n between 1 and 5000
    union all select 'prm_t' || n, 'as_' || n, null, 'prt_2', '{ANALYST}', at, at from made where n between 3 and 5000
    union all select 'prm_e' || n, 'as_' || n, 'mem_14', null, '{ADMIN}', at, at from made where n between 100 and 149
    ) given (id, asset_id, member_id, partnership_id, levels, created_at, updated_at) join asset on asset.id = given.asset_id;
  insert into invite (id, type, status, business_id, invitee_business_id, roles, created_by_user_id, sender_user_id,
      generation, send_count, created_at, updated_at, expires_at)
    select 'inv_' || way || n, 'PARTNER_INVITE',
      case when n % 100 = 0 then 'EXPIRED' when n % 20 = 1 then 'PENDING' when n % 5 = 2 then 'CANCELLED' else 'ACCEPTED' end,
      case way when 's' then 'big' else 'p_' || n end, case way when 's' then 'p_' || n else 'big' end, '{PARTNER}',
      'usr_' || n % 10, 'usr_' || n % 10, 1, 1, at, at, timestamptz '2100-01-01' + (at - '2026-01-01')
    from made, (values ('s'), ('r')) ways (way);
  commit;
  analyze;`;

const ADMIN = asUser('usr_3');
const EMPLOYEE = asUser('usr_14');

const PERSON = '{ id email firstName lastName }';
const BUSINESS = '{ id name }';
const PARTNERSHIP = `id createdAt host ${BUSINESS} partner ${BUSINESS}`;
const ASSET = `id type name owner ${BUSINESS}`;
const PERMISSION = `id levels asset { ${ASSET} } grantedBy ${PERSON}
  grantee { ... on AccountMember { id email user ${PERSON} } ... on Partnership { ${PARTNERSHIP} } }`;
const INVITE = `id status business ${BUSINESS} inviteeBusiness ${BUSINESS} createdBy ${PERSON} closedBy ${PERSON}
  assetGrants { assetId asset { ${ASSET} } } partnership { ${PARTNERSHIP} }`;
const MEMBER = `id status email user ${PERSON} business ${BUSINESS}`;

const page = (field: string, args: string, nodes: string): string =>
  `list: ${field}(first: $first, after: $after${args}) { nodes { ${nodes} } pageInfo { endCursor } }`;
const of = (root: string, field: string, args: string, nodes: string): string =>
  `query ($after: String, $first: Int) { ${root} { ${page(field, args, nodes)} } }`;
const business = (field: string, args: string, nodes: string): string => of('business(id: "big")', field, args, nodes);

const list = (name: string, table: string, source: string, principal: Principal = ADMIN): List => ({
  name,
  principal,
  source,
  table,
});
const invites = (name: string, args: string): List => list(name, 'invite', business('invites', args, INVITE));
const received = (name: string, args = '', more = ''): List =>
  invites(name, `, filter: { direction: RECEIVED${more} }${args}`);

/** Read in the order of an index: a page, and the row that tells whether more follow. */
const ORDERED: List[] = [
  list('assets', 'asset', business('assets', '', ASSET)),
  list('partnerships where it is host', 'partnership', business('partnerships', ', direction: INTERNAL', PARTNERSHIP)),
  list(
    'partnerships where it is partner',
    'partnership',
    business('partnerships', ', direction: EXTERNAL', PARTNERSHIP),
  ),
  list('permissions', 'asset_permission', business('assetPermissions', '', PERMISSION)),
  list('permissions of an asset', 'asset_permission', of('asset(id: "as_0")', 'permissions', '', PERMISSION)),
  list(
    'permissions of a member',
    'asset_permission',
    of('accountMember(id: "mem_12")', 'assetPermissions', '', PERMISSION),
  ),
  list(
    'permissions of a partner',
    'asset_permission',
    of('node(id: "prt_2") { ... on Partnership', 'assetPermissions', '', PERMISSION).replace(/\}$/, '} }'),
  ),
  received('invites received'),
  ...['CREATED_AT', 'EXPIRES_AT', 'UPDATED_AT'].flatMap((field) =>
    ['ASC', 'DESC'].map((direction) =>
      received(`invites received by ${field} ${direction}`, `, orderBy: { field: ${field}, direction: ${direction} }`),
    ),
  ),
  ...['EXPIRED', 'DECLINED'].map((status) => received(`invites received in ${status}`, '', `, statuses: [${status}]`)),
];

/** Two halves, of which each is read like that. */
const MERGED: List[] = [
  list('partnerships', 'partnership', business('partnerships', '', PARTNERSHIP)),
  invites('invites of both directions', ''),
  invites('invites of both directions by UPDATED_AT', ', orderBy: { field: UPDATED_AT, direction: ASC }'),
  invites('invites of both directions in DECLINED', ', filter: { statuses: [DECLINED] }'),
];

/** Chosen by an index and then sorted. */
const CHOSEN: List[] = [
  received('invites received in PENDING', '', ', statuses: [PENDING]'),
  list('assets of one type', 'asset', business('assets', ', filter: { types: [CATALOG] }', ASSET)),
  list('assets by name', 'asset', business('assets', ', filter: { query: "set 777" }', ASSET)),
  list('assets, as an employee', 'asset', business('assets', '', ASSET), EMPLOYEE),
  list(
    'permissions of one level',
    'asset_permission',
    business('assetPermissions', ', filter: { levels: [ADMIN] }', PERMISSION),
  ),
  list(
    'permissions of some assets',
    'asset_permission',
    business('assetPermissions', ', filter: { assetIds: ["as_7", "as_9"] }', PERMISSION),
  ),
  list('permissions, as an employee', 'asset_permission', business('assetPermissions', '', PERMISSION), EMPLOYEE),
  list('partnerships, as an employee', 'partnership', business('partnerships', '', PARTNERSHIP), EMPLOYEE),
  received('invites received by the name of the partner', '', ', query: "C15925884"'),
];

// Planned for its values, PostgreSQL holds three trigram searches for dearer than comparing 100,000 people one by one.
const MEMBERS_BY_NAME = list(
  'members by name',
  'account_member',
  business('members', ', filter: { query: "C15925884" }', MEMBER),
);

const DEEP = ['assets', 'invites received', 'partnerships', 'invites of both directions'];

let reader: PlanReader;
beforeAll(async () => {
  reader = await createPlanReader(FILL, LARGE);
});
afterAll(() => reader.stop());

/** Planned once for all values it is for a business as most are, with an invite and a partner or two: sorted. */
const isBounded = (mode: Mode): boolean => mode === 'force_custom_plan';

describe('a page is read in the order of an index, row by row', () => {
  it.each([
    ...inBothModes(ORDERED).map((list) => ({ ...list, most: PAGE + 1 })),
    ...inBothModes(MERGED).map((list) => ({ ...list, most: 2 * (PAGE + 1) })),
  ])('$name ($mode)', async ({ mode, most, ...list }) => {
    const { nodes, statements } = await reader.run(list);
    const read = await reader.expectIndices(list, statements, mode);
    if (isBounded(mode)) expect(read).toBeLessThanOrEqual(most);
    expect(nodes).toHaveLength(/DECLINED/.test(list.name) ? 0 : PAGE);
  });

  it.each([...ORDERED, ...MERGED].filter(({ name }) => DEEP.includes(name)))(
    '$name, 10,000 rows deep',
    async (list) => {
      const { nodes, statements } = await reader.run(list, { after: await reader.deepCursor(list) });
      expect(nodes).toHaveLength(PAGE);
      expect(await reader.expectIndices(list, statements, 'force_custom_plan')).toBeLessThanOrEqual(2 * (PAGE + 1));
    },
  );
});

describe('a page is chosen by indices', () => {
  it.each([...inBothModes(CHOSEN), { ...MEMBERS_BY_NAME, mode: 'force_generic_plan' as const }])(
    '$name ($mode)',
    async ({ mode, ...list }) => {
      const { statements } = await reader.run(list);
      await reader.expectIndices(list, statements, mode);
    },
  );
});
