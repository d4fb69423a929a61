import { execFile } from 'node:child_process';
import { chown, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Whom PostgreSQL's programs run as; empty for the user that runs us. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

/** The environment of PostgreSQL's programs: nothing of ours (LANG, PGDATA, PGPORT) may steer them. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/** PostgreSQL refuses to run as root: there it becomes `postgres`, or else `nobody`. */
export async function findServerUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((fields) => fields[0] === name) ?? [];
    // macOS writes the id of nobody as -2.
    if (uid && gid) return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody" to run it as.');
}

/** Runs a program as this user until it ends; returns what it printed, throws with what it complained of. */
export async function runAs(user: ServerUser, program: string, args: readonly string[]): Promise<string> {
  // The folder we stand in may be closed to that user.
  const { stdout } = await execute(program, args, { ...user, cwd: '/', env: SERVER_ENVIRONMENT });
  return stdout;
}

/** Makes the file this user's own. */
export async function giveTo(user: ServerUser, file: string): Promise<void> {
  if (user.uid !== undefined && user.gid !== undefined) await chown(file, user.uid, user.gid);
}

/** Whether this user can enter the folder. Asked of the system itself: modes, groups and ACLs all have a say. */
export async function canReach(user: ServerUser, folder: string): Promise<boolean> {
  if (user.uid === undefined) return true;
  return runAs(user, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]).then(
    () => true,
    () => false,
  );
}
