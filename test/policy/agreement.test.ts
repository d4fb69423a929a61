import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, can } from '../../src/auth/policy.js';
import { readStanding, type Standing } from '../../src/auth/standing.js';
import type { Subjects } from '../../src/auth/subjects.js';
import type { Page } from '../../src/domain/page.js';
import { createSealer, deriveKey } from '../../src/domain/seal.js';
import { findMembers, listBusinessMembers } from '../../src/queries/account-members.js';
import { findPermissions, listPermissions } from '../../src/queries/asset-permissions.js';
import { findAssets, listBusinessAssets } from '../../src/queries/assets.js';
import { findInvites, listBusinessInvites } from '../../src/queries/invites.js';
import { findPartnerships, listBusinessPartnerships } from '../../src/queries/partnerships.js';
import type { ReadContext } from '../../src/queries/read-context.js';
import { TEST_SECRET } from '../support/person.js';
import { CALLERS, type Caller, isAmong, principalOf } from './callers.js';
import { ROWS } from './ground.js';
import { createStage, type Stage } from './stage.js';
import { THINGS } from './things.js';

// What the SQL of a list leaves, what `can` says of the same rows one by one, and what the table says are three answers to
// one question.

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

const WHOLE = { args: { first: 250 }, selected: new Set<string>(), withTotal: false };
const BUSINESSES = ROWS.business.map(({ id }) => id);
const sealer = createSealer([deriveKey(TEST_SECRET, 'cursor')]);
const contextOf = (caller: Caller): ReadContext => ({ db: stage.database, principal: principalOf(caller), sealer });
const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort();
const allOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

/** One kind of list: its rows as the table holds them, and as the list gives them. */
interface Kind<A extends Action> {
  action: A;
  /** All rows that could stand in the list of this business, whoever may see them. */
  rows(caller: Caller, businessId: string): Promise<{ id: string; subject: Subjects[A] }[]>;
  list(context: ReadContext, standing: Standing, businessId: string): Promise<Page<{ id: string }>>;
}

const INVITES: Kind<'invite:see'> = {
  action: 'invite:see',
  rows: async (_, businessId) =>
    (await findInvites(stage.database, allOf(ROWS.invite)))
      .filter((row) => row.businessId === businessId || row.inviteeBusinessId === businessId)
      .map((row) => ({ id: row.id, subject: row })),
  list: (context, standing, id) => listBusinessInvites(context, standing, id, null, null, WHOLE),
};
const MEMBERS: Kind<'member:see'> = {
  action: 'member:see',
  rows: async (_, businessId) =>
    (await findMembers(stage.database, allOf(ROWS.account_member)))
      .filter((row) => row.businessId === businessId)
      .map((row) => ({ id: row.id, subject: row })),
  list: (context, standing, id) => listBusinessMembers(context, standing, id, null, null, WHOLE),
};
const PARTNERSHIPS: Kind<'partnership:see'> = {
  action: 'partnership:see',
  rows: async (caller, businessId) =>
    (await findPartnerships(stage.database, principalOf(caller), allOf(ROWS.partnership)))
      .filter((row) => row.hostId === businessId || row.partnerId === businessId)
      // Who sees one only because it reaches their asset finds it in the list of the asset's owner alone.
      .map((row) => ({ id: row.id, subject: row.hostId === businessId ? row : { ...row, assetIds: [] } })),
  list: (context, standing, id) => listBusinessPartnerships(context, standing, id, null, WHOLE),
};
const ASSETS: Kind<'asset:see'> = {
  action: 'asset:see',
  rows: async (_, businessId) =>
    (await findAssets(stage.database, allOf(ROWS.asset)))
      .filter((row) => row.businessId === businessId)
      .map((row) => ({ id: row.id, subject: { businessId, assetId: row.id } })),
  list: (context, standing, id) => listBusinessAssets(context, standing, id, null, WHOLE),
};
const PERMISSIONS: Kind<'permission:see'> = {
  action: 'permission:see',
  rows: async (_, businessId) =>
    (await findPermissions(stage.database, allOf(ROWS.asset_permission)))
      .filter((row) => row.businessId === businessId)
      .map((row) => ({ id: row.id, subject: row })),
  list: async (context, standing, id) => {
    const [page] = await listPermissions(context, standing, 'Business', [{ id, businessId: id }], null, WHOLE);
    if (!page) throw new Error('A list was asked for and none came');
    return page;
  },
};

async function agree<A extends Action>({ action, rows, list }: Kind<A>, caller: Caller): Promise<void> {
  const context = contextOf(caller);
  const everywhere = await readStanding(stage.database, context.principal, BUSINESSES);
  for (const businessId of BUSINESSES) {
    const here = await readStanding(stage.database, context.principal, [businessId]);
    const all = await rows(caller, businessId);
    expect(all.length).toBeGreaterThan(0);
    const allowed = (standing: Standing) => idsOf(all.filter(({ subject }) => can(standing, action, subject)));
    const listed = idsOf((await list(context, here, businessId)).rows);
    expect(listed, `${action} at ${businessId}`).toEqual(allowed(everywhere));
    // What was read of this side alone must say the same of what lies between two.
    expect(allowed(here), `${action} at ${businessId} alone`).toEqual(allowed(everywhere));
    const told = all.filter(({ id }) => THINGS.some((thing) => thing.id === id && isAmong(thing.who, caller)));
    const onlyAsGrantee = action === 'partnership:see' && caller === 'steward' && businessId === 'beta';
    expect(listed, `${action} at ${businessId} by the table`).toEqual(onlyAsGrantee ? [] : idsOf(told));
  }
}

describe.each(CALLERS)('to %s a list shows exactly what the policy allows one by one (G23)', (caller) => {
  it('of invites', () => agree(INVITES, caller));
  it('of members', () => agree(MEMBERS, caller));
  it('of partnerships', () => agree(PARTNERSHIPS, caller));
  it('of assets', () => agree(ASSETS, caller));
  it('of permissions', () => agree(PERMISSIONS, caller));
});
