import type { Tx } from '../database/transaction.js';
import { isMembershipOver } from '../domain/membership.js';
import { findOverMembers } from '../store/account-members.js';
import type { Decision } from './answer.js';
import { HeldMembers } from './held-members.js';
import { Writes } from './writes.js';

/** Ends up to `limit` memberships whose time is over, as a removal does. The answer names them. */
export async function endMemberships(tx: Tx, limit: number, alsoLock: readonly string[]): Promise<Decision> {
  const writes = new Writes();
  // Picked without a lock: invites and businesses are locked before members.
  const picked = await findOverMembers(tx, await tx.clock(), limit);
  if (picked.length === 0) return { answer: { userErrors: [], items: [] }, writes };
  const held = await HeldMembers.lock(
    tx,
    [...new Set(picked.map((member) => member.businessId))],
    picked.map((member) => member.id),
    alsoLock,
  );
  const now = await tx.clock();
  held.invites.expireLate(now, writes);
  const over = held.all().filter((member) => isMembershipOver(member, now));
  for (const member of over) held.remove(member, now, writes);
  return { answer: { userErrors: [], items: over.map(({ id }) => ({ id, error: null })) }, writes };
}
