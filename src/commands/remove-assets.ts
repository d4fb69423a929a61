import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { ok, refuse } from '../domain/result.js';
import { lockPermissionsOn } from '../store/asset-permissions.js';
import { lockAssetsToDelete } from '../store/assets.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface RemoveAssetsInput {
  businessId: string;
  assetIds: readonly string[];
  mode: BatchMode;
}

/** Removes assets of the business, with all permissions on them. Open invites that offer them stay valid without. */
export async function removeAssets(tx: Tx, principal: Principal, input: RemoveAssetsInput): Promise<Decision> {
  const fault = checkBatchSize(input.assetIds, 'assetIds');
  if (fault) return refuseCall(fault);
  const { businessId } = input;
  const assets = await lockAssetsToDelete(tx, businessId, input.assetIds);
  const permissions = await lockPermissionsOn(tx, { assetIds: [...assets.keys()] });
  const standing = await readStanding(tx, principal, [businessId]);
  if (!can(standing, 'asset:remove', { businessId })) return refuseCall(refuseBusiness(standing, businessId));
  return decideBatch({ items: input.assetIds, mode: input.mode, due: new Writes() }, (assetId, index, asked) => {
    const asset = assets.get(assetId);
    if (!asset) return refuse('NOT_FOUND', 'This business owns no such asset.', ['input', 'assetIds', `${index}`]);
    assets.delete(assetId); // a second mention finds it gone
    asked.endedAssets.add(assetId);
    for (const permission of permissions) if (permission.assetId === assetId) asked.endedPermissions.add(permission.id);
    return ok({ id: assetId, ended: asset });
  });
}
