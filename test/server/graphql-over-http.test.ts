import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes, ORIGIN, post, query, startServer, type TestServer } from './support.js';

const RESPONSE_JSON = { accept: 'application/graphql-response+json' };

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

describe('an operation', () => {
  it('answers by POST and tells what it cost', async () => {
    const { status, json, headers } = await query(server, '{ hello business { members(first: 40) { nodes { id } } } }');
    expect(status).toBe(200);
    expect(json.data).toEqual({ hello: 'world', business: { members: { nodes: [] } } });
    expect(json.extensions).toEqual({ cost: { nodes: 40 } });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('answers queries by GET when the request cannot come from a foreign form', async () => {
    const answer = await get('/graphql?query=%7Bhello%7D', { headers: { 'apollo-require-preflight': '1' } });
    expect(await answer.json()).toMatchObject({ data: { hello: 'world' } });
  });

  it('G16: refuses a bare GET, and one with an odd content-type', async () => {
    expect((await get('/graphql?query=%7Bhello%7D')).status).toBe(400);
    for (const type of ['text/plain', 'application/json/x', 'application/xml']) {
      const headers = { 'content-type': type, 'apollo-require-preflight': '1' };
      expect((await get('/graphql?query=%7Bhello%7D', { headers })).status).toBe(415);
    }
  });

  it('G17, W14: runs no mutation by GET', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation { rename(name: "x") }')}`;
    const answer = await get(path, { headers: { 'apollo-require-preflight': '1' } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('G17: takes no form, plain text or multipart', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await post(server, { query: '{ hello }' }, { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(codes(answer.json)).toEqual(['BAD_REQUEST']);
    }
  });

  it('G03: takes no batch of operations', async () => {
    const { status, json } = await post(server, [{ query: '{ hello }' }, { query: '{ hello }' }]);
    expect(status).toBe(400);
    expect(json.data).toBeUndefined();
  });

  it('sends who subscribes over plain HTTP to the transport for it', async () => {
    const { status, json } = await query(server, 'subscription { counted(to: 1) }', { authorization: 'Bearer ada' });
    expect(status).toBe(406);
    expect(json.errors?.[0]?.message).toContain('graphql-transport-ws');
  });

  it('G21: serves no landing page', async () => {
    const answer = await get('/graphql', { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('<');
  });

  it('G35: registers no persisted queries', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
    const { json } = await post(server, { query: '{ hello }', extensions: { persistedQuery } });
    expect(codes(json)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  });
});

describe('the status', () => {
  it.each([
    ['a syntax error', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unfit variable', { query: 'query ($of: Int!) { sum(of: $of) }', variables: { of: 'x' } }, 'BAD_USER_INPUT'],
    ['an unknown operation', { query: 'query A { hello }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
  ])('of %s is 200 as application/json and 400 as graphql-response+json', async (_name, body, code) => {
    const plain = await post(server, body);
    expect([plain.status, codes(plain.json)]).toEqual([200, [code]]);
    const exact = await post(server, body, RESPONSE_JSON);
    expect([exact.status, codes(exact.json)]).toEqual([400, [code]]);
    expect(exact.headers.get('content-type')).toMatch(/^application\/graphql-response\+json/);
  });

  it('of a token that cannot be verified is 200 or 401, and nothing of the request is executed', async () => {
    const bad = { authorization: 'Bearer bad' };
    const plain = await query(server, '{ hello }', bad);
    expect([plain.status, codes(plain.json), plain.json.data]).toEqual([200, ['UNAUTHENTICATED'], undefined]);
    const exact = await query(server, '{ hello }', { ...bad, ...RESPONSE_JSON });
    expect([exact.status, codes(exact.json)]).toEqual([401, ['UNAUTHENTICATED']]);
  });

  it('of a body without a query is 400 in each form', async () => {
    expect((await post(server, { variables: {} })).status).toBe(400);
    expect((await post(server, {}, RESPONSE_JSON)).status).toBe(400);
    expect((await post(server, { query: 7 })).status).toBe(400);
  });
});

describe('who calls', () => {
  it('is nobody without a token and the holder of a good one', async () => {
    expect((await query(server, '{ whoami }')).json.data).toEqual({ whoami: 'anonymous' });
    expect((await query(server, '{ whoami }', { authorization: 'Bearer ada' })).json.data).toEqual({ whoami: 'ada' });
  });

  it('I42: is told apart in hundreds of mixed requests at once', async () => {
    const people = Array.from({ length: 300 }, (_, index) => `person${index % 7}`);
    const answers = await Promise.all(
      people.map((person) => query(server, '{ whoami }', { authorization: `Bearer ${person}` })),
    );
    expect(answers.map((answer) => answer.json.data?.whoami)).toEqual(people);
  });
});

describe('the context', () => {
  it('is used as it was made: its getters stay getters', async () => {
    let reads = 0;
    const createContext = () => ({
      get principal() {
        return { kind: 'user', userId: `read ${++reads}` };
      },
    });
    const own = await startServer({ createContext });
    const { json } = await query(own, '{ a: whoami b: whoami }');
    await own.stop();
    expect(json.data?.a).not.toBe(json.data?.b);
  });
});

describe('pages of other origins', () => {
  it('may call from an allowed origin, with a token', async () => {
    const preflight = await get('/graphql', { method: 'OPTIONS', headers: { origin: ORIGIN } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await query(server, '{ hello }', { origin: ORIGIN });
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(answer.headers.get('vary')).toBe('Origin');
  });

  it('are told nothing from any other, and credentials never', async () => {
    for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, 'null']) {
      const preflight = await get('/graphql', { method: 'OPTIONS', headers: { origin } });
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    }
    const allowed = await query(server, '{ hello }', { origin: ORIGIN });
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('a request id', () => {
  it('is made for each answer', async () => {
    const [one, other] = await Promise.all([query(server, '{ hello }'), query(server, '{ hello }')]);
    expect(one.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
  });

  it('is the caller’s own when it is a sane one', async () => {
    const own = await query(server, '{ hello }', { 'x-request-id': 'trace-1.2_3' });
    expect(own.headers.get('x-request-id')).toBe('trace-1.2_3');
    for (const odd of ['a b', '"}', 'x'.repeat(65)]) {
      expect((await query(server, '{ hello }', { 'x-request-id': odd })).headers.get('x-request-id')).not.toBe(odd);
    }
  });
});
