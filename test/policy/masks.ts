import { expect } from 'vitest';
import {
  ACME_KEYS,
  ADMINS,
  ASSET_READERS,
  type Caller,
  isAmong,
  PARTNER_READERS,
  PARTNERS,
  READERS,
  type Who,
} from './callers.js';
import type { ThingType } from './things.js';

// Fields that not everybody who sees the row sees. Whoever sees the row and is not named here finds null, or nothing.

export interface Mask {
  type: ThingType;
  id: string;
  /** A path below it, `.0` for the first of a list. */
  field: string;
  value: unknown;
  to: Who;
  /** What the others find; null unless told. */
  others?: unknown;
}

/** What a mask's others find, where it is not the same for all of them. */
export type ByCaller = (caller: Caller) => unknown;

/** What the sending side can do with an open invite; a key needs the scope, and answers none. */
const ofSender =
  (who: Who): ByCaller =>
  (caller) =>
    isAmong(who, caller) ? ['CANCEL', 'RESEND', 'SET_ASSET_GRANTS'] : [];
const ownKeys: ByCaller = (caller) => (isAmong(ACME_KEYS, caller) ? 1 : 0);

const EACH = 'everybody';
/** Everybody who sees the row. */
export const toEach = ({ to }: Mask): boolean => to === EACH;

/** One row's fields: the value, and to whom it is shown; `EACH` to everybody who sees the row. */
const masks = (
  type: ThingType,
  id: string,
  fields: Record<string, [value: unknown, to: Who, others?: unknown]>,
): Mask[] =>
  Object.entries(fields).map(([field, [value, to, others = null]]) => ({ type, id, field, value, to, others }));

const BUSINESS_MASKS: Mask[] = [
  ...masks('Business', 'acme', {
    name: ['Business acme', EACH],
    createdAt: [expect.any(String), EACH],
    seatLimit: [50, READERS],
    seatsUsed: [9, READERS],
    eventCursor: [expect.any(String), READERS],
    'inviteStats(since: "2000-01-01T00:00:00Z").open': [4, READERS],
    'inviteStatusChanges.nodes': [expect.objectContaining({ length: 4 }), READERS, []],
  }),
  ...masks('Business', 'acme', { viewerRoles: [['OWNER'], 'owner', expect.anything()] }),
  ...masks('Business', 'acme', { viewerRoles: [['BIZ_ADMIN'], 'admin', expect.anything()] }),
  ...masks('Business', 'acme', {
    'viewerRoles.0': [expect.any(String), `${ADMINS} employee steward`],
    'apiKeys.totalCount': [7, ADMINS, ownKeys],
  }),
  ...masks('Business', 'beta', {
    seatLimit: [50, PARTNER_READERS],
    seatsUsed: [3, PARTNER_READERS],
    eventCursor: [expect.any(String), PARTNER_READERS],
    'viewerRoles.0': [expect.any(String), `${PARTNERS} partnerEmployee`],
  }),
];

