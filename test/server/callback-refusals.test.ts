import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { extensionFor, type Receiver, register, startReceiver } from './callback-receiver.js';
import { createSource } from './source.js';
import { codes, post, startServer, type TestServer, testSchema } from './support.js';

// What is refused is told in the first answer, and no request leaves for it.

let server: TestServer;
let off: TestServer;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  const schema = testSchema({ endless: () => createSource().iterator });
  server = await startServer({ schema, callbackOrigins: [receiver.origin, 'https://router.example.com'] });
  off = await startServer({ schema });
});
afterAll(async () => {
  await server.stop();
  await off.stop();
  await receiver.stop();
});
beforeEach(() => {
  receiver.letters.splice(0);
});

const ENDLESS = { query: 'subscription { endless }' };
const told = async (answer: ReturnType<typeof register>) => {
  const { status, json } = await answer;
  expect(json.data ?? null).toBeNull();
  expect(receiver.letters).toEqual([]);
  return [status, ...codes(json)];
};

describe('who asks', () => {
  it.each([
    ['nobody', {}],
    ['somebody with a bad token', { authorization: 'Bearer bad' }],
    ['somebody whose token has just ended', { authorization: 'Bearer ada:0' }],
  ])('W07: that is %s is UNAUTHENTICATED in the first answer', async (_name, headers) => {
    const answer = register(server, ENDLESS, extensionFor(receiver), headers as Record<string, string>);
    expect(await told(answer)).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('an operation', () => {
  it.each([
    ['a query', '{ hello }', 'BAD_REQUEST'],
    ['a mutation (W14)', 'mutation { rename(name: "x") }', 'BAD_REQUEST'],
    ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two operations without a name', 'subscription A { endless } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['an unfit variable', 'subscription ($to: Int!) { counted(to: $to) }', 'BAD_USER_INPUT'],
    [
      'a bomb (W05)',
      `query { ${Array.from({ length: 16 }, (_, n) => `a${n}: hello`).join(' ')} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('is refused that is %s', async (_name, query, code) => {
    expect(await told(register(server, { query }, extensionFor(receiver)))).toEqual([400, code]);
  });
});

describe('extensions.subscription', () => {
  it.each([
    ['a text', () => 'subscribe'],
    ['a list', () => []],
    ['empty', () => ({})],
    ['without callbackUrl', () => ({ ...extensionFor(receiver), callbackUrl: undefined })],
    ['with a relative callbackUrl', () => ({ ...extensionFor(receiver), callbackUrl: '/callback/s' })],
    ['with a callbackUrl that is no text', () => ({ ...extensionFor(receiver), callbackUrl: [receiver.origin] })],
    ['with a user in callbackUrl', () => ({ ...extensionFor(receiver), callbackUrl: withUser('u@') })],
    ['with a password in callbackUrl', () => ({ ...extensionFor(receiver), callbackUrl: withUser(':p@') })],
    ['without subscriptionId', () => ({ ...extensionFor(receiver), subscriptionId: '' })],
    ['with an object as subscriptionId', () => ({ ...extensionFor(receiver), subscriptionId: {} })],
    ['without verifier', () => ({ ...extensionFor(receiver), verifier: null })],
    ['with an endless verifier', () => ({ ...extensionFor(receiver), verifier: 'x'.repeat(1_025) })],
    ['with checks all the time', () => extensionFor(receiver, 's', 999)],
    ['with a negative interval', () => extensionFor(receiver, 's', -1)],
    ['with an interval of no whole number', () => extensionFor(receiver, 's', 1_000.5)],
    ['with an interval as a text', () => ({ ...extensionFor(receiver), heartbeatIntervalMs: '5000' })],
    ['with an interval beyond all timers', () => extensionFor(receiver, 's', 2 ** 31)],
  ])('is refused that is %s', async (_name, extension) => {
    expect(await told(register(server, ENDLESS, extension() as object))).toEqual([400, 'BAD_REQUEST']);
  });

  it.each([
    ['another host', () => 'http://169.254.169.254/latest/meta-data'],
    ['another port', () => receiver.origin.replace(/\d+$/, '1')],
    ['another scheme', () => receiver.origin.replace('http:', 'https:')],
    ['a listed host over plain http', () => 'http://router.example.com/callback/s'],
    ['the same host by another name', () => receiver.origin.replace('127.0.0.1', 'localhost')],
    ['a name that begins alike', () => 'https://router.example.com.evil.example/'],
    ['a file', () => 'file:///etc/passwd'],
  ])('W15: is FORBIDDEN that leads to %s', async (_name, url) => {
    const extension = { ...extensionFor(receiver), callbackUrl: url() };
    expect(await told(register(server, ENDLESS, extension))).toEqual([403, 'FORBIDDEN']);
  });

  it('W15: leads nowhere where CALLBACK_ORIGINS lists none, and that is said', async () => {
    const { status, json } = await register(off, ENDLESS, extensionFor(receiver));
    expect([status, codes(json)]).toEqual([400, ['BAD_REQUEST']]);
    expect(json.errors?.[0]?.message).toContain('CALLBACK_ORIGINS');
    expect(receiver.letters).toEqual([]);
  });

  it('is for callbacks, also from who would take an event stream', async () => {
    const headers = { authorization: 'Bearer ada', accept: 'text/event-stream, application/json' };
    const { status, json } = await register(server, ENDLESS, extensionFor(receiver, 'both'), headers);
    expect([status, json, receiver.actions('both')]).toEqual([200, { data: null }, ['check']]);
  });

  it('that is null is none', async () => {
    const answer = await post(server, { query: '{ hello }', extensions: { subscription: null } });
    expect(answer.json.data).toEqual({ hello: 'world' });
  });
});

const withUser = (user: string): string => `${receiver.origin.replace('//', `//${user}`)}/callback/s`;
