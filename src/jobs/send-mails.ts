import { addressNotices } from '../commands/address-notices.js';
import { markInvitesSent } from '../commands/mark-invites-sent.js';
import { runSystem } from '../commands/run-mutation.js';
import type { Database } from '../database/data-source.js';
import { RequestError } from '../domain/errors.js';
import type { Links } from '../domain/link.js';
import type { RateLimiter } from '../domain/rate-limits.js';
import { inviteMail } from '../email/invite-mail.js';
import { type Mail, MailError, type Mailer } from '../email/mailer.js';
import { partnerNoticeMail } from '../email/partner-notice-mail.js';
import { deferOutbox, deleteOutbox, type OutboxItem, postponeOutbox, takeOutbox } from '../outbox/outbox.js';
import { findInviteMails, findPartnerNotices } from '../queries/invite-mails.js';
import type { JobLog } from './job-loop.js';
import { workThrough } from './mail-batch.js';

const BATCH = 50;
/** Over how long those come due again that a mailbox could not have: thousands at one moment would hold up all others. */
const SPREAD_SECONDS = 600;

export interface SendMails {
  database: Database;
  mailer: Mailer;
  links: Links;
  rateLimits: RateLimiter;
  publicUrl: () => string;
  log: JobLog;
  /** The process is to end. */
  signal?: AbortSignal | undefined;
}

/**
 * Hands over what is due, up to 50 mails, and counts each as soon as it was handed over. A mail goes out at least once: when
 * the process dies between the two, the lease ends and another process sends it again under the same Message-ID, with the
 * same link. Who has had as many as they may in an hour is sent the rest later. Returns how many were due.
 */
export async function sendMails(options: SendMails): Promise<number> {
  const { database, log, signal } = options;
  const items = await takeOutbox(database, BATCH);
  if (items.length === 0) return 0;
  const notices = items.filter(({ kind, recipientUserId }) => kind === 'PARTNER_NOTICE' && recipientUserId === null);
  if (notices.length > 0) await runSystem(database, (tx) => addressNotices(tx, notices));
  const note = createNotes(database);
  const mails = items.filter((item) => !notices.includes(item));
  await workThrough({ db: database, items: mails, log, signal }, (item) => sendOne(options, item, note));
  return items.length;
}

async function sendOne(options: SendMails, item: OutboxItem, note: (sent: OutboxItem) => Promise<void>): Promise<void> {
  const { database, mailer, rateLimits, log } = options;
  const written = await writeMail(options, item); // as late as can be: the invite may have been closed just now
  if (!written) return drop(database, item);
  const { mail, recipient } = written;
  const secondsToWait = await takeMail(rateLimits, recipient);
  if (secondsToWait > 0) return deferOutbox(database, item, secondsToWait + Math.random() * SPREAD_SECONDS);
  try {
    await mailer.send(mail);
  } catch (error) {
    log.warn({ err: error, inviteId: item.subjectId, attempts: item.attempts }, 'a mail could not be handed over');
    await rateLimits.giveBack('mailsPerRecipient', recipient);
    const isPermanent = error instanceof MailError && error.permanent;
    return postponeOutbox(database, item, isPermanent ? 'permanent' : 'passing');
  }
  await note(item);
}

/**
 * Takes one of the mails that the recipient may have in an hour; otherwise the seconds until there may be another. It is
 * asked here and not of who invites: for them one flooded mailbox would spoil a whole batch, and they would learn of it.
 */
async function takeMail(rateLimits: RateLimiter, recipient: string): Promise<number> {
  try {
    await rateLimits.take('mailsPerRecipient', recipient);
    return 0;
  } catch (error) {
    if (error instanceof RequestError && error.retryAfterSeconds) return error.retryAfterSeconds;
    throw error;
  }
}

/** Nothing is to be sent. A notice whose reader has gone is addressed anew, in case that nobody was told yet. */
async function drop(database: Database, item: OutboxItem): Promise<void> {
  if (item.kind === 'PARTNER_NOTICE') await runSystem(database, (tx) => addressNotices(tx, [item]));
  else await deleteOutbox(database, [item.id]);
}

/** Counts mails as handed over: one at once, and those that come while it is being counted together behind it. */
function createNotes(database: Database): (sent: OutboxItem) => Promise<void> {
  let gathered: OutboxItem[] = [];
  let next = Promise.resolve();
  let last = Promise.resolve();
  return (item) => {
    gathered.push(item);
    if (gathered.length > 1) return next;
    next = last.then(async () => {
      const sent = gathered;
      gathered = [];
      await runSystem(database, (tx) => markInvitesSent(tx, sent));
    });
    last = next.catch(() => {}); // told to those who await it
    return next;
  };
}

interface WrittenMail {
  mail: Mail;
  /**
   * Whose mail it counts as: the address or the person, as the invite names them. A person's mails are not counted by
   * their address, or who knows that one could find out by flooding it whom it belongs to.
   */
  recipient: string;
}

/** The mail as it is to be sent now; none of what is closed, late, sent again, or no longer for its reader. */
function writeMail(options: SendMails, item: OutboxItem): Promise<WrittenMail | undefined> {
  return item.kind === 'PARTNER_NOTICE' ? writeNotice(options, item) : writeInvite(options, item);
}

async function writeInvite(
  { database, links, publicUrl, log }: SendMails,
  item: OutboxItem,
): Promise<WrittenMail | undefined> {
  const [row] = await findInviteMails(database, [item.subjectId]);
  if (!row || row.generation !== item.generation || row.to === null) return undefined;
  const token = links.read({ ...row, id: row.inviteId });
  if (token) {
    const recipient = row.inviteeUserId === null ? `address:${row.inviteeEmailCanonical}` : `user:${row.inviteeUserId}`;
    return { mail: inviteMail({ ...row, to: row.to, token }, publicUrl()), recipient };
  }
  log.warn(
    { inviteId: row.inviteId },
    'the key that made the link of an invite is gone: the invite is to be sent again',
  );
  return undefined;
}

async function writeNotice({ database, publicUrl }: SendMails, item: OutboxItem): Promise<WrittenMail | undefined> {
  const { subjectId: inviteId, recipientUserId: userId, generation } = item;
  const [row] = userId === null ? [] : await findPartnerNotices(database, [{ inviteId, userId }]);
  if (row?.generation !== generation) return undefined;
  const mail = partnerNoticeMail({ ...row, link: `${publicUrl()}/` }, publicUrl());
  return { mail, recipient: `user:${row.recipientId}` };
}
