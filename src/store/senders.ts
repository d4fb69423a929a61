import type { Tx } from '../database/transaction.js';
import type { BusinessRole } from '../domain/membership.js';

/**
 * The roles that the sender of each invite has in its business now, by the invite's id; none for who has left. To be read
 * after the business's row is locked: whoever takes a role away holds it too.
 */
export async function readSenderRoles(
  tx: Tx,
  invites: readonly { id: string }[],
): Promise<Map<string, readonly BusinessRole[]>> {
  if (invites.length === 0) return new Map();
  const rows = await tx.prepared<{ id: string; roles: BusinessRole[] }>(
    `select i.id, m.roles from invite i
     join account_member m on m.business_id = i.business_id and m.user_id = i.sender_user_id and m.status = 'ACTIVE'
     where i.id = any($1)`,
    [invites.map((invite) => invite.id)],
  );
  return new Map(rows.map((row) => [row.id, row.roles]));
}
