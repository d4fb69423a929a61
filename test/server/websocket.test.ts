import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { RequestError } from '../../src/domain/errors.js';
import { connect, signIn, subscribe } from './socket-client.js';
import { createSource, eventually } from './source.js';
import { codes, ORIGIN, startServer, type TestServer, testSchema } from './support.js';

let server: TestServer;
let source: ReturnType<typeof createSource>;
let opened: number;
beforeAll(async () => {
  const schema = testSchema({
    counted: async function* ({ to }) {
      for (let value = 1; value <= Number(to); value++) yield { value };
    },
    endless: () => {
      opened++;
      return source.iterator;
    },
    whoami: async function* () {
      yield {};
    },
  });
  server = await startServer({ schema, limits: { initMs: 200, pingMs: 100 } });
});
afterAll(() => server.stop());
beforeEach(() => {
  source = createSource();
  opened = 0;
});

describe('a connection', () => {
  it('W01: of a foreign page is refused with 403', async () => {
    for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, 'null']) {
      const ws = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws', {
        headers: { origin },
      });
      const [error] = await once(ws, 'error');
      expect(error.message).toContain('403');
    }
  });

  it('of an allowed page, or of no page at all, is served', async () => {
    for (const headers of [{ origin: ORIGIN }, {}]) {
      const client = await signIn(server, 'ada', headers);
      client.ws.close();
    }
  });

  it('to another path is refused with 404', async () => {
    const ws = new WebSocket(`ws://127.0.0.1:${server.port}/other`, 'graphql-transport-ws');
    const [error] = await once(ws, 'error');
    expect(error.message).toContain('404');
  });

  it('of another subprotocol is closed with 4406', async () => {
    const ws = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`);
    const [code] = await once(ws, 'close');
    expect(code).toBe(4406);
  });

  it('W02: that does not introduce itself is closed with 4408', async () => {
    expect((await (await connect(server)).closed).code).toBe(4408);
  });

  it('W03: is closed with 4401, 4429, 4409 and 4400 for what the protocol forbids', async () => {
    const early = await connect(server);
    subscribe(early, '1', 'subscription { endless }');
    expect((await early.closed).code).toBe(4401);

    const twice = await signIn(server, 'ada');
    twice.send({ type: 'connection_init' });
    expect((await twice.closed).code).toBe(4429);

    const double = await signIn(server, 'ada');
    subscribe(double, '1', 'subscription { endless }');
    subscribe(double, '1', 'subscription { endless }');
    expect((await double.closed).code).toBe(4409);

    for (const message of [
      'nonsense',
      '{}',
      '7',
      '{"type":"next","id":"1","payload":{}}',
      '{"type":"other"}',
      '{"type":"subscribe"}',
    ]) {
      const malformed = await signIn(server, 'ada');
      malformed.send(message);
      expect((await malformed.closed).code).toBe(4400);
    }
  });

  it('W11: takes no message above 64 kB, and no compression', async () => {
    const client = await signIn(server, 'ada');
    expect(client.ws.extensions).toBe('');
    client.send({ type: 'ping', payload: { x: 'x'.repeat(65 * 1024) } });
    expect((await client.closed).code).toBe(1009);
  });

  it('answers pings, and is cut when its own are not answered', async () => {
    const client = await signIn(server, 'ada');
    client.send({ type: 'ping', payload: { at: 1 } });
    expect(await client.next('pong')).toEqual({ type: 'pong', payload: { at: 1 } });
    const silent = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws', { autoPong: false });
    await once(silent, 'open');
    silent.send(JSON.stringify({ type: 'connection_init' }));
    const [code] = await once(silent, 'close');
    expect(code).toBe(1006);
    expect(client.ws.readyState).toBe(WebSocket.OPEN);
    client.ws.close();
  });
});

describe('an operation', () => {
  it('streams a subscription to its end', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'a', 'subscription ($to: Int!) { counted(to: $to) }', { to: 3 });
    await client.next('complete', 'a');
    expect(client.messages.map((message) => message.payload?.data)).toEqual([
      { counted: 1 },
      { counted: 2 },
      { counted: 3 },
    ]);
    client.ws.close();
  });

  it('answers a query, with its cost', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'q', '{ whoami business { members(first: 3) { nodes { id } } } }');
    const { payload } = await client.next('next', 'q');
    expect(payload?.data).toEqual({ whoami: 'ada', business: { members: { nodes: [] } } });
    expect(payload?.extensions).toEqual({ cost: { nodes: 3 } });
    await client.next('complete', 'q');
    client.ws.close();
  });

  it('W14: is never a mutation', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'm', 'mutation { rename(name: "x") }');
    expect((await client.next('error', 'm')).payload?.[0]?.extensions.code).toBe('BAD_REQUEST');
    client.ws.close();
  });

  it('that is bad is answered for itself; the others and the socket stay', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'good', 'subscription { endless }');
    const bad = [
      '{',
      '{ nothing }',
      'query ($of: Int!) { sum(of: $of) }',
      'query A { hello } query B { hello }',
      '{ fails }',
    ];
    for (const [index, text] of bad.entries()) subscribe(client, `bad${index}`, text);
    expect((await client.next('error', 'bad0')).payload?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
    expect((await client.next('error', 'bad1')).payload?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(codes((await client.next('next', 'bad2')).payload ?? {})).toEqual(['BAD_USER_INPUT']);
    expect((await client.next('error', 'bad3')).payload?.[0]?.extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
    expect(codes((await client.next('next', 'bad4')).payload ?? {})).toEqual(['INTERNAL_SERVER_ERROR']);
    source.emit('still here');
    expect((await client.next('next', 'good')).payload?.data).toEqual({ endless: 'still here' });
    client.ws.close();
  });

  it('ends when the client completes it, while it is being read, and nothing follows', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    client.send({ type: 'complete', id: 's' });
    await eventually(() => source.state.returned);
    client.send({ type: 'ping' });
    await client.next('pong');
    expect(client.messages).toEqual([]);
    client.ws.close();
  });

  it('may take the id of one that was just completed', async () => {
    const client = await signIn(server, 'ada');
    for (let round = 0; round < 20; round++) {
      source = createSource();
      subscribe(client, 'same', 'subscription { endless }');
      client.send({ type: 'complete', id: 'same' });
    }
    subscribe(client, 'same', 'subscription { counted(to: 2) }');
    await client.next('complete', 'same');
    expect(client.messages.map((message) => message.payload?.data)).toEqual([{ counted: 1 }, { counted: 2 }]);
    client.ws.close();
  });

  it('ends with its socket', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    client.ws.terminate();
    await eventually(() => source.state.returned);
  });

  it('ends with FORBIDDEN when its right is lost; the socket stays (W06)', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    source.emit('secret', async () => {
      throw new RequestError('FORBIDDEN', 'Not any more');
    });
    const { payload } = await client.next('next', 's');
    expect([payload?.data, codes(payload ?? {})]).toEqual([null, ['FORBIDDEN']]);
    await client.next('complete', 's');
    expect(client.ws.readyState).toBe(WebSocket.OPEN);
    client.ws.close();
  });

  it('W04: is refused beyond 50 at a time, until one of them ends', async () => {
    const client = await signIn(server, 'ada');
    for (let index = 0; index < 60; index++) subscribe(client, String(index), 'subscription { endless }');
    const refused = await Promise.all(
      Array.from({ length: 10 }, (_, index) => client.next('error', String(50 + index))),
    );
    expect(refused.every(({ payload }) => payload?.[0]?.extensions.code === 'RATE_LIMITED')).toBe(true);
    await eventually(() => opened === 50);
    client.send({ type: 'complete', id: '7' });
    subscribe(client, 'again', '{ hello }');
    expect((await client.next('next', 'again')).payload?.data).toEqual({ hello: 'world' });
    client.ws.close();
  });

  it('W09: brings each subscriber of a shared socket its own events', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'two', 'subscription { counted(to: 2) }');
    subscribe(client, 'me', 'subscription { whoami }');
    expect((await client.next('next', 'me')).payload?.data).toEqual({ whoami: 'ada' });
    await client.next('complete', 'two');
    expect(client.messages.filter((message) => message.id === 'two')).toHaveLength(2);
    client.ws.close();
  });
});
