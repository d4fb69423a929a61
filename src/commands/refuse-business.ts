import { can } from '../auth/policy.js';
import type { Standing } from '../auth/standing.js';
import type { Refusal } from '../domain/errors.js';
import { refuse } from '../domain/result.js';

/** FORBIDDEN where the principal may see the business; else NOT_FOUND, the same as for one that does not exist. */
export function refuseBusiness(standing: Standing, businessId: string): Refusal {
  const path = ['input', 'businessId'];
  const { principal } = standing;
  // A key acts for its own business alone, whatever it may read of others.
  const isForeign = principal.kind === 'apiKey' && principal.businessId !== businessId;
  return !isForeign && can(standing, 'business:see', { businessId })
    ? refuse('FORBIDDEN', 'Your role in this business does not allow this.', path).error
    : refuse('NOT_FOUND', 'There is no such business, or it is not yours to see.', path).error;
}
