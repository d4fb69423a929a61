import type { Database } from '../database/data-source.js';
import type { SignInCodes } from '../domain/sign-in-code.js';
import { signInCodeMail } from '../email/code-mail.js';
import type { Mailer } from '../email/mailer.js';
import { deleteOutbox, type OutboxItem, postponeOutbox, takeOutbox } from '../outbox/outbox.js';
import { findCodeMails } from '../queries/code-mails.js';
import type { JobLog } from './job-loop.js';
import { workThrough } from './mail-batch.js';

const BATCH = 20;

export interface SendCodes {
  database: Database;
  mailer: Mailer;
  codes: SignInCodes;
  publicUrl: () => string;
  log: JobLog;
  /** The process is to end. */
  signal?: AbortSignal | undefined;
}

/**
 * Hands over the sign-in codes that are owed, up to 20. The digits are made again at each attempt, and nowhere kept. What
 * has been used, replaced or has run out meanwhile is not sent. Returns how many were due.
 */
export async function sendCodes(options: SendCodes): Promise<number> {
  const { database, log, signal } = options;
  const items = await takeOutbox(database, BATCH, 'codes');
  await workThrough({ db: database, items, log, signal }, (item) => sendOne(options, item));
  return items.length;
}

async function sendOne({ database, mailer, codes, publicUrl, log }: SendCodes, item: OutboxItem): Promise<void> {
  const [row] = await findCodeMails(database, [item.subjectId]);
  const code = row && codes.read(row);
  if (row && code) {
    const { id: codeId, email: to, minutesValid } = row;
    try {
      await mailer.send(signInCodeMail({ codeId, to, code, minutesValid }, publicUrl()));
    } catch (error) {
      log.warn({ err: error, codeId, attempts: item.attempts }, 'a sign-in code could not be handed over');
      return postponeOutbox(database, item);
    }
  }
  await deleteOutbox(database, [item.id]);
}
