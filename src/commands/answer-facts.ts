import type { UserPrincipal } from '../auth/principal.js';
import { readStanding, type Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { AssetGrant, GrantConflictStrategy } from '../domain/asset.js';
import { isOpen } from '../domain/invite.js';
import { type PartnershipSides, sidesOf } from '../domain/partnership.js';
import type { BusinessEntity } from '../entities/business.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';
import type { PartnershipRow } from '../entities/partnership.entity.js';
import { countSeats, lockMembers, type Seats } from '../store/account-members.js';
import { lockPermissionsOf } from '../store/asset-permissions.js';
import { holdAssets } from '../store/assets.js';
import { lockBusinesses } from '../store/businesses.js';
import { lockInvites } from '../store/invites.js';
import { lockPartnershipsOf } from '../store/partnerships.js';
import { readSenders, type Sender } from '../store/senders.js';
import { type Offer, type OfferFacts, readOfferFacts } from './grants.js';
import { HeldInvites } from './held-invites.js';
import { HeldPermissions } from './held-permissions.js';
import { Writes } from './writes.js';

export interface InviteResponse {
  inviteId: string;
  accept: boolean;
  /** Accepting a request: what is granted instead of what was asked. */
  assetGrants?: readonly AssetGrant[] | null | undefined;
  /** Accepting a request: what holds where the partner has levels already; MERGE when absent. */
  grantConflict?: GrantConflictStrategy | undefined;
}

/** Everything that the verdicts on answers go by, read after the last lock; it moves on with each answer of the batch. */
export interface AnswerFacts {
  principal: UserPrincipal;
  standing: Standing;
  now: Date;
  businesses: ReadonlyMap<string, BusinessEntity>;
  /** Of what is accepted, by invite. */
  senders: ReadonlyMap<string, Sender>;
  seats: ReadonlyMap<string, Seats>;
  /** Businesses in which the viewer is a member. */
  memberOf: Set<string>;
  held: HeldInvites;
  /** By `pairKey`. */
  partnerships: Map<string, PartnershipRow>;
  permissions: HeldPermissions;
  offers: OfferFacts;
  due: Writes;
}

/**
 * Locks what these answers concern, in the one order, and reads the facts. `lockIdentity` locks what belongs to the person who
 * answers, where that is not done yet: it has its place behind the businesses.
 */
export async function readAnswerFacts(
  tx: Tx,
  principal: UserPrincipal,
  responses: readonly InviteResponse[],
  lockIdentity?: () => Promise<void>,
): Promise<AnswerFacts> {
  const invites = await lockInvites(
    tx,
    responses.map(({ inviteId }) => inviteId),
  );
  const accepted = responses.flatMap((response) => {
    const invite = response.accept ? invites.get(response.inviteId) : undefined;
    return invite ? { invite, named: response.assetGrants } : [];
  });
  // Only an acceptance takes a seat or makes a partner; a decline leaves the businesses' rows alone.
  const businesses = await lockBusinesses(
    tx,
    unique(accepted.flatMap(({ invite }) => [invite.businessId, invite.inviteeBusinessId ?? []].flat())),
  );
  await lockIdentity?.();
  const opening = accepted.filter(({ invite }) => isOpen(invite));
  const assetIds = unique(
    opening.flatMap(({ invite, named }) => (named ?? invite.assetGrants).map(({ assetId }) => assetId)),
  );
  const assets = await holdAssets(tx, assetIds);
  const memberIds = opening.flatMap(({ invite }) => (invite.assetGrants.length > 0 ? (invite.memberId ?? []) : []));
  await lockMembers(tx, [...businesses.keys()], memberIds);
  const pairs = accepted.flatMap(({ invite }) => sidesOfInvite(invite) ?? []);
  const partnerships = await lockPartnershipsOf(tx, pairs);
  const partnershipIds = partnerships.map(({ id }) => id);
  const permissions = await lockPermissionsOf(tx, assetIds, { memberIds, partnershipIds });

  const now = await tx.clock();
  const senderIds = unique([...invites.values()].map(({ businessId }) => businessId));
  const addressedIds = unique([...invites.values()].flatMap(({ inviteeBusinessId }) => inviteeBusinessId ?? []));
  const standing = await readStanding(tx, principal, unique([...senderIds, ...addressedIds]));
  return {
    principal,
    standing,
    now,
    businesses,
    senders: await readSenders(
      tx,
      accepted.map(({ invite }) => invite),
    ),
    seats: await countSeats(tx, unique(accepted.map(({ invite }) => invite.businessId))),
    memberOf: new Set(senderIds.filter((id) => standing.at(id).memberId !== null)),
    held: await HeldInvites.read(tx, invites),
    partnerships: new Map(partnerships.map((row) => [pairKey(row), row])),
    permissions: new HeldPermissions(permissions, now),
    offers: await readOfferFacts(
      tx,
      { standing, assets, now },
      accepted.flatMap(({ invite, named }) => offerOf(invite, named, []) ?? []),
    ),
    due: new Writes(),
  };
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** One text per partnership that there can be. */
export const pairKey = ({ hostId, partnerId }: PartnershipSides): string => `${hostId} ${partnerId}`;

/** Whether the invite asks for something: then who accepts it may say what is granted. */
export const isRequest = ({ type }: { type: InviteRow['type'] }): boolean =>
  type === 'PARTNER_REQUEST' || type === 'ASSET_REQUEST';

/** A partner invite or request, with the partnership that it is about; undefined for a MEMBER_INVITE. */
export function sidesOfInvite({ type, businessId, inviteeBusinessId }: InviteRow): PartnershipSides | undefined {
  if (type === 'MEMBER_INVITE' || inviteeBusinessId === null) return undefined;
  return sidesOf(type, businessId, inviteeBusinessId);
}

/** What the accepter of a request names: an offer of the addressed business. */
export function offerOf(invite: InviteRow, named: InviteResponse['assetGrants'], path: string[]): Offer | undefined {
  if (!named || !isRequest(invite) || invite.inviteeBusinessId === null) return undefined;
  return { businessId: invite.inviteeBusinessId, partnerId: invite.businessId, grants: named, path };
}
