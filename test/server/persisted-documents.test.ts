import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENTS } from '../../src/server/pages/documents.js';
import { openEventStream } from './event-stream.js';
import { type Client, signIn } from './socket-client.js';
import { codes, type GraphqlAnswer, post, startServer, type TestServer, testSchema } from './support.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

const HELLO = 'query Hello { hello }';
const SUM = 'query ($of: Int!) { sum(of: $of) }';
const RENAME = 'mutation { rename(name: "x") }';
const COUNTED = 'subscription ($to: Int!) { counted(to: $to) }';
const ENTITIES =
  'query ($r: [_Any!]!) { __typename _entities(representations: $r) { ...On } } fragment On on Business { id }';
const OF_AN_OLDER_SCHEMA = '{ gone }';
const listed = new Map([HELLO, SUM, RENAME, COUNTED, OF_AN_OLDER_SCHEMA].map((text) => [hashOf(text), text]));

const UNKNOWN = 'a'.repeat(64);
const ADA = { authorization: 'Bearer ada' };

/** The two forms in which clients name a document. */
const FORMS = {
  documentId: (hash: string) => ({ documentId: `sha256:${hash}` }),
  persistedQuery: (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }),
};
const forms = Object.entries(FORMS);

const start = (only: boolean, documents = listed, routerSecrets = ['the router']) =>
  startServer({
    persisted: { listed: documents, only },
    routerSecrets,
    schema: testSchema({
      counted: async function* ({ to }) {
        for (let value = 1; value <= Number(to); value++) yield { value };
      },
    }),
  });

/** By GET, as browsers and caches have it. */
async function get(server: TestServer, parameters: Record<string, unknown>) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  const response = await fetch(`${server.url}/graphql?${search}`, {
    headers: { ...ADA, 'apollo-require-preflight': '1' },
  });
  return { status: response.status, json: (await response.json()) as GraphqlAnswer }; // as `post` reads it
}

/** What comes first: a result, or the refusal. */
async function askSocket(client: Client, id: string, payload: object) {
  client.send({ type: 'subscribe', id, payload: { query: '', ...payload } });
  return Promise.race([client.next('next', id), client.next('error', id)]);
}

