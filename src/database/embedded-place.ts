import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canReach, giveTo, type ServerUser } from './embedded-user.js';

/** Where things go that PostgreSQL could not reach elsewhere. Only ever needed by root, who may write there. */
const ROOTS_HOME = '/var/lib/membership-gateway';

export interface Place {
  dataDir: string;
  /** A folder around it, removed when the last user of the server has gone; absent for what is kept. */
  throwaway?: string;
  /** Where the programs may be copied to. */
  home: string;
}

/** `dataDir` itself, or where it is linked to because PostgreSQL's user may not enter the folder that it lies in. */
export async function keptPlace(user: ServerUser, dataDir: string): Promise<Place> {
  const parent = path.dirname(path.resolve(dataDir));
  await mkdir(parent, { recursive: true, mode: 0o755 });
  const link = path.join(await realpath(parent), path.basename(dataDir));
  const isLink = (await lstat(link).catch(() => undefined))?.isSymbolicLink() ?? false;
  if (!isLink && (await canReach(user, parent))) return { dataDir: link, home: homeOf(user, parent) };
  const elsewhere = path.join(ROOTS_HOME, createHash('sha256').update(link).digest('hex').slice(0, 16));
  await mkdir(elsewhere, { recursive: true, mode: 0o755 });
  // `npm run reset` finds it by the link, which another process may just have made.
  if (!isLink) await symlink(path.join(elsewhere, 'postgres'), link).catch(() => {});
  return { dataDir: path.join(elsewhere, 'postgres'), home: ROOTS_HOME };
}

/** A new folder of this user's own. */
export async function temporaryPlace(user: ServerUser): Promise<Place> {
  const base = (await canReach(user, tmpdir())) ? tmpdir() : ROOTS_HOME;
  await mkdir(base, { recursive: true, mode: 0o755 });
  const throwaway = await realpath(await mkdtemp(path.join(base, 'membership-gateway-')));
  await giveTo(user, throwaway);
  return { dataDir: path.join(throwaway, 'postgres'), throwaway, home: homeOf(user, throwaway) };
}

const homeOf = (user: ServerUser, folder: string): string => (user.uid === undefined ? folder : ROOTS_HOME);
