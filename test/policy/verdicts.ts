import { ADMINS, KNOW_ACME, PARTNERS, SIGNED_IN, UNAWARE, type Who } from './callers.js';

// What each caller is answered when they try. Each input is one that an OWNER of the business could make today, so that only
// the right decides; `DONE` is that it was carried out. Nobody is always UNAUTHENTICATED.

export interface Trial {
  mutation: string;
  what: string;
  input: Record<string, unknown>;
  /** By verdict, who gets it. Each caller with a token is named once. */
  verdicts: Readonly<Record<string, Who>>;
}

const trial = (mutation: string, what: string, input: Trial['input'], verdicts: Trial['verdicts']): Trial => ({
  mutation,
  what,
  input,
  verdicts,
});

const levels = ['ANALYST'];
const grants = (assetId: string) => [{ assetId, levels }];
const ACME = { businessId: 'acme' };
const BETA = { businessId: 'beta' };
const GAMMA = { businessId: 'gamma' };

/** What only OWNER and BIZ_ADMIN may do; whoever knows of ACME is told that they may not. */
const BY_ADMINS = { DONE: ADMINS, FORBIDDEN: KNOW_ACME, NOT_FOUND: UNAWARE };
/** The same where the thing is not of the business that is named, seen or not. */
const OF_ANOTHER = { NOT_FOUND: `${ADMINS} ${UNAWARE}`, FORBIDDEN: KNOW_ACME };
/** What members are judged on one by one; the others at the business. */
const OUTSIDERS = `invitee named ${PARTNERS} courted former`;

const answer = (inviteId: string, accept = true) => ({ responses: [{ inviteId, accept }] });
const roles = (memberId: string, role: string) => ({ ...ACME, members: [{ memberId, roles: [role] }] });
const give = (assetId: string, grantee: object) => ({ ...ACME, permissions: [{ assetId, levels, ...grantee }] });
const BOTH = { memberId: 'mem_both' };

const BUSINESS_TRIALS = [
  trial('createBusiness', 'one of their own', { name: 'New' }, { DONE: SIGNED_IN }),
  trial('updateBusiness', 'ACME', { ...ACME, name: 'Renamed' }, BY_ADMINS),
  trial('registerAssets', 'one', { ...ACME, assets: [{ id: 'new', type: 'PROFILE', name: 'New' }] }, BY_ADMINS),
  trial('removeAssets', 'one', { ...ACME, assetIds: ['ad2'] }, BY_ADMINS),
  trial('removeAssets', "a partner's that ACME reaches", { ...ACME, assetIds: ['bad1'] }, OF_ANOTHER),
];

