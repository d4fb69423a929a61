import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { BusinessEntity } from '../entities/business.entity.js';
import { jsonRow } from './sql.js';

const PROPERTIES = ['id', 'name', 'seatLimit', 'createdAt'] as const satisfies readonly (keyof BusinessEntity)[];

/** A business as it is read; what of it a viewer may see is judged field by field. */
export type BusinessRow = Pick<BusinessEntity, (typeof PROPERTIES)[number]>;

/** The business whose id `idSql` is, as one JSON object. */
export const businessJson = (idSql: string): string =>
  jsonRow(selectList('b', PROPERTIES), `business b where b.id = ${idSql}`);

/** Active members and open invites of each of these businesses, in their order. */
export async function countSeatsUsed(db: Queryable, businessIds: readonly string[]): Promise<number[]> {
  const rows = await db.prepared<{ businessId: string; used: number }>(
    `select b.id as "businessId",
       (select count(*) from account_member m where m.business_id = b.id and m.status in ('INVITED', 'ACTIVE')) as used
     from unnest($1::text[]) as b(id)`,
    [businessIds],
  );
  const used = new Map(rows.map((row) => [row.businessId, row.used]));
  return businessIds.map((id) => used.get(id) ?? 0);
}
