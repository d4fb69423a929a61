import { ANONYMOUS, type Principal } from '../../src/auth/principal.js';
import { asUser } from '../queries/rows.js';

/**
 * Every kind of caller, seen from ACME. BETA is its partner in both directions, GAMMA is asked to become one, OTHER has
 * nothing to do with it.
 */
export const CALLERS = [
  'owner', // OWNER of ACME
  'admin', // BIZ_ADMIN of ACME
  'employee', // EMPLOYEE of ACME who holds ANALYST on one asset
  'steward', // EMPLOYEE of ACME who holds ADMIN on one asset, ANALYST on another, and once held ADMIN on a third
  'invitee', // invited to ACME by address
  'named', // invited to ACME by user id
  'unverified', // has an invited address, but has not shown that it is theirs
  'partnerOwner', // OWNER of BETA
  'partner', // BIZ_ADMIN of BETA
  'partnerEmployee', // EMPLOYEE of BETA
  'courted', // OWNER of GAMMA
  'stranger', // OWNER of OTHER
  'former', // was removed from ACME
  'nobody', // without a token
] as const;
export type Caller = (typeof CALLERS)[number];

/** Names of callers, separated by blanks. */
export type Who = string;

export const ADMINS = 'owner admin';
export const PARTNERS = 'partnerOwner partner';
/** Who sees some row that names ACME, and is no administrator of it. */
export const KNOW_ACME = `employee steward invitee named ${PARTNERS} courted former`;
/** To whom ACME does not exist. */
export const UNAWARE = 'unverified partnerEmployee stranger';
export const SIGNED_IN = CALLERS.filter((caller) => caller !== 'nobody').join(' ');

export const principalOf = (caller: Caller): Principal => (caller === 'nobody' ? ANONYMOUS : asUser(`usr_${caller}`));

/** The names in their one order; throws for one that is nobody's. */
export function callersOf(who: Who): Caller[] {
  const names = who.split(' ').filter((name) => name !== '');
  const unknown = names.filter((name) => !(CALLERS as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`No such caller: ${unknown.join(', ')}`);
  return CALLERS.filter((caller) => names.includes(caller));
}

export const isAmong = (who: Who, caller: Caller): boolean => callersOf(who).includes(caller);
