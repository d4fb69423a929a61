import { pruneAnswers } from '../commands/prune-answers.js';
import { pruneLog } from '../commands/prune-log.js';
import type { Database } from '../database/data-source.js';
import { MINUTE_MS, SECOND_MS } from '../domain/limits.js';
import type { Mailer } from '../email/mailer.js';
import { endLateMemberships, endLatePermissions, expireLate } from './expire-late.js';
import { createJobLoop, type JobLog } from './job-loop.js';
import { sendMails } from './send-mails.js';

const LOOK_EVERY_MS = SECOND_MS / 4;

export interface JobsOptions {
  database: Database;
  /** Without one mails stay in the outbox, and invites PENDING_SEND. */
  mailer: Mailer | undefined;
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

export function createJobs({ database, mailer, publicUrl, eventRetentionDays, log }: JobsOptions): Jobs {
  const mails =
    mailer && createJobLoop('mails', LOOK_EVERY_MS, () => sendMails({ database, mailer, publicUrl, log }), log);
  const loops = [
    ...(mails ? [mails] : []),
    createJobLoop('expiry', LOOK_EVERY_MS, () => expireLate(database), log),
    createJobLoop('memberships', LOOK_EVERY_MS, () => endLateMemberships(database), log),
    createJobLoop('permissions', LOOK_EVERY_MS, () => endLatePermissions(database), log),
    createJobLoop('pruning', 10 * MINUTE_MS, () => pruneAnswers(database), log),
    createJobLoop('retention', 10 * MINUTE_MS, () => pruneLog(database, eventRetentionDays), log),
  ];
  // What was just committed here may owe a mail; other processes' mails are found by looking.
  database.onCommit((touched) => touched.size > 0 && mails?.wake());
  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
