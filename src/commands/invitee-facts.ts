import type { Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { canonicalEmail, isWellFormedUserId } from '../domain/invitee.js';
import { SEATED_STATUSES } from '../domain/membership.js';
import { ok, type Result, refuse } from '../domain/result.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import { countSeats, readMembersNamed } from '../store/account-members.js';
import { countOpenInvites } from '../store/invites.js';
import { readUsers } from '../store/users.js';
import { TOO_MANY_OPEN } from './new-invite.js';
import type { Writes } from './writes.js';

/** An invitee as named: an address as spelled and as compared, or a person known here. */
export type NamedInvitee = { kind: 'email'; spelling: string; canonical: string } | { kind: 'user'; userId: string };

/** Reads an invitee of the input; INVALID_INPUT unless it is exactly one well-formed address or user id. */
export function nameInvitee(input: {
  email?: string | null | undefined;
  userId?: string | null | undefined;
}): Result<NamedInvitee> {
  const { email, userId } = input;
  if ((email == null) === (userId == null)) return refuse('INVALID_INPUT', 'Name exactly one of email and userId.');
  if (userId != null) {
    return isWellFormedUserId(userId)
      ? ok({ kind: 'user', userId })
      : refuse('NOT_FOUND', 'There is no such user with a verified e-mail.', ['userId']);
  }
  const canonical = canonicalEmail(email ?? '');
  return canonical
    ? ok({ kind: 'email', spelling: (email ?? '').trim(), canonical })
    : refuse('INVALID_INPUT', 'This is not an e-mail address that can be invited.', ['email']);
}

const keyOf = (invitee: NamedInvitee): string =>
  invitee.kind === 'email' ? `email:${invitee.canonical}` : `user:${invitee.userId}`;

/** What the verdicts on new invitees go by; `take` counts an invitee in for those that follow. */
export interface InviteeFacts {
  isKnown(invitee: NamedInvitee): boolean;
  isViewer(invitee: NamedInvitee): boolean;
  isMember(invitee: NamedInvitee): boolean;
  isInvited(invitee: NamedInvitee): boolean;
  /** The row of an earlier, closed invite or membership that the new invite opens again; given out once. */
  reopen(invitee: NamedInvitee): AccountMemberRow | undefined;
  readonly seatsUsed: number;
  readonly openInvites: number;
  take(invitee: NamedInvitee): void;
}

interface FactsInput {
  businessId: string;
  invitees: readonly NamedInvitee[];
  standing: Standing;
  /** Invites that are about to expire count as gone. */
  due: Writes;
}

/** Reads the facts; the business's row is locked. */
export async function readInviteeFacts(
  tx: Tx,
  { businessId, invitees, standing, due }: FactsInput,
): Promise<InviteeFacts> {
  const emails = invitees.flatMap((invitee) => (invitee.kind === 'email' ? invitee.canonical : []));
  const userIds = invitees.flatMap((invitee) => (invitee.kind === 'user' ? invitee.userId : []));
  const users = await readUsers(tx, userIds, emails);
  const rows = await readMembersNamed(tx, businessId, { emails, userIds, personIds: users.map((user) => user.id) });
  const members = rows.map((row) => due.members.get(row.id) ?? row);
  const seats = (await countSeats(tx, [businessId])).get(businessId);
  const expired = due.transitions.filter(({ invite }) => invite.businessId === businessId);
  const unseated = expired.filter(({ invite }) => invite.type === 'MEMBER_INVITE');

  const persons = (invitee: NamedInvitee): string[] =>
    invitee.kind === 'user'
      ? [invitee.userId]
      : users.flatMap((user) => (user.emailVerified && user.emailCanonical === invitee.canonical ? user.id : []));
  const { principal } = standing;
  const viewerId = principal.kind === 'user' ? principal.userId : undefined;
  const verified = new Set(users.flatMap((user) => (user.emailVerified && user.emailCanonical ? user.id : [])));
  const active = new Set(
    members.flatMap((member) => (member.status === 'ACTIVE' && member.userId ? member.userId : [])),
  );
  // By the rows under the business's lock: an invite may have been made since those to these invitees were locked.
  const invited = new Set(
    members.flatMap((member) => {
      if (member.status !== 'INVITED') return [];
      return member.invitedUserId ? `user:${member.invitedUserId}` : `email:${member.invitedEmailCanonical}`;
    }),
  );
  const reopened = new Set<string>();
  const facts = {
    seatsUsed: (seats?.used ?? 0) - unseated.length,
    openInvites: (await countOpenInvites(tx, businessId)) - expired.length,
    isKnown: (invitee: NamedInvitee) => invitee.kind === 'email' || verified.has(invitee.userId),
    isViewer: (invitee: NamedInvitee) =>
      invitee.kind === 'user'
        ? invitee.userId === viewerId
        : invitee.canonical === standing.email || invitee.canonical === standing.unverifiedEmail,
    isMember: (invitee: NamedInvitee) => persons(invitee).some((id) => active.has(id)),
    isInvited: (invitee: NamedInvitee) => invited.has(keyOf(invitee)),
    reopen: (invitee: NamedInvitee) => {
      const isNamed = ({ invitedEmailCanonical, invitedUserId }: AccountMemberRow): boolean =>
        invitee.kind === 'email' ? invitedEmailCanonical === invitee.canonical : invitedUserId === invitee.userId;
      const closed = members.filter((member) => !SEATED_STATUSES.includes(member.status) && !reopened.has(member.id));
      const found =
        closed.find(isNamed) ??
        closed.find((member) => member.status === 'REMOVED' && persons(invitee).includes(member.userId ?? ''));
      if (found) reopened.add(found.id);
      return found;
    },
    take: (invitee: NamedInvitee) => {
      invited.add(keyOf(invitee));
      facts.seatsUsed += 1;
      facts.openInvites += 1;
    },
  };
  return facts;
}

/** The invitee as judged free to be invited; the seat and the place in the queue are taken. */
export function judgeInvitee(
  facts: InviteeFacts,
  invitee: NamedInvitee,
  { seatLimit, openInvites }: { seatLimit: number | null; openInvites: number },
): Result<NamedInvitee> {
  if (!facts.isKnown(invitee)) return refuse('NOT_FOUND', 'There is no such user with a verified e-mail.', ['userId']);
  if (facts.isViewer(invitee)) return refuse('SELF_INVITE', 'This is yourself.');
  if (facts.isMember(invitee)) return refuse('ALREADY_MEMBER', 'This person is a member already.');
  if (facts.isInvited(invitee)) return refuse('ALREADY_INVITED', 'There is an open invite to this person already.');
  if (seatLimit !== null && facts.seatsUsed >= seatLimit) {
    return refuse('SEAT_LIMIT', `All ${seatLimit} seats of the business are taken by members and open invites.`);
  }
  if (facts.openInvites >= openInvites) {
    return refuse('PENDING_LIMIT', TOO_MANY_OPEN);
  }
  facts.take(invitee);
  return ok(invitee);
}
