import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { createBareDatabase } from '../support/database.js';
import { type Demo, type Ready, runDemo } from '../support/demo.js';
import { isAlive } from '../support/processes.js';

const running: Demo[] = [];
afterEach(async () => {
  for (const demo of running.splice(0)) {
    demo.child.kill('SIGKILL');
    await demo.exited;
  }
});

function start(args: readonly string[], environment?: NodeJS.ProcessEnv): Demo {
  const demo = runDemo(args, environment);
  running.push(demo);
  return demo;
}

/** The process and the folder of the demo's database. */
async function databaseOf({ databaseUrl }: Ready): Promise<{ pid: number; folder: string }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ folder: string; file: string }>(
    `select current_setting('data_directory') as folder, pg_read_file('postmaster.pid') as file`,
  );
  await client.end();
  const row = rows[0];
  if (!row) throw new Error('A select without a table returns one row');
  return { pid: Number(row.file.split('\n')[0]), folder: path.dirname(row.folder) };
}

async function expectNoTrace(database: { pid: number; folder: string }): Promise<void> {
  await expect.poll(() => isAlive(database.pid), { timeout: 10_000 }).toBe(false);
  await expect.poll(() => existsSync(database.folder), { timeout: 10_000 }).toBe(false);
}

describe('npm start', { timeout: 60_000 }, () => {
  it('prints one line of JSON on stdout when it is ready, and Ctrl-C leaves nothing behind', async () => {
    const demo = start(['--ephemeral', '--json']);
    const ready = await demo.ready();
    expect(ready).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      graphqlUrl: `${ready.url}/graphql`,
      wsUrl: `${ready.url.replace('http', 'ws')}/graphql`,
      databaseUrl: expect.stringMatching(/^postgres:\/\/.+@127\.0\.0\.1:\d+\/postgres$/),
      token: expect.stringMatching(/^eyJ/),
      seconds: expect.any(Number),
    });
    expect((await fetch(`${ready.url}/readyz`)).status).toBe(200);
    expect(await viewerOf(ready)).toMatchObject({ data: { viewer: { user: { firstName: 'Ada' } } } });
    const database = await databaseOf(ready);
    demo.child.kill('SIGINT');
    expect(await demo.exited).toBe(0);
    await expectNoTrace(database);
    expect(demo.output.stdout.trim().split('\n')).toHaveLength(1);
  });

  it('leaves no database behind when it is killed', async () => {
    const demo = start(['--ephemeral', '--json']);
    const database = await databaseOf(await demo.ready());
    demo.child.kill('SIGKILL');
    await expectNoTrace(database);
  });

  it('gives up at once at a second signal, and still leaves no database behind', async () => {
    const demo = start(['--ephemeral', '--json'], { DRAIN_DELAY_MS: '60000' });
    const database = await databaseOf(await demo.ready());
    demo.child.kill('SIGTERM');
    await expect.poll(() => demo.output.stderr).toContain('Stopping');
    demo.child.kill('SIGTERM');
    expect(await demo.exited).toBe(130);
    await expectNoTrace(database);
  });

  it('takes the next free port, but says so and exits 1 when a port that was asked for is taken', async () => {
    const blocker = createServer().listen(4000, '127.0.0.1');
    await Promise.race([once(blocker, 'listening'), once(blocker, 'error')]); // taken by another program is as good
    const ready = await start(['--ephemeral', '--json']).ready();
    blocker.close();
    const { port } = new URL(ready.url);
    expect(Number(port)).toBeGreaterThan(4000);
    // On the database of the first: a new one would be made and filled before anybody looks at the port.
    const environment = { DATABASE_URL: ready.databaseUrl };
    for (const next of [
      start(['--ephemeral', '--port', port], environment),
      start(['--ephemeral'], { ...environment, PORT: port }),
    ]) {
      expect(await next.exited).toBe(1);
      expect(next.output.stderr).toContain(`Port ${port} is taken. Choose another one: npm start -- --port N`);
      expect(next.output.stdout).toBe('');
    }
  });

  it('ends with the block that says where everything is', async () => {
    const demo = start(['--ephemeral', '--port', String(await freePort())]);
    await expect.poll(() => demo.output.stdout, { timeout: 30_000 }).toContain('Try:');
    expect(demo.output.stdout).toMatch(/\n {2}GraphiQL {3}http:\/\/localhost:\d+\/graphiql\n/);
    expect(demo.output.stdout).toMatch(/Membership gateway ready in \d+\.\d s +demo · embedded PostgreSQL \d+\.\d+\n/);
    expect(demo.output.stdout.trim().split('\n').at(-1)).toMatch(
      /^ {2}Try: {7}curl -s http:\/\/localhost:\d+\/graphql /,
    );
  });

  it('answers the first question of the README as the README says', async () => {
    const { port } = new URL((await start(['--ephemeral', '--json']).ready()).url);
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const [, command = '', answer = ''] = /```sh\n(curl [\s\S]*?)```\s+```json\n([\s\S]*?)```/.exec(readme) ?? [];
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      command.replaceAll('localhost:4000', `localhost:${port}`),
    ]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(answer));
  });

  it('names the faults of the configuration, all at once, and exits 78', async () => {
    const demo = start(['--ephemeral', '--port', 'x'], { INTROSPECTION: 'maybe' });
    expect(await demo.exited).toBe(78);
    expect(demo.output.stderr).toMatch(/PORT must be/);
    expect(demo.output.stderr).toMatch(/INTROSPECTION must be/);
  });

  it('neither migrates nor fills a database of somebody else unless told', async () => {
    const bare = await createBareDatabase();
    try {
      const environment = { DATABASE_URL: bare.url, SECRET_KEY: randomBytes(32).toString('base64url') };
      const refused = start(['--json'], environment);
      expect(await refused.exited).toBe(1);
      expect(refused.output.stderr).toContain('npm start -- --migrate');
      const migrated = start(['--json', '--migrate'], environment);
      expect((await migrated.ready()).databaseUrl).toBe(bare.url);
      expect(await countBusinesses(bare.url)).toBe(0);
      migrated.child.kill('SIGTERM');
      expect(await migrated.exited).toBe(0);
      // Two that fill it at once: it is filled once, and both are ready.
      await Promise.all([1, 2].map(() => start(['--json', '--seed'], environment).ready()));
      expect(await countBusinesses(bare.url)).toBe(3);
    } finally {
      await bare.remove();
    }
  });

  it('says that nothing answers at DATABASE_URL, and exits 1', async () => {
    const demo = start(['--json'], { DATABASE_URL: 'postgres://nobody:pass@127.0.0.1:9/none' });
    expect(await demo.exited).toBe(1);
    expect(demo.output.stderr).toMatch(/^The database at 127\.0\.0\.1:9\/none cannot be used: .*ECONNREFUSED/m);
    expect(demo.output.stderr).not.toMatch(/pass|^ +at /m);
  });

  it('names its flags when there is one that it does not know', async () => {
    const demo = start(['--nonsense']);
    expect(await demo.exited).toBe(1);
    expect(demo.output.stderr).toContain('--ephemeral --json --port N --migrate --seed --no-install');
  });
});

async function viewerOf({ graphqlUrl, token }: Ready): Promise<unknown> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ viewer { user { firstName } } }' }),
  });
  return response.json();
}

async function countBusinesses(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rowCount } = await client.query('select from business');
  await client.end();
  return rowCount ?? 0;
}

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
