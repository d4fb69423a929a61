import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { Tx } from '../database/transaction.js';
import { OPEN_STATUSES } from '../domain/invite.js';
import type { PartnerInviteType } from '../domain/partnership.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { insertRows, type Table, updateRows } from './rows.js';

const INVITE: Table<InviteRow> = {
  name: 'invite',
  key: 'id',
  properties: [
    'id',
    'type',
    'status',
    'businessId',
    'inviteeEmail',
    'inviteeEmailCanonical',
    'inviteeUserId',
    'inviteeBusinessId',
    'roles',
    'assetGrants',
    'membershipExpiresAt',
    'message',
    'createdByUserId',
    'createdByApiKeyId',
    'senderUserId',
    'senderApiKeyId',
    'generation',
    'linkSalt',
    'linkHash',
    'sendCount',
    'createdAt',
    'updatedAt',
    'sentAt',
    'expiresAt',
    'closedAt',
    'closedByUserId',
    'memberId',
    'partnershipId',
  ],
};
const COLUMNS = selectList('i', INVITE.properties);
// Written out, not a parameter: only so does PostgreSQL see that the partial indices fit.
const OPEN = `status in (${OPEN_STATUSES.map((status) => `'${status}'`).join(', ')})`;
const OPEN_INVITE = `i.${OPEN}`;

const byId = (rows: InviteRow[]): Map<string, InviteRow> => new Map(rows.map((row) => [row.id, row]));

/** Locks these invites, in the order of their ids. Unknown ids are absent from the answer. */
export async function lockInvites(tx: Tx, ids: readonly string[]): Promise<Map<string, InviteRow>> {
  return byId(
    await tx.prepared<InviteRow>(
      `select ${COLUMNS} from invite i where i.id = any($1) order by i.id for no key update`,
      [ids],
    ),
  );
}

const OPEN_TO = `select ${COLUMNS} from invite i
  where i.business_id = $1 and i.type = 'MEMBER_INVITE' and ${OPEN}
    and (i.invitee_email_canonical = any($2) or i.invitee_user_id = any($3))
  order by i.id`;

/** Locks the open invites of the business to these invitees as named, in the order of their ids. */
export async function lockOpenMemberInvites(
  tx: Tx,
  businessId: string,
  emails: readonly string[],
  userIds: readonly string[],
): Promise<Map<string, InviteRow>> {
  return byId(await tx.prepared<InviteRow>(`${OPEN_TO} for no key update`, [businessId, emails, userIds]));
}

/** The same without locks, for who is not going to write. */
export async function readOpenMemberInvites(
  tx: Tx,
  businessId: string,
  emails: readonly string[],
  userIds: readonly string[],
): Promise<Map<string, InviteRow>> {
  return byId(await tx.prepared<InviteRow>(OPEN_TO, [businessId, emails, userIds]));
}

const OPEN_TO_PARTNERS = `select ${COLUMNS} from invite i
  where i.business_id = $1 and i.type = $2 and ${OPEN_INVITE} and i.invitee_business_id = any($3)
  order by i.id`;

/** Locks the open invites of this type that the business has sent to these businesses, in the order of their ids. */
export async function lockOpenPartnerInvites(
  tx: Tx,
  businessId: string,
  type: PartnerInviteType,
  partnerIds: readonly string[],
): Promise<Map<string, InviteRow>> {
  return byId(await tx.prepared<InviteRow>(`${OPEN_TO_PARTNERS} for no key update`, [businessId, type, partnerIds]));
}

/** The same without locks: for who is not going to write, and to look again behind the business's lock. */
export async function readOpenPartnerInvites(
  tx: Tx,
  businessId: string,
  type: PartnerInviteType,
  partnerIds: readonly string[],
): Promise<Map<string, InviteRow>> {
  return byId(await tx.prepared<InviteRow>(OPEN_TO_PARTNERS, [businessId, type, partnerIds]));
}

/** What is to be known of the invite of a link before anything is locked. */
export interface LinkedInvite extends Pick<InviteRow, 'id' | 'status' | 'inviteeUserId' | 'closedByUserId'> {
  /** It can be answered: open, and its time is not over. */
  isOpen: boolean;
  /** The mailbox of the invitee, as spelled and as compared: of a person named by id the one of their account, or the verified one. */
  email: string | null;
  emailCanonical: string | null;
}

