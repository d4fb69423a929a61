import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { lockBusinesses } from '../store/businesses.js';
import { type Decision, refuseCall } from './answer.js';
import { checkBusiness } from './create-business.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface UpdateBusinessInput {
  businessId: string;
  /** Absent: unchanged. */
  name?: string | undefined;
  /** Absent: unchanged; null: no limit. */
  seatLimit?: number | null | undefined;
}

/** Changes what is named. The seat limit may be set below what is used: nobody is thrown out. */
export async function updateBusiness(tx: Tx, principal: Principal, input: UpdateBusinessInput): Promise<Decision> {
  const fault = checkBusiness(input);
  if (fault) return refuseCall(fault);
  const locked = await lockBusinesses(tx, [input.businessId]);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [input.businessId]);
  const business = locked.get(input.businessId);
  if (!business || !can(standing, 'business:update', { businessId: business.id }))
    return refuseCall(refuseBusiness(standing, input.businessId));
  const writes = new Writes();
  writes.businesses.set(business.id, {
    ...business,
    name: input.name ?? business.name,
    seatLimit: input.seatLimit === undefined ? business.seatLimit : input.seatLimit,
    updatedAt: now,
  });
  return { answer: { userErrors: [], items: [{ id: business.id, error: null }] }, writes };
}
