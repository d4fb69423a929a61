import type { Tx } from '../database/transaction.js';
import { lockLateInvites } from '../store/invites.js';
import type { Decision } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { Writes } from './writes.js';

/** Expires up to `limit` late invites that nobody else is working on. The answer names them. */
export async function expireInvites(tx: Tx, limit: number): Promise<Decision> {
  const now = await tx.clock();
  const held = await HeldInvites.read(tx, await lockLateInvites(tx, now, limit));
  const writes = new Writes();
  held.expireLate(now, writes);
  return { answer: { userErrors: [], items: held.all().map(({ id }) => ({ id, error: null })) }, writes };
}
