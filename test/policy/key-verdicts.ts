import { type Caller, KEY_FACTS, type Key } from './callers.js';
import type { Trial } from './verdicts.js';

// What each API key is answered when it tries what the tables of trials hold. To a key another business does not exist; else
// the mutation needs its scope, or is open to no key; only then the things themselves are judged.

/** The scope that lets a key call each mutation; null where none does. */
const SCOPES: Readonly<Record<string, string | null>> = {
  createBusiness: null,
  updateBusiness: null,
  registerAssets: 'ASSETS_WRITE',
  removeAssets: 'ASSETS_WRITE',
  inviteMembers: 'INVITES_WRITE',
  invitePartners: 'INVITES_WRITE',
  requestPartnerships: 'INVITES_WRITE',
  requestAssetAccess: 'INVITES_WRITE',
  setInviteAssetGrants: 'INVITES_WRITE',
  cancelInvites: 'INVITES_WRITE',
  resendInvites: 'INVITES_WRITE',
  respondToInvites: null,
  updateMemberRoles: 'MEMBERS_WRITE',
  removeMembers: 'MEMBERS_WRITE',
  endPartnerships: null,
  setAssetPermissions: 'ASSETS_WRITE',
  revokeAssetPermissions: 'ASSETS_WRITE',
  createApiKey: null,
  revokeApiKey: null,
};

/** What the keys that may call are told where it is not done: all of them alike, or by key. */
const REFUSED: Readonly<Record<string, string | Partial<Record<Key, string>>>> = {
  "removeAssets: a partner's that ACME reaches": 'NOT_FOUND',
  'inviteMembers: an OWNER': 'ROLE_CEILING',
  'inviteMembers: a BIZ_ADMIN': { keyInvites: 'ROLE_CEILING' },
  'inviteMembers: an EMPLOYEE with an asset': { keyInvites: 'GRANT_CEILING' },
  'inviteMembers: an EMPLOYEE with what a partner shares': 'CANNOT_RESHARE',
  "inviteMembers: an EMPLOYEE with a stranger's asset": 'NOT_FOUND',
  'invitePartners: a stranger': { keyInvites: 'GRANT_CEILING' },
  'setInviteAssetGrants: of one that ACME sent': { keyInvites: 'GRANT_CEILING' },
  'setInviteAssetGrants: of one that ACME received': 'NOT_FOUND',
  'cancelInvites: one that ACME received': 'NOT_FOUND',
  "cancelInvites: somebody else's": 'NOT_FOUND',
  'resendInvites: one that ACME received': 'NOT_FOUND',
  "resendInvites: somebody else's": 'NOT_FOUND',
  'resendInvites: one with an asset': { keyInvites: 'GRANT_CEILING' },
  'updateMemberRoles: of an EMPLOYEE': { keyMembers: 'ROLE_CEILING' }, // to BIZ_ADMIN, which takes all four scopes
  'updateMemberRoles: of an EMPLOYEE to OWNER': 'ROLE_CEILING',
  'updateMemberRoles: of an OWNER': 'FORBIDDEN',
  "updateMemberRoles: of a partner's member": 'NOT_FOUND',
  'removeMembers: an OWNER': 'FORBIDDEN',
  'removeMembers: who is gone': 'INVALID_INPUT',
  "removeMembers: a partner's member": 'NOT_FOUND',
  "setAssetPermissions: for a partner's member": 'NOT_FOUND',
  "setAssetPermissions: on a partner's asset that ACME reaches": 'CANNOT_RESHARE',
  "setAssetPermissions: on a partner's asset that ACME does not reach": 'NOT_FOUND',
  'revokeAssetPermissions: of one that is over': 'NOT_FOUND',
  'revokeAssetPermissions: of others': 'NOT_FOUND',
};

export const nameOf = ({ mutation, what }: Trial): string => `${mutation}: ${what}`;
/** Trials that the table names: none of them may be one that is not there. */
export const NAMED_TRIALS = Object.keys(REFUSED);

export const mayCall = (caller: Key, mutation: string): boolean => {
  const scope = SCOPES[mutation];
  if (scope === undefined) throw new Error(`No scope is told for ${mutation}`);
  return scope !== null && (KEY_FACTS[caller].scopes as readonly string[]).includes(scope);
};

/** The verdict on a key that is live. */
export function keyVerdict(trial: Trial, key: Key): string {
  const { businessId } = trial.input;
  if (businessId !== undefined && businessId !== KEY_FACTS[key].businessId) return 'NOT_FOUND';
  if (!mayCall(key, trial.mutation)) return 'FORBIDDEN';
  const refused = REFUSED[nameOf(trial)];
  return (typeof refused === 'string' ? refused : refused?.[key]) ?? 'DONE';
}

/** Whether the whole call is refused, at the top level, before anything is read. */
export const isShutOut = (trial: Trial, key: Key): boolean =>
  keyVerdict(trial, key) === 'FORBIDDEN' && !mayCall(key, trial.mutation);

export const LIVE_KEYS = (Object.keys(KEY_FACTS) as Key[]).filter((key: Caller) => key !== 'keyRevoked'); // keys of a literal
