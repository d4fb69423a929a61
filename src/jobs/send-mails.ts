import { markInvitesSent } from '../commands/mark-invites-sent.js';
import { runSystem } from '../commands/run-mutation.js';
import type { Database } from '../database/data-source.js';
import { inviteMail } from '../email/invite-mail.js';
import type { Mailer } from '../email/mailer.js';
import { deleteOutbox, type OutboxItem, postponeOutbox, renewLeases, takeOutbox } from '../outbox/outbox.js';
import { findInviteMails, type InviteMailRow } from '../queries/invite-mails.js';
import type { JobLog } from './job-loop.js';

const BATCH = 50;
const RENEW_EVERY_MS = 3_000; // well within the lease of 10 s

export interface SendMails {
  database: Database;
  mailer: Mailer;
  publicUrl: () => string;
  log: JobLog;
}

/**
 * Hands over what is due, up to 50 mails, and counts what was handed over. A mail goes out at least once: when the process
 * dies between the two, the lease ends and another process sends it again under the same Message-ID. Returns how many were due.
 */
export async function sendMails({ database, mailer, publicUrl, log }: SendMails): Promise<number> {
  const items = await takeOutbox(database, BATCH);
  if (items.length === 0) return 0;
  const ids = items.map((item) => item.id);
  const renewal = setInterval(() => {
    renewLeases(database, ids).catch((error: unknown) =>
      log.warn({ err: error }, 'cannot keep the mails that are being sent'),
    );
  }, RENEW_EVERY_MS);
  try {
    const mails = new Map(
      (
        await findInviteMails(
          database,
          items.map((item) => item.subjectId),
        )
      ).map((row) => [row.inviteId, row]),
    );
    const outcomes = await Promise.all(items.map((item) => sendOne(item, mails.get(item.subjectId))));
    const sent = items.filter((_, index) => outcomes[index] === 'sent');
    const void_ = items.filter((_, index) => outcomes[index] === 'void');
    if (sent.length > 0) await runSystem(database, (tx) => markInvitesSent(tx, sent));
    await deleteOutbox(
      database,
      void_.map((item) => item.id),
    );
  } finally {
    clearInterval(renewal);
  }
  return items.length;

  async function sendOne(item: OutboxItem, row: InviteMailRow | undefined): Promise<'sent' | 'void' | 'failed'> {
    if (!row || row.generation !== item.generation || row.to === null) return 'void';
    try {
      await mailer.send(inviteMail({ ...row, to: row.to }, publicUrl()));
      return 'sent';
    } catch (error) {
      log.warn({ err: error, inviteId: item.subjectId, attempts: item.attempts }, 'a mail could not be handed over');
      await postponeOutbox(database, item);
      return 'failed';
    }
  }
}
