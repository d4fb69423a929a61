import { hashSecret, newRefreshToken } from '../auth/secret-token.js';
import type { Tx } from '../database/transaction.js';
import { SESSION } from '../domain/accounts.js';
import { ok, type Result, refuse } from '../domain/result.js';
import { findAccountOf } from '../store/accounts.js';
import { findToken, rotateToken } from '../store/sessions.js';
import { type Identity, refuseSignIn } from './identity.js';
import { endSession, grantSession, type SessionGrant } from './open-session.js';

/**
 * Exchanges a refresh token for the next one and an access token: of any number of calls at once one succeeds. A used token
 * that comes again within 10 s of its use, while its successor is unused, is refused (two tabs); any other is a copy in wrong
 * hands and ends the session.
 */
export async function refreshSession(
  identity: Identity,
  input: { refreshToken: string },
): Promise<Result<SessionGrant>> {
  const elsewhere = refuseSignIn(identity);
  if (elsewhere) return { ok: false, error: elsewhere };
  const tokenHash = hashSecret(input.refreshToken);
  const next = newRefreshToken();
  const rotated = await identity.database.transaction(async (tx) => {
    const now = await tx.clock();
    const expiresAt = new Date(now.getTime() + SESSION.refreshTokenMs);
    const row = await rotateToken(tx, { tokenHash, newHash: next.hash, now, expiresAt });
    if (!row) {
      await judgeReuse(tx, tokenHash);
      return undefined;
    }
    return { ...row, now, account: await findAccountOf(tx, row.userId) };
  });
  if (!rotated?.account) {
    await identity.revocations.read(); // what was revoked just now is dead here at once
    return refuse('INVALID_CREDENTIALS', 'The refresh token is used, expired or unknown. Sign in again.', [
      'input',
      'refreshToken',
    ]);
  }
  const { sessionId, userId, account, now } = rotated;
  return ok(await grantSession(identity, { sessionId, userId, refreshToken: next.text }, account, now));
}

/** Ends the session of a token that was used before, unless that can have been the other tab. */
async function judgeReuse(tx: Tx, tokenHash: Buffer): Promise<void> {
  const token = await findToken(tx, tokenHash);
  if (!token?.usedAt || token.endedAt) return;
  const now = await tx.clock(); // behind the wait for who used it
  const sinceMs = now.getTime() - token.usedAt.getTime();
  if (token.isNewestUsed && sinceMs <= SESSION.reuseGraceMs) return;
  await endSession(tx, token.sessionId, now);
}
