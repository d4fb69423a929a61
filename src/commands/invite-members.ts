import { can, mayInviteAs } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { AssetGrant } from '../domain/asset.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { checkGrants } from '../domain/grants.js';
import { newId } from '../domain/ids.js';
import { expiryOf } from '../domain/invite.js';
import type { Links } from '../domain/link.js';
import type { BusinessRole } from '../domain/membership.js';
import { ok, type Result, refuse } from '../domain/result.js';
import { memberRoles } from '../domain/roles.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { holdAssets, readAssets } from '../store/assets.js';
import { lockBusinesses } from '../store/businesses.js';
import { lockOpenMemberInvites, readOpenMemberInvites } from '../store/invites.js';
import { actorOf } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { readOfferFacts, refuseOffer } from './grants.js';
import { HeldInvites } from './held-invites.js';
import { type InviteeFacts, judgeInvitee, type NamedInvitee, nameInvitee, readInviteeFacts } from './invitee-facts.js';
import {
  checkMessage,
  FIRST_GENERATION,
  type InviteTerms,
  invitedMember,
  newInvite,
  type Sending,
} from './new-invite.js';
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
  principal: Principal,
  input: InviteMembersInput,
  sending: Sending,
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

  const { business } = standing.at(businessId); // read behind the lock
  if (!business || !can(standing, 'invite:create', { businessId }))
    return refuseAll(refuseBusiness(standing, businessId));
  const expiresAt = timesOf(input, now);
  if (!expiresAt.ok) return refuseAll(expiresAt.error);
  const offer = { businessId, partnerId: null, grants, path: GRANTS_PATH };
  const excess = firstRefusal([
    roles && mayInviteAs(standing, businessId, roles) ? undefined : ABOVE_OWN_ROLE,
    refuseOffer(await readOfferFacts(tx, { standing, assets, now }, [offer]), offer),
  ]);
  if (!roles || excess) return refuseAll(excess ?? ABOVE_OWN_ROLE);

  if (!validateOnly) await sending.takeInvitees?.(input.invitees.length); // behind the check of rights: no stranger uses it up
  const facts = await readInviteeFacts(tx, { businessId, invitees, standing, due });
  const { message, membershipExpiresAt } = input;
  const terms = { businessId, roles, message, membershipExpiresAt, expiresAt: expiresAt.value, principal, now };
  return decideBatch({ items: named, mode: input.mode, due, validateOnly }, (name, index, asked) => {
    const verdict = name.ok
      ? judgeInvitee(facts, name.value, { seatLimit: business.seatLimit, openInvites: sending.openInvites })
      : name;
    if (!verdict.ok) return { ok: false, error: atInvitee(verdict.error, index) };
    const invite = write(
      asked,
      facts,
      verdict.value,
      { type: 'MEMBER_INVITE', ...terms },
      { grants, index, ...sending },
    );
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

function write(
  asked: Writes,
  facts: InviteeFacts,
  invitee: NamedInvitee,
  terms: InviteTerms,
  { grants, index, links }: { grants: readonly AssetGrant[]; index: number; links: Links },
): InviteRow {
  const { now } = terms;
  const closed = facts.reopen(invitee);
  const memberId = closed?.id ?? newId('accountMember', now, index);
  const id = newId('invite', now, index);
  const invite = newInvite(id, terms, {
    inviteeEmail: invitee.kind === 'email' ? invitee.spelling : null,
    inviteeEmailCanonical: invitee.kind === 'email' ? invitee.canonical : null,
    inviteeUserId: invitee.kind === 'user' ? invitee.userId : null,
    assetGrants: grants,
    memberId,
    ...links.make(id, FIRST_GENERATION),
  });
  asked.addInvite(invite, actorOf(terms.principal));
  const createdAt = closed?.createdAt ?? now;
  (closed ? asked.members : asked.newMembers).set(memberId, invitedMember(invite, { id: memberId, createdAt, now }));
  return invite;
}

/** Leads a refusal to the invitee that it concerns, keeping what it says of the field below. */
const atInvitee = (error: Refusal, index: number): Refusal => ({
  ...error,
  field: ['input', 'invitees', `${index}`, ...(error.field ?? [])],
});
