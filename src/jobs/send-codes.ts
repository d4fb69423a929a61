import type { Database } from '../database/data-source.js';
import type { SignInCodes } from '../domain/sign-in-code.js';
import { signInCodeMail } from '../email/code-mail.js';
import type { Mailer } from '../email/mailer.js';
import { deleteOutbox, type OutboxItem, postponeOutbox, renewLeases, takeOutbox } from '../outbox/outbox.js';
import { type CodeMailRow, findCodeMails } from '../queries/code-mails.js';
import type { JobLog } from './job-loop.js';

const BATCH = 20;
const RENEW_EVERY_MS = 3_000; // well within the lease of 10 s

export interface SendCodes {
  database: Database;
  mailer: Mailer;
  codes: SignInCodes;
  publicUrl: () => string;
  log: JobLog;
}

/**
 * Hands over the sign-in codes that are owed, up to 20. The digits are made again at each attempt, and nowhere kept. What
 * has been used, replaced or has run out meanwhile is not sent. Returns how many were due.
 */
export async function sendCodes(options: SendCodes): Promise<number> {
  const { database, log } = options;
  const items = await takeOutbox(database, BATCH, 'codes');
  if (items.length === 0) return 0;
  const ids = items.map((item) => item.id);
  const renewal = setInterval(() => {
    renewLeases(database, ids).catch((error: unknown) =>
      log.warn({ err: error }, 'cannot keep the codes that are being sent'),
    );
  }, RENEW_EVERY_MS);
  try {
    const codeIds = items.map((item) => item.subjectId);
    const rows = new Map((await findCodeMails(database, codeIds)).map((row) => [row.id, row]));
    const done = await Promise.all(items.map((item) => sendOne(options, item, rows.get(item.subjectId))));
    await deleteOutbox(
      database,
      ids.filter((_, index) => done[index]),
    );
  } finally {
    clearInterval(renewal);
  }
  return items.length;
}

/** Whether nothing is left to be done. */
async function sendOne(
  { database, mailer, codes, publicUrl, log }: SendCodes,
  item: OutboxItem,
  row: CodeMailRow | undefined,
): Promise<boolean> {
  const code = row && codes.read(row);
  if (!code) return true;
  const { id: codeId, email: to, minutesValid } = row;
  try {
    await mailer.send(signInCodeMail({ codeId, to, code, minutesValid }, publicUrl()));
    return true;
  } catch (error) {
    log.warn({ err: error, codeId, attempts: item.attempts }, 'a sign-in code could not be handed over');
    await postponeOutbox(database, item);
    return false;
  }
}
