import { afterEach, expect, it, vi } from 'vitest';
import type { Bus, Hint } from '../../src/events/bus/bus.js';
import { range } from './changes.js';

/** What every bus promises, whatever carries it. `createBus` makes one as for another process each time. */
export function testBus(createBus: () => Bus): void {
  const started: Bus[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((bus) => bus.stop()));
  });

  /** A started bus, and the keys that it has heard. */
  async function startBus() {
    const bus = createBus();
    started.push(bus);
    const heard: string[] = [];
    const hints: Hint[] = [];
    const unsubscribe = bus.subscribe((hint) => {
      hints.push(hint);
      if (hint !== 'all') heard.push(...hint);
    });
    await bus.start();
    return { bus, heard, hints, unsubscribe };
  }

  it('carries a hint to every other process', async () => {
    const [a, b, c] = await Promise.all([startBus(), startBus(), startBus()]);
    a.bus.publish(['b:acme', 'u:grace']);
    await vi.waitFor(() => {
      expect(b.heard).toEqual(['b:acme', 'u:grace']);
      expect(c.heard).toEqual(['b:acme', 'u:grace']);
    });
  });

  it('is alive once started, and not after it was stopped', async () => {
    const { bus } = await startBus();
    expect(bus.alive()).toBe(true);
    await bus.stop();
    expect(bus.alive()).toBe(false);
  });

  it('starts once, however often it is told to', async () => {
    const { bus } = await startBus();
    await Promise.all([bus.start(), bus.start()]);
    expect(bus.alive()).toBe(true);
  });

  it('carries thousands of keys at once', async () => {
    const [a, b] = await Promise.all([startBus(), startBus()]);
    const keys = range(1, 5_000).map((n) => `u:${String(n).padStart(43, '0')}`);
    a.bus.publish(keys);
    await vi.waitFor(() => expect(b.heard.length).toBe(keys.length));
    expect(new Set(b.heard)).toEqual(new Set(keys));
  });

  it('tells a stream that changes a thousand times a second at most 50 times a second', async () => {
    const [a, b] = await Promise.all([startBus(), startBus()]);
    const before = b.hints.length;
    const startedAtMs = performance.now();
    while (performance.now() - startedAtMs < 300) {
      a.bus.publish(['b:busy']);
      await new Promise(setImmediate);
    }
    a.bus.publish(['b:last']);
    await vi.waitFor(() => expect(b.heard).toContain('b:last'));
    const elapsedMs = performance.now() - startedAtMs;
    expect(b.hints.length - before).toBeLessThanOrEqual(elapsedMs / 20 + 2);
    expect(b.hints.length - before).toBeGreaterThan(3);
  });

  it('tells nothing more after unsubscribing', async () => {
    const [a, b, c] = await Promise.all([startBus(), startBus(), startBus()]);
    b.unsubscribe();
    a.bus.publish(['b:acme']);
    await vi.waitFor(() => expect(c.heard).toEqual(['b:acme']));
    expect(b.heard).toEqual([]);
  });
}
