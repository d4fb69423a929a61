/**
 * Answers many callers with one run of `read`, one run at a time. A caller is answered only by a run that began after its
 * call, so that what it learns is never older than its question.
 */
export function createGatherer<Key, Value>(
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { keys: Set<Key>; answer: Promise<ReadonlyMap<Key, Value>> } | undefined;

  function prepareNext() {
    const keys = new Set<Key>();
    const answer = running.then(() => {
      next = undefined;
      return read([...keys]);
    });
    running = answer.catch(() => {}); // told to those who asked
    return { keys, answer };
  }

  return async (key) => {
    next ??= prepareNext();
    next.keys.add(key);
    return (await next.answer).get(key);
  };
}
