import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Bus, Hint } from './bus.js';
import { keepConnection } from './kept-connection.js';

const CHANNEL = 'stream_changed';
const SEND_EVERY_MS = 20; // at most 50 NOTIFYs a second: each commits under a lock that the whole database shares
const PAYLOAD_BYTES = 7_900; // PostgreSQL refuses 8,000 and more
const MOST_PENDING = 10_000; // while nothing can be sent; what is beyond is found by the look at the heads
const SEPARATOR = ' ';

export interface PostgresBusOptions {
  url: string;
  log: Logger;
  /** How often the listening connection is asked for a sign of life, and how long that may take. Milliseconds. */
  check?: { everyMs: number; deadlineMs: number };
  /** Is told how long that took, in ms. */
  heard?: (lagMs: number) => void;
}

/**
 * Hints by LISTEN and NOTIFY, over two connections of its own. NOTIFY never runs in the transactions of the business: it
 * takes a database-wide lock at commit (10–12 thousand transactions a second become 5 thousand).
 */
export function createPostgresBus(options: PostgresBusOptions): Bus {
  const { url, log, check = { everyMs: 5_000, deadlineMs: 2_000 }, heard = () => {} } = options;
  const handlers = new Set<(hint: Hint) => void>();
  const emit = (hint: Hint): void => {
    for (const handler of handlers) handler(hint);
  };
  const sender = createSender(url, log);
  const isOwn = (processId: number): boolean => processId === sender.processId();
  const listener = createListener({ url, log, check, heard, emit, isOwn });
  let starting: Promise<unknown> | undefined;
  return {
    start: async () => {
      starting ??= Promise.all([listener.start(), sender.start()]);
      await starting;
    },
    publish: sender.publish,
    subscribe: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    alive: () => listener.alive() && sender.alive(),
    stop: async () => {
      await Promise.all([listener.stop(), sender.stop()]);
    },
  };
}

/** Collects keys and sends them together. */
function createSender(url: string, log: Logger) {
  const pending = new Set<string>();
  let sending = false;
  const connection = keepConnection({
    url,
    name: 'membership-gateway notify',
    log,
    connected: async () => {
      setImmediate(() => void send()); // what was collected while there was no connection
    },
  });

  const send = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    for (let client = connection.client(); client && pending.size > 0; client = connection.client()) {
      const keys = [...pending];
      pending.clear();
      try {
        await client.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [
          CHANNEL,
          payloads(keys),
        ]);
      } catch (error) {
        for (const key of keys) pending.add(key);
        connection.renew(error as Error); // pg rejects with errors alone
        break;
      }
      await pause(SEND_EVERY_MS, undefined, { ref: false });
    }
    sending = false;
  };

  return {
    start: connection.start,
    stop: connection.stop,
    alive: () => connection.client() !== undefined,
    processId: () => (connection.client() as { processID?: number } | undefined)?.processID, // missing in pg's types
    publish: (keys: Iterable<string>): void => {
      for (const key of keys) if (pending.size < MOST_PENDING) pending.add(key);
      void send(); // catches its own errors
    },
  };
}

/** Keys side by side, in as few texts as they fit into. */
function payloads(keys: readonly string[]): string[] {
  const texts: string[] = [];
  let text = '';
  for (const key of keys) {
    if (text && text.length + SEPARATOR.length + key.length > PAYLOAD_BYTES) {
      texts.push(text);
      text = '';
    }
    text = text ? text + SEPARATOR + key : key;
  }
  return text ? [...texts, text] : texts;
}

interface ListenerOptions extends Required<PostgresBusOptions> {
  emit: (hint: Hint) => void;
  /** Whether a notification of this server process is our own: this process has long heard of its own commits. */
  isOwn: (processId: number) => boolean;
}

/** Listens, and makes sure that it does: a connection can be dead for minutes before TCP finds out. */
function createListener({ url, log, check, heard, emit, isOwn }: ListenerOptions) {
  const checkChannel = `stream_check_${randomBytes(8).toString('hex')}`; // of this process alone
  let deadline: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  let askedAtMs = 0;

  const hear = ({ channel, payload, processId }: pg.Notification): void => {
    if (channel === checkChannel) {
      clearTimeout(deadline);
      heard(performance.now() - askedAtMs);
    } else if (payload && !isOwn(processId)) emit(payload.split(SEPARATOR));
  };
  const connection = keepConnection({
    url,
    name: 'membership-gateway listen',
    log,
    connected: async (client) => {
      clearTimeout(deadline);
      client.on('notification', hear);
      await client.query(`listen ${CHANNEL}; listen ${checkChannel}`);
      emit('all'); // whatever was committed while nobody listened
    },
  });
  const probe = (): void => {
    const client = connection.client();
    if (!client) return;
    clearTimeout(deadline);
    askedAtMs = performance.now();
    deadline = setTimeout(() => connection.renew(new Error('No sign of life')), check.deadlineMs).unref();
    client.query(`notify ${checkChannel}`).catch(() => {}); // a failure is what the deadline finds
  };

  return {
    alive: () => connection.client() !== undefined,
    start: async () => {
      await connection.start();
      timer = setInterval(probe, check.everyMs).unref();
    },
    stop: async () => {
      clearInterval(timer);
      clearTimeout(deadline);
      await connection.stop();
    },
  };
}
