import { type AccessClaims, signAccessToken } from '../auth/access-token.js';
import { sessionSubject } from '../auth/revocations.js';
import { newRefreshToken } from '../auth/secret-token.js';
import type { Tx } from '../database/transaction.js';
import { SESSION } from '../domain/accounts.js';
import { newId } from '../domain/ids.js';
import { SECOND_MS } from '../domain/limits.js';
import { type AccountRow, findAccountOf } from '../store/accounts.js';
import { insertRevocations } from '../store/revocations.js';
import { endSessionRow, findSessionUser, insertSession } from '../store/sessions.js';
import type { Identity } from './identity.js';

/** A session that the transaction at hand makes or renews. The secret is handed out after its commit, and kept nowhere. */
export interface OpenedSession {
  sessionId: string;
  userId: string;
  refreshToken: string;
}

/** What its holder is given. */
export interface SessionGrant {
  accessToken: string;
  refreshToken: string;
  /** Of the access token. */
  expiresAt: Date;
  user: { id: string; email: string | null; firstName: string | null; lastName: string | null };
}

/** Opens a session for somebody who has proven who they are. */
export async function openSession(tx: Tx, userId: string, now: Date): Promise<OpenedSession> {
  const sessionId = newId('session', now);
  const secret = newRefreshToken();
  const expiresAt = new Date(now.getTime() + SESSION.refreshTokenMs);
  await insertSession(tx, { id: sessionId, userId, tokenHash: secret.hash, createdAt: now, expiresAt });
  return { sessionId, userId, refreshToken: secret.text };
}

/** A session that was opened for an account, at `now`. */
export interface AcceptedSession {
  opened: OpenedSession;
  account: AccountRow;
  now: Date;
}

/** Opens a session in the place of this one, which ends, for its person; undefined where they have no account any more. */
export async function renewSession(tx: Tx, sessionId: string): Promise<AcceptedSession | undefined> {
  const userId = await findSessionUser(tx, sessionId);
  const account = userId === undefined ? undefined : await findAccountOf(tx, userId);
  if (!account) return undefined;
  const now = await tx.clock();
  const opened = await openSession(tx, account.userId, now);
  await endSession(tx, sessionId, now);
  return { opened, account, now };
}

/** Ends a session and tells all processes; nothing happens to one that has ended. Call `revocations.read()` after the commit. */
export async function endSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  if (await endSessionRow(tx, sessionId, now)) await insertRevocations(tx, [sessionSubject(sessionId)]);
}

/** Signs the access token of a session that has been committed. It says of the person what is stored. */
export async function grantSession(
  { secretKey, auth }: Pick<Identity, 'secretKey' | 'auth'>,
  { sessionId, refreshToken }: OpenedSession,
  { userId, email, firstName, lastName }: Omit<AccountRow, 'passwordHash' | 'emailCanonical'>,
  now: Date,
): Promise<SessionGrant> {
  const claims: AccessClaims = {
    sub: userId,
    sid: sessionId,
    email: email ?? undefined,
    email_verified: true,
    given_name: firstName ?? undefined,
    family_name: lastName ?? undefined,
  };
  const lifetimeSeconds = SESSION.accessTokenMs / SECOND_MS;
  const accessToken = await signAccessToken(secretKey, auth, claims, { lifetimeSeconds, now });
  const issuedAtMs = Math.floor(now.getTime() / SECOND_MS) * SECOND_MS; // tokens count in seconds
  return {
    accessToken,
    refreshToken,
    expiresAt: new Date(issuedAtMs + SESSION.accessTokenMs),
    user: { id: userId, email, firstName, lastName },
  };
}
