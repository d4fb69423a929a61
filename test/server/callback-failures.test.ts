import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deadOrigin, extensionFor, type Receiver, register, startReceiver } from './callback-receiver.js';
import { createSource, eventually } from './source.js';
import { codes, startServer, type TestServer, testSchema } from './support.js';

// Before a router that is away, slow or not what it says: each change comes, or the stream is seen to end.

let server: TestServer;
let receiver: Receiver;
let dead: string;
let source: ReturnType<typeof createSource>;
let produced: number;
beforeEach(async () => {
  source = createSource();
  produced = 0;
  const schema = testSchema({
    endless: () => source.iterator,
    large: async function* () {
      for (const value = 'x'.repeat(10_000); ; produced++) {
        await new Promise((resolve) => setImmediate(resolve));
        yield { value };
      }
    },
  });
  receiver = await startReceiver();
  dead = await deadOrigin();
  const limits = { callbackMs: 150, callbackRetryMs: [10, 20, 400], drainMs: 300, leastHeartbeatMs: 20 };
  server = await startServer({ schema, callbackOrigins: [receiver.origin, dead], limits });
});
afterEach(async () => {
  await server.stop();
  await receiver.stop();
});

const ENDLESS = { query: 'subscription { endless }' };
const start = async (heartbeatIntervalMs = 0) => {
  const answer = await register(server, ENDLESS, extensionFor(receiver, 's', heartbeatIntervalMs));
  expect(answer.json).toEqual({ data: null });
};

/** Answers results in another way than asked, so many times; all else, and afterwards, as it should be. */
const failNext = (times: number, status: number | undefined) => {
  let left = times;
  receiver.state.reply = ({ body }) => {
    if (body.action === 'next' && left-- > 0) return status;
    return body.action === 'check' ? 204 : 200;
  };
};

describe('a result', () => {
  it.each([
    ['a fault of the router (500)', 500],
    ['a proxy without its router (502)', 502],
    ['a router that is busy (503)', 503],
    ['too many requests (429)', 429],
    ['no answer at all', undefined],
  ])('is brought again after %s, and the others wait for it', async (_name, status) => {
    await start();
    failNext(2, status);
    for (const value of ['a', 'b', 'c']) source.emit(value);
    await eventually(() => receiver.values().length === 5);
    expect(receiver.values()).toEqual(['a', 'a', 'a', 'b', 'c']);
    expect(source.state.returned).toBe(false);
  });

  it('is brought to a router that was started again meanwhile, none missing', async () => {
    await start();
    source.emit('a');
    await eventually(() => receiver.values().length === 1);
    await receiver.leave();
    source.emit('b');
    source.emit('c');
    await receiver.comeBack();
    await eventually(() => receiver.values().length === 3);
    expect(receiver.values()).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['500 again and again', 500, 4],
    ['never', undefined, 4],
    ['400', 400, 1],
    ['401', 401, 1],
    ['413', 413, 1],
    ['a redirect', 307, 1],
  ])('that is answered with %s ends the stream, and the router is told', async (_name, status, tries) => {
    await start();
    failNext(100, status);
    source.emit('a');
    source.emit('b');
    expect(codes(await receiver.end())).toEqual(['ABORTED']);
    expect(receiver.values()).toEqual(Array.from({ length: tries }, () => 'a'));
    expect(receiver.actions().at(-1)).toBe('complete');
    expect(source.state.returned).toBe(true);
  });

  it('is not carried to where a redirect leads', async () => {
    const elsewhere = await startReceiver();
    await start();
    receiver.state.reply = ({ body }, response) => {
      if (body.action !== 'next') return 200;
      response.writeHead(307, { location: `${elsewhere.origin}/callback/s` }).end();
      return undefined;
    };
    source.emit('secret');
    await receiver.end();
    expect(elsewhere.letters).toEqual([]);
    await elsewhere.stop();
  });

  it('counts as taken when the answer never ends', async () => {
    await start();
    receiver.state.reply = ({ body }, response) => {
      if (body.action !== 'next') return 200;
      response.writeHead(200).write('{');
      return undefined;
    };
    source.emit('a');
    source.emit('b');
    await eventually(() => receiver.values().length === 2);
    expect(receiver.values()).toEqual(['a', 'b']);
  });
});

describe('a check', () => {
  it('that fails for a moment ends nothing', async () => {
    let left = 3;
    await start(20);
    receiver.state.reply = ({ body }) => (body.action === 'check' && left-- > 0 ? 500 : 204);
    await eventually(() => left < -2);
    source.emit('still here');
    await eventually(() => receiver.values().includes('still here'));
  });

  it('that fails for long ends the stream', async () => {
    await start(20);
    receiver.state.reply = ({ body }) => (body.action === 'check' ? 500 : 200);
    expect(codes(await receiver.end())).toEqual(['ABORTED']);
    expect(source.state.returned).toBe(true);
  });

  it.each([
    ['nobody listens', () => ({ origin: dead })],
    ['nothing is answered', () => receiver],
  ])('that cannot be made, because %s, refuses the subscription', async (_name, target) => {
    receiver.state.reply = () => undefined;
    const { status, json } = await register(server, ENDLESS, extensionFor(target()));
    expect([status, codes(json)]).toEqual([400, ['BAD_REQUEST']]);
    expect(source.state.returned).toBe(true);
  });
});

describe('a router that is behind', () => {
  it('W10: holds up its own stream, bounded, and is told that it ends', async () => {
    await start();
    receiver.state.reply = async ({ body }) => {
      if (body.action === 'next') await new Promise((resolve) => setTimeout(resolve, 120)); // slow, and yet in time
      return body.action === 'check' ? 204 : 200;
    };
    const slow = await register(server, { query: 'subscription { large }' }, extensionFor(receiver, 'slow'));
    expect(slow.json).toEqual({ data: null });
    expect(codes(await receiver.end('slow'))).toEqual(['ABORTED']);
    expect(produced).toBeLessThan(20); // 64 kB are handed over, and what was delivered meanwhile
    receiver.oblige();
    source.emit('not delayed');
    await eventually(() => receiver.values('s').length === 1);
  });
});

describe('the end of the server', () => {
  it('does not wait for a router that says nothing', async () => {
    await start();
    receiver.state.reply = () => undefined;
    source.emit('a');
    await eventually(() => receiver.state.inFlight === 1);
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(4_000);
    server = await startServer();
  });
});
