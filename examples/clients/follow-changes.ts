import type { Client, SubscribePayload } from 'graphql-ws';
import { backOff, FollowError } from './socket.js';

/** What every subscription of this API brings, by whatever name the document calls it. */
interface Change {
  cursor: string;
  seq: number;
}
/** As it comes over the wire, in a form that all client libraries take. */
interface Result {
  data: Record<string, unknown>;
  errors?: {
    message: string;
    path?: (string | number)[];
    locations?: { line: number; column: number }[];
    extensions?: Record<string, unknown>;
  }[];
}

export interface Sink {
  next(result: Result): void;
  error(error: FollowError): void;
}

const MOST_FAILURES = 8;
const PASSING: ReadonlySet<string | undefined> = new Set(['RATE_LIMITED', 'INTERNAL_SERVER_ERROR']);

/**
 * In the place of `socket.subscribe`: brings every change once, in order, whatever happens to the connection. The document
 * takes `$after` and selects `cursor` and `seq`; `variables.after` is the `eventCursor` of what the page shows. `error` comes
 * once, as the last, with the code of the answer. Returns what ends it.
 */
export function followChanges(socket: Client, request: SubscribePayload, sink: Sink): () => void {
  if (typeof request.variables?.after !== 'string') throw new TypeError('Begin behind a cursor: pass `after`.');
  // graphql-ws sends this object anew with each connection: what stands in it then is where the next one begins.
  const variables = { ...request.variables };
  const filtered = variables.filter != null || variables.inviteIds != null;
  let seq: number | undefined;
  let askedAgainFor: number | undefined;
  let failures = 0;
  let stop = (): void => {};

  function begin(): void {
    let current = true;
    const leave = socket.subscribe<Record<string, unknown>>(
      { ...request, variables },
      {
        next: (result) => {
          if (current) take(result as Partial<Result>); // JSON, whatever the library calls its parts
        },
        error: (problem) => {
          if (current) end(toFollowError(problem));
        },
        complete: () => {
          if (current) tryAgain(new FollowError(undefined, 'The stream ended by itself.'));
        },
      },
    );
    stop = () => {
      current = false;
      leave();
    };
  }

  function take({ data, errors }: Partial<Result>): void {
    const change = data && (Object.values(data)[0] as Change); // a subscription has one field
    if (!change) end(toFollowError(errors));
    else if (isMissingSome(change)) {
      askedAgainFor = change.seq; // no more than once: an inbox skips the numbers of what is not for its reader
      stop();
      begin();
    } else if (seq === undefined || change.seq > seq) {
      seq = change.seq;
      variables.after = change.cursor;
      failures = 0;
      sink.next({ data, ...(errors && { errors }) });
    } // else a gateway in between has begun anew, and this one was told already
  }

  function isMissingSome(change: Change): boolean {
    return !filtered && seq !== undefined && change.seq > seq + 1 && change.seq !== askedAgainFor;
  }

  function end(error: FollowError): void {
    if (PASSING.has(error.code)) tryAgain(error);
    else {
      stop();
      sink.error(error);
    }
  }

  function tryAgain(error: FollowError): void {
    stop();
    if (failures === MOST_FAILURES) sink.error(error);
    else {
      let wanted = true;
      stop = () => {
        wanted = false;
      };
      void backOff(failures++).then(() => wanted && begin());
    }
  }

  begin();
  return () => stop();
}

/** Whether what the page shows is too old to go on from: then read it anew, and follow from there. */
export const mustReload = (error: unknown): boolean =>
  error instanceof FollowError && (error.code === 'CURSOR_EXPIRED' || error.code === 'CURSOR_INVALID');

/** The code of an answer, of an `error` message, or of nothing: what graphql-ws tells may also be a close event. */
function toFollowError(problem: unknown): FollowError {
  if (problem instanceof FollowError) return problem;
  const first = (Array.isArray(problem) ? problem[0] : problem) as
    | { extensions?: { code?: string }; message?: string; reason?: string }
    | undefined; // read, not relied on
  const message = first?.message || first?.reason || 'The socket failed.';
  return new FollowError(first?.extensions?.code, message, { cause: problem });
}
