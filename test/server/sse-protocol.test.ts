import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSource, eventually } from './source.js';
import { startServer, type TestServer, testSchema } from './support.js';

// The rules of graphql-sse, distinct connections mode, byte by byte on bare sockets.

let server: TestServer;
let source: ReturnType<typeof createSource>;
beforeAll(async () => {
  const schema = testSchema({
    endless: () => source.iterator,
    counted: async function* ({ to }) {
      for (let value = 1; value <= Number(to); value++) yield { value };
    },
  });
  server = await startServer({ schema, limits: { pingMs: 50 } });
});
afterAll(() => server.stop());
beforeEach(() => {
  source = createSource();
});

interface Request {
  method?: string;
  accept?: string;
  token?: string;
  query?: string;
}

/** A request of bytes, and the answer: its head, and its body out of the chunks as it comes. */
async function ask({ method = 'POST', accept = 'text/event-stream', token = 'ada', query = '{ hello }' }: Request) {
  const tcp = connectTcp(server.port, '127.0.0.1');
  const body = method === 'POST' ? JSON.stringify({ query }) : '';
  const target = method === 'POST' ? '/graphql' : `/graphql?query=${encodeURIComponent(query)}`;
  const head = [
    `${method} ${target} HTTP/1.1`,
    'host: x',
    `accept: ${accept}`,
    'connection: close',
    ...(token ? [`authorization: Bearer ${token}`] : []),
    ...(body ? ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`] : []),
  ];
  let text = '';
  tcp.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const closed = once(tcp, 'close');
  tcp.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  await eventually(() => text.includes('\r\n\r\n'));
  const [status = '', ...headers] = text.slice(0, text.indexOf('\r\n\r\n')).toLowerCase().split('\r\n');
  return { tcp, status, headers, closed, body: () => unchunk(text.slice(text.indexOf('\r\n\r\n') + 4)) };
}

/** What stands in the chunks of HTTP/1.1. */
function unchunk(text: string): string {
  let body = '';
  let rest = Buffer.from(text);
  for (;;) {
    const end = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.subarray(0, end).toString(), 16);
    if (end < 0 || !size || rest.length < end + 2 + size) return body;
    body += rest.subarray(end + 2, end + 2 + size);
    rest = rest.subarray(end + 2 + size + 2);
  }
}

/** Comments may stand anywhere. */
const events = (body: string) => body.split('\n\n').filter((block) => block !== '' && block !== ':');
const SUBSCRIPTION = 'subscription { counted(to: 2) }';

describe('whatever is asked, the answer', () => {
  it.each<[string, Request, number]>([
    ['a subscription', { query: SUBSCRIPTION }, 3],
    ['a query', { query: '{ hello }' }, 2],
    ['what cannot be parsed', { query: '{' }, 2],
    ['what is not valid', { query: '{ nothing }' }, 2],
    ['what fails when it runs', { query: '{ fails }' }, 2],
    ['a mutation', { query: 'mutation { rename(name: "x") }' }, 2],
    ['nobody', { query: SUBSCRIPTION, token: '' }, 2],
    ['who has a bad token', { query: SUBSCRIPTION, token: 'bad' }, 2],
  ])('to %s is an event stream of results, with its end, by POST and GET', async (_name, request, blocks) => {
    for (const method of ['POST', 'GET']) {
      const { status, headers, closed, body } = await ask({ ...request, method });
      await closed;
      expect(status).toBe('http/1.1 200 ok');
      expect(headers).toContain('content-type: text/event-stream; charset=utf-8');
      expect(headers).toContain('transfer-encoding: chunked');
      expect(headers).toContain('cache-control: private, no-store');
      expect(headers).toContain('x-accel-buffering: no');
      const all = events(body());
      expect(all).toHaveLength(blocks);
      for (const block of all.slice(0, -1)) {
        const [event, data = '', ...more] = block.split('\n');
        expect([event, more]).toEqual(['event: next', []]);
        expect(data.startsWith('data: {')).toBe(true);
        expect(JSON.parse(data.slice('data: '.length))).toSatisfy((told: object) => 'data' in told || 'errors' in told);
      }
      expect(all.at(-1)).toBe('event: complete\ndata: '); // an EventSource overlooks an event without data
      expect(body().endsWith('event: complete\ndata: \n\n')).toBe(true);
    }
  });
});

describe('a result', () => {
  it('is one line of data, whatever is in it', async () => {
    const stream = await ask({ query: 'subscription { endless }' });
    await eventually(() => source.state.reading);
    const value = 'two\nlines\r\nand \u2028 "three" ☃\n\nevent: complete';
    source.emit(value);
    await eventually(() => events(stream.body()).length === 1);
    const [block = ''] = events(stream.body());
    expect(block.split('\n')).toHaveLength(2);
    expect(JSON.parse(block.split('\n')[1]?.slice('data: '.length) ?? '')).toEqual({ data: { endless: value } });
    stream.tcp.destroy();
  });

  it('is sent as soon as it is there, and the head before it', async () => {
    const stream = await ask({ query: 'subscription { endless }' }); // comes back once the head has come
    expect(events(stream.body())).toEqual([]);
    await eventually(() => source.state.reading);
    for (const value of ['a', 'b']) {
      source.emit(value);
      await eventually(() => stream.body().includes(`"endless":"${value}"`));
    }
    stream.tcp.destroy();
  });
});

describe('a stream', () => {
  it('has comments of nothing but a colon between its events', async () => {
    const stream = await ask({ query: 'subscription { endless }' });
    await eventually(() => stream.body().split(':\n\n').length > 4);
    expect(stream.body()).toMatch(/^(:\n\n)+$/);
    stream.tcp.destroy();
  });

  it('is ended by the client closing the connection, in order or not', async () => {
    for (const leave of ['end', 'resetAndDestroy'] as const) {
      source = createSource();
      const stream = await ask({ query: 'subscription { endless }' });
      await eventually(() => source.state.reading);
      stream.tcp[leave]();
      await eventually(() => source.state.returned);
    }
  });

  it('is complete once its source is, and the connection ends', async () => {
    const stream = await ask({ query: 'subscription { endless }' });
    await eventually(() => source.state.reading);
    await source.iterator.return?.();
    await stream.closed;
    expect(events(stream.body())).toEqual(['event: complete\ndata: ']);
  });

  it.each(['PUT', 'DELETE'])('is not reserved or shared: %s is refused with 405', async (method) => {
    const answer = await ask({ method });
    expect(answer.status).toBe('http/1.1 405 method not allowed');
    expect(answer.headers).toContain('allow: get, post');
    answer.tcp.destroy();
  });
});
