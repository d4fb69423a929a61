/** How long one operation may take. Each statement ends after 5 s by itself. */
export const DEADLINE_MS = 10_000;

/** Settles with `work`, or rejects after `ms`; what is under way then runs on, unheard, to the end of its statements. */
export async function withDeadline<T>(work: T | Promise<T>, ms: number): Promise<T> {
  if (!(work instanceof Promise)) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`An operation took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
