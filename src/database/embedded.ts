import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './embedded-binaries.js';
import { ensureCluster, readServer, serverUrl } from './embedded-cluster.js';
import { keptPlace, type Place, temporaryPlace } from './embedded-place.js';
import { findServerUser, SERVER_ENVIRONMENT, type ServerUser } from './embedded-user.js';
import { startWatchdog } from './embedded-watchdog.js';

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 5;

/** Nothing of a throw-away cluster needs to outlive a crash; tests hold more connections than the default 100. */
const THROWAWAY_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

export interface EmbeddedPostgresOptions {
  /** Where the cluster lies or shall be made, and is kept. Absent: a temporary one, removed when its last user has gone. */
  dataDir?: string;
  /** Told of what takes time. */
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** With the password, by TCP on the loopback address. */
  url: string;
  /** As people say it: `18.4`. */
  version: string;
  /** Stops the server unless another process uses it too. The same happens when this process is killed. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on this cluster, or joins the server that another process has started on it; the last user to go stops
 * it, however it goes. Takes 1 s the very first time (a cluster is made, and kept as it is), 0.3 s for each new cluster, 0.05 s
 * later. Throws when there is no PostgreSQL for this platform or it does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const user = await findServerUser();
  const place = options.dataDir ? await keptPlace(user, options.dataDir) : await temporaryPlace(user);
  const watchdog = await startWatchdog(place);
  try {
    const binaries = await findBinaries(user, place.home);
    if (!(await readFile(path.join(place.dataDir, 'PG_VERSION')).catch(() => undefined))) {
      options.log?.(`Making a PostgreSQL ${binaries.version} cluster in ${place.dataDir}`);
    }
    await ensureCluster(binaries, user, place.dataDir);
    const url = await joinServer(binaries, user, place);
    return { url, version: binaries.version, stop: () => watchdog.release() };
  } catch (error) {
    await watchdog.release();
    throw error;
  }
}

/** The URL of the server on this cluster: of the one that runs, or of one started now. Others may be doing the same. */
async function joinServer(binaries: Binaries, user: ServerUser, place: Place): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let starting: { ended: boolean } | undefined;
  for (let starts = 0; Date.now() < deadline; ) {
    const server = await readServer(place.dataDir);
    if (server?.ready) {
      const url = await serverUrl(place.dataDir, server.port);
      if (await answers(url)) return url;
    }
    // Ours ended: it lost the race for the cluster, or for its port. Either way the next look tells.
    if (!server && (!starting || starting.ended)) {
      if (++starts > 5) break;
      starting = await spawnServer(binaries, user, place);
    }
    await pause(POLL_MS);
  }
  const log = await readFile(logFile(place.dataDir), 'utf8').catch(() => '');
  throw new Error(`PostgreSQL did not start on ${place.dataDir}:\n${log.trim().split('\n').slice(-10).join('\n')}`);
}

async function spawnServer(binaries: Binaries, user: ServerUser, place: Place): Promise<{ ended: boolean }> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC'];
  if (place.throwaway) settings.push(...THROWAWAY_SETTINGS);
  const log = await open(logFile(place.dataDir), 'a', 0o600);
  try {
    const state = { ended: false };
    const server = spawn(
      binaries.postgres,
      ['-D', place.dataDir, '-p', String(await freePort()), ...settings.flatMap((setting) => ['-c', setting])],
      // A process group of its own: Ctrl-C must not reach it before we have drained.
      { ...user, cwd: '/', env: SERVER_ENVIRONMENT, detached: true, stdio: ['ignore', log.fd, log.fd] },
    );
    const end = (): void => {
      state.ended = true;
    };
    server.once('exit', end).once('error', end);
    server.unref();
    return state;
  } finally {
    await log.close();
  }
}

const logFile = (dataDir: string): string => `${dataDir}.log`;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP socket has a numbered port');
  return address.port;
}

/** Whether the server takes us: it may have begun to stop since its file was read. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {}); // lost while in use: the query tells
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
