/** A source that is fed and ended by hand, and remembers whether it was left. */
export function createSource() {
  const queue: unknown[] = [];
  let wake: (() => void) | undefined;
  let failure: Error | undefined;
  const state = { returned: false, reading: false };
  const iterator: AsyncIterableIterator<unknown> = {
    async next() {
      while (queue.length === 0 && !failure && !state.returned) {
        state.reading = true;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        state.reading = false;
      }
      if (state.returned) return { done: true, value: undefined };
      if (queue.length === 0 && failure) throw failure;
      return { done: false, value: queue.shift() };
    },
    async return() {
      state.returned = true;
      wake?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return {
    iterator,
    state,
    emit: (value: unknown, confirm?: () => Promise<void>) => {
      queue.push(confirm ? { value, confirm } : { value });
      wake?.();
    },
    fail: (error: Error) => {
      failure = error;
      wake?.();
    },
  };
}

/** Resolves once `holds` does; looks every few ms, and fails after `withinMs`. */
export async function eventually(holds: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  for (let tries = 0; tries < withinMs / 10; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Did not come to hold within ${withinMs} ms: ${holds}`);
}
