import {
  ACME_KEYS,
  ADMINS,
  ASSET_READERS,
  KEY_FACTS,
  KEYS,
  keyId,
  PARTNER_READERS,
  PARTNERS,
  READERS,
  type Who,
} from './callers.js';
import { ROWS } from './ground.js';

// What each caller may see, row by row, as the rules of the domain say it. Written by hand: nothing here asks the policy.

export type ThingType =
  | 'ApiKey'
  | 'Business'
  | 'Invite'
  | 'AccountMember'
  | 'Partnership'
  | 'Asset'
  | 'AssetPermission';

export interface Thing {
  type: ThingType;
  id: string;
  who: Who;
}
const things = (type: ThingType, rows: Record<string, Who>): Thing[] =>
  Object.entries(rows).map(([id, who]) => ({ type, id, who }));

export const THINGS: readonly Thing[] = [
  // Members, and who sees a row that names it.
  ...things('Business', {
    acme: `${READERS} ${ACME_KEYS} employee steward invitee named ${PARTNER_READERS} courted former`,
    beta: `${PARTNER_READERS} partnerEmployee ${ASSET_READERS} steward keyInvites`, // keyAssets: it owns what ACME holds
    gamma: `courted courtedKey ${READERS} stranger`,
    other: 'stranger courted employee',
  }),
  ...things('Invite', {
    // Sent to people: the inviting side, and whom it is addressed to, in every status.
    inv_employee: `${READERS} employee`,
    inv_invitee: `${READERS} invitee`,
    inv_before: `${READERS} invitee`,
    inv_named: `${READERS} named`,
    inv_unverified: READERS,
    inv_former: `${READERS} former`,
    inv_decliner: READERS,
    inv_lapsed: `${READERS} keyInvites`, // which created it
    inv_withdrawn: READERS,
    inv_elsewhere: 'stranger employee',
    // Between two businesses: the administrators of either.
    inv_offer: `${READERS} courted`,
    inv_ask: `${READERS} courted`,
    inv_partner: `${READERS} ${PARTNER_READERS} keyInvites`,
    inv_request: `${READERS} ${PARTNER_READERS}`,
    inv_assets: `${READERS} ${PARTNER_READERS}`,
    inv_refused: `${READERS} ${PARTNER_READERS}`,
    inv_dropped: `${READERS} ${PARTNER_READERS}`,
    inv_foreign: 'stranger courted',
  }),
  ...things('AccountMember', {
    // Who holds ADMIN on an asset sees the ACTIVE members.
    mem_founder: `${READERS} steward`,
    mem_owner: `${READERS} steward`,
    mem_admin: `${READERS} steward`,
    mem_steward: `${READERS} steward`,
    mem_both: `${READERS} steward`,
    mem_employee: `${READERS} steward employee`,
    mem_invitee: `${READERS} invitee`,
    mem_named: `${READERS} named`,
    mem_unverified: READERS,
    mem_former: `${READERS} former`,
    mem_decliner: READERS,
    mem_lapsed: `${READERS} keyInvites`,
    mem_withdrawn: READERS,
    mem_partnerOwner: PARTNER_READERS,
    mem_partner: PARTNER_READERS,
    mem_partnerEmployee: `${PARTNER_READERS} partnerEmployee`,
    mem_courted: 'courted',
    mem_stranger: 'stranger',
    mem_bothOther: 'stranger',
    mem_elsewhere: 'stranger employee',
  }),
  ...things('Partnership', {
    prt_out: `${READERS} ${PARTNER_READERS} steward keyInvites`, // of the key's invite
    prt_in: `${READERS} ${PARTNER_READERS}`,
    prt_foreign: 'stranger courted',
  }),
  ...things('Asset', {
    ad1: `${ASSET_READERS} steward employee ${PARTNER_READERS}`,
    ad2: ASSET_READERS, // asked for by GAMMA, and offered to an address that is not shown to be anybody's
    ad3: `${ASSET_READERS} steward`,
    offered: `${ASSET_READERS} invitee`,
    courting: `${ASSET_READERS} courted`,
    bygone: ASSET_READERS, // what a closed invite offered
    pr1: ASSET_READERS, // asked for by BETA; the steward's permission is over
    cat1: ASSET_READERS, // BETA's permission is over
    bad1: `${PARTNER_READERS} ${ASSET_READERS}`,
    bad2: `${PARTNER_READERS} partnerEmployee`,
    gad1: 'courted',
    oad1: 'stranger courted',
  }),
  ...things('AssetPermission', {
    prm_steward: `${ASSET_READERS} steward`,
    prm_employee: `${ASSET_READERS} steward employee`,
    prm_beta: `${ASSET_READERS} steward ${PARTNER_READERS}`,
    prm_both: ASSET_READERS,
    prm_steward3: `${ASSET_READERS} steward`,
    prm_both3: ASSET_READERS,
    prm_bothPr: ASSET_READERS, // the steward's permission on the same asset is over
    prm_over: '',
    prm_overOut: '',
    prm_acme: `${ASSET_READERS} ${PARTNER_READERS}`,
    prm_partnerEmployee: `${PARTNER_READERS} partnerEmployee`,
    prm_courted: 'courted',
    prm_foreign: 'stranger courted',
  }),
  ...KEYS.map((key): Thing => {
    const itself = key === 'keyRevoked' ? '' : key;
    const admins = { acme: ADMINS, beta: PARTNERS, gamma: 'courted' }[KEY_FACTS[key].businessId] ?? '';
    return { type: 'ApiKey', id: keyId(key), who: `${admins} ${itself}` };
  }),
];

