import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import type { AssetGrant } from '../domain/asset.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { checkGrants, checkGrantTotal, storedGrants } from '../domain/grants.js';
import { movesOf, nextStatus } from '../domain/invite.js';
import { ok, type Result, refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { holdAssets } from '../store/assets.js';
import { lockInvites } from '../store/invites.js';
import { readPartnerships } from '../store/partnerships.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { type OfferFacts, readOfferFacts, refuseIllFormed, refuseOffer, refuseRequest } from './grants.js';
import { HeldInvites } from './held-invites.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface SetInviteAssetGrantsInput {
  businessId: string;
  invites: readonly { inviteId: string; assetGrants: readonly AssetGrant[] }[];
  mode: BatchMode;
}

/** Replaces what open invites of the business are to grant, or ask for. */
export async function setInviteAssetGrants(
  tx: Tx,
  principal: Principal,
  input: SetInviteAssetGrantsInput,
): Promise<Decision> {
  const { businessId, invites } = input;
  const lists = invites.map(({ assetGrants }) => assetGrants);
  const fault = firstRefusal([checkBatchSize(invites, 'invites'), checkGrantTotal(lists, ['input', 'invites'])]);
  if (fault) return refuseCall(fault);
  const locked = await lockInvites(
    tx,
    invites.map(({ inviteId }) => inviteId),
  );
  const assets = await holdAssets(
    tx,
    lists.flatMap((grants) => grants.map(({ assetId }) => assetId)),
  );
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const held = await HeldInvites.read(tx, locked);
  const due = new Writes();
  held.expireLate(now, due);
  if (!can(standing, 'invite:set-grants', { businessId })) {
    return refuseCall(refuseBusiness(standing, businessId), due);
  }
  const offers = invites.map((item, index) => ({ businessId, partnerId: null, ...atItem(item, index) }));
  const facts = await readOfferFacts(tx, { standing, assets, now }, offers);
  const partnershipIds = held.all().flatMap((invite) => invite.partnershipId ?? []);
  const partnerships = new Set((await readPartnerships(tx, partnershipIds)).map(({ id }) => id));
  const lives = (invite: InviteRow): boolean =>
    invite.type === 'MEMBER_INVITE'
      ? held.memberOf(invite)?.status === 'ACTIVE'
      : partnerships.has(invite.partnershipId ?? '');

  return decideBatch({ items: invites, mode: input.mode, due }, (item, index, asked): Result<string> => {
    const { grants, path } = atItem(item, index);
    const illFormed = checkGrants(grants, path, 0);
    if (illFormed) return { ok: false, error: illFormed };
    const field = ['input', 'invites', `${index}`, 'inviteId'];
    const invite = held.get(item.inviteId);
    if (!invite || invite.businessId !== businessId) {
      return refuse('NOT_FOUND', 'This business has sent no such invite.', field);
    }
    const closed = refuseClosed(invite, lives(invite));
    const error = firstRefusal([closed && { ...closed, field }, refuseGrants(facts, invite, grants, path)]);
    if (error) return { ok: false, error };
    held.changeInvite({ ...invite, assetGrants: storedGrants(grants), updatedAt: now }, asked);
    return ok(invite.id);
  });
}

const atItem = ({ assetGrants }: { assetGrants: readonly AssetGrant[] }, index: number) => ({
  grants: assetGrants,
  path: ['input', 'invites', `${index}`, 'assetGrants'],
});

/** What was granted by an invite is changed as a permission, as long as what came of it lives. */
function refuseClosed({ status, type }: InviteRow, lives: boolean): Refusal | undefined {
  // Where nothing can be accepted any more, nothing can be offered.
  if (movesOf(status).includes('accept')) return undefined;
  if (lives && type === 'MEMBER_INVITE') {
    return { code: 'ALREADY_MEMBER', message: 'The invite was accepted. Set the permissions of the member instead.' };
  }
  if (lives) {
    return { code: 'ALREADY_PARTNER', message: 'It was accepted. Set the permissions of the partner instead.' };
  }
  const next = nextStatus(status, 'accept');
  return next.ok ? undefined : next.error;
}

function refuseGrants(
  facts: OfferFacts,
  { type, businessId, inviteeBusinessId }: InviteRow,
  grants: readonly AssetGrant[],
  path: string[],
): Refusal | undefined {
  switch (type) {
    case 'MEMBER_INVITE':
    case 'PARTNER_INVITE':
      return refuseOffer(facts, { businessId, partnerId: inviteeBusinessId, grants, path });
    case 'PARTNER_REQUEST':
      return refuseIllFormed(grants, path);
    case 'ASSET_REQUEST':
      // An open one has its partnership: ending that closes it.
      return refuseRequest(facts.assets, inviteeBusinessId ?? '', grants, path);
  }
}
