import { can } from '../auth/policy.js';
import type { UserPrincipal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { AssetGrant } from '../domain/asset.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { checkGrants } from '../domain/grants.js';
import { newId } from '../domain/ids.js';
import { expiryOf } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';
import { ok, type Result, refuse } from '../domain/result.js';
import { mayGiveRoles, memberRoles } from '../domain/roles.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { holdAssets, readAssets } from '../store/assets.js';
import { lockBusinesses } from '../store/businesses.js';
import { lockOpenMemberInvites, readOpenMemberInvites } from '../store/invites.js';
import { actorOf } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { readOfferFacts, refuseOffer } from './grants.js';
import { HeldInvites } from './held-invites.js';
import { type InviteeFacts, type NamedInvitee, nameInvitee, readInviteeFacts } from './invitee-facts.js';
import { checkMessage, type InviteTerms, newInvite } from './new-invite.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface InviteMembersInput {
  businessId: string;
  /** Each names exactly one of the two. */
  invitees: readonly { email?: string | null | undefined; userId?: string | null | undefined }[];
  roles: readonly BusinessRole[];
  assetGrants?: readonly AssetGrant[] | null | undefined;
  membershipExpiresAt?: Date | null | undefined;
  message?: string | null | undefined;
  expiresAt?: Date | null | undefined;
  mode: BatchMode;
  validateOnly: boolean;
}

const GRANTS_PATH = ['input', 'assetGrants'];

/** Invites people to a business: an invite, a member's row and a mail owed for each. */
export async function inviteMembers(
  tx: Tx,
  principal: UserPrincipal,
  input: InviteMembersInput,
  limits: { openInvites: number },
): Promise<Decision> {
  const fault = checkCall(input, timesOf(input, await tx.clock()));
  if (fault) return refuseCall(fault);
  const roles = memberRoles(input.roles);
  const named = input.invitees.map(nameInvitee);
  const { businessId, validateOnly } = input;
  const grants = input.assetGrants ?? [];
  const invitees = named.flatMap((result) => (result.ok ? [result.value] : []));

  const open = await openInvitesTo(tx, businessId, invitees, { lock: !validateOnly });
  const held = await HeldInvites.read(tx, open);
  if (!validateOnly) await lockBusinesses(tx, [businessId]); // a dry run waits for nobody
  const assetIds = grants.map(({ assetId }) => assetId);
  const assets = await (validateOnly ? readAssets : holdAssets)(tx, assetIds);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const due = new Writes();
  held.expireLate(now, due);
  const refuseAll = (error: Refusal) => refuseCall(error, validateOnly ? new Writes() : due);

  const { business, roles: ownRoles } = standing.at(businessId); // read behind the lock
  if (!business || !can(standing, 'invite:create', { businessId }))
    return refuseAll(refuseBusiness(standing, businessId));
  const expiresAt = timesOf(input, now);
  if (!expiresAt.ok) return refuseAll(expiresAt.error);
  const offer = { businessId, partnerId: null, grants, path: GRANTS_PATH };
  const excess = firstRefusal([
    roles && mayGiveRoles(ownRoles, roles) ? undefined : ABOVE_OWN_ROLE,
    refuseOffer(await readOfferFacts(tx, { standing, assets, now }, [offer]), offer),
  ]);
  if (!roles || excess) return refuseAll(excess ?? ABOVE_OWN_ROLE);

  const facts = await readInviteeFacts(tx, { businessId, invitees, standing, due });
  const { message, membershipExpiresAt } = input;
  const terms = { businessId, roles, message, membershipExpiresAt, expiresAt: expiresAt.value, principal, now };
  return decideBatch({ items: named, mode: input.mode, due, validateOnly }, (name, index, asked) => {
    const verdict = name.ok ? judge(facts, name.value, business.seatLimit, limits.openInvites) : name;
    if (!verdict.ok) return { ok: false, error: atInvitee(verdict.error, index) };
    const invite = write(asked, facts, verdict.value, { type: 'MEMBER_INVITE', ...terms }, grants, index);
    return ok(invite.id);
  });
}

const ABOVE_OWN_ROLE = refuse('ROLE_CEILING', 'You cannot give a role above your own.', ['input', 'roles']).error;

/** When the invites expire, unless that or the end of the memberships is no good at `now`. */
function timesOf({ expiresAt, membershipExpiresAt, roles }: InviteMembersInput, now: Date): Result<Date> {
  const expiry = expiryOf(expiresAt ?? undefined, now);
  if (!expiry.ok || !membershipExpiresAt) return expiry;
  const path = ['input', 'membershipExpiresAt'];
  if (roles.includes('OWNER'))
    return refuse('INVALID_INPUT', 'The membership of an OWNER does not end by itself.', path);
  return membershipExpiresAt > expiry.value
    ? expiry
    : refuse('INVALID_INPUT', 'membershipExpiresAt must be later than the invite expires.', path);
}

/** What can be refused without looking at anything stored. */
function checkCall(input: InviteMembersInput, times: Result<Date>): Refusal | undefined {
  return firstRefusal([
    checkBatchSize(input.invitees, 'invitees'),
    memberRoles(input.roles)
      ? undefined
      : refuse('INVALID_INPUT', 'roles must name at least one of OWNER, BIZ_ADMIN and EMPLOYEE.', ['input', 'roles'])
          .error,
    input.assetGrants ? checkGrants(input.assetGrants, GRANTS_PATH) : undefined,
    checkMessage(input.message),
    times.ok ? undefined : times.error,
  ]);
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

function write(
  asked: Writes,
  facts: InviteeFacts,
  invitee: NamedInvitee,
  terms: InviteTerms,
  assetGrants: readonly AssetGrant[],
  index: number,
): InviteRow {
  const { businessId, roles, now } = terms;
  const closed = facts.reopen(invitee);
  const memberId = closed?.id ?? newId('accountMember', now, index);
  const email = invitee.kind === 'email' ? invitee.spelling : null;
  const emailCanonical = invitee.kind === 'email' ? invitee.canonical : null;
  const userId = invitee.kind === 'user' ? invitee.userId : null;
  const invite = newInvite(newId('invite', now, index), terms, {
    inviteeEmail: email,
    inviteeEmailCanonical: emailCanonical,
    inviteeUserId: userId,
    assetGrants,
    memberId,
  });
  asked.addInvite(invite, actorOf(terms.principal));
  (closed ? asked.members : asked.newMembers).set(memberId, {
    id: memberId,
    businessId,
    status: 'INVITED',
    roles,
    invitedEmail: email,
    invitedEmailCanonical: emailCanonical,
    invitedUserId: userId,
    userId: null,
    inviteId: invite.id,
    createdAt: closed?.createdAt ?? now,
    updatedAt: now,
    acceptedAt: null,
    membershipExpiresAt: null,
  });
  return invite;
}

/** Leads a refusal to the invitee that it concerns, keeping what it says of the field below. */
const atInvitee = (error: Refusal, index: number): Refusal => ({
  ...error,
  field: ['input', 'invitees', `${index}`, ...(error.field ?? [])],
});
