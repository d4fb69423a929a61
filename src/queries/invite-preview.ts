import type { Queryable } from '../database/queryable.js';
import { type InviteStatus, type InviteType, OPEN_STATUSES } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';

/** What the holder of a link may see of its invite: no e-mail, no ids. */
export interface InvitePreviewRow {
  type: InviteType;
  status: InviteStatus;
  businessName: string;
  inviterName: string | null;
  roles: BusinessRole[];
  expiresAt: Date;
  /** The invitee has no account here. */
  requiresPassword: boolean;
}

/** The invite of the link with this hash, however it stands; with `onlyOpen` as long as it can be answered. */
export async function findInvitePreview(
  db: Queryable,
  linkHash: Buffer,
  { onlyOpen }: { onlyOpen: boolean },
): Promise<InvitePreviewRow | null> {
  const [row] = await db.prepared<InvitePreviewRow>(
    `select i.type, i.status, b.name as "businessName",
       nullif(concat_ws(' ', sender.first_name, sender.last_name), '') as "inviterName", i.roles, i.expires_at as "expiresAt",
       not exists (select from account a where a.user_id = i.invitee_user_id)
         and not exists (select from account a where i.invitee_user_id is null
           and a.email_canonical = i.invitee_email_canonical) as "requiresPassword"
     from invite i
     join business b on b.id = i.business_id
     left join app_user sender on sender.id = i.sender_user_id
     where i.link_hash = $1 and (not $2 or (i.status = any($3) and i.expires_at > clock_timestamp()))`,
    [linkHash, onlyOpen, OPEN_STATUSES],
  );
  return row ?? null;
}
