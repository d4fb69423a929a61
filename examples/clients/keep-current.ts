import { mustReload } from './follow-changes.js';

export interface KeepCurrent {
  /** Reads what the page shows, and answers the `eventCursor` that came with it. */
  load(): Promise<string>;
  /** Follows behind this cursor, and tells why that ended. Returns what ends it. */
  follow(after: string, ended: (error: unknown) => void): () => void;
  /** What cannot be helped: signed out, no right to it any more. */
  failed(error: unknown): void;
}

/** Reads and then follows; where too much was missed to catch up, from the beginning. Returns what ends it. */
export function keepCurrent({ load, follow, failed }: KeepCurrent): () => void {
  let wanted = true;
  let leave = (): void => {};

  async function begin(): Promise<void> {
    try {
      const after = await load();
      if (wanted) leave = follow(after, ended);
    } catch (error) {
      if (wanted) failed(error);
    }
  }
  function ended(error: unknown): void {
    if (!wanted) return;
    if (mustReload(error)) void begin();
    else failed(error);
  }

  void begin();
  return () => {
    wanted = false;
    leave();
  };
}
