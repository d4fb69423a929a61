import type { Queryable } from '../database/queryable.js';
import type { Mailer } from '../email/mailer.js';
import type { KeptMail } from './endpoints.js';
import type { FullMail, Mailbox, MailSummary } from './mail-pages.js';

const MOST_MAILS = 1_000;

/** The mails that the demo kept, newest first, the last 1,000. */
export function listKeptMail(database: Queryable): Promise<KeptMail[]> {
  return database.query<KeptMail>(
    `select recipient as "to", subject, text, html, link
       from kept_mail
      order by created_at desc, message_id desc
      limit $1`,
    [MOST_MAILS],
  );
}

/** How the demo's mail page reads them: a list of the newest 200 without their bodies, and one mail. */
export const createMailbox = (database: Queryable): Mailbox => ({
  list: () =>
    database.query<MailSummary>(
      `select message_id as id, recipient as "to", subject, created_at as "sentAt"
         from kept_mail
        order by created_at desc, message_id desc
        limit 200`,
    ),
  find: async (id) => {
    const [mail] = await database.query<FullMail>(
      `select message_id as id, recipient as "to", subject, created_at as "sentAt", text, html, link
         from kept_mail
        where message_id = $1`,
      [id],
    );
    return mail;
  },
});

/** The demo's mailer: keeps the newest 1,000 mails in the database, for `/dev/mail.json`. */
export const createKeptMailer = (db: Queryable): Mailer => ({
  send: async ({ messageId, to, subject, text, html, link }) => {
    await db.query(
      `insert into kept_mail (message_id, recipient, subject, text, html, link, created_at)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp()) on conflict do nothing`,
      [messageId, to, subject, text, html, link],
    );
    await db.query(
      `delete from kept_mail where created_at < (select created_at from kept_mail order by created_at desc offset $1 limit 1)`,
      [MOST_MAILS],
    );
  },
});
