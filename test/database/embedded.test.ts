import { chmod, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded.js';
import { isAlive } from '../support/processes.js';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'embedded-test-')));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const dataDir = (): string => path.join(folder, 'data', 'postgres');
const postmasterPid = async (): Promise<number> =>
  Number((await readFile(path.join(dataDir(), 'postmaster.pid'), 'utf8')).split('\n')[0]);

async function ask<Row>(server: EmbeddedPostgres, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

// Each makes a cluster: 0.5 s alone, ten times that beside a load on two cores.
describe('embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('keeps what was written over a stop and a start', async () => {
    const first = await startEmbeddedPostgres({ dataDir: dataDir() });
    await ask(first, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir: dataDir() });
    expect(await ask(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('is UTF-8 with a locale that does not depend on the machine, on the loopback address, and refuses a wrong password', async () => {
    const server = await startEmbeddedPostgres({ dataDir: dataDir() });
    const settings = `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as address,
      current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync,
      upper('ä') as upper, (select datlocale from pg_database where datname = current_database()) as locale`;
    expect(await ask(server, settings)).toEqual([
      { encoding: 'UTF8', address: '127.0.0.1', sockets: '', fsync: 'on', upper: 'Ä', locale: 'C.UTF-8' },
    ]);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(new pg.Client({ connectionString: wrong.href }).connect()).rejects.toThrow('password');
    expect((await stat(path.join(dataDir(), 'gateway.password'))).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  it('makes clusters that share nothing but how they were made', async () => {
    const other = path.join(folder, 'data', 'other');
    const servers = await Promise.all([
      startEmbeddedPostgres({ dataDir: dataDir() }),
      startEmbeddedPostgres({ dataDir: other }),
    ]);
    await ask(servers[0], 'create table mine as select 1 as one');
    expect(await ask(servers[1], `select to_regclass('mine') as mine`)).toEqual([{ mine: null }]);
    expect((await stat(other)).mode & 0o777).toBe(0o700);
    await Promise.all(servers.map((server) => server.stop()));
  });

  it('lets several starters that race share one server, which ends with the last of them', async () => {
    const servers = await Promise.all(Array.from({ length: 4 }, () => startEmbeddedPostgres({ dataDir: dataDir() })));
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
    const pid = await postmasterPid();
    const [last, ...others] = servers;
    await Promise.all(others.map((server) => server.stop()));
    expect(await ask(last as EmbeddedPostgres, 'select 1 as one')).toEqual([{ one: 1 }]); // four were started
    await last?.stop();
    await expect.poll(() => isAlive(pid)).toBe(false);
    // No work folder of those who lost, and nobody registered.
    expect((await readdir(path.join(folder, 'data'))).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('starts again at once while the last user is stopping it', async () => {
    const first = await startEmbeddedPostgres({ dataDir: dataDir() });
    const [second] = await Promise.all([startEmbeddedPostgres({ dataDir: dataDir() }), first.stop()]);
    const [third] = await Promise.all([startEmbeddedPostgres({ dataDir: dataDir() }), second.stop()]);
    expect(await ask(third, 'select 1 as one')).toEqual([{ one: 1 }]);
    await third.stop();
  });

  it('does not believe a postmaster.pid that a crash left, even when its pid is now somebody else', async () => {
    await (await startEmbeddedPostgres({ dataDir: dataDir() })).stop();
    const lines = [process.pid, dataDir(), 1, 1, '', '127.0.0.1', '0 0', 'ready   ', ''];
    await writeFile(path.join(dataDir(), 'postmaster.pid'), lines.join('\n'), { mode: 0o644 });
    const server = await startEmbeddedPostgres({ dataDir: dataDir() });
    expect(await postmasterPid()).not.toBe(process.pid);
    await server.stop();
  });

  it('refuses the cluster of another major version, and leaves no process or registration behind', async () => {
    await (await startEmbeddedPostgres({ dataDir: dataDir() })).stop();
    await writeFile(path.join(dataDir(), 'PG_VERSION'), '12\n');
    await expect(startEmbeddedPostgres({ dataDir: dataDir() })).rejects.toThrow('was made by PostgreSQL 12');
    expect((await readdir(path.join(folder, 'data'))).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('removes a temporary cluster when it stops', async () => {
    const server = await startEmbeddedPostgres();
    const [row] = await ask<{ folder: string }>(server, `select current_setting('data_directory') as folder`);
    await server.stop();
    await expect(stat(path.dirname(row?.folder ?? ''))).rejects.toThrow('ENOENT');
  });

  it.runIf(process.getuid?.() === 0)(
    'moves the data where PostgreSQL can reach it when the folder is closed to it',
    async () => {
      await chmod(folder, 0o700);
      const server = await startEmbeddedPostgres({ dataDir: dataDir() });
      const moved = await realpath(dataDir());
      expect(moved.startsWith(folder)).toBe(false);
      await server.stop();
      const again = await startEmbeddedPostgres({ dataDir: dataDir() });
      expect(await ask(again, 'select 1 as one')).toEqual([{ one: 1 }]);
      await again.stop();
      await rm(path.dirname(moved), { recursive: true });
    },
  );
});
