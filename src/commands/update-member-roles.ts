import { can, holdsAt } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding, type Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { Refusal } from '../domain/errors.js';
import type { BusinessRole } from '../domain/membership.js';
import { ok, type Result, refuse } from '../domain/result.js';
import { mayGiveRoles, mayKeyGiveRoles, memberRoles } from '../domain/roles.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import { businessStream } from '../events/stream-key.js';
import { countOwners, lockMembers } from '../store/account-members.js';
import { lockBusinesses } from '../store/businesses.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface MemberRolesInput {
  memberId: string;
  roles: readonly BusinessRole[];
  /** Of the membership. Absent: unchanged; null: never. */
  expiresAt?: Date | null | undefined;
}

export interface UpdateMemberRolesInput {
  businessId: string;
  members: readonly MemberRolesInput[];
  mode: BatchMode;
}

interface Facts {
  standing: Standing;
  now: Date;
  members: Map<string, AccountMemberRow>;
  /** As the answers go along. */
  owners: number;
}

/** Changes what active members are in the business, and how long they are. */
export async function updateMemberRoles(
  tx: Tx,
  principal: Principal,
  input: UpdateMemberRolesInput,
): Promise<Decision> {
  const fault = checkBatchSize(input.members, 'members');
  if (fault) return refuseCall(fault);
  const { businessId } = input;
  await lockBusinesses(tx, [businessId]);
  const members = await lockMembers(
    tx,
    [businessId],
    input.members.map((item) => item.memberId),
  );
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  if (!holdsAt(standing, 'member:update-roles', businessId)) return refuseCall(refuseBusiness(standing, businessId));
  const facts: Facts = { standing, now, members, owners: await countOwners(tx, businessId) };
  return decideBatch({ items: input.members, mode: input.mode, due: new Writes() }, (item, index, asked) => {
    const verdict = judge(facts, item);
    if (!verdict.ok) return { ok: false, error: atMember(verdict.error, index) };
    write(facts, verdict.value, asked);
    return ok(item.memberId);
  });
}

/** The member's row as it is to be. */
function judge({ standing, now, members, owners }: Facts, item: MemberRolesInput): Result<AccountMemberRow> {
  const roles = memberRoles(item.roles);
  if (!roles) {
    return refuse('INVALID_INPUT', 'roles must name at least one of OWNER, BIZ_ADMIN and EMPLOYEE.', ['roles']);
  }
  if (item.expiresAt && item.expiresAt <= now) {
    return refuse('INVALID_INPUT', 'expiresAt must lie ahead.', ['expiresAt']);
  }
  if (item.expiresAt && roles.includes('OWNER')) return ENDING_OWNER;
  const member = members.get(item.memberId);
  if (!member) return refuse('NOT_FOUND', 'This business has no such member.', ['memberId']);
  if (member.status !== 'ACTIVE') {
    return refuse('INVALID_INPUT', `The member is ${member.status}: only active members have roles to change.`, [
      'memberId',
    ]);
  }
  const membershipExpiresAt = item.expiresAt === undefined ? member.membershipExpiresAt : item.expiresAt;
  if (membershipExpiresAt && roles.includes('OWNER')) return ENDING_OWNER;
  if (!can(standing, 'member:update-roles', member)) {
    return refuse('FORBIDDEN', 'Only an OWNER can change an OWNER.', ['memberId']);
  }
  if (!mayGive(standing, member.businessId, roles)) {
    return refuse('ROLE_CEILING', 'You cannot give a role above your own.', ['roles']);
  }
  if (isOwner(member) && !roles.includes('OWNER') && owners <= 1) {
    return refuse('LAST_OWNER', 'This is the last OWNER of the business.', ['memberId']);
  }
  return ok({ ...member, roles, membershipExpiresAt, updatedAt: now });
}

const ENDING_OWNER = refuse(
  'INVALID_INPUT',
  'The membership of an OWNER does not end by itself: set expiresAt to null.',
  ['expiresAt'],
);

function write(facts: Facts, changed: AccountMemberRow, asked: Writes): void {
  const before = facts.members.get(changed.id);
  if (!before) throw new Error(`The member ${changed.id} is not locked`);
  facts.owners += Number(isOwner(changed)) - Number(isOwner(before));
  facts.members.set(changed.id, changed);
  asked.members.set(changed.id, changed);
  asked.accessRaised.add(businessStream(changed.businessId));
}

const isOwner = (member: AccountMemberRow): boolean => member.roles.includes('OWNER');

const mayGive = ({ principal, at }: Standing, businessId: string, roles: readonly BusinessRole[]): boolean =>
  principal.kind === 'apiKey'
    ? mayKeyGiveRoles(principal.scopes, roles, 'MEMBERS_WRITE')
    : mayGiveRoles(at(businessId).roles, roles);

const atMember = (error: Refusal, index: number): Refusal => ({
  ...error,
  field: ['input', 'members', `${index}`, ...(error.field ?? [])],
});
