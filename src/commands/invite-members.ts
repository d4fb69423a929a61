import { can } from '../auth/policy.js';
import type { UserPrincipal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { expiryOf } from '../domain/invite.js';
import { isStorableText, MESSAGE_LENGTH } from '../domain/limits.js';
import type { BusinessRole } from '../domain/membership.js';
import { ok, type Result, refuse } from '../domain/result.js';
import { mayGiveRoles, memberRoles } from '../domain/roles.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { lockBusinesses } from '../store/businesses.js';
import { lockOpenMemberInvites, readOpenMemberInvites } from '../store/invites.js';
import { actorOf } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { type InviteeFacts, type NamedInvitee, nameInvitee, readInviteeFacts } from './invitee-facts.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface InviteMembersInput {
  businessId: string;
  /** Each names exactly one of the two. */
  invitees: readonly { email?: string | null | undefined; userId?: string | null | undefined }[];
  roles: readonly BusinessRole[];
  message?: string | null | undefined;
  expiresAt?: Date | null | undefined;
  mode: BatchMode;
  validateOnly: boolean;
}

/** Invites people to a business: an invite, a member's row and a mail owed for each. */
export async function inviteMembers(
  tx: Tx,
  principal: UserPrincipal,
  input: InviteMembersInput,
  limits: { openInvites: number },
): Promise<Decision> {
  const expiry = input.expiresAt ? expiryOf(input.expiresAt, await tx.clock()) : undefined;
  const fault = checkCall(input, expiry);
  if (fault) return refuseCall(fault);
  const roles = memberRoles(input.roles);
  const named = input.invitees.map(nameInvitee);
  const { businessId, validateOnly } = input;
  const invitees = named.flatMap((result) => (result.ok ? [result.value] : []));

  const open = await openInvitesTo(tx, businessId, invitees, { lock: !validateOnly });
  const held = await HeldInvites.read(tx, open);
  if (!validateOnly) await lockBusinesses(tx, [businessId]); // a dry run waits for nobody
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const due = new Writes();
  held.expireLate(now, due);
  const refuseAll = (error: Refusal) => refuseCall(error, validateOnly ? new Writes() : due);

  const { business, roles: ownRoles } = standing.at(businessId); // read behind the lock
  if (!business || !can(standing, 'invite:create', { businessId }))
    return refuseAll(refuseBusiness(standing, businessId));
  const expiresAt = expiryOf(input.expiresAt ?? undefined, now);
  if (!expiresAt.ok) return refuseAll(expiresAt.error);
  if (!roles || !mayGiveRoles(ownRoles, roles)) {
    return refuseAll(refuse('ROLE_CEILING', 'You cannot give a role above your own.', ['input', 'roles']).error);
  }

  const facts = await readInviteeFacts(tx, { businessId, invitees, standing, due });
  const invite = { ...input, roles, expiresAt: expiresAt.value, principal, now };
  return decideBatch({ items: named, mode: input.mode, due, validateOnly }, (name, index, asked) => {
    const verdict = name.ok ? judge(facts, name.value, business.seatLimit, limits.openInvites) : name;
    if (!verdict.ok) return { ok: false, error: atInvitee(verdict.error, index) };
    return ok(write(asked, facts, verdict.value, { ...invite, index }));
  });
}

/** What can be refused without looking at anything stored. */
function checkCall(input: InviteMembersInput, expiry: Result<Date> | undefined): Refusal | undefined {
  const size = checkBatchSize(input.invitees, 'invitees');
  if (size?.code === 'INVALID_INPUT') return size;
  if (!memberRoles(input.roles)) {
    return refuse('INVALID_INPUT', 'roles must name at least one of OWNER, BIZ_ADMIN and EMPLOYEE.', ['input', 'roles'])
      .error;
  }
  if (input.message != null && !isStorableText(input.message, MESSAGE_LENGTH)) {
    return refuse('INVALID_INPUT', `message can have ${MESSAGE_LENGTH} characters, and no NUL among them.`, [
      'input',
      'message',
    ]).error;
  }
  return expiry?.ok === false ? expiry.error : size;
}

