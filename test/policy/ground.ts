import { hashSecret } from '../../src/auth/secret-token.js';
import type { Database } from '../../src/database/data-source.js';
import type { InviteStatus } from '../../src/domain/invite.js';
import { membershipAfter } from '../../src/domain/membership.js';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import {
  assetRow,
  businessRow,
  insertRows,
  inviteRow,
  LATER,
  memberRow,
  minutes,
  partnershipRow,
  permissionRow,
  userRow,
} from '../queries/rows.js';
import { KEY_FACTS, KEYS, keyId, PEOPLE, secretOf } from './callers.js';

// One row of each kind and relation, put in by SQL: what may be seen must not depend on the commands that write today.

/** No callers: their rows are what others may or may not see. */
export const BYSTANDERS = ['founder', 'both', 'decliner'] as const;

const grant = (assetId: string) => [{ assetId, levels: ['ANALYST' as const] }];
const PAST = minutes(-1);

const member = (name: string, businessId = 'acme', overrides: Parameters<typeof memberRow>[1] = {}) =>
  memberRow(`mem_${name}`, { businessId, userId: `usr_${name}`, acceptedAt: minutes(0), ...overrides });

/** An invite by address from the owner of ACME, with the row that it makes of its member. */
function byAddress(name: string, status: InviteStatus, overrides: Partial<InviteRow> = {}) {
  const closed = status !== 'PENDING' && status !== 'PENDING_SEND';
  const invite = inviteRow(`inv_${name}`, {
    status,
    inviteeEmail: `${name}@example.com`,
    createdByUserId: 'usr_owner',
    senderUserId: 'usr_owner',
    closedAt: closed ? minutes(1) : null,
    memberId: `mem_${name}`,
    ...overrides,
  });
  const row = memberRow(`mem_${name}`, {
    status: membershipAfter(status),
    invitedEmail: invite.inviteeEmail,
    invitedUserId: invite.inviteeUserId,
    inviteId: invite.id,
  });
  return { invite, row };
}

function betweenBusinesses(
  id: string,
  [businessId, inviteeBusinessId]: [string, string],
  type: InviteRow['type'],
  status: InviteStatus,
  overrides: Partial<InviteRow> = {},
): InviteRow {
  return inviteRow(id, {
    type,
    status,
    businessId,
    inviteeBusinessId,
    inviteeEmail: null,
    inviteeEmailCanonical: null,
    roles: ['PARTNER'],
    createdByUserId:
      { acme: 'usr_owner', beta: 'usr_partner', gamma: 'usr_courted', other: 'usr_stranger' }[businessId] ?? null,
    senderUserId:
      { acme: 'usr_owner', beta: 'usr_partner', gamma: 'usr_courted', other: 'usr_stranger' }[businessId] ?? null,
    closedAt: status === 'PENDING' ? null : minutes(1),
    ...overrides,
  });
}

/** Created by a key that reads nothing but what it created. */
const BY_KEY = { createdByUserId: null, senderUserId: null, createdByApiKeyId: keyId('keyInvites') };

const TO_MEMBERS = [
  byAddress('employee', 'ACCEPTED', { closedByUserId: 'usr_employee', assetGrants: grant('ad1') }),
  byAddress('invitee', 'PENDING', { assetGrants: grant('offered') }),
  byAddress('named', 'PENDING_SEND', {
    inviteeUserId: 'usr_named',
    createdByUserId: 'usr_admin',
    senderUserId: 'usr_admin',
  }),
  byAddress('unverified', 'PENDING', { assetGrants: grant('ad2') }),
  byAddress('former', 'ACCEPTED', { closedByUserId: 'usr_former' }),
  byAddress('decliner', 'DECLINED', { closedByUserId: 'usr_decliner' }),
  byAddress('lapsed', 'EXPIRED', BY_KEY),
  byAddress('withdrawn', 'CANCELLED', { closedByUserId: 'usr_admin' }),
];

