import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { isAddressedUnverified } from '../auth/relations.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { nextStatus } from '../domain/invite.js';
import { hashLinkToken } from '../domain/link.js';
import { refuse } from '../domain/result.js';
import { findInviteOfLink, lockInvites } from '../store/invites.js';
import { UNKNOWN_LINK } from './accept-by-link.js';
import { viewerOf } from './accept-invitation.js';
import { type Decision, refuseCall } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { Writes } from './writes.js';

/**
 * Declines the invite of a link, whoever holds it, unless they are signed in with another address. Without a viewer it was a
 * person who is not known here.
 */
export async function declineInvitation(tx: Tx, principal: Principal, input: { token: string }): Promise<Decision> {
  const viewer = viewerOf(principal);
  const linkHash = hashLinkToken(input.token);
  const found = await findInviteOfLink(tx, linkHash);
  const held = await HeldInvites.read(tx, await lockInvites(tx, found ? [found.id] : []));
  const now = await tx.clock();
  const invite = found && held.get(found.id);
  if (!invite?.linkHash?.equals(linkHash)) return refuseCall(UNKNOWN_LINK);
  const due = new Writes();
  held.expireLate(now, due);
  const current = held.get(invite.id) ?? invite;
  const next = nextStatus(current.status, 'decline');
  if (!next.ok) return refuseCall({ ...next.error, field: TOKEN_PATH }, due);
  const standing = viewer && (await readStanding(tx, viewer, [invite.businessId]));
  if (standing && !can(standing, 'invite:answer', current) && !isAddressedUnverified(standing, current)) {
    return refuseCall(WRONG_RECIPIENT, due);
  }
  held.move(current, next.value, { kind: 'USER', userId: viewer?.userId ?? null }, now, due);
  return { answer: { userErrors: [], items: [{ id: invite.id, error: null }] }, writes: due };
}

const TOKEN_PATH = ['input', 'token'];
const WRONG_RECIPIENT = refuse(
  'WRONG_RECIPIENT',
  'The invite is for another address than yours. Sign in as its invitee, or sign out.',
  TOKEN_PATH,
).error;