const INVITE_TRIALS = [
  trial('inviteMembers', 'an EMPLOYEE', { ...ACME, invitees: [{ email: 'new@example.com' }] }, BY_ADMINS),
  trial(
    'inviteMembers',
    'an OWNER',
    { ...ACME, invitees: [{ email: 'new@example.com' }], roles: ['OWNER'] },
    { ...BY_ADMINS, DONE: 'owner', ROLE_CEILING: 'admin' },
  ),
  trial(
    'inviteMembers',
    'an EMPLOYEE with an asset',
    { ...ACME, invitees: [{ email: 'new@example.com' }], assetGrants: grants('ad1') },
    BY_ADMINS,
  ),
  trial(
    'inviteMembers',
    'an EMPLOYEE with what a partner shares',
    { ...ACME, invitees: [{ email: 'new@example.com' }], assetGrants: grants('bad1') },
    { ...BY_ADMINS, DONE: '', CANNOT_RESHARE: ADMINS },
  ),
  trial(
    'inviteMembers',
    "an EMPLOYEE with a stranger's asset",
    { ...ACME, invitees: [{ email: 'new@example.com' }], assetGrants: grants('oad1') },
    OF_ANOTHER,
  ),
  trial('invitePartners', 'a stranger', { ...ACME, partnerIds: ['other'], assetGrants: grants('ad1') }, BY_ADMINS),
  trial('requestPartnerships', 'of a stranger', { ...ACME, partnerIds: ['other'] }, BY_ADMINS),
  trial(
    'requestAssetAccess',
    "to a partner's asset",
    { ...ACME, requests: [{ partnerId: 'beta', assetGrants: grants('bad2') }] },
    BY_ADMINS,
  ),
  trial(
    'setInviteAssetGrants',
    'of one that ACME sent',
    { ...ACME, invites: [{ inviteId: 'inv_invitee', assetGrants: grants('ad1') }] },
    BY_ADMINS,
  ),
  trial(
    'setInviteAssetGrants',
    'of one that ACME received',
    { ...ACME, invites: [{ inviteId: 'inv_ask', assetGrants: grants('ad1') }] },
    OF_ANOTHER,
  ),
  trial('cancelInvites', 'one to a person', { ...ACME, inviteIds: ['inv_invitee'] }, BY_ADMINS),
  trial('cancelInvites', 'one to a business', { ...ACME, inviteIds: ['inv_offer'] }, BY_ADMINS),
  trial('cancelInvites', 'one that ACME received', { ...ACME, inviteIds: ['inv_ask'] }, OF_ANOTHER),
  trial('cancelInvites', "somebody else's", { ...ACME, inviteIds: ['inv_elsewhere'] }, OF_ANOTHER),
  trial(
    'cancelInvites',
    'one that GAMMA sent',
    { ...GAMMA, inviteIds: ['inv_ask'] },
    {
      DONE: 'courted',
      FORBIDDEN: `${ADMINS} stranger`,
      NOT_FOUND: `employee steward invitee named unverified ${PARTNERS} partnerEmployee former`,
    },
  ),
];

const others = (...named: string[]): Who => {
  const taken = named.join(' ').split(' ');
  return SIGNED_IN.split(' ')
    .filter((caller) => !taken.includes(caller))
    .join(' ');
};
/** Whoever sees it and is not the one it is addressed to learns that they may not. */
const answeredBy = (who: Who, seenBy: Who) => ({ DONE: who, FORBIDDEN: seenBy, NOT_FOUND: others(who, seenBy) });

const ANSWER_TRIALS = [
  trial('respondToInvites', 'one by address', answer('inv_invitee'), answeredBy('invitee', ADMINS)),
  trial('respondToInvites', 'no to one by address', answer('inv_invitee', false), answeredBy('invitee', ADMINS)),
  trial('respondToInvites', 'one by user id', answer('inv_named'), answeredBy('named', ADMINS)),
  trial('respondToInvites', 'one by an address not verified', answer('inv_unverified'), {
    EMAIL_NOT_VERIFIED: 'unverified',
    FORBIDDEN: ADMINS,
    NOT_FOUND: others('unverified', ADMINS),
  }),
  trial('respondToInvites', 'one from elsewhere', answer('inv_elsewhere'), answeredBy('employee', 'stranger')),
  trial('respondToInvites', 'an offer to GAMMA', answer('inv_offer'), answeredBy('courted', ADMINS)),
  trial('respondToInvites', 'a request from GAMMA', answer('inv_ask'), answeredBy(ADMINS, 'courted')),
  trial('respondToInvites', 'a request for assets from BETA', answer('inv_assets'), answeredBy(ADMINS, PARTNERS)),
  trial(
    'respondToInvites',
    "a request from BETA with a stranger's asset",
    { responses: [{ inviteId: 'inv_assets', accept: true, assetGrants: grants('oad1') }] },
    { NOT_FOUND: others(PARTNERS), FORBIDDEN: PARTNERS },
  ),
  trial('respondToInvites', 'no to BETA', answer('inv_assets', false), answeredBy(ADMINS, PARTNERS)),
];