const INVITES: InviteRow[] = [
  ...TO_MEMBERS.map(({ invite }) => invite),
  // The same row of the member, opened again by the later invite.
  byAddress('invitee', 'DECLINED', { id: 'inv_before', closedByUserId: 'usr_invitee', assetGrants: grant('bygone') })
    .invite,
  byAddress('elsewhere', 'PENDING', {
    businessId: 'other',
    inviteeEmail: 'employee@example.com',
    createdByUserId: 'usr_stranger',
    senderUserId: 'usr_stranger',
  }).invite,

  betweenBusinesses('inv_offer', ['acme', 'gamma'], 'PARTNER_INVITE', 'PENDING', {
    createdByUserId: 'usr_admin',
    assetGrants: grant('courting'),
  }),
  betweenBusinesses('inv_ask', ['gamma', 'acme'], 'PARTNER_REQUEST', 'PENDING', { assetGrants: grant('ad2') }),
  betweenBusinesses('inv_partner', ['acme', 'beta'], 'PARTNER_INVITE', 'ACCEPTED', {
    ...BY_KEY,
    closedByUserId: 'usr_partner',
    partnershipId: 'prt_out',
  }),
  betweenBusinesses('inv_request', ['acme', 'beta'], 'PARTNER_REQUEST', 'ACCEPTED', {
    closedByUserId: 'usr_partner',
    partnershipId: 'prt_in',
    assetGrants: grant('bad1'),
  }),
  betweenBusinesses('inv_assets', ['beta', 'acme'], 'ASSET_REQUEST', 'PENDING', { assetGrants: grant('pr1') }),
  betweenBusinesses('inv_refused', ['beta', 'acme'], 'PARTNER_INVITE', 'DECLINED', {
    closedByUserId: 'usr_admin',
    assetGrants: grant('bad2'),
  }),
  betweenBusinesses('inv_dropped', ['acme', 'beta'], 'ASSET_REQUEST', 'CANCELLED', { closedByUserId: 'usr_owner' }),
  betweenBusinesses('inv_foreign', ['other', 'gamma'], 'PARTNER_INVITE', 'ACCEPTED', {
    closedByUserId: 'usr_courted',
    partnershipId: 'prt_foreign',
  }),
];

