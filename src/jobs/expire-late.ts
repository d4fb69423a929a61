import type { Decide } from '../commands/answer.js';
import { endMemberships } from '../commands/end-memberships.js';
import { endPermissions } from '../commands/end-permissions.js';
import { expireInvites } from '../commands/expire-invites.js';
import { runSystem } from '../commands/run-mutation.js';
import type { Database } from '../database/data-source.js';

const BATCH = 200;
/** Each may bring along its business, invites and permissions. */
const MEMBERS_BATCH = 50;

/** Expires what is late, in batches. Returns how many invites that were. */
export const expireLate = (database: Database): Promise<number> =>
  inBatches(database, BATCH, (tx) => expireInvites(tx, BATCH));

/** Ends the memberships whose time is over, in batches. Returns how many. */
export const endLateMemberships = (database: Database): Promise<number> =>
  inBatches(database, MEMBERS_BATCH, (tx, alsoLock) => endMemberships(tx, MEMBERS_BATCH, alsoLock));

/** Deletes the permissions whose time is over, in batches. Returns how many. */
export const endLatePermissions = (database: Database): Promise<number> =>
  inBatches(database, BATCH, (tx) => endPermissions(tx, BATCH));

async function inBatches(database: Database, size: number, batch: Decide): Promise<number> {
  for (let total = 0; ; ) {
    const { items } = await runSystem(database, batch);
    total += items.length;
    if (items.length < size) return total;
  }
}
