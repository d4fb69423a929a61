import type { Queryable } from '../database/queryable.js';
import type { Sealer } from '../domain/seal.js';
import { encodeCursor } from './cursor.js';
import { EVENT_PAGE_SIZE, readEvents, type StreamEvent, type StreamHead, type StreamState } from './log.js';

export interface FollowedEvent extends StreamEvent {
  /** What a client passes to resume behind this event. */
  cursor: string;
}

/** Events as read from the log, and how many hints there had been when the reading began. */
export interface FollowedPage extends StreamState {
  events: readonly FollowedEvent[];
  hints: number;
}

/** What a stream must know of somebody who waits on it. */
export interface Waiter {
  /** Has seen everything up to this event. */
  readonly seq: number;
  /** The `access` by which they were last judged. */
  readonly access: number;
  /** Their last reading failed. */
  readonly stalled: boolean;
  /** Called once per `await`. */
  wake(): void;
}

interface Reading {
  afterSeq: number;
  hints: number;
  page: Promise<FollowedPage>;
}

/** What this process knows of one stream that somebody here follows. Those at the head share one reading. */
export class FollowedStream {
  /** All of this process, waiting or not; without any the stream is forgotten. */
  readonly followers = new Set<{ end(): void }>();
  /** Hints so far. A page with fewer may lack events; until there is another one, nobody needs to read again. */
  hints = 0;
  /** The highest `access` seen. Whoever was judged by a lower one must be judged anew before they are shown anything. */
  access = 0;
  readonly #waiters = new Set<Waiter>();
  #furthest: Reading | undefined;

  constructor(
    readonly key: string,
    readonly db: Queryable,
    readonly sealer: Sealer,
  ) {}

  /** Something may have happened: all who wait read on. */
  hint(): void {
    this.hints++;
    const woken = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of woken) waiter.wake();
  }

  /** The head as it is now: wakes all when somebody waits who is behind it, so a lost hint costs no more than a look. */
  look(head: StreamHead): void {
    this.access = Math.max(this.access, head.access);
    const isBehind = ({ seq, access, stalled }: Waiter): boolean => stalled || seq < head.seq || access < head.access;
    if ([...this.#waiters].some(isBehind)) this.hint();
  }

  /** Has the waiter woken by the next hint, or at once when there were hints since `hints`. */
  await(waiter: Waiter, hints: number): void {
    if (hints === this.hints) this.#waiters.add(waiter);
    else waiter.wake();
  }

  forget(waiter: Waiter): void {
    this.#waiters.delete(waiter);
  }

  /** Up to 200 events behind `afterSeq`, from a reading that began after the last hint: one's own or that of others. */
  async read(afterSeq: number): Promise<FollowedPage> {
    for (let reading = this.#furthest; reading; reading = this.#furthest) {
      if (reading.hints !== this.hints || reading.afterSeq > afterSeq) break;
      const page = await reading.page;
      if (reading.hints === this.hints && reaches(page, afterSeq)) return partBehind(page, reading.afterSeq, afterSeq);
      if (reading === this.#furthest) break;
    }
    const reading: Reading = { afterSeq, hints: this.hints, page: this.#readLog(afterSeq, this.hints) };
    if (!this.#furthest || this.#furthest.afterSeq <= afterSeq) this.#furthest = reading;
    try {
      return await reading.page;
    } catch (error) {
      if (this.#furthest === reading) this.#furthest = undefined;
      throw error;
    }
  }

  async #readLog(afterSeq: number, hints: number): Promise<FollowedPage> {
    const { events, ...state } = await readEvents(this.db, this.key, afterSeq);
    this.access = Math.max(this.access, state.access);
    const cursorOf = (seq: number): string => encodeCursor(this.sealer, this.key, { epoch: state.epoch, seq });
    // Sealed once for all who share the page: 2–3 µs each.
    return { ...state, hints, events: events.map((event) => ({ ...event, cursor: cursorOf(event.seq) })) };
  }
}

/** Whether the page holds what comes directly behind `afterSeq`, or shows that nothing does. */
function reaches(page: FollowedPage, afterSeq: number): boolean {
  if (afterSeq > page.headSeq) return false;
  const last = page.events.at(-1);
  return page.events.length < EVENT_PAGE_SIZE || (last !== undefined && last.seq > afterSeq);
}

const partBehind = (page: FollowedPage, readAfter: number, afterSeq: number): FollowedPage =>
  readAfter === afterSeq ? page : { ...page, events: page.events.filter((event) => event.seq > afterSeq) };
