import { hashSecret } from '../auth/secret-token.js';
import { findToken } from '../store/sessions.js';
import type { Identity } from './identity.js';
import { endSession } from './open-session.js';

/** Ends the session that the refresh token belongs to, whatever generation it is of. A token that is unknown ends nothing. */
export async function signOut(
  { database, revocations }: Pick<Identity, 'database' | 'revocations'>,
  input: { refreshToken: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const token = await findToken(tx, hashSecret(input.refreshToken));
    if (token) await endSession(tx, token.sessionId, await tx.clock());
  });
  await revocations.read();
}
