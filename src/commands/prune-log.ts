import type { Database } from '../database/data-source.js';
import { DAY_MS } from '../domain/limits.js';
import { pruneEvents } from '../events/prune.js';

const BATCH = 1_000;

/** Deletes the changes that are older than `retentionDays`, in batches of about 1,000. Returns how many. */
export async function pruneLog(database: Database, retentionDays: number): Promise<number> {
  let pruned = 0;
  for (;;) {
    const deleted = await database.transaction(async (tx) => {
      const now = await tx.clock();
      return pruneEvents(tx, new Date(now.getTime() - retentionDays * DAY_MS), BATCH);
    });
    pruned += deleted;
    if (deleted < BATCH) return pruned;
  }
}
