import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import { extensionFor, type Receiver, register, startReceiver } from './callback-receiver.js';
import { openEventStream } from './event-stream.js';
import { signIn } from './socket-client.js';
import { createSource, eventually } from './source.js';
import { codes, startServer, type TestServer, testSchema } from './support.js';

// The rules of callback/1.0, before a router that keeps its part of them.

let server: TestServer;
let receiver: Receiver;
let source: ReturnType<typeof createSource>;
let opened: number;
beforeEach(async () => {
  source = createSource();
  opened = 0;
  const schema = testSchema({
    counted: async function* ({ to }) {
      for (let value = 1; value <= Number(to); value++) yield { value };
    },
    endless: () => {
      opened++;
      return source.iterator;
    },
    refused: () => {
      throw new RequestError('CURSOR_INVALID', 'No such cursor.');
    },
  });
  receiver = await startReceiver();
  const limits = { perPrincipal: 3, leastHeartbeatMs: 20, callbackMs: 2_000 };
  server = await startServer({ schema, callbackOrigins: [receiver.origin], limits });
});
afterEach(async () => {
  await server.stop();
  await receiver.stop();
});

const COUNTED = { query: 'subscription ($to: Int!) { counted(to: $to) }', variables: { to: 3 } };
const ENDLESS = { query: 'subscription { endless }' };
const start = async (heartbeatIntervalMs = 0, token = 'ada') => {
  const extension = extensionFor(receiver, 's', heartbeatIntervalMs);
  const answer = await register(server, ENDLESS, extension, { authorization: `Bearer ${token}` });
  expect([answer.status, answer.json]).toEqual([200, { data: null }]);
};

describe('the beginning', () => {
  it('asks the router whether it knows the subscription before it answers', async () => {
    let confirm = (): void => {};
    const asked = new Promise<void>((resolve) => {
      receiver.state.reply = async () => {
        resolve();
        await new Promise<void>((resume) => {
          confirm = resume;
        });
        return 204;
      };
    });
    let answered = false;
    const answer = register(server, ENDLESS, extensionFor(receiver)).finally(() => {
      answered = true;
    });
    source.emit('early');
    await asked;
    expect([answered, receiver.actions()]).toEqual([false, ['check']]);
    receiver.oblige();
    confirm();
    expect((await answer).json).toEqual({ data: null });
    await eventually(() => receiver.values().length === 1); // what happened meanwhile is not lost
    expect(receiver.values()).toEqual(['early']);
  });

  it.each([200, 302, 400, 401, 404, 500])(
    'ends with a check that is answered by %i: nothing starts',
    async (status) => {
      receiver.state.reply = () => status;
      const { status: told, json } = await register(server, ENDLESS, extensionFor(receiver));
      expect([told, codes(json)]).toEqual([400, ['BAD_REQUEST']]);
      expect(source.state.returned).toBe(true);
      source.emit('secret');
      receiver.oblige();
      await register(server, COUNTED, extensionFor(receiver, 'other'));
      await receiver.end('other');
      expect(new Set(receiver.actions('s'))).toEqual(new Set(['check']));
    },
  );
});

describe('the messages', () => {
  it('are each a POST to the callback URL with the version, kind, id and verifier', async () => {
    const { headers } = await register(server, COUNTED, extensionFor(receiver, 'a "quoted" ☃', 0));
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    await receiver.end('a "quoted" ☃');
    expect(receiver.letters).toHaveLength(5);
    for (const { method, path, headers: sent, body } of receiver.letters) {
      expect([method, path]).toEqual(['POST', '/callback/a%20%22quoted%22%20%E2%98%83']);
      expect([sent['content-type'], sent['subscription-protocol']]).toEqual(['application/json', 'callback/1.0']);
      expect(sent.authorization).toBeUndefined();
      expect(body).toMatchObject({ kind: 'subscription', id: 'a "quoted" ☃', verifier: 'verifier of a "quoted" ☃' });
    }
  });

  it.each([
    ['check', 0, {}],
    ['next', 1, { payload: { data: { counted: 1 } } }],
    ['next', 2, { payload: { data: { counted: 2 } } }],
    ['next', 3, { payload: { data: { counted: 3 } } }],
    ['complete', 4, {}], // without errors: it came to its end
  ])('hold what belongs to a %s, and nothing else', async (action, index, more) => {
    await register(server, COUNTED, extensionFor(receiver));
    await receiver.end();
    const base = { kind: 'subscription', action, id: 's', verifier: 'verifier of s' };
    expect(receiver.letters[index]?.body).toEqual({ ...base, ...more });
  });

  it('come one at a time and in order, also when the router is slower than the changes', async () => {
    receiver.state.reply = async ({ body }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return body.action === 'check' ? 204 : 200;
    };
    await register(server, { ...COUNTED, variables: { to: 200 } }, extensionFor(receiver));
    await receiver.end();
    expect(receiver.values()).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    expect(receiver.state.mostInFlight).toBe(1);
  });

  it('are checks as often as the router wants them, within each interval', async () => {
    const times: number[] = [];
    receiver.state.reply = () => {
      times.push(performance.now());
      return 204;
    };
    await start(500);
    await eventually(() => times.length === 5);
    expect(new Set(receiver.actions())).toEqual(new Set(['check']));
    const took = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(took).toBeGreaterThan(4 * 300);
    expect(took).toBeLessThan(4 * 500);
  });

  it('are no checks at all for an interval of 0', async () => {
    await start(0);
    await register(server, ENDLESS, extensionFor(receiver, 'beating', 20));
    await eventually(() => receiver.actions('beating').length > 10);
    expect(receiver.actions('s')).toEqual(['check']);
  });
});

