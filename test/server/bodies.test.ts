import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes, post, startServer, type TestServer } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ timeouts: { headersMs: 500, requestMs: 500 } });
});
afterAll(() => server.stop());

const hello = JSON.stringify({ query: '{ hello }' });

describe('G19: a body', () => {
  it('of 11 MB is refused, and the client reads why', async () => {
    const { status, json } = await post(server, JSON.stringify({ query: 'x'.repeat(11 * 1024 * 1024) }));
    expect(status).toBe(413);
    expect(codes(json)).toEqual(['BAD_REQUEST']);
  });

  it('that grows too large without having said so is refused', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < 8 ? controller.enqueue(chunk) : controller.close()),
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    const answer = await fetch(`${server.url}/graphql`, init as RequestInit); // Node's types lack `duplex`
    expect(answer.status).toBe(413);
  });

  it('just below the limit is read', async () => {
    const padding = 'x'.repeat(256 * 1024 - 100);
    const { status, json } = await post(server, { query: '{ hello }', variables: { padding } });
    expect([status, json.data]).toEqual([200, { hello: 'world' }]);
  });

  it.each([
    ['nothing', ''],
    ['half an object', '{"query":'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['a number', '7'],
    ['null', 'null'],
    ['128,000 open brackets', '['.repeat(128_000)],
    ['deep variables', `{"query":"{ hello }","variables":${'['.repeat(60_000)}${']'.repeat(60_000)}}`],
  ])('of %s is answered with 400', async (_name, body) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(codes(JSON.parse(await answer.text()))).toEqual(['BAD_REQUEST']);
  });

  it.each([
    [
      '__proto__ as a key',
      '{"query":"{ hello }","__proto__":{"query":"{ whoami }"},"variables":{"__proto__":{"x":1}}}',
    ],
    [
      'deep values of a variable that is not asked for',
      `{"query":"{ hello }","variables":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
    ],
    ['a byte order mark', `\ufeff${hello}`],
  ])('with %s does no harm', async (_name, body) => {
    expect((await post(server, body)).json.data).toEqual({ hello: 'world' });
  });

  it('with a lone surrogate or a NUL in its query is a client’s error', async () => {
    for (const text of ['\\ud800', '\\u0000']) {
      const { status, json } = await post(server, `{"query":"{ hello ${text} }"}`);
      expect([status, codes(json)]).toEqual([200, ['GRAPHQL_PARSE_FAILED']]);
    }
  });
});

describe('G18: the media type', () => {
  it.each(['application/json; charset=utf-7', 'application/json; charset=utf-16le', 'application/graphql', ''])(
    '%j is refused with 415',
    async (type) => {
      const headers: Record<string, string> = type ? { 'content-type': type } : {};
      const answer = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers,
        body: new TextEncoder().encode(hello),
      });
      expect(answer.status).toBe(415);
    },
  );

  it('may name UTF-8 in every spelling', async () => {
    for (const type of ['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON']) {
      expect((await post(server, hello, { 'content-type': type })).json.data).toEqual({ hello: 'world' });
    }
  });

  it('may not hide a compressed body', async () => {
    expect((await post(server, hello, { 'content-encoding': 'gzip' })).status).toBe(415);
  });
});

describe('G20: a slow client', () => {
  const request = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`;

  it.each([
    ['body', request],
    ['header', 'POST /graphql HTTP/1.1\r\nhost: local'],
  ])('that does not end its %s is cut off', async (_name, text) => {
    const socket = connectTcp(server.port, '127.0.0.1');
    socket.write(text);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 408/);
  });

  it('that goes away in the middle of its body disturbs nobody', async () => {
    const socket = connectTcp(server.port, '127.0.0.1');
    socket.write(request);
    await once(socket, 'ready');
    socket.destroy();
    expect((await post(server, hello)).status).toBe(200);
  });
});
