import { can, holdsAt } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding, type Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { AssetRow } from '../entities/asset.entity.js';
import type { AssetPermissionRow } from '../entities/asset-permission.entity.js';
import { findPartnerships } from '../queries/partnerships.js';
import { lockActiveMembers } from '../store/account-members.js';
import { findSharedAssets, lockPermissionsOf } from '../store/asset-permissions.js';
import { holdAssets } from '../store/assets.js';
import { lockPartnerships } from '../store/partnerships.js';

/** Who is to hold a permission: exactly one of the two. */
export interface Grantee {
  memberId?: string | null | undefined;
  partnershipId?: string | null | undefined;
}

/** One permission per asset and grantee. */
export const permissionKey = ({ assetId, memberId, partnershipId }: Grantee & { assetId: string }): string =>
  `${assetId}:${memberId ?? partnershipId}`;

/** Everything that verdicts on permissions go by, read after the last lock. */
export interface PermissionFacts {
  standing: Standing;
  now: Date;
  assets: ReadonlyMap<string, AssetRow>;
  /** Assets of others that are shared with the business. */
  shared: ReadonlySet<string>;
  /** An ACTIVE member of the business, or a partnership that it is host of and the viewer sees; else undefined. */
  granteeOf(item: Grantee): { partnerId: string | null } | undefined;
  /** What the grantees hold on the assets, by `permissionKey`, as the answers go along. */
  held: Map<string, AssetPermissionRow>;
}

/** Holds the assets, and locks the grantees and what they hold; what is removed meanwhile is not there. */
export async function readPermissionFacts(
  tx: Tx,
  principal: Principal,
  businessId: string,
  items: readonly (Grantee & { assetId: string })[],
): Promise<PermissionFacts> {
  const assetIds = [...new Set(items.map((item) => item.assetId))];
  const assets = await holdAssets(tx, assetIds);
  const members = await lockActiveMembers(
    tx,
    businessId,
    items.flatMap((item) => item.memberId ?? []),
  );
  const partnerships = await lockPartnerships(
    tx,
    items.flatMap((item) => item.partnershipId ?? []),
  );
  const grantees = { memberIds: [...members.keys()], partnershipIds: [...partnerships.keys()] };
  const permissions = await lockPermissionsOf(tx, [...assets.keys()], grantees);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const visible = await seenPartnerships(tx, standing, businessId, grantees.partnershipIds);
  const foreign = [...assets.values()].filter((asset) => asset.businessId !== businessId);
  return {
    standing,
    now,
    assets,
    shared: await findSharedAssets(
      tx,
      businessId,
      foreign.map((asset) => asset.id),
      now,
    ),
    granteeOf: ({ memberId, partnershipId }) => {
      if (memberId != null) return members.has(memberId) ? { partnerId: null } : undefined;
      const partnership = partnerships.get(partnershipId ?? '');
      return partnership?.hostId === businessId && visible.has(partnership.id) ? partnership : undefined;
    },
    held: new Map(permissions.map((row) => [permissionKey(row), row])),
  };
}

/** Which of these the viewer sees: who administers the business all of its own, the ADMIN of an asset those that reach it. */
async function seenPartnerships(
  tx: Tx,
  standing: Standing,
  businessId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0 || holdsAt(standing, 'permission:set', businessId)) return new Set(ids);
  const rows = await findPartnerships(tx, standing.principal, ids);
  return new Set(rows.filter((row) => can(standing, 'partnership:see', row)).map((row) => row.id));
}
