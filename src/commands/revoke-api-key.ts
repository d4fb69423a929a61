import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { keySubject } from '../auth/revocations.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { refuse } from '../domain/result.js';
import { businessStream } from '../events/stream-key.js';
import { lockApiKey, revokeKeyRow } from '../store/api-keys.js';
import { lockBusinesses } from '../store/businesses.js';
import { insertRevocations } from '../store/revocations.js';
import { type Decision, refuseCall } from './answer.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface RevokeApiKeyInput {
  businessId: string;
  apiKeyId: string;
}

/** Ends an API key at once: its next call is refused, and its streams end. One that has ended stays as it is. */
export async function revokeApiKey(tx: Tx, principal: Principal, input: RevokeApiKeyInput): Promise<Decision> {
  const { businessId, apiKeyId } = input;
  await lockBusinesses(tx, [businessId]);
  const key = await lockApiKey(tx, apiKeyId);
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [businessId]);
  if (!can(standing, 'api-key:revoke', { businessId })) return refuseCall(refuseBusiness(standing, businessId));
  if (key?.businessId !== businessId) {
    return refuseCall(refuse('NOT_FOUND', 'This business has no such API key.', ['input', 'apiKeyId']).error);
  }
  const writes = new Writes();
  if (!key.revokedAt) {
    await revokeKeyRow(tx, key.id, now);
    await insertRevocations(tx, [keySubject(key.secretHash)]);
    writes.accessRaised.add(businessStream(businessId));
  }
  return { answer: { userErrors: [], items: [{ id: key.id, error: null }] }, writes };
}
