import type { Queryable } from '../database/queryable.js';
import type { KeptMail } from './endpoints.js';

const MOST_MAILS = 500;

/** The mails that the demo kept, newest first, the last 500. */
export function listKeptMail(database: Queryable): Promise<KeptMail[]> {
  return database.query<KeptMail>(
    `select recipient as "to", subject, text, html, link
       from kept_mail
      order by created_at desc, message_id desc
      limit $1`,
    [MOST_MAILS],
  );
}
