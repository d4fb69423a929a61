import type { ServerResponse } from 'node:http';
import { ANONYMOUS } from '../auth/principal.js';
import { RequestError } from '../domain/errors.js';
import type { Admission } from './admission.js';
import type { StreamAnswer } from './answer.js';
import type { Authenticate } from './apollo.js';
import { presentErrors } from './errors.js';
import type { Log } from './log.js';
import type { ConnectionObserver } from './observers.js';
import type { Asker, OperationRequest, Operations } from './operations.js';
import { createOutflow, type Pipe } from './outflow.js';
import { spread } from './spread.js';

export interface SseLimits {
  /** How often a comment shows proxies that the connection is in use, in ms. */
  heartbeatMs: number;
  /** How long what was sent may stay unread, in ms. */
  drainMs: number;
}

export interface SseOptions {
  operations: Operations;
  authenticate: Authenticate;
  admission: Admission;
  observer: ConnectionObserver;
  log: Log;
  limits: SseLimits;
}

export interface SseRequest {
  operation: OperationRequest;
  authorization: string | undefined;
  /** Whether it came with the router's secret. */
  router: boolean;
  /** Of the client, or of the proxy before it. */
  address: string;
  requestId: string;
}

/** GraphQL over server-sent events, each operation on a connection of its own. */
export interface SseEndpoint {
  answer(request: SseRequest): Promise<StreamAnswer>;
  /** Ends all streams, spread over at most `spreadMs`, without `complete`: the clients come back. */
  stop(spreadMs: number): Promise<void>;
}

/** Why a stream ended; the client comes back except after `completed` and `left`. */
type Reason = 'completed' | 'left' | 'expired' | 'slow' | 'stopping';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'x-accel-buffering': 'no', // nginx would keep back what is less than a page
};
const COMMENT = ':\n\n';
const COMPLETE = 'event: complete\ndata: \n\n'; // EventSource overlooks an event without data

/** Every refusal is told as a result: a browser's EventSource shows its page nothing of a status. */
export function createSseEndpoint(options: SseOptions): SseEndpoint {
  const streams = new Set<EventStream>();
  let stopping = false;

  return {
    answer: async ({ operation, router, authorization, address, requestId }) => {
      const asker = await identify(options, { authorization, address, requestId });
      return {
        status: 200,
        headers: HEADERS,
        open: (response) => {
          const stream = openStream(response, options, () => streams.delete(stream));
          streams.add(stream);
          if (response.destroyed) return stream.end('left'); // meanwhile, so that no 'close' follows
          if (stopping) return stream.end('stopping');
          serve(options, stream, { operation, router, asker }).catch((error: unknown) => {
            options.log.error({ err: error, requestId }, 'an event stream failed');
            stream.end('stopping');
          });
        },
      };
    },
    stop: async (spreadMs) => {
      stopping = true;
      await spread(streams, spreadMs, (stream) => stream.end('stopping'));
    },
  };
}

async function identify(
  { authenticate, admission }: SseOptions,
  { authorization, address, requestId }: Omit<SseRequest, 'operation' | 'router'>,
): Promise<Asker> {
  try {
    const principal = admission.requireLasting(await authenticate(authorization));
    return { principal, requestId, address, refusal: undefined };
  } catch (error) {
    return { principal: ANONYMOUS, requestId, address, refusal: error };
  }
}

interface Visit {
  operation: OperationRequest;
  router: boolean;
  asker: Asker;
}

async function serve(options: SseOptions, stream: EventStream, { operation, router, asker }: Visit): Promise<void> {
  const { operations, admission, log } = options;
  const report = { requestId: asker.requestId, log };
  const checked = operations.check(operation, report, router);
  if (!('document' in checked)) return stream.conclude({ errors: checked });
  if (checked.kind === 'query') return stream.conclude(await operations.run(checked, asker));
  const expire = () => stream.end('expired');
  if (!admission.admit({ ...asker, ended: stream.ended, expire })) {
    const errors = presentErrors([new RequestError('RATE_LIMITED', 'Too many connections')], report);
    return stream.conclude({ data: null, errors });
  }
  const following = operations.follow(checked, asker, (result) => stream.send(result));
  stream.ended.addEventListener('abort', () => following.end(), { once: true });
  await following.ended;
  stream.conclude();
}

interface EventStream {
  /** Sends a result; a promise says that the reader is behind. */
  send(result: string): Promise<void> | void;
  /** Sends a last result, if there is one, and that it was the last. */
  conclude(result?: object): void;
  end(reason: Reason): void;
  readonly ended: AbortSignal;
}

function openStream(response: ServerResponse, options: SseOptions, closed: () => void): EventStream {
  const { limits, observer } = options;
  const ending = new AbortController();
  const pipe = pipeOf(response);
  const outflow = createOutflow(pipe, limits.drainMs, () => end('slow'));
  const heartbeat = setInterval(() => {
    if (pipe.buffered() === 0) void outflow.send(COMMENT); // what is still on its way shows as much
  }, limits.heartbeatMs).unref();

  const end = (reason: Reason): void => {
    if (ending.signal.aborted) return;
    clearInterval(heartbeat);
    outflow.end();
    ending.abort();
    if (reason === 'slow')
      response.destroy(); // nobody reads what would be waiting before an orderly end
    else response.end();
    closed();
    observer.closed('sse', reason);
  };
  const send = (result: string) => outflow.send(`event: next\ndata: ${result}\n\n`);

  observer.opened('sse');
  response.on('close', () => end('left'));
  response.on('error', () => end('left'));
  void outflow.send(COMMENT); // the headers leave at once
  return {
    send,
    conclude: (result) => {
      if (result) void send(JSON.stringify(result));
      void outflow.send(COMPLETE);
      end('completed');
    },
    end,
    ended: ending.signal,
  };
}

function pipeOf(response: ServerResponse): Pipe {
  return {
    buffered: () => (response.writableEnded || response.destroyed ? undefined : response.writableLength),
    write: (text, written) => response.write(text, written),
    hold: () => {}, // nothing comes from the other end
    release: () => {},
  };
}
