import { can, holdsAt } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import type { Tx } from '../database/transaction.js';
import { type AssetPermissionLevel, isApplicable, isOver, orderLevels } from '../domain/asset.js';
import type { Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { LEVELS_LIMIT } from '../domain/limits.js';
import { ok, refuse } from '../domain/result.js';
import type { AssetRow } from '../entities/asset.entity.js';
import type { AssetPermissionRow } from '../entities/asset-permission.entity.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { type Grantee, type PermissionFacts, permissionKey, readPermissionFacts } from './permission-facts.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface AssetPermissionInput extends Grantee {
  assetId: string;
  levels: readonly AssetPermissionLevel[];
  /** Absent or null: until revoked. */
  expiresAt?: Date | null | undefined;
}

export interface SetAssetPermissionsInput {
  businessId: string;
  permissions: readonly AssetPermissionInput[];
  mode: BatchMode;
}

/** Gives members and partners of the business levels on its assets, in the place of what they hold there. */
export async function setAssetPermissions(
  tx: Tx,
  principal: Principal,
  input: SetAssetPermissionsInput,
): Promise<Decision> {
  const fault = checkBatchSize(input.permissions, 'permissions');
  if (fault) return refuseCall(fault);
  const { businessId } = input;
  const facts = await readPermissionFacts(tx, principal, businessId, input.permissions);
  const { standing } = facts;
  // A member may hold ADMIN on the one asset and not on the other; who is no member has no right here at all.
  if (!holdsAt(standing, 'permission:set', businessId) && standing.at(businessId).memberId === null) {
    return refuseCall(refuseBusiness(standing, businessId));
  }
  return decideBatch({ items: input.permissions, mode: input.mode, due: new Writes() }, (item, index, asked) => {
    const error = refuseItem(facts, businessId, item);
    if (error) return { ok: false, error: atPermission(error, index) };
    return ok(write(facts, principal, item, index, asked));
  });
}

/** Why the item is refused, or undefined, in the one order of verdicts. */
function refuseItem(facts: PermissionFacts, businessId: string, item: AssetPermissionInput): Refusal | undefined {
  const { standing } = facts;
  const fault = checkItem(item, facts.now);
  if (fault) return fault;
  const asset = facts.assets.get(item.assetId);
  if (!asset || !isKnown(facts, businessId, asset)) {
    return refuse('NOT_FOUND', 'This business owns no such asset, or it is not yours to see.', ['assetId']).error;
  }
  // An EMPLOYEE without ADMIN on the asset is told so before the grantee is looked at: they may not know who is a member.
  const subject = { businessId, assetId: asset.id, memberUserId: null, partnerId: null };
  if (!can(standing, 'permission:set', subject)) {
    return refuse('FORBIDDEN', 'You do not hold ADMIN on this asset.', ['assetId']).error;
  }
  const grantee = facts.granteeOf(item);
  if (!grantee) return refuse('NOT_FOUND', ...NO_GRANTEE[item.memberId == null ? 'partnershipId' : 'memberId']).error;
  if (!can(standing, 'permission:set', { ...subject, partnerId: grantee.partnerId })) {
    return refuse('FORBIDDEN', 'Only an OWNER or BIZ_ADMIN sets what partners may do.', ['partnershipId']).error;
  }
  if (asset.businessId !== businessId) {
    return refuse('CANNOT_RESHARE', 'The asset is shared with this business, which cannot share it on.', ['assetId'])
      .error;
  }
  const strange = item.levels.find((level) => !isApplicable(level, asset.type));
  return strange && refuse('LEVEL_NOT_APPLICABLE', `${strange} does not exist for ${asset.type}.`, ['levels']).error;
}

/** Whether the viewer sees the asset as one of the business: an EMPLOYEE learns of no other, nor of what is shared with it. */
function isKnown({ standing, shared }: PermissionFacts, businessId: string, asset: AssetRow): boolean {
  if (asset.businessId === businessId) return can(standing, 'asset:see', { businessId, assetId: asset.id });
  return shared.has(asset.id) && holdsAt(standing, 'permission:set', businessId);
}

const NO_GRANTEE: Record<'memberId' | 'partnershipId', [message: string, field: string[]]> = {
  memberId: ['This business has no such active member.', ['memberId']],
  partnershipId: ['This business is host of no such partnership.', ['partnershipId']],
};

/** What can be refused without looking at anything stored. */
function checkItem(item: AssetPermissionInput, now: Date): Refusal | undefined {
  if ((item.memberId == null) === (item.partnershipId == null)) {
    return refuse('INVALID_INPUT', 'Name exactly one of memberId and partnershipId.').error;
  }
  if (item.levels.length === 0 || item.levels.length > LEVELS_LIMIT) {
    return refuse('INVALID_INPUT', `levels must name 1 to ${LEVELS_LIMIT}.`, ['levels']).error;
  }
  if (item.expiresAt && item.expiresAt <= now) {
    return refuse('INVALID_INPUT', 'expiresAt must lie ahead.', ['expiresAt']).error;
  }
  return undefined;
}

/** Replaces what the grantee holds on the asset; what is over counts as gone. */
function write(
  { held, now }: PermissionFacts,
  principal: Principal,
  item: AssetPermissionInput,
  index: number,
  asked: Writes,
): string {
  const stored = held.get(permissionKey(item));
  const row: AssetPermissionRow = {
    id: stored?.id ?? newId('assetPermission', now, index),
    assetId: item.assetId,
    memberId: item.memberId ?? null,
    partnershipId: item.partnershipId ?? null,
    levels: orderLevels(item.levels),
    grantedByUserId: principal.kind === 'user' ? principal.userId : null,
    createdAt: stored && !isOver(stored, now) ? stored.createdAt : now,
    updatedAt: now,
    expiresAt: item.expiresAt ?? null,
  };
  held.set(permissionKey(item), row);
  // One that an earlier item has made is inserted, and then updated.
  (stored ? asked.permissions : asked.newPermissions).set(row.id, row);
  return row.id;
}

const atPermission = (error: Refusal, index: number): Refusal => ({
  ...error,
  field: ['input', 'permissions', `${index}`, ...(error.field ?? [])],
});
