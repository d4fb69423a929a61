import { selectList } from '../database/columns.js';
import type { Tx } from '../database/transaction.js';
import type { BusinessEntity } from '../entities/business.entity.js';
import { type Table, updateRows } from './rows.js';

const BUSINESS: Table<BusinessEntity> = {
  name: 'business',
  key: 'id',
  properties: ['id', 'name', 'seatLimit', 'createdAt', 'updatedAt'],
};
const COLUMNS = selectList('b', BUSINESS.properties);

/** Locks these businesses, in the order of their ids. Unknown ids are absent from the answer. */
export async function lockBusinesses(tx: Tx, ids: readonly string[]): Promise<Map<string, BusinessEntity>> {
  const rows = await tx.prepared<BusinessEntity>(
    `select ${COLUMNS} from business b where b.id = any($1) order by b.id for no key update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which of these businesses exist. None ever goes away. */
export async function findBusinessIds(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.prepared<{ id: string }>('select id from business where id = any($1)', [ids]);
  return new Set(rows.map((row) => row.id));
}

/** Inserts the business; false when one with this id exists, also one that another transaction is just making. */
export async function insertBusiness(tx: Tx, row: BusinessEntity): Promise<boolean> {
  const inserted = await tx.prepared(
    `insert into business (id, name, seat_limit, created_at, updated_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [row.id, row.name, row.seatLimit, row.createdAt, row.updatedAt],
  );
  return inserted.length > 0;
}

export const updateBusinesses = (tx: Tx, rows: readonly BusinessEntity[]): Promise<void> =>
  updateRows(tx, BUSINESS, rows);
