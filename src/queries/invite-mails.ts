import type { Queryable } from '../database/queryable.js';
import { OPEN_STATUSES } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';

/** What is to be sent for an invite, as it is now. */
export interface InviteMailRow {
  inviteId: string;
  generation: number;
  /** The address as it was spelled, or the verified one of the person who was named; null when they have none now. */
  to: string | null;
  businessName: string;
  inviterName: string | null;
  roles: BusinessRole[];
  message: string | null;
  expiresAt: Date;
}

/** The mails of these invites, as far as they are open and in time: nothing is sent for what is closed or late. */
export const findInviteMails = (db: Queryable, inviteIds: readonly string[]): Promise<InviteMailRow[]> =>
  db.prepared<InviteMailRow>(
    `select i.id as "inviteId", i.generation, coalesce(i.invitee_email, invitee.email) as "to", b.name as "businessName",
       nullif(concat_ws(' ', sender.first_name, sender.last_name), '') as "inviterName", i.roles, i.message,
       i.expires_at as "expiresAt"
     from invite i
     join business b on b.id = i.business_id
     left join app_user sender on sender.id = i.sender_user_id
     left join app_user invitee on invitee.id = i.invitee_user_id and invitee.email_verified
     where i.id = any($1) and i.status = any($2) and i.expires_at > clock_timestamp()`,
    [inviteIds, OPEN_STATUSES],
  );
