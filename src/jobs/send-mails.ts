import { addressNotices } from '../commands/address-notices.js';
import { markInvitesSent } from '../commands/mark-invites-sent.js';
import { runSystem } from '../commands/run-mutation.js';
import type { Database } from '../database/data-source.js';
import type { Queryable } from '../database/queryable.js';
import { inviteMail } from '../email/invite-mail.js';
import type { Mail, Mailer } from '../email/mailer.js';
import { partnerNotice } from '../email/partner-notice.js';
import { deleteOutbox, type OutboxItem, postponeOutbox, renewLeases, takeOutbox } from '../outbox/outbox.js';
import { findInviteMails, findPartnerNotices } from '../queries/invite-mails.js';
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
export async function sendMails(options: SendMails): Promise<number> {
  const { database, log } = options;
  const items = await takeOutbox(database, BATCH);
  if (items.length === 0) return 0;
  const ids = items.map((item) => item.id);
  const renewal = setInterval(() => {
    renewLeases(database, ids).catch((error: unknown) =>
      log.warn({ err: error }, 'cannot keep the mails that are being sent'),
    );
  }, RENEW_EVERY_MS);
  try {
    const mails = await writeMails(options, items);
    const outcomes = await Promise.all(items.map((item) => sendOne(options, item, mails.get(item.id))));
    const sent = items.filter((_, index) => outcomes[index] === 'sent');
    const unsent = items.filter((_, index) => outcomes[index] === 'void');
    if (sent.length > 0) await runSystem(database, (tx) => markInvitesSent(tx, sent));
    // A notice that names nobody yet, or somebody who has gone.
    const notices = unsent.filter(({ kind }) => kind === 'PARTNER_NOTICE');
    if (notices.length > 0) await runSystem(database, (tx) => addressNotices(tx, notices));
    await deleteOutbox(
      database,
      unsent.flatMap(({ kind, id }) => (kind === 'PARTNER_NOTICE' ? [] : id)),
    );
  } finally {
    clearInterval(renewal);
  }
  return items.length;
}

/** The mail of each item as it is to be sent now; none of what is closed, late, or no longer for the reader. */
async function writeMails(
  { database, publicUrl }: SendMails,
  items: readonly OutboxItem[],
): Promise<Map<number, Mail>> {
  const invites = await mapInviteMails(database, items);
  const notices = await mapPartnerNotices(database, items);
  return new Map(
    items.flatMap((item): [number, Mail][] => {
      const invite = invites.get(item.subjectId);
      const notice = notices.get(`${item.subjectId} ${item.recipientUserId}`);
      if (item.kind === 'PARTNER_NOTICE') {
        return notice?.generation === item.generation ? [[item.id, partnerNotice(notice, publicUrl())]] : [];
      }
      const to = invite?.generation === item.generation ? invite.to : null;
      return invite && to !== null ? [[item.id, inviteMail({ ...invite, to }, publicUrl())]] : [];
    }),
  );
}

async function mapInviteMails(db: Queryable, items: readonly OutboxItem[]) {
  const ids = items.flatMap(({ kind, subjectId }) => (kind === 'INVITE_MAIL' ? subjectId : []));
  const rows = ids.length === 0 ? [] : await findInviteMails(db, ids);
  return new Map(rows.map((row) => [row.inviteId, row]));
}

async function mapPartnerNotices(db: Queryable, items: readonly OutboxItem[]) {
  const wanted = items.flatMap(({ subjectId, recipientUserId }) =>
    recipientUserId === null ? [] : { inviteId: subjectId, userId: recipientUserId },
  );
  const rows = wanted.length === 0 ? [] : await findPartnerNotices(db, wanted);
  return new Map(rows.map((row) => [`${row.inviteId} ${row.recipientUserId}`, row]));
}

async function sendOne(
  { database, mailer, log }: SendMails,
  item: OutboxItem,
  mail: Mail | undefined,
): Promise<'sent' | 'void' | 'failed'> {
  if (!mail) return 'void';
  try {
    await mailer.send(mail);
    return 'sent';
  } catch (error) {
    log.warn({ err: error, inviteId: item.subjectId, attempts: item.attempts }, 'a mail could not be handed over');
    await postponeOutbox(database, item);
    return 'failed';
  }
}
