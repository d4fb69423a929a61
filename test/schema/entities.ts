import {
  assetRow,
  asUser,
  businessRow,
  insertRows,
  inviteRow,
  memberRow,
  partnershipRow,
  permissionRow,
  times,
  userRow,
} from '../queries/rows.js';
import type { TestDatabase } from '../support/database.js';

// What there is in the tests of entities: acme with its partner gamma, and beta with its partner delta, which know nothing
// of each other.

export const SOURCE = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename
  ... on Business { id name } ... on Invite { id status } ... on AccountMember { id membership: status } ... on User { id email }
  ... on Partnership { id host { id } partner { id } } ... on Asset { id type }
  ... on AssetPermission { id levels asset { id } } } }`;

/** Each entity by each of its keys. */
export const KEYS = [
  'AccountMember business { id } user { id }',
  'AccountMember id',
  'Asset id',
  'AssetPermission id',
  'Business id',
  'Invite id',
  'Partnership id',
  'User id',
] as const;
export type Key = (typeof KEYS)[number];
/** Users always resolve, so nothing of them is hidden. */
export const HIDDEN_KEYS = KEYS.filter((key) => key !== 'User id');

export type Representation = unknown;
/** A place is named by its business and its person, with a slash between them. */
export function ref(key: Key, id: unknown, more: object = {}): Representation {
  const [__typename = '', field] = key.split(' ');
  if (field === 'id') return { __typename, id, ...more };
  const [businessId, userId] = String(id).split('/');
  return { __typename, business: { id: businessId }, user: { id: userId }, ...more };
}

interface Visible {
  id: string;
  entity: object;
}
const visible = (key: Key, id: string, fields: object): Visible => ({
  id,
  entity: { __typename: key.split(' ')[0], id, ...fields },
});

/** What the owner of acme sees, with what is answered. */
export const VISIBLE: Record<Key, Visible[]> = {
  'Business id': ['acme', 'gamma'].map((id) => visible('Business id', id, { name: `Business ${id}` })),
  'Invite id': times(3, (index) => visible('Invite id', `inv_acme${index}`, { status: 'PENDING' })),
  'AccountMember id': times(3, (index) => visible('AccountMember id', `mem_acme${index}`, { membership: 'INVITED' })),
  'AccountMember business { id } user { id }': ['owner', 'employee'].map((name) => ({
    id: `acme/usr_${name}`,
    entity: { __typename: 'AccountMember', id: `mem_${name}`, membership: 'ACTIVE' },
  })),
  'Partnership id': [visible('Partnership id', 'prt_acme', { host: { id: 'acme' }, partner: { id: 'gamma' } })],
  'Asset id': ['ad_acme', 'ad_acme2'].map((id) => visible('Asset id', id, { type: 'AD_ACCOUNT' })),
  'AssetPermission id': ['prm_acme', 'prm_gamma'].map((id) =>
    visible('AssetPermission id', id, { levels: ['ANALYST'], asset: { id: 'ad_acme' } }),
  ),
  'User id': ['usr_owner', 'usr_employee'].map((id) => visible('User id', id, { email: `${id}@example.com` })),
};

/** What is there and that the owner of acme does not see. */
export const FOREIGN: Record<Key, string[]> = {
  'Business id': ['beta', 'delta'],
  'Invite id': ['inv_beta0', 'inv_beta1'],
  'AccountMember id': ['mem_beta0', 'mem_stranger'],
  'AccountMember business { id } user { id }': ['beta/usr_stranger'],
  'Partnership id': ['prt_beta'],
  'Asset id': ['ad_beta'],
  'AssetPermission id': ['prm_beta', 'prm_delta'],
  'User id': [],
};

export const OWNER = asUser('usr_owner');
export const STRANGER = asUser('usr_stranger');

export async function insertEntities({ database }: TestDatabase): Promise<void> {
  const inviting = ['acme', 'beta'];
  const open = inviting.flatMap((businessId) =>
    times(3, (index) => ({ businessId, index, id: `${businessId}${index}` })),
  );
  await insertRows(database, {
    business: ['acme', 'beta', 'gamma', 'delta'].map(businessRow),
    app_user: ['owner', 'employee', 'stranger', 'invitee'].map((name) => userRow(`usr_${name}`)),
    invite: open.map(({ businessId, index, id }) =>
      inviteRow(`inv_${id}`, {
        businessId,
        memberId: `mem_${id}`,
        ...(index === 0 ? { inviteeEmail: 'usr_invitee@example.com' } : {}),
      }),
    ),
    account_member: [
      ...open.map(({ businessId, index, id }) =>
        memberRow(`mem_${id}`, {
          businessId,
          status: 'INVITED',
          invitedEmail: index === 0 ? 'usr_invitee@example.com' : `inv_${id}@example.com`,
          inviteId: `inv_${id}`,
        }),
      ),
      memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'] }),
      memberRow('mem_employee', { userId: 'usr_employee' }),
      // An older place of the same person, which the newer one stands in front of.
      memberRow('mem_former', { userId: 'usr_employee', status: 'REMOVED' }),
      memberRow('mem_stranger', { businessId: 'beta', userId: 'usr_stranger', roles: ['OWNER'] }),
    ],
    partnership: [partnershipRow('prt_acme', 'acme', 'gamma'), partnershipRow('prt_beta', 'beta', 'delta')],
    asset: [assetRow('ad_acme'), assetRow('ad_acme2'), assetRow('ad_beta', { businessId: 'beta' })],
    asset_permission: [
      permissionRow('prm_acme', 'ad_acme', { memberId: 'mem_employee' }),
      permissionRow('prm_gamma', 'ad_acme', { partnershipId: 'prt_acme' }),
      permissionRow('prm_beta', 'ad_beta', { memberId: 'mem_stranger' }),
      permissionRow('prm_delta', 'ad_beta', { partnershipId: 'prt_beta' }),
    ],
  });
}
