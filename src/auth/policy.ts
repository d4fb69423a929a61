import type { InviteType } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';
import { mayGiveRoles, mayKeyGiveRoles } from '../domain/roles.js';
import type { ApiKeyScope, Principal } from './principal.js';
import {
  addressedBusiness,
  businessOf,
  hasInbox,
  isAddressedTo,
  isItself,
  isOwnRow,
  isThisPerson,
  isUser,
  knowsAsset,
  knowsBusiness,
  knowsInvite,
  knowsMember,
  knowsPartnership,
  knowsPermission,
  mayGiveUp,
  maySetForMember,
  nowhere,
  ownerAndPartner,
  ownerUnderOthers,
  sidesOfInvite,
  sidesOfPartnership,
} from './relations.js';
import type { Standing } from './standing.js';
import type { InviteSubject, MemberSubject, Subjects } from './subjects.js';

/** What somebody may want to do. */
export type Action = keyof Subjects;

/** One row of the policy. Who is named in no column may not. */
interface Rule<Subject> {
  /** The businesses whose members and API keys the next two columns are about. */
  at: (subject: Subject) => readonly string[];
  roles: readonly BusinessRole[];
  /** One of these lets an API key; 'any' lets every key, none lets no key ever. */
  scopes: readonly ApiKeyScope[] | 'any';
  /** What the two columns above do not reach. */
  except?: (standing: Standing, subject: Subject) => boolean;
  /** Who else may. */
  others?: (standing: Standing, subject: Subject) => boolean;
  /** What the sweeper does in the name of the system. It reads nothing by this table. */
  system?: true;
}

const ADMINS: readonly BusinessRole[] = ['OWNER', 'BIZ_ADMIN'];
const MEMBERS: readonly BusinessRole[] = ['OWNER', 'BIZ_ADMIN', 'EMPLOYEE'];
const NOBODY: readonly never[] = [];

/**
 * THE table: who may do what. What one may not see is refused as if it did not exist, so ask `…:see` first: whoever may
 * cancel the invites of a business (a key with INVITES_WRITE) need not see each of them.
 */
const POLICY: { readonly [A in Action]: Rule<Subjects[A]> } = {
  'business:see': { at: businessOf, roles: MEMBERS, scopes: 'any', others: knowsBusiness },
  'business:create': { at: nowhere, roles: NOBODY, scopes: NOBODY, others: isUser },
  'business:update': { at: businessOf, roles: ADMINS, scopes: NOBODY },
  'stats:see': { at: businessOf, roles: ADMINS, scopes: ['READ'] },
  'stream:follow': { at: businessOf, roles: ADMINS, scopes: ['READ'] },

  'invite:see': { at: sidesOfInvite, roles: ADMINS, scopes: ['READ'], others: knowsInvite },
  'invite:create': { at: businessOf, roles: ADMINS, scopes: ['INVITES_WRITE'] },
  'invite:cancel': { at: businessOf, roles: ADMINS, scopes: ['INVITES_WRITE'], system: true },
  'invite:resend': { at: businessOf, roles: ADMINS, scopes: ['INVITES_WRITE'] },
  'invite:set-grants': { at: businessOf, roles: ADMINS, scopes: ['INVITES_WRITE'] },
  'invite:answer': { at: addressedBusiness, roles: ADMINS, scopes: NOBODY, others: isAddressedTo },
  'inbox:follow': { at: nowhere, roles: NOBODY, scopes: NOBODY, others: hasInbox },

  'member:see': { at: businessOf, roles: ADMINS, scopes: ['READ'], others: knowsMember },
  'member:update-roles': { at: businessOf, roles: ADMINS, scopes: ['MEMBERS_WRITE'], except: ownerUnderOthers },
  'member:remove': {
    at: businessOf,
    roles: ADMINS,
    scopes: ['MEMBERS_WRITE'],
    except: ownerUnderOthers,
    others: isOwnRow,
    system: true,
  },

  'partnership:see': { at: sidesOfPartnership, roles: ADMINS, scopes: ['READ'], others: knowsPartnership },
  'partnership:end': { at: sidesOfPartnership, roles: ADMINS, scopes: NOBODY },

  'asset:see': { at: businessOf, roles: ADMINS, scopes: ['READ', 'ASSETS_WRITE'], others: knowsAsset },
  'asset:register': { at: businessOf, roles: ADMINS, scopes: ['ASSETS_WRITE'] },
  'asset:remove': { at: businessOf, roles: ADMINS, scopes: ['ASSETS_WRITE'] },
  'permission:see': { at: ownerAndPartner, roles: ADMINS, scopes: ['READ', 'ASSETS_WRITE'], others: knowsPermission },
  'permission:set': { at: businessOf, roles: ADMINS, scopes: ['ASSETS_WRITE'], others: maySetForMember },
  'permission:revoke': {
    at: ownerAndPartner,
    roles: ADMINS,
    scopes: ['ASSETS_WRITE'],
    others: mayGiveUp,
    system: true,
  },

  'api-key:see': { at: businessOf, roles: ADMINS, scopes: NOBODY, others: isItself },
  'api-key:create': { at: businessOf, roles: ADMINS, scopes: NOBODY },
  'api-key:revoke': { at: businessOf, roles: ADMINS, scopes: NOBODY },
};

