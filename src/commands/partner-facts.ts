import type { Tx } from '../database/transaction.js';
import { isLate } from '../domain/invite.js';
import { type PartnerInviteType, sidesOf } from '../domain/partnership.js';
import { findBusinessIds } from '../store/businesses.js';
import { countOpenInvites, readOpenPartnerInvites } from '../store/invites.js';
import { readPartnershipsOf } from '../store/partnerships.js';
import type { HeldInvites } from './held-invites.js';
import { LockAgain } from './lock-again.js';
import type { Writes } from './writes.js';

/** What the verdicts on partner invites and requests go by; `take` counts one in for those that follow. */
export interface PartnerFacts {
  exists(businessId: string): boolean;
  /** There is the partnership already that an invite of this type would make or widen. */
  isPartner(businessId: string): boolean;
  isInvited(businessId: string): boolean;
  readonly openInvites: number;
  take(businessId: string): void;
}

interface FactsInput {
  businessId: string;
  type: PartnerInviteType;
  partnerIds: readonly string[];
  held: HeldInvites;
  /** Invites that are about to expire count as gone. */
  due: Writes;
  now: Date;
  validateOnly: boolean;
}

/** Reads the facts; the sender's row is locked, except in a dry run. */
export async function readPartnerFacts(tx: Tx, input: FactsInput): Promise<PartnerFacts> {
  const { businessId, type, partnerIds, held, due, now, validateOnly } = input;
  // Behind the business's lock: an invite may have been made since those to these businesses were locked.
  const open = [...(await readOpenPartnerInvites(tx, businessId, type, partnerIds)).values()];
  const late = open.filter((invite) => isLate(invite, now));
  const missed = late.filter((invite) => !held.get(invite.id));
  if (missed.length > 0 && !validateOnly) throw new LockAgain(missed.map((invite) => invite.id));
  const pairs = partnerIds.map((partnerId) => sidesOf(type, businessId, partnerId));
  const partnerships = await readPartnershipsOf(tx, pairs);
  const known = await findBusinessIds(tx, partnerIds);
  const partners = new Set(partnerships.map(({ hostId, partnerId }) => (hostId === businessId ? partnerId : hostId)));
  const invited = new Set(open.flatMap((invite) => (late.includes(invite) ? [] : (invite.inviteeBusinessId ?? []))));
  const facts = {
    exists: (id: string) => known.has(id),
    isPartner: (id: string) => partners.has(id),
    isInvited: (id: string) => invited.has(id),
    openInvites: (await countOpenInvites(tx, businessId)) - due.transitions.length,
    take: (id: string) => {
      invited.add(id);
      facts.openInvites += 1;
    },
  };
  return facts;
}
