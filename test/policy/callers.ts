import { ANONYMOUS, API_KEY_SCOPES, type ApiKeyScope, type Principal } from '../../src/auth/principal.js';
import { asUser } from '../queries/rows.js';

/**
 * Every kind of caller, seen from ACME. BETA is its partner in both directions, GAMMA is asked to become one, OTHER has
 * nothing to do with it.
 */
export const PEOPLE = [
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

/** API keys: of ACME one for each scope, with all of them and with none; one that was revoked; and those of its partners. */
export const KEYS = [
  'keyAll',
  'keyRead',
  'keyInvites',
  'keyMembers',
  'keyAssets',
  'keyNone', // no call makes such a key; the policy must not depend on that
  'keyRevoked', // had all scopes
  'partnerKey', // of BETA, with all scopes
  'courtedKey', // of GAMMA, which may write invites and read nothing
] as const;
export type Key = (typeof KEYS)[number];

export const CALLERS = [...PEOPLE, ...KEYS] as const;
export type Caller = (typeof CALLERS)[number];

/** Names of callers, separated by blanks. */
export type Who = string;

export const ADMINS = 'owner admin';
export const PARTNERS = 'partnerOwner partner';
/** Who reads whatever the business has: its administrators, and its keys with READ. */
export const READERS = `${ADMINS} keyAll keyRead`;
export const PARTNER_READERS = `${PARTNERS} partnerKey`;
/** Who sees all assets of the business and their permissions. */
export const ASSET_READERS = `${READERS} keyAssets`;
/** To whom ACME is their own business. */
export const ACME_KEYS = 'keyAll keyRead keyInvites keyMembers keyAssets keyNone';
/** Who sees some row that names ACME, and is no administrator of it. */
export const KNOW_ACME = `employee steward invitee named ${PARTNERS} courted former`;
/** To whom ACME does not exist. */
export const UNAWARE = 'unverified partnerEmployee stranger';
export const SIGNED_IN = PEOPLE.filter((caller) => caller !== 'nobody').join(' ');

/** What each key is made of. */
export const KEY_FACTS: Readonly<Record<Key, { businessId: string; scopes: readonly ApiKeyScope[] }>> = {
  keyAll: { businessId: 'acme', scopes: API_KEY_SCOPES },
  keyRead: { businessId: 'acme', scopes: ['READ'] },
  keyInvites: { businessId: 'acme', scopes: ['INVITES_WRITE'] },
  keyMembers: { businessId: 'acme', scopes: ['MEMBERS_WRITE'] },
  keyAssets: { businessId: 'acme', scopes: ['ASSETS_WRITE'] },
  keyNone: { businessId: 'acme', scopes: [] },
  keyRevoked: { businessId: 'acme', scopes: API_KEY_SCOPES },
  partnerKey: { businessId: 'beta', scopes: API_KEY_SCOPES },
  courtedKey: { businessId: 'gamma', scopes: ['INVITES_WRITE'] },
};

export const isKey = (caller: Caller): caller is Key => (KEYS as readonly string[]).includes(caller);
export const keyId = (key: Key): string => `key_${key}`;
/** What the key calls with. */
export const secretOf = (key: Key): string => `mgk_${key.padEnd(51, '_')}`;

export function principalOf(caller: Caller): Principal {
  if (caller === 'nobody') return ANONYMOUS;
  return isKey(caller) ? { kind: 'apiKey', apiKeyId: keyId(caller), ...KEY_FACTS[caller] } : asUser(`usr_${caller}`);
}

/** The names in their one order; throws for one that is nobody's. */
export function callersOf(who: Who): Caller[] {
  const names = who.split(' ').filter((name) => name !== '');
  const unknown = names.filter((name) => !(CALLERS as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`No such caller: ${unknown.join(', ')}`);
  return CALLERS.filter((caller) => names.includes(caller));
}

export const isAmong = (who: Who, caller: Caller): boolean => callersOf(who).includes(caller);
