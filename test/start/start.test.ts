import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
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
    expect(await viewerOf(ready)).toEqual({ data: { viewer: { user: { firstName: 'Ada' } } } });
    const database = await databaseOf(ready);
    demo.child.kill('SIGINT');
    expect(await demo.exited).toBe(0);
    expect(isAlive(database.pid)).toBe(false);
    expect(existsSync(database.folder)).toBe(false);
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
    const [first, second] = [start(['--ephemeral', '--json']), start(['--ephemeral', '--json'])];
    const urls = await Promise.all([first.ready(), second.ready()]).then((all) => all.map(({ url }) => new URL(url)));
    expect(new Set(urls.map(({ port }) => port)).size).toBe(2);
    const taken = urls[0]?.port ?? '';
    for (const third of [start(['--ephemeral', '--port', taken]), start(['--ephemeral'], { PORT: taken })]) {
      expect(await third.exited).toBe(1);
      expect(third.output.stderr).toContain(`Port ${taken} is taken. Choose another one: npm start -- --port N`);
      expect(third.output.stdout).toBe('');
    }
  });

  it('ends with the block that says where everything is', async () => {
    const demo = start(['--ephemeral', '--port', String(await freePort())]);
    await expect.poll(() => demo.output.stdout, { timeout: 30_000 }).toContain('Try:');
    expect(demo.output.stdout).toMatch(/Membership gateway ready in \d+\.\d s +demo · embedded PostgreSQL \d+\.\d+\n/);
    expect(demo.output.stdout.trim().split('\n').at(-1)).toMatch(
      /^ {2}Try: {7}curl -s http:\/\/localhost:\d+\/graphql /,
    );
  });

  it('names the faults of the configuration, all at once, and exits 78', async () => {
    const demo = start(['--ephemeral', '--port', 'x'], { INTROSPECTION: 'maybe' });
    expect(await demo.exited).toBe(78);
    expect(demo.output.stderr).toMatch(/PORT must be/);
    expect(demo.output.stderr).toMatch(/INTROSPECTION must be/);
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

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
