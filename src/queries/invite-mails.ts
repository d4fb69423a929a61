import type { Queryable } from '../database/queryable.js';
import { OPEN_STATUSES } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';
import type { PartnerInviteType } from '../domain/partnership.js';

/** What is to be sent for an invite, as it is now. */
export interface InviteMailRow {
  inviteId: string;
  generation: number;
  linkSalt: Buffer | null;
  linkHash: Buffer | null;
  /** The address as it was spelled, or the verified one of the person who was named; null when they have none now. */
  to: string | null;
  /** Set where a person was named, not an address. */
  inviteeUserId: string | null;
  inviteeEmailCanonical: string | null;
  businessName: string;
  inviterName: string | null;
  roles: BusinessRole[];
  message: string | null;
  expiresAt: Date;
}

/** The mails of these invites, as far as they are open and in time: nothing is sent for what is closed or late. */
export const findInviteMails = (db: Queryable, inviteIds: readonly string[]): Promise<InviteMailRow[]> =>
  db.prepared<InviteMailRow>(
    `select i.id as "inviteId", i.generation, i.link_salt as "linkSalt", i.link_hash as "linkHash", coalesce(i.invitee_email, invitee.email) as "to",
       i.invitee_user_id as "inviteeUserId", i.invitee_email_canonical as "inviteeEmailCanonical", b.name as "businessName",
       nullif(concat_ws(' ', sender.first_name, sender.last_name), '') as "inviterName", i.roles, i.message,
       i.expires_at as "expiresAt"
     from invite i
     join business b on b.id = i.business_id
     left join app_user sender on sender.id = i.sender_user_id
     left join app_user invitee on invitee.id = i.invitee_user_id and invitee.email_verified
     where i.id = any($1) and i.status = any($2) and i.expires_at > clock_timestamp()`,
    [inviteIds, OPEN_STATUSES],
  );

/** What is to be sent to one administrator of the business that a partner invite or request is addressed to, as it is now. */
export interface PartnerNoticeRow {
  inviteId: string;
  recipientId: string;
  type: PartnerInviteType;
  generation: number;
  to: string;
  businessName: string;
  addressedBusinessName: string;
  senderName: string | null;
  message: string | null;
  expiresAt: Date;
}

/** The notices of these invites to these people, as far as the invite is open and in time, and they may answer it. */
export const findPartnerNotices = (
  db: Queryable,
  notices: readonly { inviteId: string; userId: string }[],
): Promise<PartnerNoticeRow[]> =>
  db.prepared<PartnerNoticeRow>(
    `select i.id as "inviteId", u.id as "recipientId", i.type, i.generation, u.email as "to", b.name as "businessName",
       addressed.name as "addressedBusinessName", nullif(concat_ws(' ', sender.first_name, sender.last_name), '') as "senderName",
       i.message, i.expires_at as "expiresAt"
     from unnest($1::text[], $2::text[]) as notice (invite_id, user_id)
     join invite i on i.id = notice.invite_id and i.status = any($3) and i.expires_at > clock_timestamp()
     join business b on b.id = i.business_id
     join business addressed on addressed.id = i.invitee_business_id
     join account_member m on m.business_id = i.invitee_business_id and m.user_id = notice.user_id
       and m.status = 'ACTIVE' and m.roles && '{OWNER,BIZ_ADMIN}'
     join app_user u on u.id = notice.user_id and u.email_verified
     left join app_user sender on sender.id = i.sender_user_id`,
    [notices.map(({ inviteId }) => inviteId), notices.map(({ userId }) => userId), OPEN_STATUSES],
  );
