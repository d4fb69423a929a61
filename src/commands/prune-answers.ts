import type { Database } from '../database/data-source.js';
import { IDEMPOTENCY_TTL_MS } from '../domain/limits.js';
import { deleteAnswers } from '../store/idempotency.js';

const BATCH = 1_000;

/** Deletes the answers whose idempotency keys have run out, in batches of 1,000. */
export async function pruneAnswers(database: Database): Promise<void> {
  for (;;) {
    const deleted = await database.transaction(async (tx) => {
      const now = await tx.clock();
      return deleteAnswers(tx, new Date(now.getTime() - IDEMPOTENCY_TTL_MS), BATCH);
    });
    if (deleted < BATCH) return;
  }
}
