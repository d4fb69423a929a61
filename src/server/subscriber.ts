import type { DocumentNode } from 'graphql';
import type { Caller } from './apollo.js';
import type { Sharing } from './sharing.js';

/** A subscription as a transport hands it over: parsed, validated, and within the limits. */
export interface Subscription {
  caller: Caller;
  /** Why their token was refused: then this is all that they are told. */
  refusal?: unknown;
  document: DocumentNode;
  variables: Readonly<Record<string, unknown>>;
  operationName?: string | undefined;
  /**
   * Sends one result, as JSON. A promise says that the reader is behind: nothing more is sent until it resolves, and what
   * happens meanwhile is read from the log afterwards. `last`: nothing but errors; the subscription ends with it.
   */
  send(result: string, last: boolean): Promise<void> | void;
}

/** A subscription under way. */
export interface Following {
  /** Resolves with whether the subscription has a place in its stream, or was refused by one result; never rejects. */
  readonly begun: Promise<boolean>;
  /** Resolves when nothing more will be sent; never rejects. */
  readonly ended: Promise<void>;
  /** Sends nothing more, not even what is under way. */
  end(): void;
}

/** One result, written once for all that it is sent to. */
export interface Answer {
  text: string;
  /** With errors: told to nobody but whom it was made for. */
  erroneous: boolean;
  /** Nothing but errors: the subscription ends with it. */
  fatal: boolean;
}

/** Whom a lane reads for. */
export class Subscriber implements Following {
  readonly begun: Promise<boolean>;
  readonly ended: Promise<void>;
  /** The `access` of the stream by which they were last judged. */
  access = -1;
  /** Had seen everything up to here when they joined their lane. */
  seq = 0;
  #hasEnded = false;
  #settle: (begun: boolean) => void = () => {};
  #resolve: () => void = () => {};
  #left: () => void = () => {};

  constructor(
    readonly subscription: Subscription,
    readonly sharing: Sharing,
  ) {
    this.begun = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  begin(): void {
    this.#settle(true);
  }

  /** What is to be done when they end; it replaces what was to be done before. */
  onEnd(left: () => void): void {
    this.#left = left;
  }

  send({ text, fatal }: Answer): Promise<void> | void {
    if (this.#hasEnded) return;
    const sent = this.subscription.send(text, fatal);
    if (fatal) this.end();
    return sent;
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#left();
    this.#settle(false);
    this.#resolve();
  }
}
