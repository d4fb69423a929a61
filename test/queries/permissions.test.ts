import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { createAsk, expectPages, inOrder, PAGE_ARGS, PAGE_FIELDS, PAGE_VARIABLES } from './pages.js';
import {
  assetRow,
  asUser,
  businessRow,
  chance,
  insertRows,
  memberRow,
  minutes,
  partnershipRow,
  permissionRow,
  times,
  userRow,
} from './rows.js';

// Sixty members and a partner with permissions on thirty assets: each list of them, and many of them below another list.

const OWNER = asUser('usr_owner');
const PARTNER = asUser('usr_partner');
const two = (index: number): string => String(index).padStart(2, '0');
const assets = times(30, (index) => assetRow(`ad_${two(index)}`, { createdAt: minutes(index) }));
const members = times(60, (index) =>
  memberRow(`mem_${two(index)}`, { userId: `usr_${two(index)}`, createdAt: minutes(index) }),
);
const permissions = [
  ...members.flatMap(({ id }, member) =>
    times(8, (index) =>
      permissionRow(`prm_${two(member)}${index}`, `ad_${two((member + index) % 30)}`, {
        memberId: id,
        levels: index % 2 ? ['ANALYST'] : ['FINANCE_VIEW', 'FINANCE_EDIT'],
        grantedByUserId: 'usr_owner',
        createdAt: minutes((member * 3 + index) % 17),
      }),
    ),
  ),
  ...assets.map(({ id }, index) =>
    permissionRow(`prm_p${two(index)}`, id, { partnershipId: 'prt_1', createdAt: minutes(index % 4) }),
  ),
];
const over = permissionRow('prm_over', 'ad_29', { memberId: 'mem_00', expiresAt: minutes(1) });

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, {
    business: ['acme', 'brand'].map((id) => businessRow(id)),
    app_user: ['usr_owner', 'usr_partner', ...members.map(({ userId }) => String(userId))].map((id) => userRow(id)),
    account_member: [
      ...members,
      memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'] }),
      memberRow('mem_partner', { businessId: 'brand', userId: 'usr_partner', roles: ['OWNER'] }),
    ],
    partnership: [partnershipRow('prt_1', 'acme', 'brand')],
    asset: assets,
    asset_permission: [...permissions, over],
  });
});
afterAll(() => test.drop());

const PERMISSION = `id levels asset { id name } grantedBy { id firstName } grantee { __typename
  ... on AccountMember { id email user { id } business { id } } ... on Partnership { id host { id } partner { id name } } }`;

async function statementsOf(source: string, variables: Record<string, unknown> = {}, principal = OWNER) {
  const { result, statements } = await executor.execute(principal, source, variables);
  if (result.errors?.[0]) throw result.errors[0];
  return { data: result.data as Record<string, never>, statements };
}

