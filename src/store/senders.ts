import type { Tx } from '../database/transaction.js';
import type { ApiKeyScope } from '../domain/api-key.js';
import type { BusinessRole } from '../domain/membership.js';

/** What the sender of an invite is in its business now. */
export interface Sender {
  /** Of a person; null for who has left. */
  roles: readonly BusinessRole[] | null;
  /** Of an API key; null for one that was revoked or is past its time. */
  scopes: readonly ApiKeyScope[] | null;
}

/**
 * The sender of each invite, by the invite's id. To be read after the business's row is locked: whoever takes a role away or
 * revokes a key holds it too.
 */
export async function readSenders(tx: Tx, invites: readonly { id: string }[]): Promise<Map<string, Sender>> {
  if (invites.length === 0) return new Map();
  const rows = await tx.prepared<Sender & { id: string }>(
    `select i.id, m.roles, k.scopes from invite i
     left join account_member m on m.business_id = i.business_id and m.user_id = i.sender_user_id and m.status = 'ACTIVE'
     left join api_key k on k.id = i.sender_api_key_id and k.business_id = i.business_id and k.revoked_at is null
       and (k.expires_at is null or k.expires_at > clock_timestamp())
     where i.id = any($1)`,
    [invites.map((invite) => invite.id)],
  );
  return new Map(rows.map(({ id, ...sender }) => [id, sender]));
}
