import type { Database } from '../database/data-source.js';
import { DAY_MS } from '../domain/limits.js';
import { deleteOld, type Kept } from '../store/prune.js';

const BATCH = 1_000;
const KEPT: readonly Kept[] = ['refreshTokens', 'sessions', 'signInCodes', 'revocations', 'rateLimits'];

/** Deletes, in batches of 1,000, what ended more than a day ago: sessions with their tokens, codes, revocations, tries. */
export async function pruneSecrets(database: Database): Promise<void> {
  for (const kept of KEPT) {
    for (;;) {
      const deleted = await database.transaction(async (tx) => {
        const now = await tx.clock();
        return deleteOld(tx, kept, new Date(now.getTime() - DAY_MS), BATCH);
      });
      if (deleted < BATCH) break;
    }
  }
}
