import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './embedded-binaries.js';
import { giveTo, runAs, type ServerUser } from './embedded-user.js';

const PASSWORD_FILE = 'gateway.password';

/** A server as its postmaster.pid tells. */
export interface RunningServer {
  pid: number;
  port: number;
  /** False while it starts or stops. */
  ready: boolean;
}

/**
 * Makes the cluster in `dataDir` unless there is one. It is made in a sibling folder and renamed, so a half-made one is
 * never found there, and of several processes that race one wins.
 */
export async function ensureCluster(binaries: Binaries, user: ServerUser, dataDir: string): Promise<void> {
  const found = await readText(path.join(dataDir, 'PG_VERSION'));
  const major = binaries.version.split('.')[0];
  if (found?.trim() === major) return;
  if (found) {
    throw new Error(
      `${dataDir} was made by PostgreSQL ${found.trim()}, this is ${major}: move it away (npm run reset).`,
    );
  }
  const work = await mkdtemp(`${dataDir}.new-`);
  try {
    const made = path.join(work, 'data');
    await giveTo(user, work);
    if (!(await copyPristine(binaries, user, made))) {
      await makeCluster(binaries, user, made, path.join(work, 'password'));
      await keepPristine(binaries, user, made);
    }
    await rename(made, dataDir).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function makeCluster(binaries: Binaries, user: ServerUser, made: string, passwordFile: string): Promise<void> {
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await giveTo(user, passwordFile);
  await runAs(user, binaries.initdb, initdbArguments(made, passwordFile));
  await rename(passwordFile, path.join(made, PASSWORD_FILE));
}

/** Where the first cluster is kept as it was made; beside the programs, so that it goes with their version. */
const pristineFolder = ({ initdb }: Binaries): string => path.join(path.dirname(initdb), '..', 'pristine-cluster');

/** To copy a cluster takes 0.1 s, to make one 0.6 to 1 s. The copies share the password, which only their user can read. */
async function copyPristine(binaries: Binaries, user: ServerUser, made: string): Promise<boolean> {
  try {
    await runAs(user, '/bin/cp', ['-R', pristineFolder(binaries), made]);
    return true;
  } catch {
    await rm(made, { recursive: true, force: true });
    return false;
  }
}

/** Where it cannot be kept (in a folder that is not ours to write), the next one is made anew too. */
async function keepPristine(binaries: Binaries, user: ServerUser, made: string): Promise<void> {
  const pristine = pristineFolder(binaries);
  const work = await mkdtemp(`${pristine}-`).catch(() => undefined);
  if (work === undefined) return;
  try {
    await giveTo(user, work);
    // Written down for good: all later clusters come of it, and nobody would look for the fault there.
    await runAs(user, '/bin/sh', ['-c', 'cp -R "$1" "$2" && sync', 'sh', made, path.join(work, 'data')]);
    await rename(path.join(work, 'data'), pristine);
  } catch {
    // Somebody else kept theirs.
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** How this user's programs reach the server: the password was made with the cluster, and lies in it. */
export async function serverUrl(dataDir: string, port: number): Promise<string> {
  const password = await readFile(path.join(dataDir, PASSWORD_FILE), 'utf8');
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** The server that runs on this cluster, or starts or stops there. A file that a crash left behind is not believed. */
export async function readServer(dataDir: string): Promise<RunningServer | undefined> {
  const file = path.join(dataDir, 'postmaster.pid');
  const text = await readText(file);
  if (text === undefined) return undefined;
  // One fact a line: pid, folder, start, port, socket folder, address, shared memory, state. Empty when just created.
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (pid === 0 || (await isPostmaster(pid, dataDir))) {
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  }
  // PostgreSQL would not start while any process of its user has the old pid, and after a reboot one may. Read again,
  // because another process may just have removed it and started a server, which ends when it loses this file.
  if ((await readText(file)) === text) await rm(file, { force: true });
  return undefined;
}

function initdbArguments(dataDir: string, passwordFile: string): string[] {
  return [
    `--pgdata=${dataDir}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    // Without these the encoding is SQL_ASCII wherever LANG is unset.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // A machine that loses power within seconds of the very first start loses an empty cluster.
    '--no-sync',
  ];
}

const readText = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

async function isPostmaster(pid: number, dataDir: string): Promise<boolean> {
  const command = await commandLine(pid);
  return command.includes('postgres') && command.includes(await realpath(dataDir));
}

/** Empty when there is no such process. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const listed = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return listed.then(
    ({ stdout }) => stdout,
    () => '',
  );
}
