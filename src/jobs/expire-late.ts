import { expireInvites } from '../commands/expire-invites.js';
import { runSystem } from '../commands/run-mutation.js';
import type { Database } from '../database/data-source.js';

const BATCH = 200;

/** Expires what is late, in batches. Returns how many invites that were. */
export async function expireLate(database: Database): Promise<number> {
  let expired = 0;
  for (;;) {
    const { items } = await runSystem(database, (tx) => expireInvites(tx, BATCH));
    expired += items.length;
    if (items.length < BATCH) return expired;
  }
}
