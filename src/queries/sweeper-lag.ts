import type { Queryable } from '../database/queryable.js';

/** For how many seconds the most overdue open invite has been late; 0 when none is. One look into an index. */
export async function findSweeperLag(db: Queryable): Promise<number> {
  const [row] = await db.prepared<{ seconds: number }>(
    `select greatest(0, extract(epoch from clock_timestamp() - min(expires_at)))::float8 as seconds
     from invite where status in ('PENDING_SEND', 'PENDING')`,
  );
  return row?.seconds ?? 0;
}
