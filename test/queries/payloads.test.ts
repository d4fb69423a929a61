import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  EndPartnershipsDocument,
  InvitePartnersDocument,
  RegisterAssetsDocument,
  RemoveAssetsDocument,
  RemoveMembersDocument,
  RespondToInvitesDocument,
  RevokeAssetPermissionsDocument,
  SetAssetPermissionsDocument,
  UpdateMemberRolesDocument,
} from '../operations/__generated__/graphql.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { asUser, businessRow, insertRows, memberRow, userRow } from './rows.js';

// What mutations answer with: things as they are afterwards, and what they ended as it last was.

const OWNER = asUser('usr_owner');
const PARTNER = asUser('usr_partner');

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, {
    business: ['acme', 'brand'].map((id) => businessRow(id)),
    app_user: ['usr_owner', 'usr_partner', 'usr_bob'].map((id) => userRow(id)),
    account_member: [
      memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'] }),
      memberRow('mem_bob', { userId: 'usr_bob' }),
      memberRow('mem_partner', { businessId: 'brand', userId: 'usr_partner', roles: ['OWNER'] }),
    ],
  });
});
afterAll(() => test.drop());

/** The results of a mutation that was refused neither as a whole nor anywhere. */
async function resultsOf(document: { toString(): string }, input: object, principal = OWNER): Promise<Result[]> {
  const { result } = await executor.execute(principal, document, { input });
  if (result.errors?.[0]) throw result.errors[0];
  const [payload] = Object.values(result.data ?? {}) as { results: Result[]; userErrors: unknown[] }[]; // one mutation
  expect(payload?.userErrors).toEqual([]);
  expect(payload?.results.map(({ error }) => error)).toEqual(payload?.results.map(() => null));
  return payload?.results ?? [];
}
type Thing = { id: string } & Record<string, unknown>;
type Result = { error: unknown } & Record<'asset' | 'invite' | 'permission' | 'partnership' | 'member', Thing>;

const businessId = 'acme';
const owner = { id: 'acme', name: 'Business acme' };
const asset = { id: 'ad_1', type: 'AD_ACCOUNT', name: 'Ads', owner };

it('walks from assets to a partnership and back', async () => {
  const assets = [{ id: 'ad_1', type: 'AD_ACCOUNT', name: 'Ads' }];
  expect(await resultsOf(RegisterAssetsDocument, { businessId, assets })).toMatchObject([{ asset }]);

  const assetGrants = [{ assetId: 'ad_1', levels: ['ANALYST'] }];
  const [invited] = await resultsOf(InvitePartnersDocument, { businessId, partnerIds: ['brand'], assetGrants });
  expect(invited?.invite).toMatchObject({
    type: 'PARTNER_INVITE',
    roles: ['PARTNER'],
    inviteeBusiness: { id: 'brand', name: 'Business brand' },
    assetGrants: [{ assetId: 'ad_1', levels: ['ANALYST'], asset: { id: 'ad_1' } }],
    partnership: null,
  });
  const responses = [{ inviteId: invited?.invite.id, accept: true }];
  const [accepted] = await resultsOf(RespondToInvitesDocument, { responses }, PARTNER);
  expect(accepted?.invite).toMatchObject({ status: 'ACCEPTED', closedBy: { id: 'usr_partner' } });

  const sides = '{ id createdAt host { id } partner { id } assetPermissions { nodes { id levels grantedBy { id } } } }';
  const { result } = await executor.execute(PARTNER, `{ business(id: "brand") { partnerships { nodes ${sides} } } }`);
  const { nodes } = (result.data as { business: { partnerships: { nodes: Thing[] } } }).business.partnerships;
  const [partnership] = nodes;
  expect(partnership).toMatchObject({
    host: { id: 'acme' },
    partner: { id: 'brand' },
    assetPermissions: { nodes: [{ levels: ['ANALYST'], grantedBy: { id: 'usr_owner' } }] },
  });

  const permissions = [{ assetId: 'ad_1', memberId: 'mem_bob', levels: ['ADMIN'] }];
  const [set] = await resultsOf(SetAssetPermissionsDocument, { businessId, permissions });
  const permission = { levels: ['ADMIN'], asset, grantee: { id: 'mem_bob', email: 'usr_bob@example.com' } };
  expect(set?.permission).toMatchObject(permission);
  const permissionIds = [set?.permission.id];
  expect(await resultsOf(RevokeAssetPermissionsDocument, { businessId, permissionIds })).toMatchObject([
    { permission },
  ]);

  const ended = {
    id: partnership?.id,
    createdAt: partnership?.createdAt,
    host: owner,
    partner: { name: 'Business brand' },
  };
  const ending = { businessId: 'brand', partnershipIds: [partnership?.id], idempotencyKey: 'once' };
  expect(await resultsOf(EndPartnershipsDocument, ending, PARTNER)).toMatchObject([{ partnership: ended }]);
  expect(await resultsOf(EndPartnershipsDocument, ending, PARTNER)).toMatchObject([{ partnership: null }]); // read anew

  const removing = { businessId, assetIds: ['ad_1'] };
  expect(await resultsOf(RemoveAssetsDocument, removing)).toMatchObject([{ asset }]);
});

it('answers with members as they are afterwards', async () => {
  const members = [{ memberId: 'mem_bob', roles: ['BIZ_ADMIN'], expiresAt: '2099-01-01T00:00:00.000Z' }];
  const [updated] = await resultsOf(UpdateMemberRolesDocument, { businessId, members });
  expect(updated?.member).toMatchObject({ roles: ['BIZ_ADMIN'], expiresAt: '2099-01-01T00:00:00.000Z' });
  const [removed] = await resultsOf(RemoveMembersDocument, { businessId, memberIds: ['mem_bob'] }, asUser('usr_bob'));
  expect(removed?.member).toMatchObject({ status: 'REMOVED', email: 'usr_bob@example.com', expiresAt: null });
});
