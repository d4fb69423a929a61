import { holdsAt } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { ok, refuse } from '../domain/result.js';
import type { AssetPermissionRow } from '../entities/asset-permission.entity.js';
import type { BusinessEntity } from '../entities/business.entity.js';
import type { PartnershipRow } from '../entities/partnership.entity.js';
import { businessStream } from '../events/stream-key.js';
import { lockPermissionsOn } from '../store/asset-permissions.js';
import { lockBusinesses } from '../store/businesses.js';
import { findOpenAssetRequests, lockInvites } from '../store/invites.js';
import { lockPartnershipsToDelete, readPartnerships } from '../store/partnerships.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { lockAgainUnless } from './lock-again.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface EndPartnershipsInput {
  /** Either side. */
  businessId: string;
  partnershipIds: readonly string[];
  mode: BatchMode;
}

/** Ends partnerships: their permissions go, and what was asked for along them is cancelled. */
export async function endPartnerships(
  tx: Tx,
  principal: Principal,
  input: EndPartnershipsInput,
  alsoLock: readonly string[] = [],
): Promise<Decision> {
  const fault = checkBatchSize(input.partnershipIds, 'partnershipIds');
  if (fault) return refuseCall(fault);
  const { businessId } = input;
  const ground = await lockGround(tx, input, alsoLock);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  const due = new Writes();
  ground.requests.expireLate(now, due);
  // The rights at the side that is named count, not those that the viewer may have at the other.
  if (!holdsAt(standing, 'partnership:end', businessId)) return refuseCall(refuseBusiness(standing, businessId), due);
  return decideBatch({ items: input.partnershipIds, mode: input.mode, due }, (id, index, asked) => {
    const partnership = ground.partnerships.get(id);
    if (!partnership) {
      return refuse('NOT_FOUND', 'This business has no such partnership.', ['input', 'partnershipIds', `${index}`]);
    }
    ground.partnerships.delete(id); // a second mention finds it gone
    end(ground, partnership, now, asked);
    const { hostId, partnerId } = partnership;
    const sides = { host: ground.businesses.get(hostId), partner: ground.businesses.get(partnerId) };
    return ok({ id, ended: { ...partnership, ...sides } });
  });
}

/** The partnerships with all that ends with them, locked. */
interface Ground {
  businesses: ReadonlyMap<string, BusinessEntity>;
  partnerships: Map<string, PartnershipRow>;
  permissions: readonly AssetPermissionRow[];
  /** Open ASSET_REQUESTs along them. */
  requests: HeldInvites;
  requestsOf: readonly { partnershipId: string; inviteId: string }[];
}

async function lockGround(
  tx: Tx,
  { businessId, partnershipIds }: EndPartnershipsInput,
  alsoLock: readonly string[],
): Promise<Ground> {
  const found = await readPartnerships(tx, partnershipIds);
  const named = found.filter((row) => row.hostId === businessId || row.partnerId === businessId);
  const open = await findOpenAssetRequests(tx, named);
  const invites = await lockInvites(tx, [...alsoLock, ...open.map(({ inviteId }) => inviteId)]);
  const businesses = await lockBusinesses(
    tx,
    named.flatMap((row) => [row.hostId, row.partnerId]),
  );
  const requestsOf = await findOpenAssetRequests(tx, named); // no new ones behind the locks
  lockAgainUnless(invites, requestsOf);
  const partnerships = await lockPartnershipsToDelete(
    tx,
    named.map((row) => row.id),
  );
  return {
    businesses,
    partnerships,
    permissions: await lockPermissionsOn(tx, { partnershipIds: [...partnerships.keys()] }),
    requests: await HeldInvites.read(tx, invites),
    requestsOf,
  };
}

function end(ground: Ground, { id, hostId, partnerId }: PartnershipRow, now: Date, asked: Writes): void {
  asked.endedPartnerships.add(id);
  for (const permission of ground.permissions) {
    if (permission.partnershipId === id) asked.endedPermissions.add(permission.id);
  }
  for (const { partnershipId, inviteId } of ground.requestsOf) {
    if (partnershipId === id) ground.requests.cancelBySystem(inviteId, now, asked);
  }
  for (const side of [hostId, partnerId]) asked.accessRaised.add(businessStream(side));
}
