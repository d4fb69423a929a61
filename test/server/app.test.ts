import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { signAccessToken } from '../../src/auth/access-token.js';
import { type Config, loadConfig } from '../../src/config.js';
import { PortTakenError } from '../../src/server/http.js';
import { createLog } from '../../src/server/log.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { signIn, subscribe } from './socket-client.js';
import { codes } from './support.js';

let store: TestDatabase;
let config: Config;
let app: App;
let url: string;
let port: number;
const lines: string[] = [];

beforeAll(async () => {
  store = await createTestDatabase();
  const env = {
    DATABASE_URL: store.url,
    SECRET_KEY: randomBytes(32).toString('base64url'),
    PORT: '0',
    DRAIN_DELAY_MS: '50',
  };
  config = loadConfig(env, 'demo');
  app = await createApp({ config, log: createLog('debug', { write: (line: string) => void lines.push(line) }) });
  ({ url, port } = await app.start());
});
afterAll(async () => {
  await app.stop();
  await store.drop();
});

const tokenOf = (name: string) => {
  const claims = { sub: `usr_${name}`, email: `${name}@example.com`, email_verified: true, given_name: name };
  const [secretKey = ''] = config.secretKeys;
  return signAccessToken(secretKey, config.auth, claims, { lifetimeSeconds: 60 });
};

async function ask(token: string | undefined, query: string, variables: object = {}) {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return JSON.parse(await answer.text());
}

const CREATE =
  'mutation ($input: CreateBusinessInput!) { createBusiness(input: $input) { business { id } userErrors { code } } }';
const INVITE = `mutation ($input: InviteMembersInput!) {
  inviteMembers(input: $input) { results { invite { id } error { code } } userErrors { code message } }
}`;
const FOLLOW = 'subscription ($id: ID!) { inviteStatusChanged(businessId: $id) { seq cursor status } }';

describe('the whole server', () => {
  it('is ready, and follows its port', async () => {
    expect(url).toBe(`http://localhost:${port}`);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    expect(await (await fetch(`${url}/schema.graphql`)).text()).toContain('type Query');
    expect(await (await fetch(`${url}/.well-known/jwks.json`)).json()).toMatchObject({ keys: [{ kty: 'OKP' }] });
    expect(await (await fetch(`${url}/dev/mail.json`)).json()).toEqual([]);
  });

  it('brings a change that one person makes to another who follows', async () => {
    const ada = await tokenOf('ada');
    const created = await ask(ada, CREATE, { input: { name: 'Acme' } });
    const { id } = created.data.createBusiness.business;
    const client = await signIn({ port }, ada);
    subscribe(client, 's', FOLLOW, { id });
    subscribe(client, 'subscribed', '{ viewer { user { id } } }');
    await client.next('complete', 'subscribed');

    const input = { businessId: id, invitees: [{ email: 'grace@example.com' }] };
    expect((await ask(ada, INVITE, { input })).data.inviteMembers).toMatchObject({
      userErrors: [],
      results: [{ error: null }],
    });
    const { payload } = await client.next('next', 's');
    expect(payload?.data).toEqual({
      inviteStatusChanged: { seq: 1, cursor: expect.any(String), status: 'PENDING_SEND' },
    });
    client.ws.close();
  });

  it('refuses strangers to a stream, and bad tokens to everything', async () => {
    const client = await signIn({ port }, await tokenOf('eve'));
    subscribe(client, 's', FOLLOW, { id: 'acme' });
    const { payload } = await client.next('next', 's');
    expect([payload?.data, codes(payload ?? {})]).toEqual([null, ['FORBIDDEN']]);
    client.ws.close();
    expect(codes(await ask('nonsense', '{ viewer { user { id } } }'))).toEqual(['UNAUTHENTICATED']);
    expect((await ask(undefined, '{ viewer { user { id } } }')).data).toEqual({ viewer: null });
  });

  it('lets pages of its own address connect, and of no other', async () => {
    const own = await signIn({ port }, undefined, { origin: url });
    expect(own.ws.readyState).toBe(1);
    own.ws.close();
  });

  it('says which port is taken, and stops also when it never started', async () => {
    const second = await createApp({ config: { ...config, port }, log: createLog('silent') });
    await expect(second.start()).rejects.toThrow(new PortTakenError(port));
    await second.stop();
    const third = await createApp({ config, log: createLog('silent') });
    await third.stop();
  });

  it('is unready as soon as it drains, and stops once however often it is told', async () => {
    const client = await signIn({ port }, await tokenOf('ada'));
    const stopped = app.stop();
    const draining = await fetch(`${url}/readyz`);
    expect([draining.status, await draining.json()]).toEqual([503, { status: 'unavailable', missing: ['accepting'] }]);
    expect(app.stop()).toBe(stopped);
    expect((await client.closed).code).toBe(1012);
    await stopped;
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
    expect(lines.filter((line) => JSON.parse(line).level >= 40)).toEqual([]);
  });
});

describe('npm run serve', () => {
  it('tells every fault of the configuration at once and exits with 78', async () => {
    const env = { PATH: process.env.PATH, PORT: 'x' };
    const failed = await promisify(execFile)(process.execPath, ['dist/main.js'], { env }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 78 });
    for (const name of ['PORT', 'DATABASE_URL', 'PUBLIC_URL', 'SECRET_KEY']) {
      expect((failed as { stderr: string }).stderr).toContain(name); // execFile rejects with what the process wrote
    }
  });
});