function openInvitesTo(
  tx: Tx,
  businessId: string,
  invitees: readonly NamedInvitee[],
  options: { lock: boolean },
): Promise<Map<string, InviteRow>> {
  const emails = invitees.flatMap((invitee) => (invitee.kind === 'email' ? invitee.canonical : []));
  const userIds = invitees.flatMap((invitee) => (invitee.kind === 'user' ? invitee.userId : []));
  return (options.lock ? lockOpenMemberInvites : readOpenMemberInvites)(tx, businessId, emails, userIds);
}

/** The invitee as judged free to be invited; the seat and the place in the queue are taken. */
function judge(
  facts: InviteeFacts,
  invitee: NamedInvitee,
  seatLimit: number | null,
  openLimit: number,
): Result<NamedInvitee> {
  if (!facts.isKnown(invitee)) return refuse('NOT_FOUND', 'There is no such user with a verified e-mail.', ['userId']);
  if (facts.isViewer(invitee)) return refuse('SELF_INVITE', 'This is yourself.');
  if (facts.isMember(invitee)) return refuse('ALREADY_MEMBER', 'This person is a member already.');
  if (facts.isInvited(invitee)) return refuse('ALREADY_INVITED', 'There is an open invite to this person already.');
  if (seatLimit !== null && facts.seatsUsed >= seatLimit) {
    return refuse('SEAT_LIMIT', `All ${seatLimit} seats of the business are taken by members and open invites.`);
  }
  if (facts.openInvites >= openLimit) {
    return refuse('PENDING_LIMIT', `The business has ${openLimit} open invites. Wait for answers, or cancel some.`);
  }
  facts.take(invitee);
  return ok(invitee);
}

interface NewInvite {
  businessId: string;
  roles: BusinessRole[];
  message?: string | null | undefined;
  expiresAt: Date;
  principal: UserPrincipal;
  now: Date;
  index: number;
}

function write(asked: Writes, facts: InviteeFacts, invitee: NamedInvitee, given: NewInvite): string {
  const { businessId, now, index, roles, principal } = given;
  const closed = facts.reopen(invitee);
  const inviteId = newId('invite', now, index);
  const memberId = closed?.id ?? newId('accountMember', now, index);
  const email = invitee.kind === 'email' ? invitee : undefined;
  const userId = invitee.kind === 'user' ? invitee.userId : null;
  asked.addInvite(
    {
      id: inviteId,
      type: 'MEMBER_INVITE',
      status: 'PENDING_SEND',
      businessId,
      inviteeEmail: email?.spelling ?? null,
      inviteeEmailCanonical: email?.canonical ?? null,
      inviteeUserId: userId,
      inviteeBusinessId: null,
      roles,
      assetGrants: [],
      membershipExpiresAt: null,
      message: given.message ?? null,
      createdByUserId: principal.userId,
      senderUserId: principal.userId,
      generation: 1,
      sendCount: 0,
      createdAt: now,
      updatedAt: now,
      sentAt: null,
      expiresAt: given.expiresAt,
      closedAt: null,
      closedByUserId: null,
      memberId,
      partnershipId: null,
    },
    actorOf(principal),
  );
  const member: AccountMemberRow = {
    id: memberId,
    businessId,
    status: 'INVITED',
    roles,
    invitedEmail: email?.spelling ?? null,
    invitedEmailCanonical: email?.canonical ?? null,
    invitedUserId: userId,
    userId: null,
    inviteId,
    createdAt: closed?.createdAt ?? now,
    updatedAt: now,
    acceptedAt: null,
    membershipExpiresAt: null,
  };
  (closed ? asked.members : asked.newMembers).set(memberId, member);
  return inviteId;
}

/** Leads a refusal to the invitee that it concerns, keeping what it says of the field below. */
const atInvitee = (error: Refusal, index: number): Refusal => ({
  ...error,
  field: ['input', 'invitees', `${index}`, ...(error.field ?? [])],
});