/** Every action there is. */
export const ACTIONS = Object.keys(POLICY) as Action[]; // keys of a literal

/** Whether the principal may do this to this one thing. Pure: judges by the facts of `standing` alone. */
export function can<A extends Action>(standing: Standing, action: A, subject: Subjects[A]): boolean {
  const rule = POLICY[action];
  if (standing.principal.kind === 'anonymous') return false;
  if (standing.principal.kind === 'system') return rule.system ?? false;
  const byColumn = rule.at(subject).some((businessId) => holdsAt(standing, action, businessId));
  if (byColumn && !rule.except?.(standing, subject)) return true;
  return rule.others?.(standing, subject) ?? false;
}

/** Whether the columns of roles and scopes alone let the principal do this, to whatever the business has. */
export function holdsAt(standing: Standing, action: Action, businessId: string): boolean {
  const { principal } = standing;
  if (principal.kind === 'user')
    return standing.at(businessId).roles.some((role) => POLICY[action].roles.includes(role));
  return principal.kind === 'apiKey' && principal.businessId === businessId && keyHolds(principal.scopes, action);
}

function keyHolds(scopes: readonly ApiKeyScope[], action: Action): boolean {
  const needed = POLICY[action].scopes;
  return needed === 'any' || needed.some((scope) => scopes.includes(scope));
}

/** Whether the viewer may read the address of this invite; to who may not it is null, to filters and orders too. */
export const canSeeInviteeEmail = (standing: Standing, invite: InviteSubject): boolean =>
  holdsAt(standing, 'invite:see', invite.businessId) || isAddressedTo(standing, invite);

/** Whether the viewer may read the e-mail of this member; to who may not it is null, to filters and orders too. */
export const canSeeMemberEmail = (standing: Standing, member: MemberSubject): boolean =>
  holdsAt(standing, 'member:see', member.businessId) || isThisPerson(standing, member);

/** Whether the viewer may send this invite again: who may resend at all, and may give what it gives. */
export const canResend = (standing: Standing, invite: InviteSubject & InviteTerms): boolean =>
  can(standing, 'invite:resend', invite) && mayGive(standing, invite);

interface InviteTerms {
  type: InviteType;
  roles: readonly BusinessRole[];
  assetGrants?: readonly unknown[] | undefined;
}

function mayGive(standing: Standing, { type, businessId, roles, assetGrants = [] }: InviteSubject & InviteTerms) {
  if (type === 'MEMBER_INVITE' && !mayInviteAs(standing, businessId, roles)) return false;
  const givesAssets = (type === 'MEMBER_INVITE' || type === 'PARTNER_INVITE') && assetGrants.length > 0;
  return !givesAssets || holdsAt(standing, 'permission:set', businessId);
}

/** Whether the principal, who may invite, may give these roles: the role ceiling of people and of API keys. */
export const mayInviteAs = (
  { principal, at }: Standing,
  businessId: string,
  roles: readonly BusinessRole[],
): boolean =>
  principal.kind === 'apiKey'
    ? mayKeyGiveRoles(principal.scopes, roles, 'INVITES_WRITE')
    : mayGiveRoles(at(businessId).roles, roles);

/** Whether the viewer may know who declined: of an invite to an address not the inviting side, since it tells of an account. */
export const canSeeWhoDeclined = (standing: Standing, invite: InviteSubject): boolean =>
  invite.inviteeEmailCanonical === null || isAddressedTo(standing, invite);

export type Admission = 'yes' | 'unauthenticated' | 'forbidden';

/**
 * The coarse test at a root field, before anything is read: whether this kind of principal can have the right at all. A key
 * may ask for whatever can be seen, and finds nothing where it has no right; the system never comes through a root field.
 */
export function admits(principal: Principal, action: Action): Admission {
  switch (principal.kind) {
    case 'user':
      return 'yes';
    case 'anonymous':
      return 'unauthenticated';
    case 'system':
      return 'forbidden';
    case 'apiKey':
      return action.endsWith(':see') || keyHolds(principal.scopes, action) ? 'yes' : 'forbidden';
  }
}
