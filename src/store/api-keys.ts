import { selectList } from '../database/columns.js';
import type { Tx } from '../database/transaction.js';
import type { ApiKeyRow } from '../entities/api-key.entity.js';

const COLUMNS = selectList('k', [
  'id',
  'businessId',
  'name',
  'prefix',
  'secretHash',
  'scopes',
  'createdAt',
  'lastUsedAt',
  'expiresAt',
  'revokedAt',
] satisfies (keyof ApiKeyRow)[]);

/** Locks the key. */
export async function lockApiKey(tx: Tx, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await tx.prepared<ApiKeyRow>(`select ${COLUMNS} from api_key k where k.id = $1 for no key update`, [
    id,
  ]);
  return row;
}

export async function insertApiKey(tx: Tx, row: Omit<ApiKeyRow, 'lastUsedAt' | 'revokedAt'>): Promise<void> {
  await tx.prepared(
    `insert into api_key (id, business_id, name, prefix, secret_hash, scopes, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.businessId, row.name, row.prefix, row.secretHash, row.scopes, row.createdAt, row.expiresAt],
  );
}

/** Gives the key another secret; the one before is good no more. */
export async function replaceSecret(
  tx: Tx,
  id: string,
  { prefix, secretHash }: Pick<ApiKeyRow, 'prefix' | 'secretHash'>,
): Promise<void> {
  await tx.prepared('update api_key set prefix = $2, secret_hash = $3 where id = $1', [id, prefix, secretHash]);
}

export async function revokeKeyRow(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.prepared('update api_key set revoked_at = $2 where id = $1', [id, now]);
}
