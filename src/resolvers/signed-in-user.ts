import type { Principal, UserPrincipal } from '../auth/principal.js';
import { RequestError } from '../domain/errors.js';

/** The principal as a person: what `@Allow` lets through to a mutation that is open to people alone. */
export function signedInUser({ principal }: { principal: Principal }): UserPrincipal {
  if (principal.kind === 'user') return principal;
  throw new RequestError('FORBIDDEN', 'Only a signed-in person can do this.');
}