export const ROWS = {
  business: ['acme', 'beta', 'gamma', 'other'].map((id) => ({ ...businessRow(id), seatLimit: 50 })),
  app_user: [...PEOPLE.filter((caller) => caller !== 'nobody'), ...BYSTANDERS].map((name) =>
    userRow(`usr_${name}`, {
      email: `${name}@example.com`,
      emailVerified: name !== 'unverified',
      firstName: `First of ${name}`,
      lastName: `Last of ${name}`,
    }),
  ),
  invite: INVITES,
  account_member: [
    member('founder', 'acme', { roles: ['OWNER'] }),
    member('owner', 'acme', { roles: ['OWNER'] }),
    member('admin', 'acme', { roles: ['BIZ_ADMIN'] }),
    member('steward'),
    member('both'),
    ...TO_MEMBERS.map(({ row }) => {
      if (row.id === 'mem_employee') return { ...row, userId: 'usr_employee', acceptedAt: minutes(0) };
      return row.id === 'mem_former' ? { ...row, userId: 'usr_former', status: 'REMOVED' as const } : row;
    }),
    member('partnerOwner', 'beta', { roles: ['OWNER'] }),
    member('partner', 'beta', { roles: ['BIZ_ADMIN'] }),
    member('partnerEmployee', 'beta'),
    member('courted', 'gamma', { roles: ['OWNER'] }),
    member('stranger', 'other', { roles: ['OWNER'] }),
    memberRow('mem_bothOther', { businessId: 'other', userId: 'usr_both' }),
    memberRow('mem_elsewhere', {
      businessId: 'other',
      status: 'INVITED',
      invitedEmail: 'employee@example.com',
      inviteId: 'inv_elsewhere',
    }),
  ],
  partnership: [
    partnershipRow('prt_out', 'acme', 'beta'),
    partnershipRow('prt_in', 'beta', 'acme'),
    partnershipRow('prt_foreign', 'other', 'gamma'),
  ],
  asset: [
    ...['ad1', 'ad2', 'ad3', 'offered', 'courting', 'bygone'].map((id) => assetRow(id)),
    assetRow('pr1', { type: 'PROFILE' }),
    assetRow('cat1', { type: 'CATALOG' }),
    assetRow('bad1', { businessId: 'beta' }),
    assetRow('bad2', { businessId: 'beta' }),
    assetRow('gad1', { businessId: 'gamma' }),
    assetRow('oad1', { businessId: 'other' }),
  ],
  asset_permission: [
    permissionRow('prm_steward', 'ad1', { memberId: 'mem_steward', levels: ['ADMIN'] }),
    permissionRow('prm_employee', 'ad1', { memberId: 'mem_employee', grantedByUserId: 'usr_owner' }),
    permissionRow('prm_beta', 'ad1', { partnershipId: 'prt_out', grantedByUserId: 'usr_founder' }),
    permissionRow('prm_both', 'ad2', { memberId: 'mem_both' }),
    permissionRow('prm_steward3', 'ad3', { memberId: 'mem_steward' }),
    permissionRow('prm_both3', 'ad3', { memberId: 'mem_both' }),
    permissionRow('prm_bothPr', 'pr1', { memberId: 'mem_both' }),
    permissionRow('prm_over', 'pr1', { memberId: 'mem_steward', levels: ['ADMIN'], expiresAt: PAST }),
    permissionRow('prm_overOut', 'cat1', { partnershipId: 'prt_out', expiresAt: PAST }),
    permissionRow('prm_acme', 'bad1', { partnershipId: 'prt_in', grantedByUserId: 'usr_partner' }),
    permissionRow('prm_partnerEmployee', 'bad2', { memberId: 'mem_partnerEmployee' }),
    permissionRow('prm_courted', 'gad1', { memberId: 'mem_courted' }),
    permissionRow('prm_foreign', 'oad1', { partnershipId: 'prt_foreign' }),
  ],
};

/** What stands in ACME's stream, oldest first. */
export const CHANGES: { inviteId: string; status: InviteStatus; actor?: string; key?: string }[] = [
  { inviteId: 'inv_employee', status: 'ACCEPTED', actor: 'usr_employee' },
  { inviteId: 'inv_decliner', status: 'DECLINED', actor: 'usr_decliner' },
  { inviteId: 'inv_refused', status: 'DECLINED', actor: 'usr_admin' },
  { inviteId: 'inv_dropped', status: 'CANCELLED', key: keyId('keyInvites') },
];

export async function layGround(database: Database): Promise<void> {
  await insertRows(database, { business: ROWS.business });
  for (const key of KEYS) {
    const { businessId, scopes } = KEY_FACTS[key];
    await database.query(
      `insert into api_key (id, business_id, name, prefix, secret_hash, scopes, created_at, expires_at, revoked_at)
       values ($1, $2, $3, 'mgk_', $4, $5, $6, $7, $8)`,
      [
        keyId(key),
        businessId,
        `Name of ${key}`,
        hashSecret(secretOf(key)),
        scopes,
        minutes(0),
        LATER,
        key === 'keyRevoked' ? minutes(1) : null,
      ],
    );
  }
  const { business: _, ...rows } = ROWS;
  await insertRows(database, rows); // behind the keys, which some name
  await database.query(`insert into stream_head (stream_key, seq, access) values ('b:acme', $1, 1)`, [CHANGES.length]);
  for (const [index, { inviteId, status, actor = null, key = null }] of CHANGES.entries()) {
    await database.query(
      `insert into stream_event
         (stream_key, seq, invite_id, previous_status, status, actor_kind, actor_user_id, actor_api_key_id, occurred_at)
       values ('b:acme', $1, $2, 'PENDING', $3, $4, $5, $6, $7)`,
      [
        index + 1,
        inviteId,
        status,
        key ? 'API_KEY' : 'USER',
        actor,
        key,
        new Date(Date.now() - (CHANGES.length - index) * 1000),
      ], // recent: older ones are pruned
    );
  }
}
