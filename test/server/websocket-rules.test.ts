import { createHash, randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect, signIn, subscribe } from './socket-client.js';
import { createSource, eventually } from './source.js';
import { startServer, type TestServer, testSchema } from './support.js';

// More rules of graphql-transport-ws, as tables: how a socket is opened, what closes it, and what is no reason to.

let server: TestServer;
let source: ReturnType<typeof createSource>;
let finish: ((value: string) => void) | undefined;
beforeAll(async () => {
  const slow = () =>
    new Promise<string>((resolve) => {
      finish = resolve;
    });
  const schema = testSchema({ endless: () => source.iterator }, { slow });
  server = await startServer({ schema, limits: { initMs: 300 } });
});
afterAll(() => server.stop());
beforeEach(() => {
  source = createSource();
  finish = undefined;
});

/** The server's part of the handshake, and the first frame that follows it, as bytes on a bare socket. */
async function handshake(protocols: string) {
  const key = randomBytes(16).toString('base64');
  const tcp = connectTcp(server.port, '127.0.0.1');
  const head = [
    'GET /graphql HTTP/1.1',
    'host: x',
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${key}`,
    'sec-websocket-extensions: permessage-deflate',
    `sec-websocket-protocol: ${protocols}`,
  ];
  tcp.write(`${head.join('\r\n')}\r\n\r\n`);
  let bytes = Buffer.alloc(0);
  tcp.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
  });
  await eventually(() => bytes.includes('\r\n\r\n'));
  const end = bytes.indexOf('\r\n\r\n');
  const [status, ...lines] = bytes.subarray(0, end).toString().toLowerCase().split('\r\n');
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return { tcp, status, lines, accept: accept.toLowerCase(), frames: () => bytes.subarray(end + 4) };
}

describe('the handshake', () => {
  it.each(['graphql-transport-ws', 'graphql-ws, graphql-transport-ws', 'graphql-transport-ws, other'])(
    'chooses graphql-transport-ws of: %s',
    async (protocols) => {
      const { tcp, status, lines, accept } = await handshake(protocols);
      expect(status).toBe('http/1.1 101 switching protocols');
      expect(lines).toContain('sec-websocket-protocol: graphql-transport-ws');
      expect(lines).toContain(`sec-websocket-accept: ${accept}`);
      expect(lines.filter((line) => line.startsWith('sec-websocket-extensions'))).toEqual([]);
      tcp.destroy();
    },
  );

  it.each(['graphql-ws', 'other'])('closes with 4406 where only %s is offered', async (protocol) => {
    const { tcp, frames } = await handshake(protocol);
    await eventually(() => frames().length >= 4);
    expect([frames()[0], frames().readUInt16BE(2)]).toEqual([0x88, 4406]); // a close frame, and its code
    tcp.destroy();
  });

  it('is all: the server says nothing before it is spoken to', async () => {
    const { tcp, frames } = await handshake('graphql-transport-ws');
    await eventually(() => frames().length >= 4); // after initMs
    expect([frames()[0], frames().readUInt16BE(2)]).toEqual([0x88, 4408]);
    tcp.destroy();
  });
});

const INIT = { type: 'connection_init' };
const operation = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } });

describe('a socket is closed', () => {
  it.each<[number, string, ...unknown[]]>([
    [4408, 'Connection initialisation timeout'],
    [4429, 'Too many initialisation requests', INIT, 'ack', INIT],
    [4401, 'Unauthorized', operation('1', '{ hello }')],
    [4409, 'Subscriber for 1 already exists', INIT, 'ack', operation('1', '{ slow }'), operation('1', '{ slow }')],
    [
      4409,
      'Subscriber for 1 already exists',
      INIT,
      'ack',
      operation('1', 'subscription { endless }'),
      operation('1', '{ hello }'),
    ],
    [4400, 'Invalid message received', INIT, 'ack', { type: 'start', id: '1', payload: { query: '{ hello }' } }],
    [4400, '', INIT, 'ack', 'no JSON'],
  ])('with %i and why: %s', async (code, reason, ...messages) => {
    const client = await connect(server);
    for (const message of messages) {
      if (message === 'ack') await client.next('connection_ack');
      else client.send(message);
    }
    const closed = await client.closed;
    expect(closed.code).toBe(code);
    if (reason) expect(closed.reason).toBe(reason);
    expect(Buffer.byteLength(closed.reason)).toBeLessThanOrEqual(123);
  });

  it('with every operation on it', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    client.send('no JSON');
    expect((await client.closed).code).toBe(4400);
    await eventually(() => source.state.returned);
    expect(client.messages).toEqual([]);
  });

  it('by the client with 1000, which ends its operations', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    client.ws.close(1000, 'Normal Closure');
    expect((await client.closed).code).toBe(1000);
    await eventually(() => source.state.returned);
  });
});

const stays = async (client: Client): Promise<void> => {
  client.send({ type: 'ping' });
  await client.next('pong');
  client.ws.close();
};

describe('is no reason to close:', () => {
  it.each([
    ['no payload', INIT],
    ['null as payload', { ...INIT, payload: null }],
    ['an empty payload', { ...INIT, payload: {} }],
    ['whatever else is in it', { ...INIT, payload: { a: [{}] }, more: 1 }],
  ])('connection_init with %s', async (_name, message) => {
    const client = await connect(server);
    client.send(message);
    expect(await client.next('connection_ack')).toEqual({ type: 'connection_ack' });
    await stays(client);
  });

  it.each([
    ['ping with null', { type: 'ping', payload: null }],
    ['pong with null', { type: 'pong', payload: null }],
    ['complete of what was never there', { type: 'complete', id: 'never' }],
    ['complete of what is over', { type: 'complete', id: 'over' }],
  ])('%s', async (_name, message) => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'over', '{ hello }');
    await client.next('complete', 'over');
    client.messages.splice(0);
    client.send(message);
    if (message.type === 'ping') expect(await client.next('pong')).toEqual({ type: 'pong' });
    await stays(client);
    expect(client.messages).toEqual([]);
  });

  it('an operation that says null wherever it may', async () => {
    const client = await signIn(server, 'ada');
    const payload = { query: '{ hello }', operationName: null, variables: null, extensions: null };
    client.send({ type: 'subscribe', id: 'n', payload });
    expect((await client.next('next', 'n')).payload?.data).toEqual({ hello: 'world' });
    await stays(client);
  });

  it('complete of a query under way: its result is not sent any more', async () => {
    const client = await signIn(server, 'ada');
    subscribe(client, 'q', '{ slow }');
    await eventually(() => finish !== undefined);
    client.send({ type: 'complete', id: 'q' });
    client.send({ type: 'ping', payload: { n: 1 } });
    await client.next('pong'); // by now the server has heard both
    finish?.('too late');
    subscribe(client, 'after', '{ hello }');
    await client.next('complete', 'after');
    expect(client.messages.filter(({ id }) => id === 'q')).toEqual([]);
    await stays(client);
  });

  it('a message in several frames', async () => {
    const client = await signIn(server, 'ada');
    const text = JSON.stringify(operation('f', '{ hello }'));
    client.ws.send(text.slice(0, 10), { fin: false });
    client.ws.send(text.slice(10), { fin: true });
    expect((await client.next('next', 'f')).payload?.data).toEqual({ hello: 'world' });
    await stays(client);
  });
});
