import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 50;
const LEAST_PER_STEP = 20;

/** Does this to each, spread over at most `spreadMs`, so that clients that are sent away do not return at once. */
export async function spread<T>(items: Iterable<T>, spreadMs: number, act: (item: T) => void): Promise<void> {
  const waiting = [...items];
  const perStep = Math.max(LEAST_PER_STEP, Math.ceil((waiting.length * STEP_MS) / Math.max(spreadMs, STEP_MS)));
  while (waiting.length > 0) {
    for (const item of waiting.splice(0, perStep)) act(item);
    if (waiting.length > 0) await sleep(STEP_MS);
  }
}
