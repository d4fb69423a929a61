import { can, holdsAt } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding, type Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { nextStatus } from '../domain/invite.js';
import { ok, type Result, refuse } from '../domain/result.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import { findMembers } from '../queries/account-members.js';
import { countOwners } from '../store/account-members.js';
import { actorOf } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { HeldMembers } from './held-members.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface RemoveMembersInput {
  businessId: string;
  /** One's own: leave. */
  memberIds: readonly string[];
  mode: BatchMode;
}

interface Facts {
  principal: Principal;
  standing: Standing;
  now: Date;
  held: HeldMembers;
  /** As the answers go along. */
  owners: number;
}

/** Ends memberships with all that hangs on them, one's own among them, and takes back the invites of who is only invited. */
export async function removeMembers(
  tx: Tx,
  principal: Principal,
  input: RemoveMembersInput,
  alsoLock: readonly string[] = [],
): Promise<Decision> {
  const fault = checkBatchSize(input.memberIds, 'memberIds');
  if (fault) return refuseCall(fault);
  const { businessId } = input;
  const held = await HeldMembers.lock(tx, [businessId], input.memberIds, alsoLock);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const due = new Writes();
  held.invites.expireLate(now, due);
  const facts: Facts = { principal, standing, now, held, owners: await countOwners(tx, businessId) };
  // Who administers nothing here is judged item by item where there is something that is theirs.
  const concerned =
    holdsAt(standing, 'member:remove', businessId) ||
    standing.at(businessId).memberId !== null ||
    held.all().some((member) => isOwn(facts, member));
  if (!concerned) return refuseCall(refuseBusiness(standing, businessId), due);

  const shown = new Map((await findMembers(tx, input.memberIds)).map((row) => [row.id, row]));
  return decideBatch({ items: input.memberIds, mode: input.mode, due }, (memberId, index, asked) => {
    const verdict = judge(facts, memberId, asked);
    if (!verdict.ok) return { ok: false, error: { ...verdict.error, field: ['input', 'memberIds', `${index}`] } };
    const { id, status } = verdict.value;
    return ok({ id, ended: { ...shown.get(id), status, expiresAt: null, seenAs: standing } });
  });
}

/** The member's row as it is afterwards. */
function judge(facts: Facts, memberId: string, asked: Writes): Result<AccountMemberRow> {
  const { held, standing, now } = facts;
  const member = held.get(memberId);
  if (!member || !(isOwn(facts, member) || holdsAt(standing, 'member:remove', member.businessId))) {
    return refuse('NOT_FOUND', 'This business has no such member, or it is not yours to remove.');
  }
  if (member.status === 'INVITED') return takeBack(facts, member, asked);
  if (member.status !== 'ACTIVE') return refuse('INVALID_INPUT', `The member is ${member.status} already.`);
  if (!can(standing, 'member:remove', member)) return refuse('FORBIDDEN', 'Only an OWNER can remove an OWNER.');
  if (member.roles.includes('OWNER')) {
    if (facts.owners <= 1) return refuse('LAST_OWNER', 'This is the last OWNER of the business.');
    facts.owners -= 1;
  }
  return ok(held.remove(member, now, asked));
}

/** Cancels the invite of who is only invited. Offered roles are no roles yet: whoever may remove members may do this. */
function takeBack(
  { held, standing, principal, now }: Facts,
  member: AccountMemberRow,
  asked: Writes,
): Result<AccountMemberRow> {
  const invite = held.inviteOf(member);
  if (!invite) throw new Error(`The invite of ${member.id} is not locked`);
  if (can(standing, 'invite:answer', invite))
    return refuse('INVALID_INPUT', 'This invite is yours: decline it instead.');
  const next = nextStatus(invite.status, 'cancel');
  if (!next.ok) return next;
  held.invites.move(invite, next.value, actorOf(principal), now, asked);
  return ok(held.get(member.id) ?? member);
}

/** The viewer's own row, or that of an open invite to them. */
function isOwn({ held, standing }: Facts, member: AccountMemberRow): boolean {
  const { principal } = standing;
  if (member.userId !== null) return principal.kind === 'user' && principal.userId === member.userId;
  const invite = member.status === 'INVITED' ? held.inviteOf(member) : undefined;
  return invite !== undefined && can(standing, 'invite:answer', invite);
}