describe('permissions on assets', () => {
  const newestFirst = (belongs: (row: (typeof permissions)[number]) => boolean) =>
    inOrder(permissions.filter(belongs), [{ key: (row) => row.createdAt.getTime(), direction: 'DESC' }]);

  it.each([
    ['a business', 'business(id: "acme") { list: assetPermissions', () => true],
    [
      'an asset',
      'asset(id: "ad_05") { list: permissions',
      (row: (typeof permissions)[number]) => row.assetId === 'ad_05',
    ],
    [
      'a member',
      'accountMember(id: "mem_07") { list: assetPermissions',
      (row: (typeof permissions)[number]) => row.memberId === 'mem_07',
    ],
    [
      'a partnership',
      'node(id: "prt_1") { ... on Partnership { list: assetPermissions',
      (row: (typeof permissions)[number]) => row.partnershipId === 'prt_1',
    ],
  ] as const)('of %s read the same forwards and backwards', async (_name, field, belongs) => {
    const close = field.includes('... on') ? '} }' : '}';
    const ask = createAsk(executor, OWNER, {
      source: `query (${PAGE_VARIABLES}) { thing: ${field}(${PAGE_ARGS}) { totalCount ${PAGE_FIELDS} } ${close} }`,
      path: ['thing', 'list'],
    });
    await expectPages(ask, newestFirst(belongs), chance(5));
  });

  it('take the same few statements below a list of any length', async () => {
    const source = `query ($first: Int) { business(id: "acme") { members(first: $first) { nodes { id
      assetPermissions(first: 5) { totalCount pageInfo { hasNextPage } nodes { ${PERMISSION} } } } } } }`;
    for (const first of [2, 60]) {
      const { data, statements } = await statementsOf(source, { first });
      expect(statements).toHaveLength(3);
      const { nodes } = (data as never as { business: { members: { nodes: Listed[] } } }).business.members;
      expect(nodes).toHaveLength(first);
      for (const { id, assetPermissions } of nodes) {
        const own = newestFirst(({ memberId }) => memberId === id);
        expect(assetPermissions.nodes.map((node) => node.id)).toEqual(own.slice(0, 5));
        expect(assetPermissions.totalCount).toBe(own.length);
        expect(assetPermissions.pageInfo.hasNextPage).toBe(own.length > 5);
      }
    }
  });

  it('refuse a cursor of another list, and take their own, below one list', async () => {
    const first = '{ accountMember(id: "mem_07") { assetPermissions(first: 3) { pageInfo { endCursor } } } }';
    const { data } = await statementsOf(first);
    const after = (data as never as { accountMember: Listed }).accountMember.assetPermissions.pageInfo.endCursor;
    const source = `query ($after: String) { nodes(ids: ["mem_07", "mem_08"]) { ... on AccountMember { id
      assetPermissions(after: $after) { nodes { id } } } } }`;
    const { result } = await executor.execute(OWNER, source, { after });
    expect(result.errors?.map(({ path }) => path)).toEqual([['nodes', 1, 'assetPermissions']]);
    const own = newestFirst(({ memberId }) => memberId === 'mem_07').slice(3);
    expect(result.data).toMatchObject({ nodes: [{ assetPermissions: { nodes: own.map((id) => ({ id })) } }, null] });
  });

  it('are narrowed by asset, by either kind of grantee, and by level', async () => {
    const source = `query ($filter: AssetPermissionFilter) { business(id: "acme") {
      assetPermissions(first: 250, filter: $filter) { nodes { id } } } }`;
    const idsOf = async (filter: object) => {
      const { data } = await statementsOf(source, { filter });
      return (data as never as { business: Listed }).business.assetPermissions.nodes.map(({ id }) => id);
    };
    expect(await idsOf({ memberIds: ['mem_03'], partnershipIds: ['prt_1'] })).toHaveLength(38);
    expect(await idsOf({ memberIds: ['mem_03'], levels: ['ANALYST'] })).toHaveLength(4);
    expect(await idsOf({ assetIds: ['ad_03'], partnershipIds: ['prt_1'] })).toEqual(['prm_p03']);
    expect(await idsOf({ assetIds: [] })).toEqual([]);
  });

  it('that are over are in no list, no count and not found by id', async () => {
    const source = `{ node(id: "prm_over") { id } accountMember(id: "mem_00") {
      assetPermissions(first: 100) { totalCount nodes { id } } } }`;
    const { data } = await statementsOf(source);
    expect(data).toMatchObject({ node: null, accountMember: { assetPermissions: { totalCount: 8 } } });
  });

  it('show a partner those of the partnership alone, with their assets', async () => {
    const source =
      '{ business(id: "acme") { assetPermissions(first: 100) { totalCount nodes { id asset { owner { id } } } } } }';
    const { data } = await statementsOf(source, {}, PARTNER);
    expect(data).toMatchObject({ business: { assetPermissions: { totalCount: 30 } } });
  });

  it('as a hundred entities take the permissions and the standing', async () => {
    const representations = permissions.slice(0, 100).map(({ id }) => ({ __typename: 'AssetPermission', id }));
    const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on AssetPermission { ${PERMISSION.replace('user { id }', '').replace('firstName', '')} } } }`;
    const { statements } = await statementsOf(source, { representations });
    expect(statements).toHaveLength(3); // and who granted them
  });
});

describe('a person in a business', () => {
  it('is found as an entity by the two: the ACTIVE row, else the newest, all in one statement', async () => {
    await insertRows(test.database, {
      account_member: [
        memberRow('mem_gone', { userId: 'usr_05', status: 'REMOVED', createdAt: minutes(900) }),
        memberRow('mem_old', { businessId: 'brand', userId: 'usr_06', status: 'REMOVED', createdAt: minutes(1) }),
        memberRow('mem_new', { businessId: 'brand', userId: 'usr_06', status: 'REMOVED', createdAt: minutes(2) }),
      ],
    });
    const key = (business: unknown, user: unknown) => ({ __typename: 'AccountMember', business, user });
    const representations = [
      ...members.map(({ userId }) => key({ id: 'acme' }, { id: userId })),
      key({ id: 'acme' }, { id: 'usr_unknown' }),
      key({ id: 'brand' }, { id: 'usr_06' }), // not the viewer's to see
      key(null, { id: 'usr_06' }),
      key({ id: 7 }, { id: '\0' }),
    ];
    const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on AccountMember { id } } }`;
    const { data, statements } = await statementsOf(source, { representations });
    expect(statements).toHaveLength(2);
    expect(data._entities).toEqual([...members.map(({ id }) => ({ id })), null, null, null, null]);
    const newest = await statementsOf(source, { representations: [key({ id: 'brand' }, { id: 'usr_06' })] }, PARTNER);
    expect(newest.data._entities).toEqual([{ id: 'mem_new' }]);
  });
});

interface Listed {
  id: string;
  assetPermissions: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    nodes: { id: string }[];
  };
}
