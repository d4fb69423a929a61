import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bus, Hint } from '../../src/events/bus/bus.js';
import { createPostgresBus } from '../../src/events/bus/postgres.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testBus } from './bus-promises.js';
import { silent } from './changes.js';
import { type FaultyProxy, startProxy } from './proxy.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const createBus = (url = test.url): Bus =>
  createPostgresBus({ url, log: silent, check: { everyMs: 150, deadlineMs: 150 } });

describe('a bus over PostgreSQL', () => testBus(() => createBus()));

describe('a bus over PostgreSQL whose connections fail', () => {
  let proxy: FaultyProxy;
  let bus: Bus;
  let other: Bus;
  let hints: Hint[];
  let heardByOther: Hint[];

  beforeAll(async () => {
    proxy = await startProxy(test.url);
  });
  afterAll(() => proxy.stop());

  async function startBoth(): Promise<void> {
    [bus, other] = [createBus(proxy.url), createBus()];
    [hints, heardByOther] = [[], []];
    await Promise.all([bus.start(), other.start()]);
    bus.subscribe((hint) => hints.push(hint));
    other.subscribe((hint) => heardByOther.push(hint));
  }
  afterEach(async () => {
    proxy.mend();
    await Promise.all([bus.stop(), other.stop()]);
  });

  /** It has told that hints may have been lost, and carries them again in both directions. */
  async function expectRecovery(): Promise<void> {
    await vi.waitFor(() => expect(hints).toContain('all'), 5_000);
    await vi.waitFor(() => expect(bus.alive()).toBe(true), 5_000);
    await vi.waitFor(() => {
      // Again each time: what is told while the other one is still coming back may be lost.
      other.publish(['b:heard']);
      bus.publish(['b:told']);
      expect(hints).toContainEqual(['b:heard']);
      expect(heardByOther.flat()).toContain('b:told');
    }, 5_000);
  }

  it('listens again after the server has ended its connections', async () => {
    await startBoth();
    await test.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name in ('membership-gateway listen', 'membership-gateway notify')`,
    );
    await expectRecovery();
  });

  it('finds out that nothing passes any more though the connection is open', async () => {
    await startBoth();
    proxy.blackHole();
    await expectRecovery();
  });

  it('keeps trying while the database cannot be reached, and is not alive meanwhile', async () => {
    await startBoth();
    proxy.cut();
    await vi.waitFor(() => expect(bus.alive()).toBe(false));
    bus.publish(['b:told-meanwhile']);
    proxy.mend();
    await expectRecovery();
    expect(heardByOther.flat()).toContain('b:told-meanwhile');
  });

  it('stops at once while it cannot connect', async () => {
    await startBoth();
    proxy.cut();
    await vi.waitFor(() => expect(bus.alive()).toBe(false));
    const startedAtMs = performance.now();
    await bus.stop();
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  });

  it('refuses to start where there is no database', async () => {
    await startBoth();
    proxy.cut();
    const third = createBus(proxy.url);
    await expect(third.start()).rejects.toThrow();
    await third.stop();
  });
});
