import type { Database } from '../database/data-source.js';
import { IDEMPOTENCY_TTL_MS } from '../domain/limits.js';
import { pruneAnswers } from '../store/idempotency.js';

const BATCH = 1_000;

/** Deletes the answers whose idempotency keys have run out, in batches. */
export async function prune(database: Database): Promise<void> {
  for (;;) {
    const deleted = await database.transaction(async (tx) => {
      const now = await tx.clock();
      return pruneAnswers(tx, new Date(now.getTime() - IDEMPOTENCY_TTL_MS), BATCH);
    });
    if (deleted < BATCH) return;
  }
}
