import { selectList } from '../database/columns.js';
import type { Tx } from '../database/transaction.js';
import type { AssetRow } from '../entities/asset.entity.js';
import { type Table, updateRows } from './rows.js';

const ASSET: Table<AssetRow> = {
  name: 'asset',
  key: 'id',
  properties: ['id', 'type', 'name', 'businessId', 'createdAt', 'updatedAt'],
};
const COLUMNS = selectList('a', ASSET.properties);

const byId = (rows: AssetRow[]): Map<string, AssetRow> => new Map(rows.map((row) => [row.id, row]));

/** These assets, held against being removed (and no more than that), in the order of their ids. */
export async function holdAssets(tx: Tx, ids: readonly string[]): Promise<Map<string, AssetRow>> {
  if (ids.length === 0) return new Map();
  return byId(
    await tx.prepared<AssetRow>(`select ${COLUMNS} from asset a where a.id = any($1) order by a.id for key share`, [
      ids,
    ]),
  );
}

/** Locks these assets of the business to delete them, in the order of their ids. */
export async function lockAssetsToDelete(
  tx: Tx,
  businessId: string,
  ids: readonly string[],
): Promise<Map<string, AssetRow>> {
  return byId(
    await tx.prepared<AssetRow>(
      `select ${COLUMNS} from asset a where a.id = any($2) and a.business_id = $1 order by a.id for update`,
      [businessId, ids],
    ),
  );
}

/** These assets without a lock of its own: for who has claimed them. */
export async function readAssets(tx: Tx, ids: readonly string[]): Promise<Map<string, AssetRow>> {
  return byId(await tx.prepared<AssetRow>(`select ${COLUMNS} from asset a where a.id = any($1)`, [ids]));
}

/**
 * Takes the ids of these assets, in their order: inserts those that are free, and locks those that are not. One statement, so
 * that two who register the same ids wait for each other and never in a circle.
 */
export async function claimAssets(tx: Tx, rows: readonly AssetRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.prepared(
    `insert into asset as known (id, type, name, business_id, created_at, updated_at)
     select id, type, name, business_id, created_at, updated_at
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
       as a(id, type, name, business_id, created_at, updated_at) order by id
     on conflict (id) do update set name = known.name where false`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.type),
      rows.map((row) => row.name),
      rows.map((row) => row.businessId),
      rows.map((row) => row.createdAt),
      rows.map((row) => row.updatedAt),
    ],
  );
}

export const updateAssets = (tx: Tx, rows: readonly AssetRow[]): Promise<void> => updateRows(tx, ASSET, rows);

/** Deletes assets whose permissions are gone; the caller holds their locks. */
export async function deleteAssets(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.prepared('delete from asset where id = any($1)', [ids]);
}
