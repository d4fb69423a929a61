import type { Logger } from 'pino';
import { RequestError } from '../domain/errors.js';
import { cursorExpired } from './cursor.js';
import type { FollowedPage, FollowedStream, Waiter } from './followed-stream.js';
import type { StreamEvent } from './log.js';

const PATIENCE_MS = 30_000; // a restart of the database takes a few seconds

export interface FollowOptions {
  streamKey: string;
  /** The number behind which to begin, as `hub.position` gives it. */
  afterSeq: number;
  /**
   * Asks policy anew. Answers the stream's `access` (0 where it has no head), read in the same statement as the facts that
   * were judged, or throws FORBIDDEN. Called before anything is yielded that comes after a change of rights; `seen` is the
   * `access` that told of it.
   */
  judge: (seen: number) => Promise<number>;
  /** What `judge` has just answered, where it was asked already. */
  judgedAccess?: number | undefined;
  /** Which events to show; the numbers of others are skipped. */
  matches?: ((event: StreamEvent) => boolean | Promise<boolean>) | undefined;
  /** What `matches` answers depends on who follows, so nobody else may be shown changes by it. */
  personal?: boolean | undefined;
  /** Ends the following like `return()`. */
  signal?: AbortSignal | undefined;
}

export interface DeliveredChange extends StreamEvent {
  /** Resumes behind this change. */
  cursor: string;
  /** To be awaited after the change was executed, before it is sent: throws FORBIDDEN when the right is lost by now. */
  confirm(): Promise<void>;
}

export interface FollowerTools {
  /** The stream's `access` as of a statement that begins after this call. */
  freshAccess: () => Promise<number>;
  /** Adds or removes this follower from the registry. */
  enter: (follower: Follower) => FollowedStream;
  leave: (follower: Follower, stream: FollowedStream) => void;
  log: Logger;
}

/** One subscriber, pulling: nothing is read that was not asked for, so a slow one fills no queue. */
export class Follower implements Waiter, AsyncGenerator<DeliveredChange, void, undefined> {
  seq: number;
  access: number;
  stalled = false;
  readonly #options: FollowOptions;
  readonly #tools: FollowerTools;
  readonly #changes: AsyncGenerator<DeliveredChange, void, undefined>;
  /** The lowest `access` of whom this follower began to read for while they were judged. */
  #admitted = Number.POSITIVE_INFINITY;
  #ended = false;
  #release: () => void = () => {};

  constructor(options: FollowOptions, tools: FollowerTools) {
    this.#options = options;
    this.#tools = tools;
    this.seq = options.afterSeq;
    this.access = options.judgedAccess ?? -1; // below every stream's, so that the first page has it judged
    this.#changes = this.#run();
  }

  get streamKey(): string {
    return this.#options.streamKey;
  }

  /** Whether somebody else may be shown what this follower reads. */
  get personal(): boolean {
    return this.#options.personal ?? false;
  }

  /** Asks whether the one whom this follower was made for may still follow. Answers and throws as the option `judge`. */
  judge(seen: number): Promise<number> {
    return this.#options.judge(seen);
  }

  /** A follower that reads the same for several, all of whom `options.judge` is to judge; it answers the lowest `access`. */
  lead(options: Pick<FollowOptions, 'afterSeq' | 'judgedAccess' | 'judge'>): Follower {
    return new Follower({ ...this.#options, signal: undefined, ...options }, this.#tools);
  }

  /** From now on it reads for one more, who was judged by this `access`. */
  admit(access: number): void {
    this.#admitted = Math.min(this.#admitted, access);
    this.access = Math.min(this.access, access);
  }

  next(): Promise<IteratorResult<DeliveredChange, void>> {
    return this.#changes.next();
  }

  /** A generator alone would take note of it only when what it waits for has come. */
  return(): Promise<IteratorResult<DeliveredChange, void>> {
    this.#ended = true;
    this.#release();
    return this.#changes.return();
  }

  throw(error: unknown): Promise<IteratorResult<DeliveredChange, void>> {
    this.#ended = true;
    this.#release();
    return this.#changes.throw(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  wake(): void {
    this.#release();
  }

  readonly end = (): void => {
    this.return().catch(() => {}); // whoever pulls is told
  };

  async *#run(): AsyncGenerator<DeliveredChange, void, undefined> {
    const { signal, matches } = this.#options;
    if (signal?.aborted) return;
    signal?.addEventListener('abort', this.end);
    const stream = this.#tools.enter(this);
    try {
      for (let epoch: number | undefined; ; ) {
        const page = await this.#persist(stream, () => stream.read(this.seq));
        if (!page || !(await this.#mayProceed(stream))) return;
        epoch ??= page.epoch;
        if (page.epoch !== epoch || endsElsewhere(page, this.seq)) throw cursorExpired();
        for (const event of page.events) {
          if (event.seq !== this.seq + 1) throw cursorExpired(); // pruned meanwhile: a gap is never silent
          this.seq = event.seq;
          if (matches && !(await this.#persist(stream, async () => matches(event)))) continue;
          if (!(await this.#mayProceed(stream))) return;
          yield { ...event, confirm: () => this.#confirm(stream) };
        }
        if (this.seq >= page.headSeq) await this.#hinted(stream, page.hints);
      }
    } finally {
      signal?.removeEventListener('abort', this.end);
      stream.forget(this);
      this.#tools.leave(this, stream);
    }
  }

  /** False when this following has ended. Throws FORBIDDEN when rights were changed since, and ours are gone. */
  async #mayProceed(stream: FollowedStream): Promise<boolean> {
    const seen = stream.access;
    if (seen > this.access) await this.#persist(stream, () => this.#judge(seen));
    return !this.#ended;
  }

  async #judge(seen: number): Promise<void> {
    this.#admitted = Number.POSITIVE_INFINITY;
    const access = await this.#options.judge(seen);
    this.access = Math.min(access, this.#admitted);
  }

  async #confirm(stream: FollowedStream): Promise<void> {
    const access = await this.#tools.freshAccess();
    stream.access = Math.max(stream.access, access);
    if (access !== this.access) await this.#judge(access);
  }

  #hinted(stream: FollowedStream, hints: number): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.#release = resolve;
      stream.await(this, hints);
    });
  }

  /**
   * The answer of `work`, or undefined as soon as the following has ended. While the database cannot be reached, it is
   * asked again with each hint and each look at the heads, for up to 30 s; refusals are final.
   */
  async #persist<T>(stream: FollowedStream, work: () => Promise<T>): Promise<T | undefined> {
    const startedAtMs = performance.now();
    while (!this.#ended) {
      try {
        return await this.#unlessEnded(work());
      } catch (error) {
        if (error instanceof RequestError || performance.now() - startedAtMs > PATIENCE_MS) throw error;
        this.#tools.log.warn({ err: error }, 'a follower cannot read its stream');
        this.stalled = true;
        await this.#hinted(stream, stream.hints);
        this.stalled = false;
      }
    }
    return undefined;
  }

  #unlessEnded<T>(work: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      this.#release = () => resolve(undefined);
      work.then(resolve, reject);
    });
  }
}

/** An empty page of a stream whose head is not where the follower stands: all behind it is pruned, or was restored away. */
const endsElsewhere = (page: FollowedPage, seq: number): boolean => page.events.length === 0 && page.headSeq !== seq;
