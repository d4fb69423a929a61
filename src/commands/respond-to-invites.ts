import { can } from '../auth/policy.js';
import type { UserPrincipal } from '../auth/principal.js';
import { isAddressedUnverified } from '../auth/relations.js';
import { readStanding, type Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { Refusal } from '../domain/errors.js';
import { nextStatus } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';
import { ok, type Result, refuse } from '../domain/result.js';
import { mayGiveRoles } from '../domain/roles.js';
import type { BusinessEntity } from '../entities/business.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { countSeats, type Seats } from '../store/account-members.js';
import { lockBusinesses } from '../store/businesses.js';
import { lockInvites } from '../store/invites.js';
import { readSenderRoles } from '../store/senders.js';
import { actorOf, SYSTEM_ACTOR } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { Writes } from './writes.js';

export interface InviteResponse {
  inviteId: string;
  accept: boolean;
}

export interface RespondToInvitesInput {
  responses: readonly InviteResponse[];
  mode: BatchMode;
}

/** Everything that the verdicts go by, read after the last lock. */
interface Facts {
  principal: UserPrincipal;
  standing: Standing;
  now: Date;
  businesses: ReadonlyMap<string, BusinessEntity>;
  senderRoles: ReadonlyMap<string, readonly BusinessRole[]>;
  seats: ReadonlyMap<string, Seats>;
  /** Businesses in which the viewer is a member, as the answers go along. */
  memberOf: Set<string>;
  held: HeldInvites;
  due: Writes;
}

/** Accepts and declines invites addressed to the viewer. Of any number of answers at once exactly one wins. */
export async function respondToInvites(
  tx: Tx,
  principal: UserPrincipal,
  input: RespondToInvitesInput,
): Promise<Decision> {
  const fault = checkBatchSize(input.responses, 'responses');
  if (fault) return refuseCall(fault);
  const facts = await readFacts(tx, principal, input.responses);
  facts.held.expireLate(facts.now, facts.due);
  return decideBatch({ items: input.responses, mode: input.mode, due: facts.due }, (response, index, asked) => {
    const verdict = judge(facts, response, asked);
    if (verdict.ok || verdict.error.field) return verdict;
    return { ok: false, error: { ...verdict.error, field: ['input', 'responses', `${index}`, 'inviteId'] } };
  });
}

async function readFacts(tx: Tx, principal: UserPrincipal, responses: readonly InviteResponse[]): Promise<Facts> {
  const invites = await lockInvites(
    tx,
    responses.map((response) => response.inviteId),
  );
  const accepted = responses.flatMap(({ inviteId, accept }) => (accept ? (invites.get(inviteId) ?? []) : []));
  // Only an acceptance takes a seat; a decline leaves the business's row alone.
  const businesses = await lockBusinesses(tx, [...new Set(accepted.map((invite) => invite.businessId))]);
  const now = await tx.clock();
  const businessIds = [...new Set([...invites.values()].map((invite) => invite.businessId))];
  const standing = await readStanding(tx, principal, businessIds);
  return {
    principal,
    standing,
    now,
    businesses,
    senderRoles: await readSenderRoles(tx, accepted),
    seats: await countSeats(tx, [...businesses.keys()]),
    memberOf: new Set(businessIds.filter((id) => standing.at(id).memberId !== null)),
    held: await HeldInvites.read(tx, invites),
    due: new Writes(),
  };
}

function judge(facts: Facts, response: InviteResponse, asked: Writes): Result<string> {
  const invite = facts.held.get(response.inviteId);
  if (!invite) return refuse('NOT_FOUND', NOT_FOUND);
  if (response.accept && isOwnAcceptance(facts, invite)) return ok(invite.id);
  const stranger = refuseRecipient(facts.standing, invite);
  if (stranger) return { ok: false, error: stranger };
  const next = nextStatus(invite.status, response.accept ? 'accept' : 'decline');
  if (!next.ok) return next;
  if (response.accept) return accept(facts, invite, asked);
  facts.held.move(invite, next.value, actorOf(facts.principal), facts.now, asked);
  return ok(invite.id);
}

const NOT_FOUND = 'There is no such invite, or it is not yours to answer.';

/** Why this viewer may not answer, or undefined. A stranger learns nothing, not even that the invite exists. */
function refuseRecipient(standing: Standing, invite: InviteRow): Refusal | undefined {
  if (can(standing, 'invite:answer', invite)) return undefined;
  if (can(standing, 'invite:see', invite)) return refuse('FORBIDDEN', 'Only the invitee can answer this invite.').error;
  return isAddressedUnverified(standing, invite)
    ? refuse('EMAIL_NOT_VERIFIED', 'The invite is for your address. Verify the address, then answer.').error
    : refuse('NOT_FOUND', NOT_FOUND).error;
}

/** The viewer accepted this very invite before, and the membership that came of it lives. */
function isOwnAcceptance({ held, principal }: Facts, invite: InviteRow): boolean {
  const member = held.memberOf(invite);
  return (
    invite.status === 'ACCEPTED' &&
    invite.closedByUserId === principal.userId &&
    member?.status === 'ACTIVE' &&
    member.userId === principal.userId
  );
}

function accept(facts: Facts, invite: InviteRow, asked: Writes): Result<string> {
  const { held, now, principal, memberOf } = facts;
  if (!mayGiveRoles(facts.senderRoles.get(invite.id) ?? [], invite.roles)) {
    // An invite is as good as its sender. Due whatever becomes of the other answers.
    const cancelled = held.move(invite, 'CANCELLED', SYSTEM_ACTOR, now, facts.due);
    return nextStatus(cancelled.status, 'accept') as Result<string>; // CANCELLED is final: always a refusal
  }
  if (memberOf.has(invite.businessId)) return refuse('ALREADY_MEMBER', 'You are a member of this business already.');
  const seats = facts.seats.get(invite.businessId);
  const limit = facts.businesses.get(invite.businessId)?.seatLimit ?? null;
  if (!seats) throw new Error(`The seats of ${invite.businessId} were not counted`);
  if (limit !== null && seats.active >= limit) {
    return refuse('SEAT_LIMIT', 'The business has no free seat. The invite stays open: try again when there is one.');
  }
  seats.active += 1;
  memberOf.add(invite.businessId);
  held.move(invite, 'ACCEPTED', actorOf(principal), now, asked);
  const member = held.memberOf(invite);
  if (!member) throw new Error(`The open invite ${invite.id} has no member`);
  held.changeMember(invite, { ...member, userId: principal.userId, roles: invite.roles, acceptedAt: now }, asked);
  return ok(invite.id);
}
