import { createApp } from '../../src/app.js';
import { type Config, loadConfig } from '../../src/config.js';
import type { Database } from '../../src/database/data-source.js';
import { createLog } from '../../src/server/log.js';
import { type Client, createClient } from './client.js';
import { createTestDatabase } from './database.js';
import { isDiscreet, requireDiscretion } from './discreet.js';
import { type Person, TEST_SECRET, type TokenOptions, tokenOf } from './person.js';

const WARN = 40; // pino's number

/** A whole gateway of the test's own, on a database of its own, reached over real sockets. */
export interface Gateway {
  url: string;
  databaseUrl: string;
  /** To look at what was written, and to let time pass. */
  database: Database;
  /** Warnings and errors that were logged, line by line. */
  logged: string[];
  as(who: Person, token?: TokenOptions): Promise<Client>;
  /** Who brings this token, or none. */
  with(token: string | undefined): Client;
  /** Lets the time of these invites run out. */
  lapse(...inviteIds: string[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startGateway(environment: NodeJS.ProcessEnv = {}): Promise<Gateway> {
  const test = await createTestDatabase();
  const app = await startApp(test.url, environment);
  return {
    url: app.url,
    databaseUrl: test.url,
    database: test.database,
    logged: app.logged,
    as: async (who, token) => createClient(app.url, await tokenOf(who, token)),
    with: (token) => createClient(app.url, token),
    lapse: async (...inviteIds) => {
      await test.database.query(`update invite set expires_at = clock_timestamp() where id = any($1)`, [inviteIds]);
    },
    stop: async () => {
      await app.stop();
      await test.drop();
    },
  };
}

/** A gateway in this process, in demo mode, on a port of its own. Its end fails when its log has told a secret (I11). */
export async function startApp(databaseUrl: string, environment: NodeJS.ProcessEnv = {}) {
  const logged: string[] = [];
  const told: string[] = []; // what is wrong at any level
  const write = (line: string): void => {
    const { level } = JSON.parse(line) as { level: number }; // what pino writes
    if (level >= WARN) logged.push(line);
    if (!isDiscreet(line)) told.push(line);
  };
  const env = { PORT: '0', DATABASE_URL: databaseUrl, SECRET_KEY: TEST_SECRET, ...environment };
  const config: Config = loadConfig(env, 'demo');
  const app = await createApp({ config, log: createLog('debug', { write }) });
  const { url } = await app.start();
  const stop = async () => {
    await app.stop();
    requireDiscretion(told);
  };
  return { url, logged, stop };
}
