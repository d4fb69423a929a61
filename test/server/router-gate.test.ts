import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extensionFor, type Receiver, register, startReceiver } from './callback-receiver.js';
import { openEventStream } from './event-stream.js';
import { connect, subscribe } from './socket-client.js';
import { codes, type GraphqlAnswer, post, startServer, type TestServer } from './support.js';

// What is for the router alone, on every transport.

const SECRETS = ['of-this-month', 'of-last-month'];
const SERVICE = '{ _service { sdl } }';
const ENTITIES = '{ _entities(representations: [{ __typename: "Business", id: "1" }]) { ... on Business { name } } }';
/** Ways to write it that a glance at the text would overlook. */
const DISGUISED = [
  '{ hello: _service { sdl } }',
  '{ ... on Query { ... { _service { sdl } } } }',
  'query A { hello } query B { ...F } fragment F on Query { hello _service { sdl } }',
  'query ($no: Boolean = false) { hello _service @include(if: $no) { sdl } }',
];

let receiver: Receiver;
let guarded: TestServer;
let open: TestServer;
let closed: TestServer;
beforeAll(async () => {
  receiver = await startReceiver();
  const callbackOrigins = [receiver.origin];
  guarded = await startServer({ routerSecrets: SECRETS, introspection: true, callbackOrigins });
  open = await startServer({ introspection: true });
  closed = await startServer({ introspection: false });
});
afterAll(async () => {
  for (const server of [guarded, open, closed]) await server.stop();
  await receiver.stop();
});

/** What was answered to who shows this secret: `data`, or the codes of the errors. */
type Ask = (server: TestServer, query: string, secret?: string) => Promise<unknown>;
const outcome = ({ data, errors }: GraphqlAnswer) => (errors ? codes({ errors }) : Object.keys(data ?? {}));
const headersOf = (secret: string | undefined): Record<string, string> => (secret ? { 'x-router-secret': secret } : {});

async function askSocket(server: TestServer, query: string, headers: Record<string, string>, payload: object) {
  const client = await connect(server, headers);
  client.send({ type: 'connection_init', payload });
  await client.next('connection_ack');
  subscribe(client, 'q', query);
  const { type, payload: told } = await Promise.race([client.next('next', 'q'), client.next('error', 'q')]);
  client.ws.terminate();
  return type === 'error' ? codes({ errors: told ?? [] }) : outcome(told ?? {});
}

async function askStream(server: TestServer, query: string, secret: string | undefined, method: 'GET' | 'POST') {
  const stream = await openEventStream(server, { query }, { method, headers: headersOf(secret) });
  await stream.ended;
  return outcome(stream.events[0]?.data ?? {});
}

const WAYS: [string, Ask][] = [
  ['POST', async (server, query, secret) => outcome((await post(server, { query }, headersOf(secret))).json)],
  [
    'GET',
    async (server, query, secret) => {
      const headers = { 'apollo-require-preflight': '1', ...headersOf(secret) };
      const answer = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
      return outcome((await answer.json()) as GraphqlAnswer); // every answer is of this shape
    },
  ],
  ['an event stream by POST', (server, query, secret) => askStream(server, query, secret, 'POST')],
  ['an event stream by GET', (server, query, secret) => askStream(server, query, secret, 'GET')],
  ['a socket, in the upgrade', (server, query, secret) => askSocket(server, query, headersOf(secret), {})],
  ['a socket, in connection_init', (server, query, secret) => askSocket(server, query, {}, headersOf(secret))],
  [
    'a socket, in the headers of connection_init',
    (server, query, secret) => askSocket(server, query, {}, { headers: headersOf(secret) }),
  ],
];

describe.each(WAYS)('with a router secret, by %s', (_name, ask) => {
  it.each(SECRETS)('G25: shows the schema and entities to who knows %s', async (secret) => {
    expect(await ask(guarded, SERVICE, secret)).toEqual(['_service']);
    expect(await ask(guarded, ENTITIES, secret)).toEqual(['_entities']);
  });

  it.each([undefined, 'wrong', SECRETS.join(','), 'of-this-mont', 'of-this-month-', 'OF-THIS-MONTH'])(
    'G25: refuses both to who shows %s, and answers all else',
    async (secret) => {
      expect(await ask(guarded, SERVICE, secret)).toEqual(['FORBIDDEN']);
      expect(await ask(guarded, ENTITIES, secret)).toEqual(['FORBIDDEN']);
      expect(await ask(guarded, '{ hello }', secret)).toEqual(['hello']);
    },
  );
});

