import { ADMINS, PARTNERS, type Who } from './callers.js';
import { ROWS } from './ground.js';

// What each caller may see, row by row, as the rules of the domain say it. Written by hand: nothing here asks the policy.

export type ThingType = 'Business' | 'Invite' | 'AccountMember' | 'Partnership' | 'Asset' | 'AssetPermission';

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
    acme: `${ADMINS} employee steward invitee named ${PARTNERS} courted former`,
    beta: `${PARTNERS} partnerEmployee ${ADMINS} steward`,
    gamma: `courted ${ADMINS} stranger`,
    other: 'stranger courted employee',
  }),
  ...things('Invite', {
    // Sent to people: the inviting side, and whom it is addressed to, in every status.
    inv_employee: `${ADMINS} employee`,
    inv_invitee: `${ADMINS} invitee`,
    inv_before: `${ADMINS} invitee`,
    inv_named: `${ADMINS} named`,
    inv_unverified: ADMINS,
    inv_former: `${ADMINS} former`,
    inv_decliner: ADMINS,
    inv_lapsed: ADMINS,
    inv_withdrawn: ADMINS,
    inv_elsewhere: 'stranger employee',
    // Between two businesses: the administrators of either.
    inv_offer: `${ADMINS} courted`,
    inv_ask: `${ADMINS} courted`,
    inv_partner: `${ADMINS} ${PARTNERS}`,
    inv_request: `${ADMINS} ${PARTNERS}`,
    inv_assets: `${ADMINS} ${PARTNERS}`,
    inv_refused: `${ADMINS} ${PARTNERS}`,
    inv_dropped: `${ADMINS} ${PARTNERS}`,
    inv_foreign: 'stranger courted',
  }),
  ...things('AccountMember', {
    // Who holds ADMIN on an asset sees the ACTIVE members.
    mem_founder: `${ADMINS} steward`,
    mem_owner: `${ADMINS} steward`,
    mem_admin: `${ADMINS} steward`,
    mem_steward: `${ADMINS} steward`,
    mem_both: `${ADMINS} steward`,
    mem_employee: `${ADMINS} steward employee`,
    mem_invitee: `${ADMINS} invitee`,
    mem_named: `${ADMINS} named`,
    mem_unverified: ADMINS,
    mem_former: `${ADMINS} former`,
    mem_decliner: ADMINS,
    mem_lapsed: ADMINS,
    mem_withdrawn: ADMINS,
    mem_partnerOwner: PARTNERS,
    mem_partner: PARTNERS,
    mem_partnerEmployee: `${PARTNERS} partnerEmployee`,
    mem_courted: 'courted',
    mem_stranger: 'stranger',
    mem_bothOther: 'stranger',
    mem_elsewhere: 'stranger employee',
  }),
  ...things('Partnership', {
    prt_out: `${ADMINS} ${PARTNERS} steward`,
    prt_in: `${ADMINS} ${PARTNERS}`,
    prt_foreign: 'stranger courted',
  }),
  ...things('Asset', {
    ad1: `${ADMINS} steward employee ${PARTNERS}`,
    ad2: ADMINS, // asked for by GAMMA, and offered to an address that is not shown to be anybody's
    ad3: `${ADMINS} steward`,
    offered: `${ADMINS} invitee`,
    courting: `${ADMINS} courted`,
    bygone: ADMINS, // what a closed invite offered
    pr1: ADMINS, // asked for by BETA; the steward's permission is over
    cat1: ADMINS, // BETA's permission is over
    bad1: `${PARTNERS} ${ADMINS}`,
    bad2: `${PARTNERS} partnerEmployee`,
    gad1: 'courted',
    oad1: 'stranger courted',
  }),
  ...things('AssetPermission', {
    prm_steward: `${ADMINS} steward`,
    prm_employee: `${ADMINS} steward employee`,
    prm_beta: `${ADMINS} steward ${PARTNERS}`,
    prm_both: ADMINS,
    prm_steward3: `${ADMINS} steward`,
    prm_both3: ADMINS,
    prm_bothPr: ADMINS, // the steward's permission on the same asset is over
    prm_over: '',
    prm_overOut: '',
    prm_acme: `${ADMINS} ${PARTNERS}`,
    prm_partnerEmployee: `${PARTNERS} partnerEmployee`,
    prm_courted: 'courted',
    prm_foreign: 'stranger courted',
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
  mem_founder: ADMINS,
  mem_owner: ADMINS,
  mem_admin: ADMINS,
  mem_employee: `${ADMINS} employee`,
  mem_steward: `${ADMINS} steward`,
  mem_both: ADMINS,
  mem_invitee: `${ADMINS} invitee`,
  mem_unverified: ADMINS,
  mem_former: `${ADMINS} former`,
  mem_decliner: ADMINS,
  mem_lapsed: ADMINS,
  mem_withdrawn: ADMINS,
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
    email: ADMINS,
    names: `${ADMINS} steward employee invitee former ${PARTNERS}`,
    memberships: { mem_owner: ADMINS },
  },
  { name: 'admin', email: ADMINS, names: `${ADMINS} steward named courted`, memberships: { mem_admin: ADMINS } },
  {
    name: 'employee',
    email: `${ADMINS} employee`,
    names: `${ADMINS} employee steward`,
    memberships: { mem_employee: `${ADMINS} employee`, mem_elsewhere: 'employee' },
  },
  {
    name: 'both',
    email: `${ADMINS} stranger`,
    names: `${ADMINS} stranger steward`,
    memberships: { mem_both: ADMINS, mem_bothOther: 'stranger' },
  },
  { name: 'former', email: `${ADMINS} former`, names: `${ADMINS} former`, memberships: {} },
  { name: 'invitee', email: 'invitee', names: 'invitee', memberships: { mem_invitee: 'invitee' } },
  { name: 'named', email: 'named', names: 'named', memberships: { mem_named: 'named' } },
  { name: 'decliner', email: '', names: '', memberships: {} },
  { name: 'partner', email: PARTNERS, names: `${PARTNERS} ${ADMINS}`, memberships: { mem_partner: PARTNERS } },
  {
    name: 'partnerEmployee',
    email: `${PARTNERS} partnerEmployee`,
    names: `${PARTNERS} partnerEmployee`,
    memberships: { mem_partnerEmployee: `${PARTNERS} partnerEmployee` },
  },
  { name: 'founder', email: ADMINS, names: `${ADMINS} steward`, memberships: { mem_founder: ADMINS } },
  { name: 'courted', email: 'courted', names: `courted ${ADMINS}`, memberships: { mem_courted: 'courted' } },
  {
    name: 'stranger',
    email: 'stranger',
    names: 'stranger employee courted',
    memberships: { mem_stranger: 'stranger' },
  },
];
