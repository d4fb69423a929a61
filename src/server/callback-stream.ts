import type { CallbackTarget } from './callback-request.js';
import type { Courier, Letter } from './courier.js';
import type { Log } from './log.js';
import type { ConnectionObserver } from './observers.js';
import { createOutflow, type Pipe } from './outflow.js';

/** Why a stream ended. `left`: the router wants no more of it; `failed`: it could not be reached, or did not take a message. */
export type Reason = 'completed' | 'left' | 'expired' | 'slow' | 'failed' | 'stopping';

export interface CallbackStreamOptions {
  target: CallbackTarget;
  courier: Courier;
  observer: ConnectionObserver;
  log: Log;
  requestId: string;
  /** How long what was handed over may stay undelivered once the receiver is behind, in ms. */
  drainMs: number;
  /** Nothing is sent any more. */
  closed(): void;
}

/** The messages of one subscription, one at a time and in order. */
export interface CallbackStream {
  /** Asks the router whether it knows the subscription; only after a yes anything else is sent. */
  open(): Promise<boolean>;
  /** Hands over a result; a promise says that the receiver is behind. */
  send(result: string): Promise<void> | void;
  /** Says once, after all results, that nothing more comes, and why where it failed. */
  conclude(errors?: readonly object[]): void;
  /** Ends at once: what is not on its way is dropped, and the router is told why. */
  end(reason: Reason): void;
  readonly ended: AbortSignal;
}

// A check has to arrive within each interval, so the next one leaves before it is over.
const HEARTBEAT_SHARE = 0.8;

/** What the router tells its client of an end that is not the subscription's own; it may subscribe again from its cursor. */
const FAREWELLS: Readonly<Partial<Record<Reason, object>>> = {
  expired: farewell('UNAUTHENTICATED', 'The token or its session has ended.'),
  slow: farewell('ABORTED', 'The changes were taken too slowly.'),
  failed: farewell('ABORTED', 'A change could not be delivered.'),
  stopping: farewell('ABORTED', 'The server is restarting.'),
};

interface Waiting {
  letter: Letter;
  last: boolean;
  done(): void;
}

export function openCallbackStream(options: CallbackStreamOptions): CallbackStream {
  const { target, courier, observer, log } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const letters = createLetters(target);
  const waiting: Waiting[] = [];
  let undelivered = 0;
  let checkDue = false;
  let running = false;
  let concluded = false;
  let heartbeat: NodeJS.Timeout | undefined;
  let reason: Reason = 'completed';
  let wake = (): void => {};

  const hand = (letter: Letter, last: boolean, written: () => void): void => {
    if (signal.aborted) {
      written();
      return;
    }
    undelivered += letter.body.length;
    const done = () => {
      undelivered -= letter.body.length;
      written();
    };
    waiting.push({ letter, last, done });
    wake();
  };
  const take = (): Waiting | undefined => {
    if (!checkDue) return waiting.shift();
    checkDue = false;
    return { letter: letters.check(), last: false, done: ignore };
  };
  const pipe: Pipe = {
    buffered: () => (signal.aborted ? undefined : undelivered),
    write: (result, written) => hand(letters.next(result), false, written),
    hold: ignore, // nothing comes from the other end
    release: ignore,
  };
  const outflow = createOutflow(pipe, options.drainMs, () => end('slow'));

  const end = (why: Reason): void => {
    if (signal.aborted) return;
    reason = why;
    clearInterval(heartbeat);
    outflow.end();
    ending.abort();
    for (const { done } of waiting.splice(0)) done();
    wake();
    if (!running) options.closed();
  };
  const deliver = async ({ letter, last, done }: Waiting): Promise<void> => {
    const { outcome, detail } = await courier.deliver(letter, { signal });
    done();
    if (outcome === 'gone') return end('left');
    if (outcome === 'taken') return last ? end('completed') : undefined;
    if (signal.aborted) return; // given up, because it has ended meanwhile
    log.warn({ requestId: options.requestId, origin: target.url.origin, detail }, 'a callback was not taken');
    end('failed');
  };
  const run = async (): Promise<void> => {
    observer.opened('callback');
    while (!signal.aborted) {
      const next = take();
      if (next) await deliver(next);
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    const error = FAREWELLS[reason];
    if (error) await courier.deliver(letters.complete([error]));
    observer.closed('callback', reason);
    options.closed();
  };

  return {
    open: async () => {
      const { outcome } = await courier.deliver(letters.check(), { signal, retries: 1 });
      if (outcome !== 'taken' || signal.aborted) return false;
      const beat = () => {
        checkDue = true;
        wake();
      };
      if (target.heartbeatMs > 0) heartbeat = setInterval(beat, target.heartbeatMs * HEARTBEAT_SHARE).unref();
      running = true;
      void run(); // never throws
      return true;
    },
    send: (result) => outflow.send(result),
    conclude: (errors) => {
      if (concluded) return;
      concluded = true;
      hand(letters.complete(errors), true, ignore);
    },
    end,
    ended: signal,
  };
}

function createLetters({ url, id, verifier }: CallbackTarget) {
  const letter = (action: string, more = ''): Letter => {
    const body = `{"kind":"subscription","action":"${action}","id":${JSON.stringify(id)},"verifier":${JSON.stringify(verifier)}${more}}`;
    return { url, body };
  };
  return {
    check: (): Letter => ({ ...letter('check'), question: true }),
    /** The text of the result is one that many subscribers share. */
    next: (result: string): Letter => letter('next', `,"payload":${result}`),
    complete: (errors?: readonly object[]): Letter =>
      letter('complete', errors ? `,"errors":${JSON.stringify(errors)}` : ''),
  };
}

function farewell(code: string, message: string): object {
  return { message, extensions: { code } };
}

const ignore = (): void => {};
