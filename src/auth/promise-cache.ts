/** Keeps the results of `load` by key, at most `limit` of them. */
export interface PromiseCache<T> {
  /** The kept result, or that of `load`; callers at the same time share one call. What rejects is not kept. */
  get(key: string, load: () => Promise<T>): Promise<T>;
  delete(key: string): void;
}

/** A cache that drops what was not used for longest. */
export function createPromiseCache<T>(limit: number): PromiseCache<T> {
  const entries = new Map<string, Promise<T>>(); // a Map keeps the order of insertion: the first one is the oldest
  return {
    get: (key, load) => {
      const kept = entries.get(key);
      if (kept) {
        entries.delete(key);
        entries.set(key, kept);
        return kept;
      }
      const loading = load();
      entries.set(key, loading);
      loading.catch(() => {
        if (entries.get(key) === loading) entries.delete(key);
      });
      if (entries.size > limit) entries.delete(entries.keys().next().value ?? key);
      return loading;
    },
    delete: (key) => {
      entries.delete(key);
    },
  };
}
