import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Queryable } from '../database/queryable.js';
import { type OutboxItem, renewLeases } from '../outbox/outbox.js';
import type { JobLog } from './job-loop.js';

const RENEW_EVERY_MS = 3_000; // well within the lease of 10 s
const AT_ONCE = 10; // the mail server's five connections are busy, and few mails are under way when the process ends
const PATIENCE_MS = 2_000;

export interface MailBatch {
  db: Queryable;
  items: readonly OutboxItem[];
  log: JobLog;
  /** The process is to end. */
  signal?: AbortSignal | undefined;
}

/**
 * Works through items of the outbox, ten at once, and keeps them out of other hands meanwhile. When the process is to end no
 * further one is begun, and those under way have 2 s: what is not noted by then, another process does again.
 */
export async function workThrough(
  { db, items, log, signal }: MailBatch,
  work: (item: OutboxItem) => Promise<void>,
): Promise<void> {
  const ids = items.map((item) => item.id);
  const renewal = setInterval(() => {
    renewLeases(db, ids).catch((error: unknown) =>
      log.warn({ err: error }, 'cannot keep the mails that are being sent'),
    );
  }, RENEW_EVERY_MS);
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item && !signal?.aborted; item = waiting.shift()) await work(item);
  };
  const done = Promise.all(Array.from({ length: AT_ONCE }, worker));
  const over = new AbortController();
  try {
    await (signal ? Promise.race([done, patience(signal, over.signal)]) : done);
  } finally {
    over.abort();
    clearInterval(renewal);
    done.catch((error: unknown) => log.warn({ err: error }, 'what became of a mail could not be noted'));
  }
}

/** Resolves 2 s after `signal`, or when `over` says that nobody waits any more. */
async function patience(signal: AbortSignal, over: AbortSignal): Promise<void> {
  try {
    if (!signal.aborted) await once(signal, 'abort', { signal: over });
    await wait(PATIENCE_MS, undefined, { signal: over });
  } catch (error) {
    if (!over.aborted) throw error;
  }
}
