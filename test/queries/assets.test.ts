import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/auth/principal.js';
import type { AssetGrant } from '../../src/domain/asset.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { createAsk, expectPages, inOrder, PAGE_ARGS, PAGE_FIELDS, PAGE_VARIABLES } from './pages.js';
import {
  assetRow,
  asUser,
  businessRow,
  chance,
  insertRows,
  inviteRow,
  memberRow,
  minutes,
  partnershipRow,
  permissionRow,
  times,
  userRow,
} from './rows.js';

const OWNER = asUser('usr_owner');
const EMPLOYEE = asUser('usr_employee');
const PARTNER = asUser('usr_partner');
const INVITED = asUser('usr_invited');

const assets = times(70, (index) =>
  assetRow(`ad_${100 + index}`, { createdAt: minutes(index % 9), type: index % 2 ? 'PROFILE' : 'CATALOG' }),
);
const levels = (assetId: string): AssetGrant => ({ assetId, levels: ['ANALYST'] });
const between = { inviteeEmail: null, inviteeEmailCanonical: null };

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, {
    business: ['acme', 'brand'].map((id) => businessRow(id)),
    app_user: ['usr_owner', 'usr_employee', 'usr_partner', 'usr_invited'].map((id) => userRow(id)),
    account_member: [
      memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'] }),
      memberRow('mem_employee', { userId: 'usr_employee' }),
      memberRow('mem_partner', { businessId: 'brand', userId: 'usr_partner', roles: ['BIZ_ADMIN'] }),
    ],
    partnership: [partnershipRow('prt_1', 'acme', 'brand')],
    asset: assets,
    asset_permission: [
      permissionRow('prm_1', 'ad_101', { memberId: 'mem_employee' }),
      permissionRow('prm_2', 'ad_102', { memberId: 'mem_employee', expiresAt: minutes(1) }),
      permissionRow('prm_3', 'ad_103', { partnershipId: 'prt_1' }),
    ],
    invite: [
      inviteRow('inv_open', { inviteeUserId: 'usr_invited', assetGrants: [levels('ad_104'), levels('gone')] }),
      inviteRow('inv_over', { status: 'DECLINED', inviteeUserId: 'usr_invited', assetGrants: [levels('ad_105')] }),
      inviteRow('inv_ask', {
        ...between,
        type: 'ASSET_REQUEST',
        businessId: 'brand',
        inviteeBusinessId: 'acme',
        assetGrants: [levels('ad_103'), levels('ad_106')],
      }),
      ...times(20, (index) =>
        inviteRow(`inv_${100 + index}`, {
          assetGrants: [levels('ad_101'), levels('gone')],
          createdAt: minutes(1 + index),
        }),
      ),
    ],
  });
});
afterAll(() => test.drop());

async function dataOf(principal: Principal, source: string) {
  const { result, statements } = await executor.execute(principal, source);
  if (result.errors?.[0]) throw result.errors[0];
  return { data: result.data, statements };
}

describe('the assets of a business', () => {
  it.each([
    ['all', '', () => true],
    ['of one type', ', filter: { types: [PROFILE] }', (row: (typeof assets)[number]) => row.type === 'PROFILE'],
  ] as const)('%s read the same forwards and backwards', async (_name, extra, belongs) => {
    const ask = createAsk(executor, OWNER, {
      source: `query (${PAGE_VARIABLES}) { business(id: "acme") { assets(${PAGE_ARGS} ${extra}) { totalCount ${PAGE_FIELDS} } } }`,
      path: ['business', 'assets'],
    });
    const newestFirst = inOrder(assets.filter(belongs), [{ key: (row) => row.createdAt.getTime(), direction: 'DESC' }]);
    await expectPages(ask, newestFirst, chance(6));
  });

  it.each([
    ['an EMPLOYEE those on which they hold a permission that is not over', EMPLOYEE, ['ad_101']],
    ['a partner those on which they hold one', PARTNER, ['ad_103']],
    ['an invitee those that an open invite offers', INVITED, ['ad_104']],
  ] as const)('show %s, in the list and one by one', async (_name, principal, ids) => {
    const { data } = await dataOf(
      principal,
      '{ business(id: "acme") { assets { totalCount nodes { id owner { name } } } } }',
    );
    const nodes = ids.map((id) => ({ id, owner: { name: 'Business acme' } }));
    expect(data).toEqual({ business: { assets: { totalCount: ids.length, nodes } } });
    const each = assets.map(({ id }) => `${id}: asset(id: "${id}") { id }`).join(' ');
    const found = (await dataOf(principal, `{ ${each} }`)).data ?? {};
    expect(Object.keys(found).filter((id) => found[id] !== null)).toEqual(ids);
  });
});

describe('what an invite grants', () => {
  const GRANTS = 'assetGrants { assetId levels asset { id type owner { id } } }';
  const shown = (assetId: string, type: string | null) => ({
    ...levels(assetId),
    asset: type && { id: assetId, type, owner: { id: 'acme' } },
  });

  it('comes with its assets in the statement of the page, null for what is gone', async () => {
    const source = `{ business(id: "acme") { invites(first: 20, filter: { direction: SENT }) { nodes { ${GRANTS} } } } }`;
    const { data, statements } = await dataOf(OWNER, source);
    expect(statements).toHaveLength(2);
    const assetGrants = [shown('ad_101', 'PROFILE'), shown('gone', null)];
    expect(data).toEqual({ business: { invites: { nodes: times(20, () => ({ assetGrants })) } } });
  });

  it('is told to who asks by its ids, and with the assets that they reach', async () => {
    const source = `{ invite(id: "inv_ask") { ${GRANTS} } }`;
    const assetGrants = [shown('ad_103', 'PROFILE'), shown('ad_106', null)];
    expect((await dataOf(PARTNER, source)).data).toEqual({ invite: { assetGrants } });
    const owned = [shown('ad_103', 'PROFILE'), shown('ad_106', 'CATALOG')];
    expect((await dataOf(OWNER, source)).data).toEqual({ invite: { assetGrants: owned } });
  });

  it('is shown to the invitee with its assets while the invite is open', async () => {
    const source = `{ open: invite(id: "inv_open") { ${GRANTS} } over: invite(id: "inv_over") { ${GRANTS} } }`;
    expect((await dataOf(INVITED, source)).data).toEqual({
      open: { assetGrants: [shown('ad_104', 'CATALOG'), shown('gone', null)] },
      over: { assetGrants: [shown('ad_105', null)] },
    });
  });
});
