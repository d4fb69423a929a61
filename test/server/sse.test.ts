import { request } from 'node:http';
import { createClient } from 'graphql-sse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import { openEventStream } from './event-stream.js';
import { createSource, eventually } from './source.js';
import { authenticate, codes, ORIGIN, post, query, startServer, type TestServer, testSchema } from './support.js';

let server: TestServer;
let source: ReturnType<typeof createSource>;
let sent: number;
beforeEach(async () => {
  source = createSource();
  sent = 0;
  const schema = testSchema({
    counted: async function* ({ to }) {
      for (let value = 1; value <= Number(to); value++) yield { value };
    },
    endless: () => source.iterator,
    large: async function* () {
      for (const value = 'x'.repeat(100_000); ; sent++) {
        await new Promise((resolve) => setImmediate(resolve));
        yield { value };
      }
    },
    whoami: async function* () {
      yield {};
    },
  });
  server = await startServer({
    schema,
    limits: { perPrincipal: 3, perAnonymousAddress: 4, drainMs: 300, pingMs: 50 },
  });
});
afterEach(() => server.stop());

const ADA = { authorization: 'Bearer ada' };
const COUNTED = { query: 'subscription ($to: Int!) { counted(to: $to) }', variables: { to: 2 } };
const ENDLESS = { query: 'subscription { endless }' };

describe('an event stream', () => {
  it.each(['GET', 'POST'] as const)('brings a subscription to its end by %s', async (method) => {
    const stream = await openEventStream(server, COUNTED, { method, headers: ADA });
    expect(await stream.ended).toBe('ended');
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers['cache-control']).toBe('private, no-store');
    expect(stream.headers['content-length']).toBeUndefined();
    expect(stream.events).toEqual([
      { event: 'next', data: { data: { counted: 1 } } },
      { event: 'next', data: { data: { counted: 2 } } },
      { event: 'complete', data: null },
    ]);
    expect(stream.rest()).toBe('');
  });

  it('answers a query to who accepts nothing else, with its cost', async () => {
    const stream = await openEventStream(
      server,
      { query: '{ whoami business { members(first: 3) { nodes { id } } } }' },
      { headers: ADA },
    );
    await stream.ended;
    expect(stream.events.map(({ event }) => event)).toEqual(['next', 'complete']);
    expect(stream.events[0]?.data).toMatchObject({ data: { whoami: 'ada' }, extensions: { cost: { nodes: 3 } } });
  });

  it('is what a subscription gets from who accepts JSON as well, and a query does not', async () => {
    const headers = { ...ADA, accept: 'application/json, text/event-stream;q=0.9' };
    const stream = await openEventStream(server, COUNTED, { headers });
    await stream.ended;
    expect(stream.events).toHaveLength(3);
    const { json, headers: answered } = await query(server, '{ hello }', headers);
    expect([json.data, answered.get('content-type')]).toEqual([{ hello: 'world' }, 'application/json; charset=utf-8']);
  });

  it.each(['*/*', 'application/json', 'text/event-stream;q=0, */*', 'multipart/mixed'])(
    'is refused to a subscription that accepts %s, with 406',
    async (accept) => {
      const { status, json } = await post(server, COUNTED, { ...ADA, accept });
      expect([status, codes(json)]).toEqual([406, ['BAD_REQUEST']]);
    },
  );

  it('sends a comment now and then, so that proxies keep it', async () => {
    const stream = await openEventStream(server, ENDLESS, { headers: ADA });
    await eventually(() => stream.comments() >= 3);
    stream.leave();
  });

  it('leaves its source when the client goes away', async () => {
    const stream = await openEventStream(server, ENDLESS, { headers: ADA });
    await eventually(() => source.state.reading);
    stream.leave();
    await eventually(() => source.state.returned);
  });

  it('takes no place for a client that went away before its token was read', async () => {
    const readers: (() => void)[] = [];
    const patient = await startServer({
      schema: testSchema({ endless: () => source.iterator }),
      authenticate: async (authorization) => {
        await new Promise<void>((resolve) => readers.push(resolve));
        return authenticate(authorization);
      },
    });
    const headers = { ...ADA, accept: 'text/event-stream' };
    const outgoing = request(`${patient.url}/graphql?${new URLSearchParams(ENDLESS)}`, { headers });
    outgoing.on('error', () => {}).end(); // that it hung up
    await eventually(() => readers.length === 1);
    outgoing.destroy();
    const connections = async () => (await fetch(`${patient.url}/metrics`)).text(); // seen after the end of the other
    await connections();
    readers[0]?.();
    await eventually(async () => (await connections()).includes('closed_total{transport="sse",reason="left"} 1'));
    expect(source.state.reading).toBe(false);
    await patient.stop();
  });

  it('is for pages of allowed origins', async () => {
    const allowed = await openEventStream(server, COUNTED, { headers: { ...ADA, origin: ORIGIN } });
    expect(allowed.headers['access-control-allow-origin']).toBe(ORIGIN);
    const foreign = await openEventStream(server, COUNTED, { headers: { ...ADA, origin: 'https://evil.example' } });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    await Promise.all([allowed.ended, foreign.ended]);
  });

  it('ends without `complete` when the server stops, so that the client comes back', async () => {
    const stream = await openEventStream(server, ENDLESS, { headers: ADA });
    await eventually(() => source.state.reading);
    await server.stop();
    expect(await stream.ended).toBe('ended');
    expect(stream.events).toEqual([]);
    server = await startServer();
  });

  it('serves the client of graphql-sse', async () => {
    const client = createClient({ url: `${server.url}/graphql`, headers: ADA, retryAttempts: 0 });
    const seen: unknown[] = [];
    for await (const result of client.iterate({ query: COUNTED.query, variables: { to: 3 } })) seen.push(result.data);
    expect(seen).toEqual([{ counted: 1 }, { counted: 2 }, { counted: 3 }]);
    const whoami = await client.iterate({ query: '{ whoami }' }).next();
    expect(whoami.value?.data).toEqual({ whoami: 'ada' });
    client.dispose();
  });
});

