import type { KnownClaims } from '../auth/claims.js';
import type { Tx } from '../database/transaction.js';
import { canonicalEmail } from '../domain/invitee.js';
import type { AppUserEntity } from '../entities/app-user.entity.js';
import { inboxStream } from '../events/stream-key.js';
import { lockUsers, upsertUsers } from '../store/users.js';
import type { Decision } from './answer.js';
import { Writes } from './writes.js';

/**
 * Makes people known, each named once, or takes over what newer tokens tell of them. An address without canonical form is
 * none. When a verified address changes, who followed the inbox of the old or the new one is judged anew.
 */
export async function rememberUsers(tx: Tx, told: readonly KnownClaims[]): Promise<Decision> {
  const known = await lockUsers(
    tx,
    told.map(({ userId }) => userId),
  );
  const writes = new Writes();
  const items = told.map(({ userId }) => ({ id: userId, error: null }));
  const decision = { answer: { userErrors: [], items }, writes };
  const newer = told.filter(({ userId, claimedAt }) => isNewer(claimedAt, known.get(userId)));
  if (newer.length === 0) return decision;
  const now = await tx.clock();
  const users = newer.map((claims) => userOf(claims, known.get(claims.userId)?.createdAt ?? now));
  await upsertUsers(tx, users);
  for (const user of users) {
    const before = known.get(user.id);
    const emails = [before && verifiedEmail(before), verifiedEmail(user)];
    if (emails[0] === emails[1]) continue;
    for (const email of emails) if (email) writes.accessRaised.add(inboxStream(email));
  }
  return decision;
}

const isNewer = (claimedAt: Date, known: AppUserEntity | undefined): boolean => !known || known.claimedAt < claimedAt;

function userOf(claims: KnownClaims, createdAt: Date): AppUserEntity {
  const emailCanonical = (claims.email && canonicalEmail(claims.email)) ?? null;
  return {
    id: claims.userId,
    email: emailCanonical ? (claims.email?.trim() ?? null) : null,
    emailCanonical,
    emailVerified: claims.emailVerified && emailCanonical !== null,
    firstName: claims.firstName,
    lastName: claims.lastName,
    claimedAt: claims.claimedAt,
    createdAt,
  };
}

const verifiedEmail = (user: AppUserEntity): string | null => (user.emailVerified ? user.emailCanonical : null);