describe('a document that is named', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start(false);
  });
  afterAll(() => server.stop());

  it.each(forms)('runs by POST and GET, by %s', async (_form, named) => {
    const request = { ...named(hashOf(SUM)), variables: { of: 7 } };
    expect((await post(server, request, ADA)).json.data).toEqual({ sum: 7 });
    expect((await get(server, request)).json.data).toEqual({ sum: 7 });
    expect((await post(server, { query: '', ...request }, ADA)).json.data).toEqual({ sum: 7 });
  });

  it.each(forms)('is followed over a socket and as an event stream, by %s', async (_form, named) => {
    const request = { ...named(hashOf(COUNTED)), variables: { to: 1 } };
    const client = await signIn(server, 'ada');
    expect((await askSocket(client, 'one', request)).payload).toEqual({ data: { counted: 1 } });
    client.ws.close();
    for (const accept of ['text/event-stream', 'text/event-stream, application/json']) {
      const stream = await openEventStream(server, request, { headers: { ...ADA, accept } });
      await stream.ended;
      expect(stream.events[0]).toEqual({ event: 'next', data: { data: { counted: 1 } } });
    }
    const { documentId, extensions } = { documentId: undefined, extensions: undefined, ...request };
    const search = documentId ? { documentId } : { extensions: JSON.stringify(extensions) };
    const url = `${server.url}/graphql?${new URLSearchParams({ ...search, variables: '{"to":1}' })}`;
    const streamed = await fetch(url, { headers: { ...ADA, accept: 'text/event-stream' } });
    expect(await streamed.text()).toContain('data: {"data":{"counted":1}}');
  });

  it.each(forms)(
    'is PERSISTED_QUERY_NOT_FOUND on every transport when it is not listed, by %s',
    async (_form, named) => {
      const request = named(UNKNOWN);
      const asJson = await post(server, request, ADA);
      expect([asJson.status, codes(asJson.json), 'data' in asJson.json]).toEqual([
        200,
        ['PERSISTED_QUERY_NOT_FOUND'],
        false,
      ]);
      const standard = await post(server, request, { ...ADA, accept: 'application/graphql-response+json' });
      expect([standard.status, codes(standard.json)]).toEqual([400, ['PERSISTED_QUERY_NOT_FOUND']]);
      expect(codes((await get(server, request)).json)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
      const client = await signIn(server, 'ada');
      expect((await askSocket(client, 'one', request)).payload).toMatchObject([
        { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
      ]);
      expect((await askSocket(client, 'two', FORMS.documentId(hashOf(HELLO)))).payload?.data).toEqual({
        hello: 'world',
      });
      client.ws.close();
      const stream = await openEventStream(server, request, { headers: ADA });
      await stream.ended;
      expect(codes(stream.events[0]?.data ?? {})).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    },
  );

  it.each([
    ['a hash without its prefix', { documentId: hashOf(HELLO) }],
    ['capitals', { documentId: `sha256:${hashOf(HELLO).toUpperCase()}` }],
    ['another kind of name', { documentId: `md5:${hashOf(HELLO)}` }],
    ['a number', { documentId: 5 }],
    ['an empty name', { documentId: '' }],
    ['an object that is no text', { documentId: { toString: 1, valueOf: 1 } }],
    ['a hash that is no text', { extensions: { persistedQuery: { sha256Hash: { toString: 1 } } } }],
    ['a name of every object', { documentId: 'sha256:constructor' }],
    ['a persistedQuery without a hash', { extensions: { persistedQuery: {} } }],
    ['a persistedQuery that is no object', { extensions: { persistedQuery: 'x' } }],
  ])('is not found by %s', async (_what, request) => {
    expect(codes((await post(server, request, ADA)).json)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });

  it('G35: is not made by a client that sends a text with its hash; the text runs all the same', async () => {
    const text = '{ whoami }';
    const both = { query: text, ...FORMS.persistedQuery(hashOf(text)) };
    for (let time = 0; time < 2; time++) expect((await post(server, both, ADA)).json.data).toEqual({ whoami: 'ada' });
    expect((await get(server, both)).json.data).toEqual({ whoami: 'ada' });
    const named = await post(server, FORMS.persistedQuery(hashOf(text)), ADA);
    expect(codes(named.json)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });

  it('obeys the rules of all documents: no mutation by GET or over a socket, no field that is not there', async () => {
    expect((await post(server, FORMS.documentId(hashOf(RENAME)), ADA)).json.data).toEqual({ rename: 'x' });
    expect((await get(server, FORMS.documentId(hashOf(RENAME)))).status).toBe(405);
    const client = await signIn(server, 'ada');
    const { payload } = await askSocket(client, 'one', FORMS.documentId(hashOf(RENAME)));
    expect(payload).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
    client.ws.close();
    const gone = await post(server, FORMS.documentId(hashOf(OF_AN_OLDER_SCHEMA)), ADA);
    expect(codes(gone.json)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('is told in the log at the start when it does not run here', () => {
    const warned = server.lines.filter((line) => line.includes('does not run here'));
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain(hashOf(OF_AN_OLDER_SCHEMA));
  });

  it('needs a token that holds, like any other', async () => {
    const answer = await post(server, FORMS.documentId(UNKNOWN), { authorization: 'Bearer bad' });
    expect(codes(answer.json)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('where none are listed', () => {
  it.each(forms)('a name is PERSISTED_QUERY_NOT_SUPPORTED, so that clients send texts, by %s', async (_form, named) => {
    const server = await start(false, new Map());
    expect(codes((await post(server, named(hashOf(HELLO)), ADA)).json)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
    const client = await signIn(server, 'ada');
    expect((await askSocket(client, 'one', named(hashOf(HELLO)))).payload).toMatchObject([
      { extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
    ]);
    client.ws.close();
    await server.stop();
  });
});

describe('where nothing else runs', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start(true);
  });
  afterAll(() => server.stop());

  it('listed documents run, named or sent word for word', async () => {
    expect((await post(server, FORMS.documentId(hashOf(HELLO)), ADA)).json.data).toEqual({ hello: 'world' });
    expect((await post(server, { query: HELLO }, ADA)).json.data).toEqual({ hello: 'world' });
  });

  it('any other text is refused on every transport', async () => {
    const query = '{ whoami }';
    expect(codes((await post(server, { query }, ADA)).json)).toEqual(['QUERY_NOT_IN_SAFELIST']);
    expect(codes((await get(server, { query })).json)).toEqual(['QUERY_NOT_IN_SAFELIST']);
    const client = await signIn(server, 'ada');
    const { payload } = await askSocket(client, 'one', { query });
    expect(payload).toMatchObject([{ extensions: { code: 'QUERY_NOT_IN_SAFELIST' } }]);
    client.ws.close();
    const stream = await openEventStream(server, { query }, { headers: ADA });
    await stream.ended;
    expect(codes(stream.events[0]?.data ?? {})).toEqual(['QUERY_NOT_IN_SAFELIST']);
  });

  it.each([
    ['the hash of a listed one', { query: '{ whoami }', ...FORMS.persistedQuery(hashOf(HELLO)) }],
    ['the name of a listed one', { query: '{ whoami }', ...FORMS.documentId(hashOf(HELLO)) }],
    ['its own hash', { query: '{ whoami }', ...FORMS.persistedQuery(hashOf('{ whoami }')) }],
    ['another spelling', { query: `${HELLO} ` }],
    ['no text', {}],
    ['a list', [{ query: HELLO }]],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['no document', { query: '{' }],
    ['a field beside what a router asks', { query: '{ _service { sdl } whoami }' }],
    ['a field by the name of what a router asks', { query: '{ _service: whoami }' }],
    ['a fragment at the root', { query: 'query { ...On } fragment On on Query { whoami }' }],
    ['a second operation', { query: 'query A { _service { sdl } } query B { whoami }', operationName: 'B' }],
  ])('a text is not let in by %s', async (_what, request) => {
    expect(codes((await post(server, request, ADA)).json)).toEqual(['QUERY_NOT_IN_SAFELIST']);
  });

  const variables = { r: [{ __typename: 'Business', id: 'b1' }] };
  it.each([
    ['the schema', '{ _service { sdl } }'],
    ['entities', ENTITIES],
  ])('a router may ask for %s', async (_what, query) => {
    const asRouter = { ...ADA, 'x-router-secret': 'the router' };
    expect((await post(server, { query, variables }, asRouter)).json).not.toHaveProperty('errors');
    expect((await post(server, { query, variables }, ADA)).status).toBe(403);
  });

  it('nobody may ask as a router does where it has no secret', async () => {
    const open = await start(true, listed, []);
    for (const query of [ENTITIES, '{ _service { sdl } }'])
      expect(codes((await post(open, { query, variables }, ADA)).json)).toEqual(['QUERY_NOT_IN_SAFELIST']);
    await open.stop();
  });

  it('our own pages ask what they ask, word for word', async () => {
    for (const query of Object.values(DOCUMENTS)) {
      expect(codes((await post(server, { query })).json)).toContain('GRAPHQL_VALIDATION_FAILED');
      expect(codes((await post(server, { query: print(parse(query)) })).json)).toEqual(['QUERY_NOT_IN_SAFELIST']);
    }
  });
});
