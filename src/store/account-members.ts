import { selectList } from '../database/columns.js';
import type { Tx } from '../database/transaction.js';
import { SEATED_STATUSES } from '../domain/membership.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import { insertRows, lockAndUpdateRows, type Table } from './rows.js';

const ACCOUNT_MEMBER: Table<AccountMemberRow> = {
  name: 'account_member',
  key: 'id',
  properties: [
    'id',
    'businessId',
    'status',
    'roles',
    'invitedEmail',
    'invitedEmailCanonical',
    'invitedUserId',
    'userId',
    'inviteId',
    'createdAt',
    'updatedAt',
    'acceptedAt',
    'membershipExpiresAt',
  ],
};
const COLUMNS = selectList('m', ACCOUNT_MEMBER.properties);

/**
 * The rows that these invites made or opened again. They change only together with their invite, whose lock the caller
 * holds, so they need none of their own.
 */
export async function readMembersOf(tx: Tx, inviteIds: readonly string[]): Promise<Map<string, AccountMemberRow>> {
  const rows = await tx.prepared<AccountMemberRow>(
    `select ${COLUMNS} from account_member m where m.invite_id = any($1)`,
    [inviteIds],
  );
  return new Map(rows.map((row) => [row.inviteId ?? '', row]));
}

/** Locks these rows of these businesses, in the order of their ids. */
export async function lockMembers(
  tx: Tx,
  businessIds: readonly string[],
  ids: readonly string[],
): Promise<Map<string, AccountMemberRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.prepared<AccountMemberRow>(
    `select ${COLUMNS} from account_member m where m.id = any($2) and m.business_id = any($1)
     order by m.id for no key update`,
    [businessIds, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Locks who of these is an ACTIVE member of the business, to hang permissions on them, in the order of their ids. The others
 * are left alone: their rows go with their invites, which are locked before, and who holds those may wait for a permission.
 */
export async function lockActiveMembers(
  tx: Tx,
  businessId: string,
  ids: readonly string[],
): Promise<Map<string, AccountMemberRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.prepared<AccountMemberRow>(
    `select ${COLUMNS} from account_member m where m.id = any($2) and m.business_id = $1 and m.status = 'ACTIVE'
     order by m.id for no key update`,
    [businessId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** How many OWNERs the business has; stable while its row is locked. */
export async function countOwners(tx: Tx, businessId: string): Promise<number> {
  const [row] = await tx.prepared<{ owners: number }>(
    `select count(*) as owners from account_member where business_id = $1 and status = 'ACTIVE' and 'OWNER' = any(roles)`,
    [businessId],
  );
  return row?.owners ?? 0;
}

/** Up to `limit` memberships that are over at `now`, longest over first. Without a lock: invites and businesses go before. */
export async function findOverMembers(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<Pick<AccountMemberRow, 'id' | 'businessId'>[]> {
  return tx.prepared<Pick<AccountMemberRow, 'id' | 'businessId'>>(
    `select m.id as "id", m.business_id as "businessId" from account_member m
     where m.status = 'ACTIVE' and m.membership_expires_at <= $1
     order by m.membership_expires_at limit $2`,
    [now, limit],
  );
}

/**
 * All rows of the business that stand for these people, by address as invited, by user id as invited, or by the person who
 * accepted; newest first. Stable while the business's row is locked.
 */
export async function readMembersNamed(
  tx: Tx,
  businessId: string,
  named: { emails: readonly string[]; userIds: readonly string[]; personIds: readonly string[] },
): Promise<AccountMemberRow[]> {
  // Three index scans; one condition with OR would read all members of a large business.
  return tx.prepared<AccountMemberRow>(
    `select ${COLUMNS} from account_member m where m.id in (
       select id from account_member where invited_email_canonical = any($2) and business_id = $1
       union select id from account_member where invited_user_id = any($3) and business_id = $1
       union select id from account_member where user_id = any($4) and business_id = $1
     ) order by m.created_at desc, m.id desc`,
    [businessId, named.emails, named.userIds, named.personIds],
  );
}

export interface Seats {
  active: number;
  /** Active members and open invites, each invitee as named once. */
  used: number;
}

/** The seats taken in each of these businesses: to be read after their rows are locked. */
export async function countSeats(tx: Tx, businessIds: readonly string[]): Promise<Map<string, Seats>> {
  const rows = await tx.prepared<Seats & { businessId: string }>(
    `select b.id as "businessId",
       (select count(*) from account_member m where m.business_id = b.id and m.status = 'ACTIVE') as active,
       (select count(*) from account_member m where m.business_id = b.id and m.status = any($2)) as used
     from unnest($1::text[]) as b(id)`,
    [businessIds, SEATED_STATUSES],
  );
  return new Map(rows.map(({ businessId, active, used }) => [businessId, { active, used }]));
}

export const insertMembers = (tx: Tx, rows: readonly AccountMemberRow[]): Promise<void> =>
  insertRows(tx, ACCOUNT_MEMBER, rows);
/** Writes rows that are guarded by their invites or their business, and perhaps not locked themselves. */
export const updateMembers = (tx: Tx, rows: readonly AccountMemberRow[]): Promise<void> =>
  lockAndUpdateRows(tx, ACCOUNT_MEMBER, rows);
