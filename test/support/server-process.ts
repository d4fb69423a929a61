import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { inject } from 'vitest';
import { requireDiscretion } from './discreet.js';
import { TEST_SECRET } from './person.js';

const ROOT = path.join(import.meta.dirname, '..', '..');
const BUILD_LOCK = 1_347_235_411; // any number that nobody else locks

/** To be imported by a child: it ends with its test, also when that is killed, as the pipe to its standard input closes. */
export const END_WITH_PARENT = `data:text/javascript,${encodeURIComponent(
  `process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume().unref();`,
)}`;

/** A server as it runs in production: a process of its own, in `serve` mode. */
export interface ServerProcess {
  url: string;
  pid: number;
  /** What it logged, line by line. */
  logged: string[];
  /** Whether `kill` was called: from then on its connections may break. */
  killed: boolean;
  /** Resolves when the process is gone, with the exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
  /** Sends SIGKILL and waits for the end; does nothing when it is gone. */
  kill(): Promise<void>;
}

/** Starts `dist/main.js`, built from the sources as they are, on a port of its own; resolves when it listens. */
export async function startServerProcess(databaseUrl: string, environment = {}): Promise<ServerProcess> {
  await ensureBuilt();
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, path.join(ROOT, 'dist', 'main.js')], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: 'https://members.example.com',
      DATABASE_URL: databaseUrl,
      SECRET_KEY: TEST_SECRET,
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const logged: string[] = [];
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
  createInterface(child.stderr).on('line', (line) => logged.push(line));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      logged.push(line);
      const entry = JSON.parse(line) as { msg?: string; port?: number }; // what src/server/log.ts writes
      if (entry.msg === 'listening' && entry.port) resolve(entry.port);
    });
    void exited.then((code) => reject(new Error(`The server ended with ${code}:\n${logged.join('\n')}`)));
  });
  const server: ServerProcess = {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    logged,
    killed: false,
    exited,
    kill: async () => {
      server.killed = true;
      child.kill('SIGKILL');
      await exited;
      requireDiscretion(logged);
    },
  };
  return server;
}

let building: Promise<void> | undefined;

/** Builds `dist`, once per test file and never two at a time: a server must not load what another build is just writing. */
export function ensureBuilt(): Promise<void> {
  building ??= build();
  return building;
}

async function build(): Promise<void> {
  const lock = new pg.Client({ connectionString: inject('serverUrl') });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [BUILD_LOCK]);
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'scripts', 'build.mjs')]);
  } finally {
    await lock.end();
  }
}
