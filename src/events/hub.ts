import type { Logger } from 'pino';
import type { PubSub } from 'type-graphql';
import type { Database } from '../database/data-source.js';
import { RequestError } from '../domain/errors.js';
import type { Page, PageArgs } from '../domain/page.js';
import type { Sealer } from '../domain/seal.js';
import type { Bus } from './bus/bus.js';
import { decodeCursor, encodeCursor, type StreamPosition } from './cursor.js';
import { FollowedStream } from './followed-stream.js';
import { Follower, type FollowOptions } from './follower.js';
import { createGatherer } from './gather.js';
import { type ListedChange, listChanges } from './list.js';
import { readHeads, readStreamState, type StreamHead } from './log.js';

export type { DeliveredChange, FollowOptions } from './follower.js';
export { Follower } from './follower.js';

const LOOK_EVERY_MS = 1_000;
const NO_HEAD: StreamHead = { seq: 0, access: 0 };

/** Brings the changes of the log to the subscribers of this process. */
export interface Hub extends PubSub {
  /** Starts the bus as well. */
  start(): Promise<void>;
  /** Ends all followers, and the bus. */
  stop(): Promise<void>;
  /** Whether hints come and go. Without them everything still arrives, up to a second later. */
  alive(): boolean;
  /** Where to begin: behind the cursor `after`, else behind the newest event. Throws CURSOR_INVALID or CURSOR_EXPIRED. */
  position(streamKey: string, after?: string | null): Promise<number>;
  /** The cursor of a place in the stream. */
  cursor(streamKey: string, position: StreamPosition): string;
  /** One page of the stream, oldest first; an empty one of no stream. Throws as `listChanges`. */
  list(streamKey: string | null, args: PageArgs): Promise<Page<ListedChange>>;
  /**
   * Every event behind `afterSeq`, once, in order, then those to come. Pulled: reading begins with the first `next()`.
   * Throws FORBIDDEN when the right is lost, CURSOR_EXPIRED when events were pruned before they were read.
   */
  follow(options: FollowOptions): Follower;
  /** These streams may have changed. */
  wake(streamKeys: Iterable<string>): void;
}

/** Is told how the following goes. */
export interface HubObserver {
  /** Somebody has come with a cursor: `ok`, or the code of the refusal. */
  resumed(outcome: string): void;
  /** A hint of this process has come back to it after so many ms. */
  hinted(lagMs: number): void;
}

export interface HubOptions {
  database: Database;
  bus: Bus;
  /** With the keys for cursors. */
  sealer: Sealer;
  log: Logger;
  observer?: Pick<HubObserver, 'resumed'>;
}

export function createHub({ database, bus, sealer, log, observer }: HubOptions): Hub {
  const streams = new Map<string, FollowedStream>();
  const freshHead = createGatherer<string, StreamHead>((streamKeys) => readHeads(database, streamKeys));
  let looking = false;
  let lookDue = false;
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe = (): void => {};

  const wake = (streamKeys: Iterable<string>): void => {
    for (const key of streamKeys) streams.get(key)?.hint();
  };
  database.onCommit(wake); // own commits need no bus

  /** One statement for all streams that are followed here. While one is under way, at most one more waits. */
  async function look(): Promise<void> {
    lookDue = true;
    if (looking) return;
    looking = true;
    while (lookDue) {
      lookDue = false;
      await lookAtHeads();
    }
    looking = false;
  }
  async function lookAtHeads(): Promise<void> {
    if (streams.size === 0) return;
    try {
      const heads = await readHeads(database, [...streams.keys()]);
      for (const [key, stream] of streams) stream.look(heads.get(key) ?? NO_HEAD);
    } catch (error) {
      log.warn({ err: error }, 'cannot look at the heads of the followed streams');
    }
  }

  function enter(streamKey: string, follower: Follower): FollowedStream {
    const stream = streams.get(streamKey) ?? new FollowedStream(streamKey, database, sealer);
    streams.set(streamKey, stream);
    stream.followers.add(follower);
    return stream;
  }
  function leave(follower: Follower, stream: FollowedStream): void {
    stream.followers.delete(follower);
    if (stream.followers.size === 0 && streams.get(stream.key) === stream) streams.delete(stream.key);
  }

  return {
    start: async () => {
      unsubscribe = bus.subscribe((hint) => (hint === 'all' ? void look() : wake(hint)));
      await bus.start();
      timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
    },
    stop: async () => {
      clearInterval(timer);
      unsubscribe();
      for (const stream of streams.values()) for (const follower of stream.followers) follower.end();
      await bus.stop();
    },
    alive: () => bus.alive(),
    position: async (streamKey, after) => {
      const state = await readStreamState(database, streamKey);
      if (after == null) return state.headSeq;
      try {
        const seq = decodeCursor(sealer, streamKey, after, state);
        observer?.resumed('ok');
        return seq;
      } catch (error) {
        if (error instanceof RequestError) observer?.resumed(error.code);
        throw error;
      }
    },
    cursor: (streamKey, position) => encodeCursor(sealer, streamKey, position),
    list: (streamKey, args) => listChanges(database, sealer, streamKey, args),
    follow: (options) =>
      new Follower(options, {
        freshAccess: async () => ((await freshHead(options.streamKey)) ?? NO_HEAD).access,
        enter: (follower) => enter(options.streamKey, follower),
        leave,
        log,
      }),
    wake,
    publish: (streamKey) => {
      wake([streamKey]);
      bus.publish([streamKey]);
    },
    subscribe: () => {
      // What travels by topic alone could be lost; only the log is complete.
      throw new Error('A subscription needs its own `subscribe` that returns `hub.follow(…)`');
    },
  };
}
