import type { Following, Subscription } from '../../src/server/subscriber.js';

/** A subscription read like an iterator: each result is held until `next` asks for it, and the one behind it not sent. */
export function pulled(begin: (send: Subscription['send']) => Following) {
  let following: Following | undefined;
  let asked: ((result: IteratorResult<unknown>) => void) | undefined;
  let held: { text: string; taken: () => void } | undefined;
  let ended = false;
  const settle = (): void => {
    if (!asked || (!held && !ended)) return;
    const answer = asked;
    asked = undefined;
    const result = held;
    held = undefined;
    answer(result ? { done: false, value: JSON.parse(result.text) } : { done: true, value: undefined });
    result?.taken();
  };
  const send = (text: string): Promise<void> =>
    new Promise((resolve) => {
      held = { text, taken: resolve };
      settle();
    });
  return {
    next: (): Promise<IteratorResult<unknown>> =>
      new Promise((resolve) => {
        asked = resolve;
        if (!following) {
          following = begin(send);
          void following.ended.then(() => {
            ended = true;
            settle();
          });
        }
        settle();
      }),
    return: async (): Promise<IteratorResult<unknown>> => {
      following?.end();
      held = undefined;
      ended = true;
      settle();
      return { done: true, value: undefined };
    },
  };
}
