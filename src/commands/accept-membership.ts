import { ok, type Result, refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { actorOf } from './actor.js';
import type { AnswerFacts } from './answer-facts.js';
import { grantable } from './grants.js';
import type { Writes } from './writes.js';

/** Makes the viewer a member on the terms of a MEMBER_INVITE that is theirs to accept. */
export function acceptMembership(facts: AnswerFacts, invite: InviteRow, asked: Writes): Result<string> {
  const { held, now, principal, memberOf } = facts;
  if (memberOf.has(invite.businessId)) return refuse('ALREADY_MEMBER', 'You are a member of this business already.');
  const seats = facts.seats.get(invite.businessId);
  const limit = facts.businesses.get(invite.businessId)?.seatLimit ?? null;
  if (!seats) throw new Error(`The seats of ${invite.businessId} were not counted`);
  if (limit !== null && seats.active >= limit) {
    return refuse('SEAT_LIMIT', 'The business has no free seat. The invite stays open: try again when there is one.');
  }
  seats.active += 1;
  memberOf.add(invite.businessId);
  const accepted = held.move(invite, 'ACCEPTED', actorOf(principal), now, asked);
  const member = held.memberOf(invite);
  if (!member) throw new Error(`The open invite ${invite.id} has no member`);
  const { roles, membershipExpiresAt } = invite;
  held.changeMember(
    invite,
    { ...member, userId: principal.userId, roles, acceptedAt: now, membershipExpiresAt },
    asked,
  );
  const assetGrants = facts.permissions.grant(
    { memberId: member.id, partnershipId: null },
    grantable(facts.offers.assets, invite.businessId, invite.assetGrants, { requested: false }),
    { strategy: 'REPLACE', grantedByUserId: invite.senderUserId },
    asked,
  );
  held.changeInvite({ ...accepted, assetGrants }, asked);
  return ok(invite.id);
}
