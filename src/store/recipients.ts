import type { Tx } from '../database/transaction.js';

/** Who is told of what is addressed to a business. */
export interface NoticeRecipient {
  businessId: string;
  userId: string;
}

/** The OWNERs and BIZ_ADMINs of these businesses who have a verified e-mail. */
export async function readNoticeRecipients(tx: Tx, businessIds: readonly string[]): Promise<NoticeRecipient[]> {
  return tx.prepared<NoticeRecipient>(
    `select m.business_id as "businessId", m.user_id as "userId" from account_member m
     join app_user u on u.id = m.user_id and u.email_verified
     where m.business_id = any($1) and m.status = 'ACTIVE' and m.roles && '{OWNER,BIZ_ADMIN}'
     order by m.business_id, m.user_id`,
    [businessIds],
  );
}
