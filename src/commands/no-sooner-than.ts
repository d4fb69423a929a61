import { setTimeout as wait } from 'node:timers/promises';

/** The outcome of `work`, held back until `ms` have passed: what it found does not show in how long it took. */
export async function noSoonerThan<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work(), wait(ms)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
