import { selectList } from '../database/columns.js';
import type { Tx } from '../database/transaction.js';
import type { PartnershipSides } from '../domain/partnership.js';
import type { PartnershipRow } from '../entities/partnership.entity.js';
import { insertRows, type Table } from './rows.js';

const PARTNERSHIP: Table<PartnershipRow> = {
  name: 'partnership',
  key: 'id',
  properties: ['id', 'hostId', 'partnerId', 'createdAt'],
};
const COLUMNS = selectList('p', PARTNERSHIP.properties);

/** The partnerships of these pairs, locked to hang permissions on them, in the order of their ids. */
export async function lockPartnershipsOf(tx: Tx, pairs: readonly PartnershipSides[]): Promise<PartnershipRow[]> {
  if (pairs.length === 0) return [];
  return tx.prepared<PartnershipRow>(
    `select ${COLUMNS} from partnership p
     where (p.host_id, p.partner_id) in (select * from unnest($1::text[], $2::text[]))
     order by p.id for no key update`,
    [pairs.map((pair) => pair.hostId), pairs.map((pair) => pair.partnerId)],
  );
}

/** The partnerships of these pairs without a lock: those of a business are stable while its row is locked. */
export async function readPartnershipsOf(tx: Tx, pairs: readonly PartnershipSides[]): Promise<PartnershipRow[]> {
  if (pairs.length === 0) return [];
  return tx.prepared<PartnershipRow>(
    `select ${COLUMNS} from partnership p
     where (p.host_id, p.partner_id) in (select * from unnest($1::text[], $2::text[]))`,
    [pairs.map((pair) => pair.hostId), pairs.map((pair) => pair.partnerId)],
  );
}

/** These partnerships, locked to hang permissions on them, in the order of their ids. */
export async function lockPartnerships(tx: Tx, ids: readonly string[]): Promise<Map<string, PartnershipRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.prepared<PartnershipRow>(
    `select ${COLUMNS} from partnership p where p.id = any($1) order by p.id for no key update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** These partnerships, locked to be deleted, in the order of their ids. */
export async function lockPartnershipsToDelete(tx: Tx, ids: readonly string[]): Promise<Map<string, PartnershipRow>> {
  const rows = await tx.prepared<PartnershipRow>(
    `select ${COLUMNS} from partnership p where p.id = any($1) order by p.id for update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same without a lock, to learn whose rows are to be locked first. */
export async function readPartnerships(tx: Tx, ids: readonly string[]): Promise<PartnershipRow[]> {
  return tx.prepared<PartnershipRow>(`select ${COLUMNS} from partnership p where p.id = any($1)`, [ids]);
}

export const insertPartnerships = (tx: Tx, rows: readonly PartnershipRow[]): Promise<void> =>
  insertRows(tx, PARTNERSHIP, rows);

/** Deletes partnerships whose permissions are gone; the caller holds their locks. */
export async function deletePartnerships(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.prepared('delete from partnership where id = any($1)', [ids]);
}