const INVITE_MASKS: Mask[] = [
  ...masks('Invite', 'inv_invitee', {
    'business.name': ['Business acme', EACH],
    'business.seatLimit': [50, READERS],
    inviteeEmail: ['invitee@example.com', EACH],
    'inviteeUser.id': [null, EACH],
    'createdBy.id': ['usr_owner', EACH],
    'createdBy.firstName': ['First of owner', EACH],
    'createdBy.email': ['owner@example.com', READERS],
    'member.id': ['mem_invitee', EACH],
    viewerIsInvitee: [true, 'invitee', false],
    viewerActions: [['ACCEPT', 'DECLINE'], 'invitee', ofSender(`${ADMINS} keyAll`)],
    'assetGrants.0.assetId': ['offered', EACH],
    'assetGrants.0.asset.name': ['Asset offered', EACH],
  }),
  ...masks('Invite', 'inv_before', {
    'inviteeUser.id': [null, EACH],
    'closedBy.id': ['usr_invitee', 'invitee'],
    'member.id': ['mem_invitee', EACH],
    'assetGrants.0.assetId': ['bygone', EACH],
    'assetGrants.0.asset.id': ['bygone', READERS],
    viewerActions: [[], EACH],
  }),
  ...masks('Invite', 'inv_named', {
    inviteeEmail: [null, EACH],
    'inviteeUser.id': ['usr_named', EACH],
    'inviteeUser.email': ['named@example.com', 'named'],
    'inviteeUser.firstName': ['First of named', 'named'],
    'createdBy.lastName': ['Last of admin', EACH],
    'createdBy.email': ['admin@example.com', READERS],
    viewerIsInvitee: [true, 'named', false],
  }),
  ...masks('Invite', 'inv_employee', {
    'inviteeUser.id': ['usr_employee', EACH],
    'inviteeUser.email': ['employee@example.com', EACH],
    'closedBy.id': ['usr_employee', EACH],
    'assetGrants.0.asset.id': ['ad1', EACH],
  }),
  ...masks('Invite', 'inv_former', {
    'member.email': ['former@example.com', EACH],
    'member.user.email': ['former@example.com', EACH],
    'createdBy.email': ['owner@example.com', READERS],
  }),
  ...masks('Invite', 'inv_decliner', {
    inviteeEmail: ['decliner@example.com', EACH],
    'inviteeUser.id': [null, EACH],
    'closedBy.id': [null, EACH],
  }),
  ...masks('Invite', 'inv_unverified', { 'inviteeUser.id': [null, EACH], 'assetGrants.0.asset.id': ['ad2', EACH] }),
  ...masks('Invite', 'inv_withdrawn', { 'closedBy.id': ['usr_admin', EACH], 'inviteeUser.id': [null, EACH] }),
  ...masks('Invite', 'inv_elsewhere', {
    'business.name': ['Business other', EACH],
    'business.seatLimit': [50, 'stranger'],
    'inviteeUser.id': [null, EACH],
  }),
  ...masks('Invite', 'inv_offer', {
    inviteeEmail: [null, EACH],
    'inviteeBusiness.name': ['Business gamma', EACH],
    'inviteeBusiness.seatLimit': [50, 'courted'],
    'inviteeBusiness.members.totalCount': [1, 'courted', 0],
    'business.name': ['Business acme', EACH],
    'business.seatLimit': [50, READERS],
    'createdBy.firstName': ['First of admin', EACH],
    'createdBy.email': ['admin@example.com', READERS],
    'member.id': [null, EACH],
    'partnership.id': [null, EACH],
    viewerActions: [['ACCEPT', 'DECLINE'], 'courted', ofSender(`${ADMINS} keyAll`)],
    'assetGrants.0.asset.id': ['courting', EACH],
  }),
  ...masks('Invite', 'inv_ask', {
    'createdBy.firstName': ['First of courted', EACH],
    'createdBy.email': ['courted@example.com', 'courted'],
    'assetGrants.0.assetId': ['ad2', EACH],
    'assetGrants.0.asset.id': ['ad2', READERS],
    viewerActions: [['ACCEPT', 'DECLINE'], ADMINS, ofSender('courted')],
  }),
  ...masks('Invite', 'inv_partner', {
    'partnership.id': ['prt_out', EACH],
    'partnership.partner.seatLimit': [50, PARTNER_READERS],
    'partnership.assetPermissions.totalCount': [1, `${READERS} ${PARTNER_READERS}`, 0],
    'createdBy.id': [null, EACH], // an API key
    'closedBy.id': ['usr_partner', EACH],
    'closedBy.email': ['partner@example.com', PARTNER_READERS],
    'inviteeUser.id': [null, EACH],
  }),
  ...masks('Invite', 'inv_lapsed', {
    inviteeEmail: ['lapsed@example.com', READERS],
    'createdBy.id': [null, EACH],
    'member.email': ['lapsed@example.com', READERS],
    viewerActions: [['RESEND'], `${ADMINS} keyAll keyInvites`, []],
  }),
  ...masks('Invite', 'inv_request', {
    'createdBy.firstName': ['First of owner', EACH],
    'createdBy.email': ['owner@example.com', READERS],
    'partnership.id': ['prt_in', EACH],
    'assetGrants.0.asset.id': ['bad1', EACH],
  }),
  ...masks('Invite', 'inv_assets', {
    'createdBy.firstName': ['First of partner', EACH],
    'assetGrants.0.assetId': ['pr1', EACH],
    'assetGrants.0.asset.id': ['pr1', READERS],
  }),
  ...masks('Invite', 'inv_refused', {
    // No address was invited, so nothing is told by who declined; their names are another matter.
    'closedBy.id': ['usr_admin', EACH],
    'closedBy.firstName': ['First of admin', READERS],
    'closedBy.email': ['admin@example.com', READERS],
    'assetGrants.0.asset.id': ['bad2', PARTNER_READERS],
  }),
];

