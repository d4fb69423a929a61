import { can, mayInviteAs } from '../auth/policy.js';
import { type Standing, standingOf, strangerAt } from '../auth/standing.js';
import type { Refusal } from '../domain/errors.js';
import { refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';
import type { Sender } from '../store/senders.js';
import { grantable, type OfferFacts, refuseOffer } from './grants.js';

/**
 * Whether the sender, as they are now, may still send this invite and give all that it gives: an invite is as good as its
 * sender.
 */
export function maySend(
  invite: InviteRow,
  { senders, offers }: { senders: ReadonlyMap<string, Sender>; offers: OfferFacts },
): boolean {
  const standing = standingOfSender(invite, senders.get(invite.id));
  if (!standing || !can(standing, 'invite:create', { businessId: invite.businessId })) return false;
  return refuseCeilings({ ...offers, standing }, invite) === undefined;
}

/**
 * Why who stands so may not send this invite, or undefined: ROLE_CEILING, GRANT_CEILING. What is gone, or another's by now,
 * is left out at acceptance, so it is no reason here.
 */
export function refuseCeilings(offers: OfferFacts, invite: InviteRow): Refusal | undefined {
  const { type, businessId, roles, assetGrants } = invite;
  if (type === 'MEMBER_INVITE' && !mayInviteAs(offers.standing, businessId, roles)) {
    return refuse('ROLE_CEILING', 'You cannot give a role above your own.').error;
  }
  if (type === 'PARTNER_REQUEST' || type === 'ASSET_REQUEST') return undefined; // they give nothing
  const grants = grantable(offers.assets, businessId, assetGrants, { requested: false });
  return refuseOffer(offers, { businessId, partnerId: null, grants, path: [] });
}

/** Undefined for who has left, and for a key that has ended. */
function standingOfSender(
  { businessId, senderUserId, senderApiKeyId }: InviteRow,
  { roles, scopes }: Sender = { roles: null, scopes: null },
): Standing | undefined {
  if (senderApiKeyId !== null && scopes) {
    return standingOf({ kind: 'apiKey', apiKeyId: senderApiKeyId, businessId, scopes }, []);
  }
  if (senderUserId === null || !roles) return undefined;
  return standingOf({ kind: 'user', userId: senderUserId, tokenExpiresAtMs: 0 }, [
    { ...strangerAt(businessId), roles },
  ]);
}