describe.each(WAYS)('without a router secret, by %s', (_name, ask) => {
  it('G25: shows the schema where introspection is on', async () => {
    expect(await ask(open, SERVICE)).toEqual(['_service']);
    expect(await ask(closed, SERVICE)).toEqual(['FORBIDDEN']);
    expect(await ask(closed, SERVICE, SECRETS[0])).toEqual(['FORBIDDEN']);
  });

  it('answers for entities, which the policy judges', async () => {
    for (const server of [open, closed]) expect(await ask(server, ENTITIES)).toEqual(['_entities']);
  });
});

describe('who is refused', () => {
  it.each(['application/json', 'application/graphql-response+json'])(
    'is told with HTTP 403 who accepts %s',
    async (accept) => {
      for (const query of [SERVICE, ENTITIES]) {
        const { status, json } = await post(guarded, { query }, { accept });
        expect([status, codes(json), json.data]).toEqual([403, ['FORBIDDEN'], undefined]);
      }
    },
  );

  it.each(DISGUISED)('G25: is so however it is written: %s', async (query) => {
    const { status, json } = await post(guarded, { query, operationName: query.includes('B {') ? 'B' : null });
    expect([status, codes(json)]).toEqual([403, ['FORBIDDEN']]);
  });

  it('is not who says in the operation to be the router', async () => {
    const body = { query: SERVICE, router: true, extensions: { router: true, 'x-router-secret': SECRETS[0] } };
    expect(codes((await post(guarded, body)).json)).toEqual(['FORBIDDEN']);
    const client = await connect(guarded);
    client.send({ type: 'connection_init', payload: { router: true } });
    await client.next('connection_ack');
    client.send({ type: 'subscribe', id: 'q', payload: body });
    expect(codes({ errors: (await client.next('error', 'q')).payload ?? [] })).toEqual(['FORBIDDEN']);
    client.ws.terminate();
  });

  it('is everybody by callback, the router too: it is for subscriptions', async () => {
    const headers = { authorization: 'Bearer ada', 'x-router-secret': SECRETS[0] ?? '' };
    for (const query of [SERVICE, ENTITIES]) {
      const known = await register(guarded, { query }, extensionFor(receiver), headers);
      expect([known.status, codes(known.json)]).toEqual([400, ['BAD_REQUEST']]);
      const stranger = await register(guarded, { query }, extensionFor(receiver));
      expect([stranger.status, codes(stranger.json)]).toEqual([403, ['FORBIDDEN']]);
    }
    expect(receiver.letters).toEqual([]);
  });
});

describe('/schema.graphql', () => {
  const read = async (server: TestServer, secret?: string) => {
    const answer = await fetch(`${server.url}/schema.graphql`, { headers: headersOf(secret) });
    return [answer.status, (await answer.text()).includes('type Query')];
  };

  it('G25: needs the secret where there is one, whatever introspection is', async () => {
    expect(await read(guarded)).toEqual([403, false]);
    expect(await read(guarded, 'wrong')).toEqual([403, false]);
    for (const secret of SECRETS) expect(await read(guarded, secret)).toEqual([200, true]);
  });

  it('G25: follows introspection where there is none', async () => {
    expect(await read(open)).toEqual([200, true]);
    expect(await read(closed)).toEqual([404, false]);
  });
});

describe('a body', () => {
  const bodyOf = (bytes: number) => ({ query: '{ hello }', variables: { padding: 'x'.repeat(bytes) } });

  it('may have 512 kB from the router, and 256 kB from everybody else', async () => {
    const [large, tooLarge] = [bodyOf(500 * 1024), bodyOf(512 * 1024)];
    const headers = headersOf(SECRETS[1]);
    expect((await post(guarded, large, headers)).json.data).toEqual({ hello: 'world' });
    expect((await post(guarded, tooLarge, headers)).status).toBe(413);
    expect((await post(guarded, large)).status).toBe(413);
    expect((await post(guarded, large, headersOf('wrong'))).status).toBe(413);
    expect((await post(open, large, headers)).status).toBe(413);
  });
});
