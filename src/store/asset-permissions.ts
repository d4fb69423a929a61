import { selectList } from '../database/columns.js';
import type { Tx } from '../database/transaction.js';
import type { AssetPermissionRow } from '../entities/asset-permission.entity.js';
import { insertRows, type Table, updateRows } from './rows.js';

const ASSET_PERMISSION: Table<AssetPermissionRow> = {
  name: 'asset_permission',
  key: 'id',
  properties: [
    'id',
    'assetId',
    'memberId',
    'partnershipId',
    'levels',
    'grantedByUserId',
    'createdAt',
    'updatedAt',
    'expiresAt',
  ],
};
const COLUMNS = selectList('p', ASSET_PERMISSION.properties);

/** Locks what these grantees hold on these assets, in the order of the ids. */
export async function lockPermissionsOf(
  tx: Tx,
  assetIds: readonly string[],
  grantees: { memberIds: readonly string[]; partnershipIds: readonly string[] },
): Promise<AssetPermissionRow[]> {
  if (assetIds.length === 0) return [];
  return tx.prepared<AssetPermissionRow>(
    `select ${COLUMNS} from asset_permission p
     where p.asset_id = any($1) and (p.member_id = any($2) or p.partnership_id = any($3))
     order by p.id for no key update`,
    [assetIds, grantees.memberIds, grantees.partnershipIds],
  );
}

/** Locks these permissions to delete them, in the order of their ids. */
export async function lockPermissionsToDelete(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, AssetPermissionRow>> {
  const rows = await tx.prepared<AssetPermissionRow>(
    `select ${COLUMNS} from asset_permission p where p.id = any($1) order by p.id for update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Locks to be deleted all that hangs on these things, in the order of the ids. */
export async function lockPermissionsOn(
  tx: Tx,
  on: { assetIds?: readonly string[]; memberIds?: readonly string[]; partnershipIds?: readonly string[] },
): Promise<AssetPermissionRow[]> {
  return tx.prepared<AssetPermissionRow>(
    `select ${COLUMNS} from asset_permission p where p.id in (
       select id from asset_permission where asset_id = any($1)
       union all select id from asset_permission where member_id = any($2)
       union all select id from asset_permission where partnership_id = any($3)
     ) order by p.id for update`,
    [on.assetIds ?? [], on.memberIds ?? [], on.partnershipIds ?? []],
  );
}

/** Which of these assets are shared with the business through a partnership at `now`: those it cannot share on. */
export async function findSharedAssets(
  tx: Tx,
  businessId: string,
  assetIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (assetIds.length === 0) return new Set();
  const rows = await tx.prepared<{ assetId: string }>(
    `select p.asset_id as "assetId" from asset_permission p join partnership s on s.id = p.partnership_id
     where p.asset_id = any($2) and s.partner_id = $1 and (p.expires_at is null or p.expires_at > $3)`,
    [businessId, assetIds, now],
  );
  return new Set(rows.map((row) => row.assetId));
}

/** Locks up to `limit` permissions that are over at `now`, leaving out those that somebody else is working on. */
export async function lockOverPermissions(tx: Tx, now: Date, limit: number): Promise<AssetPermissionRow[]> {
  return tx.prepared<AssetPermissionRow>(
    `select ${COLUMNS} from asset_permission p where p.expires_at <= $1
     order by p.expires_at limit $2 for update skip locked`,
    [now, limit],
  );
}

export const insertPermissions = (tx: Tx, rows: readonly AssetPermissionRow[]): Promise<void> =>
  insertRows(tx, ASSET_PERMISSION, rows);
export const updatePermissions = (tx: Tx, rows: readonly AssetPermissionRow[]): Promise<void> =>
  updateRows(tx, ASSET_PERMISSION, rows);

/** Deletes permissions; the caller holds their locks. */
export async function deletePermissions(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.prepared('delete from asset_permission where id = any($1)', [ids]);
}
