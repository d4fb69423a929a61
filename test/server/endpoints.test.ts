import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseChecks, findMissing } from '../../src/server/health.js';
import { PortTakenError } from '../../src/server/http.js';
import { listKeptMail } from '../../src/server/kept-mail.js';
import { createTestDatabase } from '../support/database.js';
import { signIn, subscribe } from './socket-client.js';
import { createSource, eventually } from './source.js';
import { codes, type GraphqlAnswer, query, startServer, type TestServer, testSchema } from './support.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});
const start = async (options: Parameters<typeof startServer>[0] = {}) => {
  server = await startServer(options);
  return server;
};
const get = (path: string, init: RequestInit = {}) => fetch(`${server?.url}${path}`, init);

// A test of an answer that has another shape fails right there.
const read = async (answer: Response) => (await answer.json()) as GraphqlAnswer;

describe('the endpoints', () => {
  it('are listed at the root', async () => {
    await start({ introspection: true });
    const answer = await get('/');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    for (const path of (await answer.text()).split('\n').filter((line) => line.startsWith('/'))) {
      expect((await get(path)).status).not.toBe(404);
    }
  });

  it('answer 404 and 405 as JSON', async () => {
    await start();
    const missing = await get('/admin');
    expect([missing.status, codes(await read(missing))]).toEqual([404, ['BAD_REQUEST']]);
    const wrong = await get('/readyz', { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await get('/graphql', { method: 'PUT' })).headers.get('allow')).toBe('GET, POST');
    expect((await get('//x/../y?z')).status).toBe(404);
    expect((await get('/livez', { method: 'HEAD' })).status).toBe(200);
  });

  it('show the schema only where introspection is on', async () => {
    await start();
    expect((await get('/schema.graphql')).status).toBe(404);
    await server?.stop();
    await start({ introspection: true });
    expect(await (await get('/schema.graphql')).text()).toContain('type Query');
  });

  it('show the public keys', async () => {
    await start();
    expect(await (await get('/.well-known/jwks.json')).json()).toEqual({ keys: [] });
  });
});

describe('readiness', () => {
  it('is 200 when all holds, else 503 with what is missing', async () => {
    const state = { database: true, listener: true };
    const checks = {
      database: () => state.database,
      listener: async () => {
        if (!state.listener) throw new Error('gone');
        return true;
      },
    };
    await start({ checks });
    expect((await get('/readyz')).status).toBe(200);
    state.listener = false;
    const one = await get('/readyz');
    expect([one.status, await one.json()]).toEqual([503, { status: 'unavailable', missing: ['listener'] }]);
    state.database = false;
    expect(await (await get('/readyz')).json()).toMatchObject({ missing: ['database', 'listener'] });
    expect((await get('/livez')).status).toBe(200);
  });

  it('needs a database that answers and is migrated', async () => {
    const { database, drop } = await createTestDatabase();
    expect(await findMissing(databaseChecks(database))).toEqual([]);
    const older = await createTestDatabase();
    await older.database.query('delete from migration');
    expect(await findMissing(databaseChecks(older.database))).toEqual(['migrations']);
    await Promise.all([drop(), older.drop()]);
    expect(await findMissing(databaseChecks(database))).toEqual(['database', 'migrations']);
  });
});

describe('kept mails', () => {
  it('are shown newest first, to this machine alone', async () => {
    const { database, drop } = await createTestDatabase();
    const insert = `insert into kept_mail (message_id, recipient, subject, text, html, link, created_at)
                    values ($1, $2, 'Join Acme', 'text', '<p>html</p>', $3, $4)`;
    await database.query(insert, ['1', 'a@example.com', 'http://x/invite#token=1', new Date(1_000)]);
    await database.query(insert, ['2', 'b@example.com', null, new Date(2_000)]);
    const { port } = await start({ demo: { listKeptMail: () => listKeptMail(database) } });
    const answer = await get('/dev/mail.json');
    expect(await answer.json()).toEqual([
      { to: 'b@example.com', subject: 'Join Acme', text: 'text', html: '<p>html</p>', link: null },
      { to: 'a@example.com', subject: 'Join Acme', text: 'text', html: '<p>html</p>', link: 'http://x/invite#token=1' },
    ]);
    expect((await fetch(`http://localhost:${port}/dev/mail.json`)).status).toBe(200);
    expect(await statusWithHost(port, '/dev/mail.json', 'evil.example')).toBe(403);
    expect(await statusWithHost(port, '/dev/mail.json', '127.0.0.1.evil.example')).toBe(403);
    await drop();
  });

  it('do not exist where none are kept', async () => {
    await start();
    expect((await get('/dev/mail.json')).status).toBe(404);
  });
});

describe("the demo's tokens", () => {
  const listKeptMail = async () => [];
  const tokenOf = async (name: string) => (name === 'ada' ? 'token-of-ada' : undefined);

  it('are given by name as text, to this machine alone', async () => {
    const { port } = await start({ demo: { listKeptMail, tokenOf } });
    const answer = await get('/dev/token?as=ada');
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([
      'text/plain; charset=utf-8',
      'token-of-ada',
    ]);
    expect((await get('/dev/token?as=nobody')).status).toBe(404);
    expect((await get('/dev/token')).status).toBe(404);
    expect(await statusWithHost(port, '/dev/token?as=ada', 'evil.example')).toBe(403);
  });

  it('do not exist where an identity provider gives them, nor outside of the demo', async () => {
    await start({ demo: { listKeptMail } });
    expect((await get('/dev/token?as=ada')).status).toBe(404);
    await server?.stop();
    await start();
    expect((await get('/dev/token?as=ada')).status).toBe(404);
  });
});

describe('the port', () => {
  it('that is taken is told by name', async () => {
    const { port } = await start();
    const second = await startServer();
    await second.stop();
    await expect(second.http.listen('127.0.0.1', port)).rejects.toThrow(new PortTakenError(port));
  });
});

describe('the end', () => {
  it('finishes the requests under way, closes sockets with 1012, and accepts nothing more', async () => {
    const source = createSource();
    let finish: (() => void) | undefined;
    const slow = () =>
      new Promise((resolve) => {
        finish = () => resolve('done');
      });
    const running = await startServer({ schema: testSchema({ endless: () => source.iterator }, { slow }) });
    const client = await signIn(running, 'ada');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    const answer = query(running, '{ slow }');
    await eventually(() => finish !== undefined);

    const stopped = running.stop();
    expect((await client.closed).code).toBe(1012);
    expect(source.state.returned).toBe(true);
    await expect(fetch(`${running.url}/livez`)).rejects.toThrow();
    finish?.();
    expect((await answer).json.data).toEqual({ slow: 'done' });
    expect((await answer).headers.get('connection')).not.toBe('keep-alive');
    await stopped;
  });

  it('cuts what does not end in time', async () => {
    const running = await startServer({ schema: testSchema({}, { slow: () => new Promise(() => {}) }) });
    const answer = query(running, '{ slow }').catch((error: unknown) => error);
    await eventually(async () => (await fetch(`${running.url}/livez`)).ok);
    await running.stop();
    expect(await answer).toBeInstanceOf(Error);
  });
});

function statusWithHost(port: number, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