describe('what is refused', () => {
  const refusedCodes = async (operation: { query: string }, method: 'GET' | 'POST', headers = ADA) => {
    const stream = await openEventStream(server, operation, { method, headers });
    await stream.ended;
    expect([stream.status, stream.events.map(({ event }) => event)]).toEqual([200, ['next', 'complete']]);
    expect(stream.events[0]?.data?.data ?? null).toBeNull();
    return codes(stream.events[0]?.data ?? {});
  };

  it.each(['GET', 'POST'] as const)('W14: is any mutation, by %s', async (method) => {
    expect(await refusedCodes({ query: 'mutation { rename(name: "x") }' }, method)).toEqual(['BAD_REQUEST']);
  });

  it.each([
    ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two operations without a name', 'query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['an unfit variable', 'subscription ($to: Int!) { counted(to: $to) }', 'BAD_USER_INPUT'],
    ['introspection where it is off (W05)', '{ __schema { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a bomb (W05)',
      `{ ${Array.from({ length: 16 }, (_, n) => `a${n}: hello`).join(' ')} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('is told as a result: %s', async (_name, text, code) => {
    expect(await refusedCodes({ query: text }, 'POST')).toEqual([code]);
  });

  it('W07: is a subscription by nobody, and everything with a bad token', async () => {
    expect(await refusedCodes(ENDLESS, 'POST', {} as typeof ADA)).toEqual(['UNAUTHENTICATED']);
    expect(await refusedCodes(ENDLESS, 'POST', { authorization: 'Bearer bad' })).toEqual(['UNAUTHENTICATED']);
    expect(await refusedCodes({ query: '{ hello }' }, 'GET', { authorization: 'Bearer bad' })).toEqual([
      'UNAUTHENTICATED',
    ]);
    expect(await refusedCodes(ENDLESS, 'POST', { authorization: 'Bearer ada:0' })).toEqual(['UNAUTHENTICATED']);
  });

  it.each([
    [[]],
    [{}],
    [{ query: 7 }],
    [{ query: '{ hello }', variables: [] }],
    [{ query: '{ hello }', operationName: 7 }],
  ])('is a body that is no request: %j, with 400', async (body) => {
    expect((await post(server, body, { ...ADA, accept: 'text/event-stream' })).status).toBe(400);
  });

  it('W06: is what comes after the right was lost', async () => {
    const stream = await openEventStream(server, ENDLESS, { headers: ADA });
    await eventually(() => source.state.reading);
    source.emit('secret', async () => {
      throw new RequestError('FORBIDDEN', 'Not any more');
    });
    await stream.ended;
    expect(codes(stream.events[0]?.data ?? {})).toEqual(['FORBIDDEN']);
    expect(stream.events.map(({ event }) => event)).toEqual(['next', 'complete']);
  });

  it('W08: is to outlive the token; it ends without `complete`', async () => {
    const began = performance.now();
    const stream = await openEventStream(server, ENDLESS, { headers: { authorization: 'Bearer ada:300' } });
    expect(await stream.ended).toBe('ended');
    expect(performance.now() - began).toBeLessThan(1_500);
    expect([stream.events, source.state.returned]).toEqual([[], true]);
  });

  it('W12: is one more than a principal may hold, sockets among them, until one ends', async () => {
    const mine = await Promise.all([1, 2, 3].map(() => openEventStream(server, ENDLESS, { headers: ADA })));
    expect(await refusedCodes(ENDLESS, 'POST')).toEqual(['RATE_LIMITED']);
    const asking = await openEventStream(server, { query: '{ hello }' }, { headers: ADA }); // holds no place
    await asking.ended;
    expect(asking.events[0]?.data?.data).toEqual({ hello: 'world' });
    mine[0]?.leave();
    let again = await openEventStream(server, COUNTED, { headers: ADA });
    await eventually(async () => {
      await again.ended;
      if (again.events.length === 3) return true;
      again = await openEventStream(server, COUNTED, { headers: ADA });
      return false;
    });
    for (const stream of mine) stream.leave();
  });

  it('W10: is to read too slowly: bounded, and cut', async () => {
    const stream = await openEventStream(server, { query: 'subscription { large }' }, { headers: ADA });
    stream.response.pause();
    // Nothing more is written for a second: not by chance, but because nobody reads.
    let before = -1;
    let standing = 0;
    await eventually(async () => {
      standing = sent === before && sent > 0 ? standing + 1 : 0;
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return standing === 10;
    });
    expect(sent).toBeLessThan(500); // some MB in the kernel, and 64 kB of ours
    stream.response.resume();
    expect(await stream.ended).toBe('cut');
  });
});