/** A list of one thing: all rows that could stand in it. Of these a caller finds the ones that they see. */
export interface List {
  type: ThingType;
  field: string;
  parent: string;
  rows: string[];
  /** Rows that some see elsewhere and do not find here. */
  except?: Record<string, Who>;
}

const idsOf = <Row extends { id: string }>(rows: readonly Row[], where: (row: Row) => boolean): string[] =>
  rows.filter(where).map(({ id }) => id);

const { invite, account_member, partnership, asset, asset_permission } = ROWS;
const ownerOf = (assetId: string): string | undefined => asset.find(({ id }) => id === assetId)?.businessId;

export const LISTS: readonly List[] = [
  ...ROWS.business.flatMap(({ id: parent }): List[] => [
    {
      type: 'Business',
      field: 'invites',
      parent,
      rows: idsOf(invite, (row) => row.businessId === parent || row.inviteeBusinessId === parent),
    },
    { type: 'Business', field: 'members', parent, rows: idsOf(account_member, (row) => row.businessId === parent) },
    {
      type: 'Business',
      field: 'partnerships',
      parent,
      rows: idsOf(partnership, (row) => row.hostId === parent || row.partnerId === parent),
      // Who sees it only because it reaches their asset knows of the partner no more than the name.
      ...(parent === 'beta' ? { except: { prt_out: 'steward' } } : {}),
    },
    { type: 'Business', field: 'assets', parent, rows: idsOf(asset, (row) => row.businessId === parent) },
    {
      type: 'Business',
      field: 'apiKeys',
      parent,
      rows: KEYS.filter((key) => KEY_FACTS[key].businessId === parent).map(keyId),
    },
    {
      type: 'Business',
      field: 'assetPermissions',
      parent,
      rows: idsOf(asset_permission, (row) => ownerOf(row.assetId) === parent),
    },
  ]),
  ...asset.map(
    ({ id: parent }): List => ({
      type: 'Asset',
      field: 'permissions',
      parent,
      rows: idsOf(asset_permission, (row) => row.assetId === parent),
    }),
  ),
  ...account_member.map(
    ({ id: parent }): List => ({
      type: 'AccountMember',
      field: 'assetPermissions',
      parent,
      rows: idsOf(asset_permission, (row) => row.memberId === parent),
    }),
  ),
  ...partnership.map(
    ({ id: parent }): List => ({
      type: 'Partnership',
      field: 'assetPermissions',
      parent,
      rows: idsOf(asset_permission, (row) => row.partnershipId === parent),
    }),
  ),
];

