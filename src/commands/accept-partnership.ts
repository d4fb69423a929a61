import { newId } from '../domain/ids.js';
import type { PartnershipSides } from '../domain/partnership.js';
import { ok, type Result, refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';
import type { PartnershipRow } from '../entities/partnership.entity.js';
import { businessStream } from '../events/stream-key.js';
import { actorOf } from './actor.js';
import { type AnswerFacts, type InviteResponse, isRequest, pairKey } from './answer-facts.js';
import { grantable } from './grants.js';
import type { Writes } from './writes.js';

/**
 * Makes the partnership that an invite or request is about, and grants: of an invite what it offers, of a request what the
 * accepter names (judged before this), by default what was asked as far as it can be given.
 */
export function acceptPartnership(
  facts: AnswerFacts,
  invite: InviteRow,
  sides: PartnershipSides,
  { assetGrants: named, grantConflict = 'MERGE' }: InviteResponse,
  asked: Writes,
): Result<string> {
  const { held, now, principal } = facts;
  const requested = isRequest(invite);
  const known = facts.partnerships.get(pairKey(sides));
  if (invite.type === 'ASSET_REQUEST' && !known) {
    return refuse('NOT_A_PARTNER', 'The partnership that this is about has ended.');
  }
  const partnership = known ?? makePartnership(facts, sides, asked);
  const accepted = held.move(invite, 'ACCEPTED', actorOf(principal), now, asked);
  const assetGrants = facts.permissions.grant(
    { memberId: null, partnershipId: partnership.id },
    named ?? grantable(facts.offers.assets, sides.hostId, invite.assetGrants, { requested }),
    // Who is invited does not decide about what is there; who is asked does.
    requested
      ? { strategy: grantConflict, grantedByUserId: principal.userId }
      : { strategy: 'MERGE', grantedByUserId: invite.senderUserId },
    asked,
  );
  held.changeInvite({ ...accepted, assetGrants, partnershipId: partnership.id }, asked);
  return ok(invite.id);
}

function makePartnership(facts: AnswerFacts, { hostId, partnerId }: PartnershipSides, asked: Writes): PartnershipRow {
  const id = newId('partnership', facts.now, asked.newPartnerships.size);
  const partnership: PartnershipRow = { id, hostId, partnerId, createdAt: facts.now };
  facts.partnerships.set(pairKey(partnership), partnership);
  asked.newPartnerships.set(id, partnership);
  // Each side sees what the other may follow of it from now on.
  for (const businessId of [hostId, partnerId]) asked.accessRaised.add(businessStream(businessId));
  return partnership;
}