/** The invite whose newest link has the token with this hash. */
export async function findInviteOfLink(db: Queryable, linkHash: Buffer): Promise<LinkedInvite | undefined> {
  const [row] = await db.prepared<LinkedInvite>(
    `select i.id, i.status, i.invitee_user_id as "inviteeUserId", i.closed_by_user_id as "closedByUserId",
       i.${OPEN} and i.expires_at > clock_timestamp() as "isOpen",
       coalesce(i.invitee_email, person.email, a.email_canonical) as "email",
       coalesce(i.invitee_email_canonical, a.email_canonical, person.email_canonical) as "emailCanonical"
     from invite i
     left join account a on a.user_id = i.invitee_user_id
     left join app_user person on person.id = i.invitee_user_id and person.email_verified
     where i.link_hash = $1`,
    [linkHash],
  );
  return row;
}

/** Locks up to `limit` invites that are late at `now`, leaving out those that somebody else is working on. */
export async function lockLateInvites(tx: Tx, now: Date, limit: number): Promise<Map<string, InviteRow>> {
  return byId(
    await tx.prepared<InviteRow>(
      `select ${COLUMNS} from invite i
       where ${OPEN} and i.expires_at <= $1
       order by i.expires_at limit $2 for no key update skip locked`,
      [now, limit],
    ),
  );
}

/**
 * Which open invites concern these members: of who is INVITED their own, of who is ACTIVE all that the business has sent to
 * the person, by user id or by the e-mail that they have verified. No new one appears while the business's row is locked.
 */
export async function findInvitesOfMembers(
  tx: Tx,
  businessIds: readonly string[],
  memberIds: readonly string[],
): Promise<{ memberId: string; inviteId: string }[]> {
  if (memberIds.length === 0) return [];
  // Three index scans; one condition with OR would read all open invites of a large business.
  return tx.prepared<{ memberId: string; inviteId: string }>(
    `with member as (select * from account_member m where m.id = any($2) and m.business_id = any($1))
     select m.id as "memberId", i.id as "inviteId" from member m
       join invite i on i.id = m.invite_id and ${OPEN_INVITE} where m.status = 'INVITED'
     union all select m.id, i.id from member m
       join invite i on i.business_id = m.business_id and i.type = 'MEMBER_INVITE' and ${OPEN_INVITE}
         and i.invitee_user_id = m.user_id where m.status = 'ACTIVE'
     union all select m.id, i.id from member m
       join app_user u on u.id = m.user_id and u.email_verified
       join invite i on i.business_id = m.business_id and i.type = 'MEMBER_INVITE' and ${OPEN_INVITE}
         and i.invitee_email_canonical = u.email_canonical where m.status = 'ACTIVE'`,
    [businessIds, memberIds],
  );
}

/**
 * The open invites that stand in the way of sending these invites of the business again: others of the same type to the same
 * invitee as named. No new one appears while the business's row is locked.
 */
export async function findRivals(tx: Tx, businessId: string, ids: readonly string[]): Promise<{ inviteId: string }[]> {
  const rivals = RIVAL_COLUMNS.map(
    (column) => `select rival.id as "inviteId" from invite i
      join invite rival on rival.business_id = i.business_id and rival.type = i.type and rival.${column} = i.${column}
        and rival.id <> i.id and rival.${OPEN}
      where i.id = any($2) and i.business_id = $1`,
  );
  return tx.prepared<{ inviteId: string }>(rivals.join(' union all '), [businessId, ids]); // each has its index
}

const RIVAL_COLUMNS = ['invitee_email_canonical', 'invitee_user_id', 'invitee_business_id'];

/** The open ASSET_REQUESTs along these partnerships. No new one appears while the businesses' rows are locked. */
export async function findOpenAssetRequests(
  tx: Tx,
  partnerships: readonly { id: string; hostId: string; partnerId: string }[],
): Promise<{ partnershipId: string; inviteId: string }[]> {
  if (partnerships.length === 0) return [];
  return tx.prepared<{ partnershipId: string; inviteId: string }>(
    `select p.id as "partnershipId", i.id as "inviteId"
     from unnest($1::text[], $2::text[], $3::text[]) as p(id, host_id, partner_id)
     join invite i on i.business_id = p.partner_id and i.type = 'ASSET_REQUEST' and i.invitee_business_id = p.host_id
       and ${OPEN_INVITE}`,
    [
      partnerships.map(({ id }) => id),
      partnerships.map(({ hostId }) => hostId),
      partnerships.map(({ partnerId }) => partnerId),
    ],
  );
}

/** How many invites of the business are open. */
export async function countOpenInvites(tx: Tx, businessId: string): Promise<number> {
  const [row] = await tx.prepared<{ open: number }>(
    `select count(*) as open from invite where business_id = $1 and ${OPEN}`,
    [businessId],
  );
  return row?.open ?? 0;
}

export const insertInvites = (tx: Tx, rows: readonly InviteRow[]): Promise<void> => insertRows(tx, INVITE, rows);
export const updateInvites = (tx: Tx, rows: readonly InviteRow[]): Promise<void> => updateRows(tx, INVITE, rows);
