import type { Tx } from '../database/transaction.js';

/** Any number that nothing else locks in this database: 'mgw3' in ASCII. */
const REVOCATION_LOCK = 0x6d677733;

/**
 * Tells all processes that these have ended. Takes a lock of its own until the commit, so that numbers become visible in their
 * order and a process that has read up to one has missed none: to be called behind all other locks but those of the streams.
 */
export async function insertRevocations(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx.prepared('select pg_advisory_xact_lock($1)', [REVOCATION_LOCK]);
  await tx.prepared(
    'insert into revocation (subject, created_at) select subject, clock_timestamp() from unnest($1::text[]) as s(subject)',
    [subjects],
  );
}
