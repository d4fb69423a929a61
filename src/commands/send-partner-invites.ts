import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { AssetGrant } from '../domain/asset.js';
import type { Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { expiryOf } from '../domain/invite.js';
import type { PartnerInviteType } from '../domain/partnership.js';
import { ok, type Result } from '../domain/result.js';
import type { AssetRow } from '../entities/asset.entity.js';
import { holdAssets, readAssets } from '../store/assets.js';
import { lockBusinesses } from '../store/businesses.js';
import { lockOpenPartnerInvites, readOpenPartnerInvites } from '../store/invites.js';
import { actorOf } from './actor.js';
import { type BatchMode, type Decision, decideBatch, refuseCall } from './answer.js';
import { readOfferFacts, refuseOffer } from './grants.js';
import { HeldInvites } from './held-invites.js';
import { newInvite, type SendingLimits, TOO_MANY_OPEN } from './new-invite.js';
import { type PartnerFacts, readPartnerFacts } from './partner-facts.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

/** One business that is addressed. */
export interface Addressed {
  partnerId: string;
  grants: readonly AssetGrant[];
  /** Why the item is refused whatever is stored. */
  fault?: Refusal | undefined;
}

/** A call that has its form, and what sets its type apart from the other two. */
export interface PartnerCall {
  type: PartnerInviteType;
  businessId: string;
  items: readonly Addressed[];
  /** Assets of its own that the business offers to all it addresses. */
  offered?: readonly AssetGrant[];
  /** Assets that are looked at besides. */
  assetIds?: readonly string[];
  message?: string | null | undefined;
  expiresAt?: Date | null | undefined;
  mode: BatchMode;
  validateOnly: boolean;
  limits: SendingLimits;
  /** What applies to one business that exists, before what applies to all three types. */
  refuse(
    item: Addressed,
    index: number,
    facts: PartnerFacts,
    assets: ReadonlyMap<string, AssetRow>,
  ): Refusal | undefined;
  /** Leads a refusal to the business that it concerns. */
  fieldOf(index: number): string[];
}

/** What the three ways to address another business have in common: an invite and a notice owed for each. */
export async function sendPartnerInvites(tx: Tx, principal: Principal, call: PartnerCall): Promise<Decision> {
  const { type, businessId, items, offered = [], assetIds = [], validateOnly } = call;
  const partnerIds = items.map(({ partnerId }) => partnerId);
  const openInvites = validateOnly ? readOpenPartnerInvites : lockOpenPartnerInvites; // a dry run waits for nobody
  const held = await HeldInvites.read(tx, await openInvites(tx, businessId, type, partnerIds));
  if (!validateOnly) await lockBusinesses(tx, [businessId]);
  const looked = [...assetIds, ...offered.map(({ assetId }) => assetId)];
  const assets = await (validateOnly ? readAssets : holdAssets)(tx, looked);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const due = new Writes();
  held.expireLate(now, due);
  const refuseAll = (error: Refusal) => refuseCall(error, validateOnly ? new Writes() : due);

  if (!can(standing, 'invite:create', { businessId })) return refuseAll(refuseBusiness(standing, businessId));
  const expiresAt = expiryOf(call.expiresAt ?? undefined, now);
  if (!expiresAt.ok) return refuseAll(expiresAt.error);
  const offer = { businessId, partnerId: null, grants: offered, path: ['input', 'assetGrants'] };
  const excess = refuseOffer(await readOfferFacts(tx, { standing, assets, now }, [offer]), offer);
  if (excess) return refuseAll(excess);

  if (!validateOnly) await call.limits.takeInvitees?.(items.length); // behind the check of rights: no stranger uses it up
  const facts = await readPartnerFacts(tx, { businessId, type, partnerIds, held, due, now, validateOnly });
  const { message } = call;
  const terms = { type, businessId, roles: ['PARTNER' as const], message, expiresAt: expiresAt.value, principal, now };
  return decideBatch({ items, mode: call.mode, due, validateOnly }, (item, index, asked): Result<string> => {
    const refusal = judge(call, facts, item, index, assets);
    if (refusal) return { ok: false, error: { ...refusal, field: refusal.field ?? call.fieldOf(index) } };
    facts.take(item.partnerId);
    const addressed = { inviteeBusinessId: item.partnerId, assetGrants: item.grants };
    const invite = newInvite(newId('invite', now, index), terms, addressed);
    asked.addInvite(invite, actorOf(principal));
    return ok(invite.id);
  });
}

function judge(
  call: PartnerCall,
  facts: PartnerFacts,
  item: Addressed,
  index: number,
  assets: ReadonlyMap<string, AssetRow>,
): Refusal | undefined {
  const { partnerId, fault } = item;
  if (fault) return fault;
  if (!facts.exists(partnerId)) return refusal('NOT_FOUND', 'There is no such business.');
  const special = call.refuse(item, index, facts, assets);
  return special ?? judgePartner(facts, partnerId, call.limits.openInvites);
}

/** Why this business cannot be addressed by one more of these, whatever their type. */
export function judgePartner(facts: PartnerFacts, partnerId: string, openInvites: number): Refusal | undefined {
  if (facts.isInvited(partnerId)) return refusal('ALREADY_INVITED', 'This business has an open one of these already.');
  return facts.openInvites < openInvites ? undefined : refusal('PENDING_LIMIT', TOO_MANY_OPEN);
}

const refusal = (code: Refusal['code'], message: string): Refusal => ({ code, message });

export const NOT_A_PARTNER = refusal(
  'NOT_A_PARTNER',
  'This business has not let yours in as a partner. Ask for a partnership instead.',
);

/** SELF_INVITE for one's own business, ALREADY_PARTNER where there is the partnership already. */
export function refuseAcquainted(businessId: string, partnerId: string, facts: PartnerFacts): Refusal | undefined {
  if (partnerId === businessId) return refusal('SELF_INVITE', 'This is the business itself.');
  return facts.isPartner(partnerId) ? refusal('ALREADY_PARTNER', 'This business is a partner already.') : undefined;
}