describe('the end', () => {
  it.each(['next', 'check'] as const)('comes with a 404 for a %s: the router wants no more', async (action) => {
    await start(action === 'check' ? 50 : 0);
    receiver.state.reply = ({ body }) => (body.action === action ? 404 : 200);
    if (action === 'next') source.emit('first');
    await eventually(() => source.state.returned);
    source.emit('second');
    receiver.oblige();
    await register(server, COUNTED, extensionFor(receiver, 'other'));
    await receiver.end('other');
    expect(receiver.actions('s').at(-1)).toBe(action);
    expect(receiver.values()).toEqual(action === 'next' ? ['first'] : []);
  });

  it('W06: is told with FORBIDDEN when the right is lost, and nothing comes after it', async () => {
    await start();
    source.emit('seen');
    source.emit('secret', async () => {
      throw new RequestError('FORBIDDEN', 'Not any more');
    });
    expect(codes(await receiver.end())).toEqual(['FORBIDDEN']);
    expect([receiver.actions(), receiver.values()]).toEqual([['check', 'next', 'complete'], ['seen']]);
    expect(source.state.returned).toBe(true);
  });

  it('is told with the code of what the source failed with, after all that came before it', async () => {
    await start();
    source.emit(1);
    source.fail(new Error('connect ECONNREFUSED 10.0.0.7'));
    const end = await receiver.end();
    expect(codes(end)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(end)).not.toContain('10.0.0.7');
    expect(receiver.actions()).toEqual(['check', 'next', 'complete']);
  });

  it('W08: comes with the token, told as UNAUTHENTICATED', async () => {
    const began = performance.now();
    await start(0, 'ada:300');
    expect(codes(await receiver.end())).toEqual(['UNAUTHENTICATED']);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(source.state.returned).toBe(true);
  });

  it('is told when the server stops', async () => {
    await start();
    await server.stop();
    expect(codes(await receiver.end())).toEqual(['ABORTED']);
    expect(source.state.returned).toBe(true);
    server = await startServer();
  });
});

describe('the limits', () => {
  it('W12: count callbacks, event streams and sockets of a principal together, and places are given back', async () => {
    const socket = await signIn(server, 'ada');
    const stream = await openEventStream(server, ENDLESS, { headers: { authorization: 'Bearer ada' } });
    await start();
    const fourth = await register(server, ENDLESS, extensionFor(receiver, 'fourth'));
    expect([fourth.status, codes(fourth.json)]).toEqual([429, ['RATE_LIMITED']]);
    expect(receiver.actions('fourth')).toEqual([]);
    socket.ws.close();
    await socket.closed;
    expect((await register(server, COUNTED, extensionFor(receiver, 'fifth'))).status).toBe(200);
    await receiver.end('fifth');
    stream.leave();
  });

  it('give the place back of what was refused', async () => {
    receiver.state.reply = () => 404;
    for (let round = 0; round < 5; round++) {
      expect((await register(server, ENDLESS, extensionFor(receiver))).status).toBe(400);
      expect((await register(server, { query: 'subscription { refused }' }, extensionFor(receiver))).status).toBe(400);
    }
    receiver.oblige();
    await start();
    expect(opened).toBe(6);
  });
});

it('is measured', async () => {
  await register(server, COUNTED, extensionFor(receiver));
  await start();
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
  await eventually(async () => (await metrics()).includes('membership_connections{transport="callback"} 1\n'));
  expect(await metrics()).toMatch(/connections_closed_total\{transport="callback",reason="completed"\} 1\n/);
});
