import type { Queryable } from '../database/queryable.js';
import type { Tx } from '../database/transaction.js';

export interface NewSession {
  id: string;
  userId: string;
  tokenHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

/** Inserts a session with its first refresh token. */
export async function insertSession(tx: Tx, row: NewSession): Promise<void> {
  await tx.prepared('insert into session (id, user_id, created_at, expires_at) values ($1, $2, $3, $4)', [
    row.id,
    row.userId,
    row.createdAt,
    row.expiresAt,
  ]);
  await tx.prepared(
    'insert into refresh_token (token_hash, session_id, generation, expires_at) values ($1, $2, 1, $3)',
    [row.tokenHash, row.id, row.expiresAt],
  );
}

export interface Rotation {
  tokenHash: Buffer;
  newHash: Buffer;
  now: Date;
  expiresAt: Date;
}

/**
 * Uses a refresh token up and inserts the next of its session, in one statement: of any number at once one finds it unused.
 * Undefined for a token that is unknown, used or past its time, and for one whose session has ended.
 */
export async function rotateToken(
  tx: Tx,
  { tokenHash, newHash, now, expiresAt }: Rotation,
): Promise<{ sessionId: string; userId: string } | undefined> {
  const [row] = await tx.prepared<{ sessionId: string; userId: string }>(
    `with used as (
       update refresh_token t set used_at = $3 from session s
       where t.token_hash = $1 and t.used_at is null and t.expires_at > $3 and s.id = t.session_id and s.ended_at is null
       returning t.session_id, t.generation, s.user_id
     ), made as (
       insert into refresh_token (token_hash, session_id, generation, expires_at)
       select $2, session_id, generation + 1, $4 from used
     ), kept as (
       update session s set expires_at = $4 from used where s.id = used.session_id
     )
     select session_id as "sessionId", user_id as "userId" from used`,
    [tokenHash, newHash, now, expiresAt],
  );
  return row;
}

export interface UsedToken {
  sessionId: string;
  /** Null while it was not. */
  usedAt: Date | null;
  /** The token that came of it has not been used. */
  isNewestUsed: boolean;
  endedAt: Date | null;
}

/** A refresh token, of whatever generation, and what became of it. */
export async function findToken(db: Queryable, tokenHash: Buffer): Promise<UsedToken | undefined> {
  const [row] = await db.prepared<UsedToken>(
    `select t.session_id as "sessionId", t.used_at as "usedAt", s.ended_at as "endedAt",
       exists (select from refresh_token next where next.session_id = t.session_id
         and next.generation = t.generation + 1 and next.used_at is null) as "isNewestUsed"
     from refresh_token t join session s on s.id = t.session_id where t.token_hash = $1`,
    [tokenHash],
  );
  return row;
}

/** Whose session this is; undefined for one that is unknown. */
export async function findSessionUser(db: Queryable, sessionId: string): Promise<string | undefined> {
  const [row] = await db.prepared<{ userId: string }>('select user_id as "userId" from session where id = $1', [
    sessionId,
  ]);
  return row?.userId;
}

/** Ends the session at `now`; false when it had ended already, or never was. */
export async function endSessionRow(tx: Tx, sessionId: string, now: Date): Promise<boolean> {
  const rows = await tx.prepared('update session set ended_at = $2 where id = $1 and ended_at is null returning id', [
    sessionId,
    now,
  ]);
  return rows.length > 0;
}
