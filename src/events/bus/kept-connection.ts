import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 2_000;
const GOODBYE_MS = 1_000;
const BACK_OFF_MS = { first: 50, most: 5_000 };

/** A PostgreSQL connection of its own, outside the pool, that is made anew whenever it is lost. */
export interface KeptConnection {
  /** Connects. Throws when that fails this first time; later losses are repaired in the background. */
  start(): Promise<void>;
  /** The connection, while there is one. */
  client(): pg.Client | undefined;
  /** Gives up the present connection, which does not do its work, and makes another. */
  renew(reason: Error): void;
  stop(): Promise<void>;
}

export interface KeptConnectionOptions {
  url: string;
  /** Shown in `pg_stat_activity`. */
  name: string;
  log: Logger;
  /** Prepares each new connection before it counts as one. */
  connected: (client: pg.Client) => Promise<void>;
}

export function keepConnection({ url, name, log, connected }: KeptConnectionOptions): KeptConnection {
  const stopping = new AbortController();
  let current: pg.Client | undefined;
  let repairing: Promise<void> | undefined;

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: name,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    const giveUp = (): void => destroy(client);
    client.on('error', (error) => lose(client, error));
    stopping.signal.addEventListener('abort', giveUp);
    try {
      await client.connect();
      await connected(client);
    } catch (error) {
      destroy(client);
      throw error;
    } finally {
      stopping.signal.removeEventListener('abort', giveUp);
    }
    if (stopping.signal.aborted) return destroy(client);
    current = client;
  }

  function lose(client: pg.Client, reason: Error): void {
    if (client !== current) return; // a broken connection reports itself more than once
    current = undefined;
    destroy(client);
    if (stopping.signal.aborted) return;
    log.warn({ err: reason, connection: name }, 'connection lost, connecting again');
    repairing = repair();
  }

  async function repair(): Promise<void> {
    for (let attempt = 0; await paused(backOffMs(attempt), stopping.signal); attempt++) {
      try {
        await connect();
        log.info({ connection: name, attempt }, 'connected again');
        return;
      } catch (error) {
        log.warn({ err: error, connection: name, attempt }, 'cannot connect');
      }
    }
  }

  return {
    start: connect,
    client: () => current,
    renew: (reason) => {
      if (current) lose(current, reason);
    },
    stop: async () => {
      stopping.abort();
      const client = current;
      current = undefined;
      await repairing;
      if (!client) return;
      await Promise.race([client.end(), pause(GOODBYE_MS, undefined, { ref: false })]);
      destroy(client);
    },
  };
}

/** Doubles up to 5 s. Spread, so that a hundred processes do not return in the same moment. */
const backOffMs = (attempt: number): number =>
  Math.min(BACK_OFF_MS.first * 2 ** attempt, BACK_OFF_MS.most) * (0.5 + Math.random() / 2);

/** False when the pause was cut short. */
const paused = (ms: number, signal: AbortSignal): Promise<boolean> =>
  pause(ms, undefined, { signal }).then(
    () => true,
    () => false,
  );

/** Without a farewell: `end()` would wait for a peer that may have fallen silent. */
const destroy = (client: pg.Client): void => {
  client.connection.stream.destroy();
};