const MEMBER_TRIALS = [
  trial('updateMemberRoles', 'of an EMPLOYEE', roles('mem_employee', 'BIZ_ADMIN'), BY_ADMINS),
  trial('updateMemberRoles', 'of an EMPLOYEE to OWNER', roles('mem_employee', 'OWNER'), {
    ...BY_ADMINS,
    DONE: 'owner',
    ROLE_CEILING: 'admin',
  }),
  trial('updateMemberRoles', 'of an OWNER', roles('mem_founder', 'EMPLOYEE'), {
    DONE: 'owner',
    FORBIDDEN: `admin ${KNOW_ACME}`,
    NOT_FOUND: UNAWARE,
  }),
  trial('updateMemberRoles', "of a partner's member", roles('mem_partnerEmployee', 'BIZ_ADMIN'), OF_ANOTHER),
  trial(
    'removeMembers',
    'an EMPLOYEE',
    { ...ACME, memberIds: ['mem_both'] },
    { DONE: ADMINS, FORBIDDEN: OUTSIDERS, NOT_FOUND: `employee steward ${UNAWARE}` },
  ),
  trial(
    'removeMembers',
    'an EMPLOYEE, who may leave',
    { ...ACME, memberIds: ['mem_employee'] },
    { DONE: `${ADMINS} employee`, FORBIDDEN: OUTSIDERS, NOT_FOUND: `steward ${UNAWARE}` },
  ),
  trial(
    'removeMembers',
    'an OWNER',
    { ...ACME, memberIds: ['mem_founder'] },
    { DONE: 'owner', FORBIDDEN: `admin ${OUTSIDERS}`, NOT_FOUND: `employee steward ${UNAWARE}` },
  ),
  trial(
    'removeMembers',
    'who is invited, and who would decline instead',
    { ...ACME, memberIds: ['mem_invitee'] },
    {
      DONE: ADMINS,
      INVALID_INPUT: 'invitee',
      FORBIDDEN: `named ${PARTNERS} courted former`,
      NOT_FOUND: `employee steward ${UNAWARE}`,
    },
  ),
  trial(
    'removeMembers',
    'who is gone',
    { ...ACME, memberIds: ['mem_former'] },
    {
      INVALID_INPUT: `${ADMINS} former`,
      FORBIDDEN: `invitee named ${PARTNERS} courted`,
      NOT_FOUND: `employee steward ${UNAWARE}`,
    },
  ),
  trial(
    'removeMembers',
    "a partner's member",
    { ...ACME, memberIds: ['mem_partnerEmployee'] },
    { NOT_FOUND: `${ADMINS} employee steward ${UNAWARE}`, FORBIDDEN: OUTSIDERS },
  ),
];

const AT_BETA = {
  DONE: PARTNERS,
  FORBIDDEN: `${ADMINS} steward partnerEmployee`,
  NOT_FOUND: others(PARTNERS, ADMINS, 'steward partnerEmployee'),
};

