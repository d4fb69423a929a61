import type { Queryable } from '../database/queryable.js';

/** What is kept for a time only: the table, its key, and the column that says how old a row is. */
const KEPT = {
  refreshTokens: { table: 'refresh_token', key: 'token_hash', age: 'expires_at' },
  sessions: { table: 'session', key: 'id', age: 'expires_at' },
  signInCodes: { table: 'sign_in_code', key: 'email_canonical', age: 'expires_at' },
  revocations: { table: 'revocation', key: 'id', age: 'created_at' },
  /** In ms since the epoch, as rate-limiter-flexible writes it. */
  rateLimits: { table: 'rate_limit', key: 'key', age: 'expire' },
} as const;

export type Kept = keyof typeof KEPT;

/** Deletes up to `limit` rows older than `before`; returns how many. */
export async function deleteOld(db: Queryable, kept: Kept, before: Date, limit: number): Promise<number> {
  const { table, key, age } = KEPT[kept];
  const rows = await db.prepared(
    `delete from ${table} where ${key} in (select ${key} from ${table} where ${age} < $1 limit $2 for update skip locked)
     returning ${key}`,
    [kept === 'rateLimits' ? before.getTime() : before, limit],
  );
  return rows.length;
}