const MEMBER_MASKS: Mask[] = [
  ...masks('AccountMember', 'mem_employee', {
    'business.name': ['Business acme', EACH],
    'business.seatsUsed': [9, READERS],
    roles: [['EMPLOYEE'], EACH],
    email: ['employee@example.com', `${READERS} employee`],
    firstName: ['First of employee', EACH],
    lastName: ['Last of employee', EACH],
    'user.id': ['usr_employee', EACH],
    'user.email': ['employee@example.com', `${READERS} employee`],
    'user.firstName': ['First of employee', EACH],
    'invite.id': ['inv_employee', `${READERS} employee`],
    'invite.createdBy.firstName': ['First of owner', `${READERS} employee`],
    'invite.createdBy.email': ['owner@example.com', READERS],
  }),
  ...masks('AccountMember', 'mem_owner', {
    email: ['owner@example.com', READERS],
    'user.email': ['owner@example.com', READERS],
    'invite.id': [null, EACH],
  }),
  ...masks('AccountMember', 'mem_both', { 'user.memberships.totalCount': [1, ADMINS, 0] }),
  ...masks('AccountMember', 'mem_invitee', {
    email: ['invitee@example.com', EACH],
    firstName: [null, EACH],
    'user.id': [null, EACH],
    'invite.id': ['inv_invitee', EACH],
  }),
  ...masks('AccountMember', 'mem_named', { email: [null, EACH], firstName: [null, EACH], 'user.id': [null, EACH] }),
  ...masks('AccountMember', 'mem_decliner', {
    email: ['decliner@example.com', EACH],
    firstName: [null, EACH],
    'user.id': [null, EACH],
  }),
  ...masks('AccountMember', 'mem_former', {
    email: ['former@example.com', EACH],
    'user.id': ['usr_former', EACH],
    'invite.id': ['inv_former', EACH],
  }),
];

const KEY_MASKS: Mask[] = [
  ...masks('ApiKey', 'key_keyRead', {
    name: ['Name of keyRead', EACH],
    scopes: [['READ'], EACH],
    expiresAt: [expect.any(String), EACH],
    lastUsedAt: [null, EACH],
    revokedAt: [null, EACH],
    'business.name': ['Business acme', EACH],
    'business.seatLimit': [50, EACH],
  }),
  ...masks('ApiKey', 'key_keyNone', { 'business.name': ['Business acme', EACH], 'business.seatLimit': [50, ADMINS] }),
  ...masks('ApiKey', 'key_keyRevoked', { revokedAt: [expect.any(String), EACH] }),
];

const SHARING_MASKS: Mask[] = [
  ...masks('Partnership', 'prt_out', {
    'host.name': ['Business acme', EACH],
    'host.seatLimit': [50, READERS],
    'partner.name': ['Business beta', EACH],
    'partner.seatLimit': [50, PARTNER_READERS],
    'partner.members.totalCount': [3, PARTNER_READERS, 0],
  }),
  ...masks('Asset', 'ad1', {
    type: ['AD_ACCOUNT', EACH],
    name: ['Asset ad1', EACH],
    'owner.name': ['Business acme', EACH],
    'owner.seatLimit': [50, READERS],
  }),
  ...masks('AssetPermission', 'prm_beta', {
    'asset.name': ['Asset ad1', EACH],
    'asset.owner.name': ['Business acme', EACH],
    'asset.permissions.totalCount': [3, `${ASSET_READERS} steward`, 1],
    'grantee.__typename': ['Partnership', EACH],
    'grantedBy.id': ['usr_founder', EACH],
    'grantedBy.firstName': ['First of founder', `${READERS} steward`],
    'grantedBy.email': ['founder@example.com', READERS],
  }),
  ...masks('AssetPermission', 'prm_employee', {
    levels: [['ANALYST'], EACH],
    'grantee.__typename': ['AccountMember', EACH],
    'grantee.id': ['mem_employee', EACH],
    'grantee.email': ['employee@example.com', `${READERS} employee`],
    'grantee.user.email': ['employee@example.com', `${READERS} employee`],
    'grantee.invite.id': ['inv_employee', `${READERS} employee`],
    'grantedBy.firstName': ['First of owner', `${READERS} steward employee`],
    'grantedBy.email': ['owner@example.com', READERS],
  }),
  ...masks('AssetPermission', 'prm_acme', {
    'asset.owner.name': ['Business beta', EACH],
    'asset.owner.seatLimit': [50, PARTNER_READERS],
    'grantedBy.firstName': ['First of partner', `${READERS} ${PARTNER_READERS}`],
    'grantedBy.email': ['partner@example.com', PARTNER_READERS],
  }),
];

export const MASKS: readonly Mask[] = [
  ...BUSINESS_MASKS,
  ...INVITE_MASKS,
  ...MEMBER_MASKS,
  ...KEY_MASKS,
  ...SHARING_MASKS,
];

/** What a mask's path selects: `assetGrants.0.asset.id` is `assetGrants { asset { id } }`. */
export function selectionOf({ field }: Mask): string {
  const names = field.split('.').filter((name) => !/^\d+$/.test(name));
  if (field === 'inviteStatusChanges.nodes') names.push('seq');
  if (names[0] !== 'grantee' || names[1] === '__typename') return nest(names);
  return `grantee { ... on AccountMember { ${nest(names.slice(1))} } }`;
}

const nest = (names: readonly string[]): string =>
  names.reduceRight((inner, name) => (inner ? `${name} { ${inner} }` : name), '');
