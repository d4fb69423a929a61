import { expect, it } from 'vitest';
import { createGatherer } from '../../src/events/gather.js';

/** A gatherer whose runs end when the test says so. */
function createRuns() {
  const runs: { keys: readonly string[]; answer: (text: string) => void; fail: (error: Error) => void }[] = [];
  const gather = createGatherer<string, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        runs.push({
          keys,
          answer: (text) => resolve(new Map(keys.map((key) => [key, `${key}${text}`]))),
          fail: reject,
        });
      }),
  );
  return { runs, gather };
}
const settled = (): Promise<void> => new Promise(setImmediate);

it('answers all who ask together with one run', async () => {
  const { runs, gather } = createRuns();
  const answers = Promise.all([gather('a'), gather('b'), gather('a')]);
  await settled();
  expect(runs.map((run) => run.keys)).toEqual([['a', 'b']]);
  runs[0]?.answer('1');
  expect(await answers).toEqual(['a1', 'b1', 'a1']);
});

it('answers who asks during a run with the next one, and runs one at a time', async () => {
  const { runs, gather } = createRuns();
  const first = gather('a');
  await settled();
  const second = [gather('a'), gather('c')];
  await settled();
  expect(runs).toHaveLength(1);
  runs[0]?.answer('1');
  expect(await first).toBe('a1');
  await settled();
  expect(runs[1]?.keys).toEqual(['a', 'c']);
  runs[1]?.answer('2');
  expect(await Promise.all(second)).toEqual(['a2', 'c2']);
});

it('tells a failure to those who asked, and runs again for the next', async () => {
  const { runs, gather } = createRuns();
  const first = gather('a');
  await settled();
  const second = gather('a');
  runs[0]?.fail(new Error('lost'));
  await expect(first).rejects.toThrow('lost');
  await settled();
  runs[1]?.answer('2');
  expect(await second).toBe('a2');
});
