/** What changed, as far as the bus can tell: these streams, or perhaps any, because hints may have been lost. */
export type Hint = readonly string[] | 'all';

/**
 * Carries hints between processes: "look at these streams". The log is the truth, so a hint may be lost, doubled or late
 * without harm; it saves the second until the next look. A process need not hear its own.
 */
export interface Bus {
  /** Resolves when hints can be heard. Throws when they cannot be had at all. A second call does nothing. */
  start(): Promise<void>;
  /** Tells the other processes, soon and together with other keys. Never throws, never waits. */
  publish(streamKeys: Iterable<string>): void;
  /** Calls `handler` with every hint until the returned function is called. */
  subscribe(handler: (hint: Hint) => void): () => void;
  /** Whether hints can be heard and sent at this moment. */
  alive(): boolean;
  stop(): Promise<void>;
}
