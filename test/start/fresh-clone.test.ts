import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../src/database/embedded.js';

const ROOT = path.join(import.meta.dirname, '..', '..');

let clone: string;
beforeEach(async () => {
  clone = await realpath(await mkdtemp(path.join(tmpdir(), 'fresh-clone-')));
  await chmod(clone, 0o755);
  await cp(path.join(ROOT, 'scripts'), path.join(clone, 'scripts'), { recursive: true });
  await cp(path.join(ROOT, 'package-lock.json'), path.join(clone, 'package-lock.json'));
});
afterEach(() => rm(clone, { recursive: true, force: true }));

/** Runs one of the clone's scripts to its end. */
function runScript(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): { status: number | null; said: string } {
  const [script = '', ...rest] = args;
  const { status, stderr } = spawnSync(process.execPath, [path.join(clone, 'scripts', script), ...rest], {
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
  });
  return { status, said: stderr };
}

describe('a fresh clone', () => {
  it('names the command that installs, where npm start may not install by itself', () => {
    const refusal = { status: 1, said: 'The dependencies are missing or out of date. Install them: npm ci\n' };
    expect(runScript(['start.mjs', '--no-install'])).toEqual(refusal);
    expect(runScript(['start.mjs'], { CI: 'true' })).toEqual(refusal);
  });

  it('is what npm run reset makes of it again, but not under a running demo', async () => {
    const server = await startEmbeddedPostgres({ dataDir: path.join(clone, '.data', 'postgres') });
    expect(runScript(['reset.mjs'])).toEqual({
      status: 1,
      said: 'The demo is running (its database answers). Stop it first.\n',
    });
    await server.stop();
    expect(runScript(['reset.mjs']).status).toBe(0);
    expect((await readdir(clone)).sort()).toEqual(['package-lock.json', 'scripts']);
    expect(runScript(['reset.mjs']).status).toBe(0); // nothing to do
  });
});
