import type { Client as Socket } from 'graphql-ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { followChanges } from '../../examples/clients/follow-changes.js';
import { createSocket, type FollowError } from '../../examples/clients/socket.js';
import { startProxy } from '../events/proxy.js';
import { businessCursor } from '../journeys/dashboard.js';
import { InviteStatusChangedDocument } from '../operations/__generated__/graphql.js';
import { startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';
import { cursorAt, type Step, startScriptedServer } from './scripted-server.js';

const query = InviteStatusChangedDocument.toString();
const soon = { timeout: 10_000, interval: 10 };
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Follows from `after`, and keeps what it is told. */
function follow(
  to: string | Socket,
  { token = async () => 'token', keepAlive = 10_000, variables = {} as Record<string, unknown> } = {},
) {
  const socket = typeof to === 'string' ? createSocket({ url: to, token, keepAlive, webSocketImpl: WebSocket }) : to;
  const following = { socket, seen: [] as number[], errors: [] as FollowError[], onNext: () => {}, leave: () => {} };
  following.leave = followChanges(
    socket,
    { query, variables: { after: cursorAt(0), ...variables } },
    {
      next: ({ data }) => {
        following.seen.push((data.inviteStatusChanged as { seq: number }).seq);
        following.onNext();
      },
      error: (error) => following.errors.push(error),
    },
  );
  open.push(() => socket.dispose(), following.leave);
  return following;
}
async function scripted(...scripts: Step[][]) {
  const server = await startScriptedServer(...scripts);
  open.push(server.stop);
  return server;
}

describe('a socket that is closed', () => {
  it.each([1001, 1012, 1013, 4403, 4408, 4504].map((code) => ({ code })))(
    'with $code is opened again behind the last change',
    async ({ code }) => {
      const server = await scripted([1, 2, { close: code }], [3]);
      const { seen, errors } = follow(server.url);
      await vi.waitFor(() => expect(seen).toEqual([1, 2, 3]), soon);
      expect(server.asked).toEqual([cursorAt(0), cursorAt(2)]);
      expect(errors).toEqual([]);
    },
  );

  it.each([4400, 4401, 4406, 4409, 4429, 4500].map((code) => ({ code })))(
    'with $code is not opened again: something has to be mended',
    async ({ code }) => {
      const server = await scripted([1, { close: code }], [2]);
      const { seen, errors } = follow(server.url);
      await vi.waitFor(() => expect(errors).toHaveLength(1), soon);
      expect(seen).toEqual([1]);
      expect(server.asked).toHaveLength(1);
    },
  );
});

describe('an answer with an error', () => {
  it.each(['CURSOR_EXPIRED', 'CURSOR_INVALID', 'FORBIDDEN', 'UNAUTHENTICATED', 'QUERY_TOO_COMPLEX'])(
    'ends it when it is %s, once',
    async (code) => {
      const server = await scripted([1, { error: code }], [2]);
      const { seen, errors } = follow(server.url);
      await vi.waitFor(() => expect(errors.map((error) => error.code)).toEqual([code]), soon);
      expect([seen, server.asked.length]).toEqual([[1], 1]);
    },
  );

  it.each(['INTERNAL_SERVER_ERROR', 'RATE_LIMITED'])('is asked anew after a while when it is %s', async (code) => {
    const server = await scripted([1, { error: code }], [{ error: code }], [2]);
    const { seen, errors } = follow(server.url);
    await vi.waitFor(() => expect(seen).toEqual([1, 2]), soon);
    expect([errors, server.asked]).toEqual([[], [cursorAt(0), cursorAt(1), cursorAt(1)]]);
  });

  it('is no end of the stream that nobody asked for: that goes on', async () => {
    const server = await scripted([1, 'complete'], [2]);
    const { seen } = follow(server.url);
    await vi.waitFor(() => expect(seen).toEqual([1, 2]), soon);
  });
});

describe('a gateway in between', () => {
  it('that begins anew without a word doubles nothing', async () => {
    const server = await scripted([1, 2, 1, 2, 3]);
    const { seen } = follow(server.url);
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3]), soon);
    expect(server.asked).toHaveLength(1);
  });

  it('that has missed something is asked for it', async () => {
    const server = await scripted([1, 2, 5], [3, 4, 5, 6]);
    const { seen } = follow(server.url);
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3, 4, 5, 6]), soon);
    expect(server.asked).toEqual([cursorAt(0), cursorAt(2)]);
  });

  it('is asked once for numbers that are not for the reader', async () => {
    const server = await scripted([1, 4], [4, 5]);
    const { seen } = follow(server.url);
    await vi.waitFor(() => expect(seen).toEqual([1, 4, 5]), soon);
    expect(server.asked).toEqual([cursorAt(0), cursorAt(1)]);
  });

  it('is not asked where a filter skips numbers', async () => {
    const server = await scripted([1, 4, 9]);
    const { seen } = follow(server.url, { variables: { filter: { statuses: ['ACCEPTED'] } } });
    await vi.waitFor(() => expect(seen).toEqual([1, 4, 9]), soon);
    expect(server.asked).toHaveLength(1);
  });
});

