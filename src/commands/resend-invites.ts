import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { expiryOf, nextStatus } from '../domain/invite.js';
import { ok, type Result, refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { holdAssets } from '../store/assets.js';
import { lockBusinesses } from '../store/businesses.js';
import { findRivals, lockInvites } from '../store/invites.js';
import { actorOf } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import type { OfferFacts } from './grants.js';
import { HeldInvites } from './held-invites.js';
import { lockAgainUnless } from './lock-again.js';
import { invitedMember, type Sending, senderOf } from './new-invite.js';
import { refuseBusiness } from './refuse-business.js';
import { type ReopeningFacts, readReopeningFacts } from './reopening-facts.js';
import { refuseCeilings } from './sender-right.js';
import { Writes } from './writes.js';

export interface ResendInvitesInput {
  businessId: string;
  inviteIds: readonly string[];
  expiresAt?: Date | null | undefined;
  mode: BatchMode;
}

/**
 * Sends invites of the business again: a new link, a new expiry, and whoever does it is their sender from now on. The
 * ceilings hold as for a new invite; of one that has expired everything does.
 */
export async function resendInvites(
  tx: Tx,
  principal: Principal,
  input: ResendInvitesInput,
  sending: Sending,
  alsoLock: readonly string[],
): Promise<Decision> {
  const { businessId, inviteIds, mode } = input;
  const fault = checkCall(input, await tx.clock());
  if (fault) return refuseCall(fault);
  const rivals = await findRivals(tx, businessId, inviteIds);
  const locked = await lockInvites(tx, [...inviteIds, ...alsoLock, ...rivals.map(({ inviteId }) => inviteId)]);
  const held = await HeldInvites.read(tx, locked);
  await lockBusinesses(tx, [businessId]);
  lockAgainUnless(locked, await findRivals(tx, businessId, inviteIds));
  const own = held.all().filter((invite) => invite.businessId === businessId && inviteIds.includes(invite.id));
  const assetIds = own.flatMap(({ assetGrants }) => assetGrants.map(({ assetId }) => assetId));
  const assets = await holdAssets(tx, [...new Set(assetIds)]);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const due = new Writes();
  held.expireLate(now, due);
  if (!can(standing, 'invite:resend', { businessId })) return refuseCall(refuseBusiness(standing, businessId), due);
  const expiry = expiryOf(input.expiresAt ?? undefined, now);
  if (!expiry.ok) return refuseCall(expiry.error, due);
  await sending.takeInvitees?.(inviteIds.length); // behind the check of rights, as for new invites
  const reopening = await readReopeningFacts(tx, { standing, businessId, held, due, now, sending });
  const facts: ResendFacts = {
    own: new Set(own.map(({ id }) => id)),
    held,
    expiresAt: expiry.value,
    offers: { standing, assets, shared: new Map() },
    reopening,
  };
  const resent = new Set<string>();
  return decideBatch({ items: inviteIds, mode, due }, (id, index, asked): Result<string> => {
    if (resent.has(id)) return ok(id); // a second mention makes no second link
    const verdict = judge(facts, id);
    if (!verdict.ok) return { ok: false, error: { ...verdict.error, field: ['input', 'inviteIds', `${index}`] } };
    send(facts, verdict.value, { principal, sending, now, index }, asked);
    resent.add(id);
    return ok(id);
  });
}

function checkCall({ inviteIds, expiresAt }: ResendInvitesInput, now: Date): Refusal | undefined {
  const expiry = expiryOf(expiresAt ?? undefined, now);
  return firstRefusal([checkBatchSize(inviteIds, 'inviteIds'), expiry.ok ? undefined : expiry.error]);
}

interface ResendFacts {
  /** The invites of the business among those that were named. */
  own: ReadonlySet<string>;
  held: HeldInvites;
  expiresAt: Date;
  offers: OfferFacts;
  reopening: ReopeningFacts;
}

/** The invite as it is before it is sent again; of one that has expired the seat and the place are taken. */
function judge(facts: ResendFacts, id: string): Result<InviteRow> {
  const invite = facts.own.has(id) ? facts.held.get(id) : undefined;
  if (!invite) return refuse('NOT_FOUND', 'This business has sent no such invite.');
  const next = nextStatus(invite.status, 'resend');
  const error = firstRefusal([
    invite.membershipExpiresAt && invite.membershipExpiresAt <= facts.expiresAt
      ? refuse('INVALID_INPUT', 'The membership would end before the invite does. Give an earlier expiresAt.').error
      : undefined,
    next.ok ? undefined : next.error,
    refuseCeilings(facts.offers, invite),
  ]);
  if (error) return { ok: false, error };
  const closed = invite.status === 'EXPIRED' ? facts.reopening.refuse(invite) : undefined;
  return closed ? { ok: false, error: closed } : ok(invite);
}

interface Resending {
  principal: Principal;
  sending: Sending;
  now: Date;
  index: number;
}

function send(facts: ResendFacts, invite: InviteRow, { principal, sending, now, index }: Resending, asked: Writes) {
  const generation = invite.generation + 1;
  const isPersonal = invite.type === 'MEMBER_INVITE';
  const link = isPersonal ? sending.links.make(invite.id, generation) : {};
  const sent: InviteRow = {
    ...invite,
    ...link,
    status: 'PENDING_SEND',
    generation,
    expiresAt: facts.expiresAt,
    ...senderOf(principal),
    updatedAt: now,
    closedAt: null,
    closedByUserId: null,
  };
  const reopened = isPersonal && invite.status === 'EXPIRED';
  if (!reopened) return asked.resendInvite(sent, invite.status, actorOf(principal));
  // The row may have been opened by another invite meanwhile, and closed again.
  const row = facts.reopening.reopen(invite);
  const memberId = row?.id ?? newId('accountMember', now, index);
  asked.resendInvite({ ...sent, memberId }, invite.status, actorOf(principal));
  const member = invitedMember(invite, { id: memberId, createdAt: row?.createdAt ?? now, now });
  (row ? asked.members : asked.newMembers).set(memberId, member);
}
