import type { Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { Refusal } from '../domain/errors.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';
import type { HeldInvites } from './held-invites.js';
import { judgeInvitee, type NamedInvitee, readInviteeFacts } from './invitee-facts.js';
import type { Sending } from './new-invite.js';
import { type PartnerFacts, readPartnerFacts } from './partner-facts.js';
import { judgePartner, NOT_A_PARTNER, refuseAcquainted } from './send-partner-invites.js';
import type { Writes } from './writes.js';

/** What the verdicts on invites that have expired go by, when they are sent again: the same as on new ones. */
export interface ReopeningFacts {
  /** Why it cannot be opened again; when undefined, its seat and its place are taken for those that follow. */
  refuse(invite: InviteRow): Refusal | undefined;
  /** The closed row that it opens again; given out once. */
  reopen(invite: InviteRow): AccountMemberRow | undefined;
}

interface FactsInput {
  standing: Standing;
  businessId: string;
  held: HeldInvites;
  due: Writes;
  now: Date;
  sending: Pick<Sending, 'openInvites'>;
}

const PARTNER_TYPES = ['PARTNER_INVITE', 'PARTNER_REQUEST', 'ASSET_REQUEST'] as const;

/** Reads the facts; the business's row is locked. */
export async function readReopeningFacts(tx: Tx, input: FactsInput): Promise<ReopeningFacts> {
  const { standing, businessId, held, due, now, sending } = input;
  const expired = held.all().filter((invite) => invite.status === 'EXPIRED' && invite.businessId === businessId);
  const invitees = expired.flatMap((invite) => inviteeOf(invite) ?? []);
  const people = await readInviteeFacts(tx, { businessId, invitees, standing, due });
  const partners = new Map<InviteRow['type'], PartnerFacts>();
  for (const type of PARTNER_TYPES) {
    const partnerIds = expired.flatMap((invite) => (invite.type === type ? (invite.inviteeBusinessId ?? []) : []));
    if (partnerIds.length === 0) continue; // in most calls there are none
    partners.set(
      type,
      await readPartnerFacts(tx, { businessId, type, partnerIds, held, due, now, validateOnly: false }),
    );
  }
  const seatLimit = standing.at(businessId).business?.seatLimit ?? null;
  // Each kind counts the places that it takes itself; the limit is of all together.
  const kinds = [people, ...partners.values()];
  const atFirst = people.openInvites;
  const openInvites = () => kinds.reduce((open, kind) => open + kind.openInvites - atFirst, atFirst);
  const limitFor = (kind: { openInvites: number }) => sending.openInvites - (openInvites() - kind.openInvites);

  return {
    refuse: (invite) => {
      const invitee = inviteeOf(invite);
      if (invitee) {
        const free = judgeInvitee(people, invitee, { seatLimit, openInvites: limitFor(people) });
        return free.ok ? undefined : free.error;
      }
      const { type, inviteeBusinessId: partnerId } = invite;
      const facts = partners.get(type);
      if (!facts || partnerId === null) throw new Error(`The invite ${invite.id} was not looked at`);
      const stranger = refuseStranger(invite, partnerId, facts);
      const refusal = stranger ?? judgePartner(facts, partnerId, limitFor(facts));
      if (!refusal) facts.take(partnerId);
      return refusal;
    },
    reopen: (invite) => {
      const invitee = inviteeOf(invite);
      return invitee && people.reopen(invitee);
    },
  };
}

function refuseStranger({ type, businessId }: InviteRow, partnerId: string, facts: PartnerFacts): Refusal | undefined {
  if (type !== 'ASSET_REQUEST') return refuseAcquainted(businessId, partnerId, facts);
  return facts.isPartner(partnerId) ? undefined : NOT_A_PARTNER;
}

/** The person as the invite names them; undefined for one to a business. */
function inviteeOf(invite: InviteRow): NamedInvitee | undefined {
  if (invite.inviteeUserId !== null) return { kind: 'user', userId: invite.inviteeUserId };
  if (invite.inviteeEmailCanonical === null) return undefined;
  return {
    kind: 'email',
    spelling: invite.inviteeEmail ?? invite.inviteeEmailCanonical,
    canonical: invite.inviteeEmailCanonical,
  };
}
