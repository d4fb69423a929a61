import { BUSINESS_ROLES, type BusinessRole } from './membership.js';

/** What a member can be. PARTNER is the role of partner invites and requests, never a member's. */
export type MemberRole = Exclude<BusinessRole, 'PARTNER'>;

/** The role ceiling: which roles each role may give. */
const GIVES: Readonly<Record<BusinessRole, readonly BusinessRole[]>> = {
  OWNER: ['OWNER', 'BIZ_ADMIN', 'EMPLOYEE'],
  BIZ_ADMIN: ['BIZ_ADMIN', 'EMPLOYEE'],
  EMPLOYEE: [],
  PARTNER: [],
};

const ALL_SCOPES = ['READ', 'INVITES_WRITE', 'MEMBERS_WRITE', 'ASSETS_WRITE'];

/** The roles without repetition and in their one order; undefined for none at all and where PARTNER is among them. */
export function memberRoles(roles: readonly BusinessRole[]): MemberRole[] | undefined {
  if (roles.length === 0 || roles.includes('PARTNER')) return undefined;
  return BUSINESS_ROLES.filter((role) => role !== 'PARTNER').filter((role) => roles.includes(role));
}

/**
 * Whether a member with the roles `giver` may give all of `given`. Asked when inviting, resending and changing roles, and
 * again when an invite is accepted.
 */
export const mayGiveRoles = (giver: readonly BusinessRole[], given: readonly BusinessRole[]): boolean =>
  given.every((role) => giver.some((own) => GIVES[own].includes(role)));

/**
 * The same of an API key with these scopes: it needs the one for what it does (`INVITES_WRITE` to invite, `MEMBERS_WRITE` to
 * change roles) to give EMPLOYEE, and every scope there is to give BIZ_ADMIN.
 */
export function mayKeyGiveRoles(
  scopes: readonly string[],
  given: readonly BusinessRole[],
  needed: 'INVITES_WRITE' | 'MEMBERS_WRITE',
): boolean {
  if (!scopes.includes(needed)) return false;
  const givable: BusinessRole[] = ALL_SCOPES.every((scope) => scopes.includes(scope))
    ? ['BIZ_ADMIN', 'EMPLOYEE']
    : ['EMPLOYEE'];
  return given.every((role) => givable.includes(role));
}
