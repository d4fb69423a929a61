import { can, holdsAt } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { isOver } from '../domain/asset.js';
import { ok, refuse } from '../domain/result.js';
import { findPermissions } from '../queries/asset-permissions.js';
import { lockPermissionsToDelete } from '../store/asset-permissions.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface RevokeAssetPermissionsInput {
  /** The owner of the assets, or the partner that gives up what it holds. */
  businessId: string;
  permissionIds: readonly string[];
  mode: BatchMode;
}

/** Takes permissions back, or gives up one's own. */
export async function revokeAssetPermissions(
  tx: Tx,
  principal: Principal,
  input: RevokeAssetPermissionsInput,
): Promise<Decision> {
  const fault = checkBatchSize(input.permissionIds, 'permissionIds');
  if (fault) return refuseCall(fault);
  const { businessId } = input;
  const locked = await lockPermissionsToDelete(tx, input.permissionIds);
  const now = await tx.clock();
  // Read at this business alone: rights that the viewer has at the other side of a permission do not count here.
  const standing = await readStanding(tx, principal, [businessId]);
  if (!holdsAt(standing, 'permission:revoke', businessId) && standing.at(businessId).memberId === null) {
    return refuseCall(refuseBusiness(standing, businessId));
  }
  const rows = await findPermissions(tx, [...locked.keys()]);
  const permissions = new Map(rows.map((row) => [row.id, row]));
  return decideBatch({ items: input.permissionIds, mode: input.mode, due: new Writes() }, (id, index, asked) => {
    const field = ['input', 'permissionIds', `${index}`];
    const permission = permissions.get(id);
    const belongs = permission?.businessId === businessId || permission?.partnerId === businessId;
    if (!permission || !belongs || isOver(permission, now) || !can(standing, 'permission:see', permission)) {
      return refuse('NOT_FOUND', 'There is no such permission, or it is not yours to see.', field);
    }
    if (!can(standing, 'permission:revoke', permission)) {
      return refuse('FORBIDDEN', 'Your role in this business does not allow this.', field);
    }
    permissions.delete(id); // a second mention finds it gone
    asked.endedPermissions.add(id);
    return ok({ id, ended: { ...permission, seenAs: standing } });
  });
}
