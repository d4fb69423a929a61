import { pruneAnswers } from '../commands/prune-answers.js';
import { pruneLog } from '../commands/prune-log.js';
import { pruneSecrets } from '../commands/prune-secrets.js';
import type { Database } from '../database/data-source.js';
import { MINUTE_MS, SECOND_MS } from '../domain/limits.js';
import type { Links } from '../domain/link.js';
import type { RateLimiter } from '../domain/rate-limits.js';
import type { SignInCodes } from '../domain/sign-in-code.js';
import type { Mailer } from '../email/mailer.js';
import { endLateMemberships, endLatePermissions, expireLate } from './expire-late.js';
import { createJobLoop, type JobLog } from './job-loop.js';
import { sendCodes } from './send-codes.js';
import { sendMails } from './send-mails.js';

const LOOK_EVERY_MS = SECOND_MS / 4;

export interface JobsOptions {
  database: Database;
  /** Without one mails stay in the outbox, and invites PENDING_SEND. */
  mailer: Mailer | undefined;
  codes: SignInCodes;
  links: Links;
  rateLimits: RateLimiter;
  publicUrl: () => string;
  /** How long changes are kept. */
  eventRetentionDays: number;
  log: JobLog;
}

/** Everything that happens by itself. Any number of processes may run it on one database. */
export interface Jobs {
  start(): void;
  stop(): Promise<void>;
}

export function createJobs(options: JobsOptions): Jobs {
  const { database, mailer, codes, links, rateLimits, publicUrl, eventRetentionDays, log } = options;
  const stopping = new AbortController();
  const sending = mailer && { database, mailer, publicUrl, log, signal: stopping.signal };
  const mails =
    sending && createJobLoop('mails', LOOK_EVERY_MS, () => sendMails({ ...sending, links, rateLimits }), log);
  const loops = [
    ...(mails ? [mails] : []),
    ...(sending ? [createJobLoop('codes', LOOK_EVERY_MS, () => sendCodes({ ...sending, codes }), log)] : []),
    createJobLoop('expiry', LOOK_EVERY_MS, () => expireLate(database), log),
    createJobLoop('memberships', LOOK_EVERY_MS, () => endLateMemberships(database), log),
    createJobLoop('permissions', LOOK_EVERY_MS, () => endLatePermissions(database), log),
    createJobLoop('pruning', 10 * MINUTE_MS, () => pruneAnswers(database), log),
    createJobLoop('pruning of secrets', 10 * MINUTE_MS, () => pruneSecrets(database), log),
    createJobLoop('retention', 10 * MINUTE_MS, () => pruneLog(database, eventRetentionDays), log),
  ];
  // What was just committed here may owe a mail; other processes' mails are found by looking.
  database.onCommit((touched) => touched.size > 0 && mails?.wake());
  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
