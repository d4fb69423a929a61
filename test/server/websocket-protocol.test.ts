import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, signIn, subscribe } from './socket-client.js';
import { createSource, eventually } from './source.js';
import { startServer, type TestServer, testSchema } from './support.js';

// The rules of graphql-transport-ws that are not told elsewhere, on bare sockets.

let server: TestServer;
let source: ReturnType<typeof createSource>;
beforeAll(async () => {
  server = await startServer({ schema: testSchema({ endless: () => source.iterator }) });
});
afterAll(() => server.stop());
beforeEach(() => {
  source = createSource();
});

const closing = async (...messages: unknown[]): Promise<number> => {
  const client = await connect(server);
  for (const message of messages) client.send(message);
  return (await client.closed).code;
};
const INIT = { type: 'connection_init' };

describe('the connection', () => {
  it('is acknowledged once, before anything else', async () => {
    const client = await connect(server);
    client.send(INIT);
    await client.next('connection_ack');
    subscribe(client, '1', '{ hello }');
    await client.next('complete', '1');
    expect(client.messages.map(({ type }) => type)).toEqual(['next']);
    client.ws.close();
  });

  it('is closed with 4429 for a second introduction, also while the first is being looked at', async () => {
    expect(await closing(INIT, INIT)).toBe(4429);
  });

  it('is closed with 4401 for an operation while the introduction is being looked at', async () => {
    expect(await closing(INIT, { type: 'subscribe', id: '1', payload: { query: '{ hello }' } })).toBe(4401);
  });

  it.each([
    { type: 'connection_init', payload: 7 },
    { type: 'ping', payload: 'x' },
    { type: 'pong', payload: [1] },
    { type: 'complete' },
    { type: 'complete', id: 7 },
    { type: 'subscribe', id: '', payload: { query: '{ hello }' } },
    { type: 'subscribe', id: '1' },
    { type: 'subscribe', id: '1', payload: {} },
    { type: 'subscribe', id: '1', payload: { query: 7 } },
    { type: 'subscribe', id: '1', payload: { query: '{ hello }', variables: 7 } },
    { type: 'subscribe', id: '1', payload: { query: '{ hello }', operationName: 7 } },
    { type: 'subscribe', id: '1', payload: { query: '{ hello }', extensions: 7 } },
    { type: 'connection_ack' },
    { type: 'error', id: '1', payload: [] },
    [],
    null,
  ])('is closed with 4400 for %j', async (message) => {
    const client = await signIn(server);
    client.send(JSON.stringify(message));
    expect((await client.closed).code).toBe(4400);
  });

  it('answers a ping with the same payload, also before the introduction, and takes a pong unasked', async () => {
    const client = await connect(server);
    client.send({ type: 'pong' });
    client.send({ type: 'ping' });
    expect(await client.next('pong')).toEqual({ type: 'pong' });
    client.send(INIT);
    await client.next('connection_ack');
    client.send({ type: 'pong', payload: { at: 1 } });
    client.send({ type: 'ping', payload: { at: 2 } });
    expect(await client.next('pong')).toEqual({ type: 'pong', payload: { at: 2 } });
    client.ws.close();
  });
});

describe('an operation', () => {
  it('ends with `error`, and nothing more is said of it', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'bad', '{ nothing }');
    const { payload } = await client.next('error', 'bad');
    expect(Array.isArray(payload) && payload.length > 0).toBe(true);
    subscribe(client, 'bad', '{ hello }'); // its id is free again
    await client.next('complete', 'bad');
    expect(client.messages).toEqual([
      { type: 'next', id: 'bad', payload: expect.objectContaining({ data: { hello: 'world' } }) },
    ]);
    client.ws.close();
  });

  it('that nobody knows may be completed', async () => {
    const client = await signIn(server, 'ada');
    client.send({ type: 'complete', id: 'unknown' });
    client.send({ type: 'ping' });
    await client.next('pong');
    client.ws.close();
  });

  it('has its id in every frame, whatever is in that', async () => {
    const client = await signIn(server, 'ada');
    const id = 'a"\\\n☃"}';
    subscribe(client, id, 'subscription { endless }');
    await eventually(() => source.state.reading);
    source.emit('text with "quotes" and ☃');
    expect(await client.next('next')).toEqual({
      type: 'next',
      id,
      payload: { data: { endless: 'text with "quotes" and ☃' } },
    });
    client.ws.close();
  });

  it('is completed by the server when its source ends', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    await source.iterator.return?.();
    expect(await client.next('complete', 's')).toEqual({ type: 'complete', id: 's' });
    client.ws.close();
  });

  it('does not end another one that runs beside it', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'a', 'subscription { endless }');
    await eventually(() => source.state.reading);
    const first = source;
    source = createSource();
    subscribe(client, 'b', 'subscription { endless }');
    await eventually(() => source.state.reading);
    client.send({ type: 'complete', id: 'a' });
    await eventually(() => first.state.returned);
    source.emit('still');
    expect((await client.next('next', 'b')).payload?.data).toEqual({ endless: 'still' });
    client.ws.close();
  });
});
