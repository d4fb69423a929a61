import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { connectionToken } from '../../src/server/connection-token.js';
import { type Client, connect, signIn, subscribe } from './socket-client.js';
import { createSource, eventually } from './source.js';
import { codes, startServer, type TestServer, testSchema } from './support.js';

let server: TestServer;
let source: ReturnType<typeof createSource>;
let sent: number;
let left: boolean;
beforeEach(async () => {
  source = createSource();
  sent = 0;
  left = false;
  const schema = testSchema({
    endless: () => source.iterator,
    large: async function* () {
      try {
        for (const value = 'x'.repeat(10_000); ; sent++) {
          await new Promise((resolve) => setImmediate(resolve));
          yield { value };
        }
      } finally {
        left = true;
      }
    },
  });
  server = await startServer({ schema, limits: { perPrincipal: 3, perAnonymousAddress: 4, drainMs: 300 } });
});
afterEach(() => server.stop());

async function init(payload: unknown, headers: Record<string, string> = {}): Promise<Client> {
  const client = await connect(server, headers);
  client.send({ type: 'connection_init', payload });
  await client.next('connection_ack');
  return client;
}

async function whoami(client: Client) {
  subscribe(client, 'who', '{ whoami }');
  const { payload } = await client.next('next', 'who');
  await client.next('complete', 'who');
  return payload?.data ? payload.data.whoami : codes(payload ?? {});
}

describe('the token of a socket', () => {
  it.each<[string, unknown, Record<string, string>?]>([
    ['the upgrade header', {}, { authorization: 'Bearer ada' }],
    ['authorization', { authorization: 'Bearer ada' }],
    ['Authorization', { Authorization: 'bearer ada' }],
    ['token', { token: 'ada' }],
    ['token with its scheme', { token: 'Bearer ada' }],
    ['headers.authorization', { headers: { authorization: 'Bearer ada' } }],
    ['connectionParams.token', { connectionParams: { token: 'ada' } }],
    ['two places that agree', { token: 'ada' }, { authorization: 'Bearer ada' }],
  ])('may stand in %s', async (_name, payload, headers = {}) => {
    expect(await whoami(await init(payload, headers))).toBe('ada');
  });

  it.each<[string, unknown]>([
    ['absent', undefined],
    ['empty', { authorization: '', token: null }],
    ['a scheme alone', { Authorization: 'Bearer ' }],
  ])('that is %s is none', async (_name, payload) => {
    expect(await whoami(await init(payload))).toBe('anonymous');
  });

  it.each<[string, unknown, Record<string, string>?]>([
    ['invalid', { authorization: 'Bearer bad' }],
    ['of another scheme', { authorization: 'Basic YWRh' }],
    ['no text', { token: { $ne: null } }],
    ['another one in header and payload', { token: 'grace' }, { authorization: 'Bearer ada' }],
    ['just ended, within the tolerance of the authenticator', { token: 'ada:0' }],
  ])(
    'W07: that is %s makes every operation UNAUTHENTICATED, and the socket stays',
    async (_name, payload, headers = {}) => {
      const client = await init(payload, headers);
      expect(await whoami(client)).toEqual(['UNAUTHENTICATED']);
      subscribe(client, 's', 'subscription { endless }');
      const { payload: answer } = await client.next('next', 's');
      expect([answer?.data, codes(answer ?? {})]).toEqual([null, ['UNAUTHENTICATED']]);
      await client.next('complete', 's');
      expect(client.ws.readyState).toBe(WebSocket.OPEN);
    },
  );

  it('W07: that is missing lets nobody follow anything', async () => {
    const client = await init({});
    subscribe(client, 's', 'subscription { endless }');
    expect(codes((await client.next('next', 's')).payload ?? {})).toEqual(['UNAUTHENTICATED']);
    await client.next('complete', 's');
  });

  it('W08: ends the socket with 4403 when it expires, and nothing follows', async () => {
    const client = await signIn(server, 'ada:300');
    subscribe(client, 's', 'subscription { endless }');
    await eventually(() => source.state.reading);
    const began = Date.now();
    expect((await client.closed).code).toBe(4403);
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(source.state.returned).toBe(true);
    expect(client.messages).toEqual([]);
  });

  it('may end in a hundred years', async () => {
    const client = await signIn(server, `ada:${100 * 365 * 86_400_000}`);
    expect(await whoami(client)).toBe('ada');
    expect(client.ws.readyState).toBe(WebSocket.OPEN);
  });

  it('is read without harm from what is no object at all', () => {
    expect(connectionToken(undefined, { headers: 'x', connectionParams: null })).toEqual({ authorization: undefined });
  });
});

describe('the number of sockets', () => {
  it('W12: is limited per principal, and places are given back', async () => {
    const mine = [await signIn(server, 'ada'), await signIn(server, 'ada'), await signIn(server, 'ada')];
    const fourth = await connect(server);
    fourth.send({ type: 'connection_init', payload: { token: 'ada' } });
    expect((await fourth.closed).code).toBe(1013);
    await signIn(server, 'grace');
    mine[0]?.ws.close();
    await mine[0]?.closed;
    expect(await whoami(await signIn(server, 'ada'))).toBe('ada');
  });

  it('W12: is limited per address where nobody is signed in', async () => {
    for (let index = 0; index < 4; index++) await signIn(server, index % 2 ? 'bad' : undefined);
    const fifth = await connect(server);
    fifth.send({ type: 'connection_init' });
    expect((await fifth.closed).code).toBe(1013);
  });
});

describe('a reader that is behind', () => {
  it('W10: holds up its own stream, bounded, and is closed with 1013', async () => {
    const slow = await signIn(server, 'ada');
    subscribe(slow, 's', 'subscription { large }');
    await slow.next('next', 's');
    slow.ws.pause();
    await eventually(() => left, 10_000);
    // What the kernel's buffers of both ends hold (some MB on loopback), and 64 kB of ours.
    expect(sent).toBeLessThan(2_000);
    slow.ws.resume();
    expect((await slow.closed).code).toBe(1013);
  });

  it('does not delay others', async () => {
    const slow = await signIn(server, 'ada');
    subscribe(slow, 's', 'subscription { large }');
    slow.ws.pause();
    const quick = await signIn(server, 'grace');
    expect(await whoami(quick)).toBe('grace');
    slow.ws.terminate();
  });

  it('that asks and never reads is not read from either', async () => {
    const patient = await startServer(); // one that has closed the socket reads what comes to no purpose
    const greedy = await signIn(patient, 'ada');
    greedy.ws.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(60_000) } });
    let written = 0;
    // 60 MB, as long as they are taken; about the buffers of the kernel and 1 MB are.
    while (written < 1_000 && greedy.ws.bufferedAmount < 1_000_000) {
      greedy.ws.send(ping);
      written++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(written).toBeLessThan(1_000);
    greedy.ws.terminate();
    await once(greedy.ws, 'close');
    await patient.stop();
  });
});
