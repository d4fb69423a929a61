import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { commit, followFreely, type Gateway, range, startGateway, take } from './changes.js';
import { type FaultyProxy, startProxy } from './proxy.js';

let test: TestDatabase;
let proxy: FaultyProxy;
let ours: Gateway;
let theirs: Gateway;

beforeAll(async () => {
  test = await createTestDatabase();
  proxy = await startProxy(test.url);
  [ours, theirs] = await Promise.all([startGateway(proxy.url), startGateway(test.url)]);
});
afterAll(async () => {
  await Promise.all([ours.stop(), theirs.stop()]);
  await proxy.stop();
  await test.drop();
});

/** Who waits at the head while `harm` is done to the connections and `n` changes happen, sees each of them. */
async function expectNothingMissing(
  stream: string,
  { harm, mend, reader = ours }: { harm: () => unknown; mend?: () => unknown; reader?: Gateway },
): Promise<void> {
  const changes = followFreely(reader.hub, stream);
  try {
    const first = take(changes, 1);
    await commit(theirs.database, stream, 'inv_1');
    await first;
    const rest = take(changes, 20);
    await harm();
    await commit(theirs.database, stream, ...range(2, 21).map((n) => `inv_${n}`));
    mend?.();
    const mendedAtMs = performance.now();
    expect((await rest).map((one) => one.seq)).toEqual(range(2, 21));
    expect(performance.now() - mendedAtMs).toBeLessThan(2_000);
  } finally {
    await changes.return();
  }
}

describe('two processes', () => {
  it('see the commits of each other long before the look at the heads', async () => {
    const latenciesMs: number[] = [];
    for (const n of range(1, 4)) {
      const [writer, reader] = n % 2 ? [ours, theirs] : [theirs, ours];
      const stream = `b:mutual-${n}`;
      const changes = followFreely(reader.hub, stream);
      const next = take(changes, 1);
      await reader.hub.position(stream);
      const startedAtMs = performance.now();
      await commit(writer.database, stream, 'inv_1');
      await next;
      latenciesMs.push(performance.now() - startedAtMs);
      await changes.return();
    }
    latenciesMs.sort((a, b) => a - b);
    expect(latenciesMs[1]).toBeLessThan(150); // the look could be what found it in one case, not in most
  });

  it('accept the cursors of each other', async () => {
    await commit(ours.database, 'b:cursors', 'inv_1', 'inv_2');
    const changes = followFreely(ours.hub, 'b:cursors');
    const [one] = await take(changes, 1);
    await changes.return();
    expect(await theirs.hub.position('b:cursors', one?.cursor)).toBe(1);
  });

  it('lose nothing when the server ends the listening connection', async () => {
    const harm = () =>
      theirs.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'membership-gateway listen'`,
      );
    await expectNothingMissing('b:killed', { harm });
  });

  it('lose nothing when one cannot reach the database for a while', async () => {
    await expectNothingMissing('b:cut-off', { harm: () => proxy.cut(), mend: () => proxy.mend() });
  });

  it('lose nothing while the listening connection has fallen silent and nobody knows yet', async () => {
    const lonely = await startProxy(test.url);
    const deaf = await startGateway(test.url, lonely.url);
    try {
      await expectNothingMissing('b:silent', { harm: () => lonely.blackHole(), reader: deaf });
      expect(deaf.hub.alive()).toBe(true); // it believes so
    } finally {
      await deaf.stop();
      await lonely.stop();
    }
  });
});
