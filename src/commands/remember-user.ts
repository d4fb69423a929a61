import type { KnownClaims } from '../auth/claims.js';
import type { Tx } from '../database/transaction.js';
import { canonicalEmail } from '../domain/invitee.js';
import type { AppUserEntity } from '../entities/app-user.entity.js';
import { inboxStream } from '../events/stream-key.js';
import { lockUser, upsertUser } from '../store/users.js';
import type { Decision } from './answer.js';
import { Writes } from './writes.js';

/**
 * Makes a person known, or takes over what a newer token tells of them. An address without canonical form is none. When the
 * verified address changes, who followed the inbox of the old or the new one is judged anew.
 */
export async function rememberUser(tx: Tx, claims: KnownClaims): Promise<Decision> {
  const known = await lockUser(tx, claims.userId);
  const writes = new Writes();
  const decision = { answer: { userErrors: [], items: [{ id: claims.userId, error: null }] }, writes };
  if (known && known.claimedAt >= claims.claimedAt) return decision;
  const emailCanonical = (claims.email && canonicalEmail(claims.email)) ?? null;
  const user: AppUserEntity = {
    id: claims.userId,
    email: emailCanonical ? (claims.email?.trim() ?? null) : null,
    emailCanonical,
    emailVerified: claims.emailVerified && emailCanonical !== null,
    firstName: claims.firstName,
    lastName: claims.lastName,
    claimedAt: claims.claimedAt,
    createdAt: known?.createdAt ?? (await tx.clock()),
  };
  await upsertUser(tx, user);
  const [before, after] = [known && verifiedEmail(known), verifiedEmail(user)];
  if (before !== after) {
    for (const email of [before, after]) if (email) writes.accessRaised.add(inboxStream(email));
  }
  return decision;
}

const verifiedEmail = (user: AppUserEntity): string | null => (user.emailVerified ? user.emailCanonical : null);
