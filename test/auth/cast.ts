import { ANONYMOUS, API_KEY_SCOPES, type ApiKeyScope, type Principal, SYSTEM } from '../../src/auth/principal.js';
import { type BusinessStanding, NOBODY, type Standing, standingOf, strangerAt } from '../../src/auth/standing.js';
import type { InviteSubject, MemberSubject } from '../../src/auth/subjects.js';

// ACME is the business in question. BETA is its partner and holds a permission on ad1 of ACME. OTHER has nothing to do with them.

export const user = (userId: string): Principal => ({
  kind: 'user',
  userId,
  tokenExpiresAtMs: Number.MAX_SAFE_INTEGER,
});
export const emailOf = (userId: string) => `${userId}@example.com`;
const standingFor = (userId: string, ...facts: Partial<BusinessStanding>[]): Standing =>
  standingOf(
    user(userId),
    facts.map((fact) => ({ ...strangerAt('acme'), ...fact })),
    { ...NOBODY, email: emailOf(userId) },
  );
const keyFor = (businessId: string, scopes: readonly ApiKeyScope[], apiKeyId: string): Standing =>
  standingOf({ kind: 'apiKey', apiKeyId, businessId, scopes }, [
    businessId === 'beta'
      ? {
          ...strangerAt('acme'),
          partnerOf: new Set(['beta']),
          between: new Set(['beta']),
          heldAssetIds: new Set(['ad1']),
        }
      : strangerAt('acme'),
  ]);

export const CAST = {
  owner: standingFor('owner', { roles: ['OWNER'], memberId: 'mem_owner' }),
  admin: standingFor('admin', { roles: ['BIZ_ADMIN'], memberId: 'mem_admin' }),
  employee: standingFor('employee', { roles: ['EMPLOYEE'], memberId: 'mem_employee' }),
  adOne: standingFor('adOne', {
    roles: ['EMPLOYEE'],
    memberId: 'mem_adOne',
    heldAssetIds: new Set(['ad1']),
    administeredAssetIds: new Set(['ad1']),
  }),
  invitee: standingFor('invitee', { invited: true, offeredAssetIds: new Set(['ad2']) }),
  partner: standingFor(
    'partner',
    { partnerOf: new Set(['beta']), between: new Set(['beta']), heldAssetIds: new Set(['ad1']) },
    { businessId: 'beta', roles: ['BIZ_ADMIN'], memberId: 'mem_partner' },
  ),
  partnersEmployee: standingFor('partnersEmployee', { businessId: 'beta', roles: ['EMPLOYEE'], memberId: 'mem_pe' }),
  stranger: standingFor('stranger', { businessId: 'other', roles: ['OWNER'], memberId: 'mem_stranger' }),
  former: standingFor('former', { formerMember: true }),
  anonymous: standingOf(ANONYMOUS, []),
  system: standingOf(SYSTEM, []),
  keyRead: keyFor('acme', ['READ'], 'key_read'),
  keyInvites: keyFor('acme', ['INVITES_WRITE'], 'key_invites'),
  keyMembers: keyFor('acme', ['MEMBERS_WRITE'], 'key_members'),
  keyAssets: keyFor('acme', ['ASSETS_WRITE'], 'key_assets'),
  keyNone: keyFor('acme', [], 'key_none'),
  keyAll: keyFor('acme', API_KEY_SCOPES, 'key_all'),
  partnersKey: keyFor('beta', API_KEY_SCOPES, 'key_partner'),
  partnersKeyNone: keyFor('beta', [], 'key_partner_none'),
  otherKey: keyFor('other', API_KEY_SCOPES, 'key_other'),
} satisfies Record<string, Standing>;
type Name = keyof typeof CAST;
export const NAMES = Object.keys(CAST) as Name[]; // keys of a literal

export const acme = { businessId: 'acme' };
export const inviteTo = (userId: string): InviteSubject => ({
  ...acme,
  inviteeEmailCanonical: emailOf(userId),
  inviteeUserId: null,
});
export const inviteById = (userId: string): InviteSubject => ({
  ...acme,
  inviteeEmailCanonical: null,
  inviteeUserId: userId,
});
export const inviteToPartner: InviteSubject = {
  ...acme,
  inviteeEmailCanonical: null,
  inviteeUserId: null,
  inviteeBusinessId: 'beta',
};
export const inviteFromPartner: InviteSubject = { ...inviteToPartner, businessId: 'beta', inviteeBusinessId: 'acme' };
export const rowOf = (userId: string, status: MemberSubject['status'] = 'ACTIVE'): MemberSubject => ({
  ...acme,
  status,
  userId,
  invitedEmailCanonical: emailOf(userId),
  invitedUserId: null,
});
export const rowInvited = (userId: string, status: MemberSubject['status'] = 'INVITED'): MemberSubject => ({
  ...rowOf(userId, status),
  userId: null,
});
export const partnership = { hostId: 'acme', partnerId: 'beta', assetIds: ['ad1'] };
export const permission = (assetId: string, memberUserId: string | null, partnerId: string | null = null) => ({
  ...acme,
  assetId,
  memberUserId,
  partnerId,
});
