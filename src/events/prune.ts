import type { Tx } from '../database/transaction.js';

const PRUNING_LOCK = 0x6d677733; // 'mgw3' in ASCII

// Of two transactions the one with the later time may get the lower number: whatever stands before a change that is old
// enough goes with it, so that what is left of a stream begins with its oldest number and has no holes.
const PRUNE = `
  with late as (
    select stream_key, max(seq) as seq
    from (select stream_key, seq from stream_event where occurred_at < $1 order by occurred_at limit $2) event
    group by stream_key
  )
  delete from stream_event event using late where event.stream_key = late.stream_key and event.seq <= late.seq
  returning event.seq`;

/**
 * Deletes about `limit` events from before `before`, oldest first, and returns how many; 0 while another process does so
 * (the two would wait for each other's rows). The heads stay: numbers go on, and a cursor behind which something is gone is
 * refused.
 */
export async function pruneEvents(tx: Tx, before: Date, limit: number): Promise<number> {
  const [lock] = await tx.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [PRUNING_LOCK]);
  if (!lock?.taken) return 0;
  return (await tx.prepared(PRUNE, [before, limit])).length;
}