it('says nothing any more after it was left, though more has arrived', async () => {
  const server = await scripted([1, 2, 3], [4]);
  const first = follow(server.url);
  first.onNext = first.leave;
  await vi.waitFor(() => expect(first.seen).toEqual([1]), soon);
  const second = follow(first.socket);
  await vi.waitFor(() => expect(second.seen).toEqual([4]), soon); // behind all of the first, on the same socket
  expect([first.seen, first.errors]).toEqual([[1], []]);
});

it('ends when there is no token any more', async () => {
  const server = await scripted([1, { close: 4403 }], [2]);
  const tokens = ['first'];
  const token = async () => tokens.shift() ?? Promise.reject(new Error('Signed out'));
  const { seen, errors } = follow(server.url, { token });
  await vi.waitFor(() => expect(errors.map(({ code }) => code)).toEqual(['UNAUTHENTICATED']), soon);
  expect(seen).toEqual([1]);
});

it('refuses to begin without a cursor, which would lose what happens before the first change', () => {
  const begin = () => follow('ws://127.0.0.1:1', { variables: { after: undefined } });
  expect(begin).toThrow('Begin behind a cursor');
});

describe('against the gateway', () => {
  const ADA = person('ada');
  async function stage() {
    const gateway = await startGateway();
    const network = await startProxy(gateway.url);
    open.push(gateway.stop, network.stop);
    const world = await createBusinessWorld(gateway, ADA);
    const after = await businessCursor(await gateway.as(ADA), world.id);
    const url = new URL('/graphql', network.url).href.replace(/^http/, 'ws');
    return { network, world, url, variables: { businessId: world.id, after } };
  }
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it('comes back with a new token when the old one ends, and misses nothing', async () => {
    const { world, url, variables } = await stage();
    let asked = 0;
    const token = () => tokenOf(ADA, { lifetimeSeconds: asked++ === 0 ? 2 : 600 });
    const { seen } = follow(url, { token, variables });
    await world.invite(['one@example.com']);
    await vi.waitFor(() => expect(seen).toEqual(numbers(2)), soon);
    await vi.waitFor(() => expect(asked).toBe(2), soon);
    await world.invite(['two@example.com']);
    await vi.waitFor(() => expect(seen).toEqual(numbers(4)), soon);
  });

  it('gives up a network that swallows everything, and misses nothing', async () => {
    const { world, url, variables, network } = await stage();
    const { seen } = follow(url, { token: () => tokenOf(ADA), keepAlive: 300, variables });
    await world.invite(['one@example.com']);
    await vi.waitFor(() => expect(seen).toEqual(numbers(2)), soon);
    network.blackHole();
    await world.invite(['two@example.com']);
    await vi.waitFor(() => expect(seen).toEqual(numbers(4)), soon);
  });
});