/** Viewer's own lists: by caller, what they hold; empty for who is not named. */
export const OWN_LISTS: Readonly<Record<string, Readonly<Record<string, string[]>>>> = {
  memberships: {
    owner: ['mem_owner'],
    admin: ['mem_admin'],
    employee: ['mem_employee', 'mem_elsewhere'],
    steward: ['mem_steward'],
    invitee: ['mem_invitee'],
    named: ['mem_named'],
    partnerOwner: ['mem_partnerOwner'],
    partner: ['mem_partner'],
    partnerEmployee: ['mem_partnerEmployee'],
    courted: ['mem_courted'],
    stranger: ['mem_stranger'],
  },
  receivedInvites: {
    employee: ['inv_employee', 'inv_elsewhere'],
    invitee: ['inv_invitee', 'inv_before'],
    named: ['inv_named'],
    former: ['inv_former'],
  },
};

/** ACME's members and who is invited to be one, by those who are shown the e-mail. */
export const MEMBER_EMAILS: Readonly<Record<string, Who>> = {
  mem_founder: READERS,
  mem_owner: READERS,
  mem_admin: READERS,
  mem_employee: `${READERS} employee`,
  mem_steward: `${READERS} steward`,
  mem_both: READERS,
  mem_invitee: `${READERS} invitee`,
  mem_unverified: READERS,
  mem_former: `${READERS} former`,
  mem_decliner: READERS,
  mem_lapsed: READERS,
  mem_withdrawn: READERS,
};

/** What is shown of people, wherever they are met: whose e-mail and names, and which memberships, to whom. */
export interface PersonRule {
  name: string;
  email: Who;
  names: Who;
  memberships: Readonly<Record<string, Who>>;
}
export const PEOPLE: readonly PersonRule[] = [
  // The sender of invites, by name to whom they went.
  {
    name: 'owner',
    email: READERS,
    names: `${READERS} steward employee invitee former ${PARTNER_READERS}`,
    memberships: { mem_owner: ADMINS },
  },
  { name: 'admin', email: READERS, names: `${READERS} steward named courted`, memberships: { mem_admin: ADMINS } },
  {
    name: 'employee',
    email: `${READERS} employee`,
    names: `${READERS} employee steward`,
    memberships: { mem_employee: `${ADMINS} employee`, mem_elsewhere: 'employee' },
  },
  {
    name: 'both',
    email: `${READERS} stranger`,
    names: `${READERS} stranger steward`,
    memberships: { mem_both: ADMINS, mem_bothOther: 'stranger' },
  },
  { name: 'former', email: `${READERS} former`, names: `${READERS} former`, memberships: {} },
  { name: 'invitee', email: 'invitee', names: 'invitee', memberships: { mem_invitee: 'invitee' } },
  { name: 'named', email: 'named', names: 'named', memberships: { mem_named: 'named' } },
  { name: 'decliner', email: '', names: '', memberships: {} },
  {
    name: 'partner',
    email: PARTNER_READERS,
    names: `${PARTNER_READERS} ${READERS}`,
    memberships: { mem_partner: PARTNERS },
  },
  {
    name: 'partnerEmployee',
    email: `${PARTNER_READERS} partnerEmployee`,
    names: `${PARTNER_READERS} partnerEmployee`,
    memberships: { mem_partnerEmployee: `${PARTNERS} partnerEmployee` },
  },
  { name: 'founder', email: READERS, names: `${READERS} steward`, memberships: { mem_founder: ADMINS } },
  { name: 'courted', email: 'courted', names: `courted ${READERS}`, memberships: { mem_courted: 'courted' } },
  {
    name: 'stranger',
    email: 'stranger',
    names: 'stranger employee courted',
    memberships: { mem_stranger: 'stranger' },
  },
];
