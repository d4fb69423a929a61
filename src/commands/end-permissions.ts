import type { Tx } from '../database/transaction.js';
import { lockOverPermissions } from '../store/asset-permissions.js';
import type { Decision } from './answer.js';
import { Writes } from './writes.js';

/** Deletes up to `limit` permissions whose time is over and that nobody else is working on. The answer names them. */
export async function endPermissions(tx: Tx, limit: number): Promise<Decision> {
  const over = await lockOverPermissions(tx, await tx.clock(), limit);
  const writes = new Writes();
  for (const { id } of over) writes.endedPermissions.add(id);
  return { answer: { userErrors: [], items: over.map(({ id }) => ({ id, error: null })) }, writes };
}