const SHARING_TRIALS = [
  trial('endPartnerships', "from the host's side", { ...ACME, partnershipIds: ['prt_out'] }, BY_ADMINS),
  trial('endPartnerships', "from the partner's side", { ...ACME, partnershipIds: ['prt_in'] }, BY_ADMINS),
  trial('endPartnerships', 'by BETA', { ...BETA, partnershipIds: ['prt_out'] }, AT_BETA),
  trial('endPartnerships', 'of others', { ...ACME, partnershipIds: ['prt_foreign'] }, OF_ANOTHER),
  trial('setAssetPermissions', 'on an asset with a steward', give('ad1', BOTH), {
    DONE: `${ADMINS} steward`,
    FORBIDDEN: `employee ${OUTSIDERS}`,
    NOT_FOUND: UNAWARE,
  }),
  trial('setAssetPermissions', 'for a partner', give('ad1', { partnershipId: 'prt_out' }), BY_ADMINS),
  trial('setAssetPermissions', 'on an asset that the steward only analyses', give('ad3', BOTH), {
    DONE: ADMINS,
    FORBIDDEN: `steward ${OUTSIDERS}`,
    NOT_FOUND: `employee ${UNAWARE}`, // who does not see it
  }),
  trial('setAssetPermissions', 'on an asset that EMPLOYEEs do not see', give('ad2', BOTH), {
    DONE: ADMINS,
    FORBIDDEN: OUTSIDERS,
    NOT_FOUND: `employee steward ${UNAWARE}`,
  }),
  trial('setAssetPermissions', 'on one that the steward once held', give('pr1', BOTH), {
    DONE: ADMINS,
    FORBIDDEN: OUTSIDERS,
    NOT_FOUND: `employee steward ${UNAWARE}`,
  }),
  trial('setAssetPermissions', "for a partner's member", give('ad1', { memberId: 'mem_partnerEmployee' }), {
    NOT_FOUND: `${ADMINS} steward ${UNAWARE}`,
    FORBIDDEN: `employee ${OUTSIDERS}`,
  }),
  trial('setAssetPermissions', "on a partner's asset that ACME reaches", give('bad1', BOTH), {
    CANNOT_RESHARE: ADMINS,
    FORBIDDEN: OUTSIDERS,
    NOT_FOUND: `employee steward ${UNAWARE}`,
  }),
  trial('setAssetPermissions', "on a partner's asset that ACME does not reach", give('bad2', BOTH), {
    NOT_FOUND: `${ADMINS} employee steward ${UNAWARE}`,
    FORBIDDEN: OUTSIDERS,
  }),
  trial(
    'revokeAssetPermissions',
    'of an EMPLOYEE, who may give it up',
    { ...ACME, permissionIds: ['prm_employee'] },
    { DONE: `${ADMINS} steward employee`, FORBIDDEN: OUTSIDERS, NOT_FOUND: UNAWARE },
  ),
  trial(
    'revokeAssetPermissions',
    'of a partner on an asset with a steward',
    { ...ACME, permissionIds: ['prm_beta'] },
    { DONE: `${ADMINS} steward`, FORBIDDEN: OUTSIDERS, NOT_FOUND: `employee ${UNAWARE}` },
  ),
  trial(
    'revokeAssetPermissions',
    'on an asset that the steward only analyses',
    { ...ACME, permissionIds: ['prm_both3'] },
    { DONE: ADMINS, FORBIDDEN: OUTSIDERS, NOT_FOUND: `employee steward ${UNAWARE}` },
  ),
  trial(
    'revokeAssetPermissions',
    "of BETA's own, by BETA",
    { ...BETA, permissionIds: ['prm_beta'] },
    {
      DONE: PARTNERS,
      FORBIDDEN: `${ADMINS} steward`,
      NOT_FOUND: others(PARTNERS, ADMINS, 'steward'),
    },
  ),
  trial(
    'revokeAssetPermissions',
    "of ACME's on BETA's asset, by ACME",
    { ...ACME, permissionIds: ['prm_acme'] },
    { DONE: ADMINS, FORBIDDEN: OUTSIDERS, NOT_FOUND: `employee steward ${UNAWARE}` },
  ),
  trial(
    'revokeAssetPermissions',
    'of one that is over',
    { ...ACME, permissionIds: ['prm_over'] },
    { NOT_FOUND: `${ADMINS} employee steward ${UNAWARE}`, FORBIDDEN: OUTSIDERS },
  ),
  trial(
    'revokeAssetPermissions',
    'of others',
    { ...ACME, permissionIds: ['prm_foreign'] },
    { NOT_FOUND: `${ADMINS} employee steward ${UNAWARE}`, FORBIDDEN: OUTSIDERS },
  ),
];

export const TRIALS: readonly Trial[] = [
  ...BUSINESS_TRIALS,
  ...INVITE_TRIALS,
  ...ANSWER_TRIALS,
  ...MEMBER_TRIALS,
  ...SHARING_TRIALS,
];
