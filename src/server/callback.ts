import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLError } from 'graphql';
import { RequestError } from '../domain/errors.js';
import type { Admission } from './admission.js';
import { type Answer, HttpError, json } from './answer.js';
import type { Authenticate } from './apollo.js';
import { type CallbackTarget, readTarget } from './callback-request.js';
import { type CallbackStream, openCallbackStream } from './callback-stream.js';
import { createCourier } from './courier.js';
import { DEADLINE_MS, withDeadline } from './deadline.js';
import { presentErrors, statusOf } from './errors.js';
import type { Log } from './log.js';
import type { ConnectionObserver } from './observers.js';
import type { Asker, Checked, OperationRequest, Operations } from './operations.js';
import { spread } from './spread.js';

/** Times in ms. */
export interface CallbackLimits {
  /** How long one message may take, its answer included. */
  requestMs: number;
  /** What is waited before each further try. */
  retryDelaysMs: readonly number[];
  leastHeartbeatMs: number;
  /** How long what is to be sent may wait once the receiver is behind. */
  drainMs: number;
}

export interface CallbackOptions {
  operations: Operations;
  authenticate: Authenticate;
  admission: Admission;
  observer: ConnectionObserver;
  log: Log;
  /** Where messages may be sent; none: the transport is off. */
  origins: readonly string[];
  limits: CallbackLimits;
}

export interface CallbackRequest {
  operation: OperationRequest;
  /** What stood in `extensions.subscription`. */
  extension: unknown;
  authorization: string | undefined;
  /** Whether it came with the router's secret. */
  router: boolean;
  address: string;
  requestId: string;
}

/** Subscriptions by the HTTP callback protocol `callback/1.0`: no connection is held between the router and this server. */
export interface CallbackEndpoint {
  answer(request: CallbackRequest): Promise<Answer>;
  /** Ends all, spread over at most `spreadMs`, and tells the routers. */
  stop(spreadMs: number): Promise<void>;
}

interface Visit {
  target: CallbackTarget;
  checked: Checked;
  asker: Asker;
}

const STEP_MS = 50;
const GOODBYE_MS = 2_000;

/**
 * A subscription is judged before its callback URL is called, so that nobody who may not follow makes this server call
 * anything. Who is refused is told in the answer, and who was accepted by messages to the callback URL from then on.
 */
export function createCallbackEndpoint(options: CallbackOptions): CallbackEndpoint {
  const { log, limits } = options;
  const courier = createCourier(limits);
  const rules = { origins: new Set(options.origins), leastHeartbeatMs: limits.leastHeartbeatMs };
  const streams = new Set<CallbackStream>();
  let stopping = false;

  const open = ({ target, asker: { requestId } }: Visit): CallbackStream => {
    const { observer } = options;
    const { drainMs } = limits;
    const closed = () => streams.delete(stream);
    const stream = openCallbackStream({ target, courier, observer, log, requestId, drainMs, closed });
    streams.add(stream);
    return stream;
  };

  return {
    answer: async (request) => {
      try {
        const visit = await identify(options, request, readTarget(request.extension, rules));
        if ('errors' in visit) return refuse(visit.errors);
        if (stopping) throw new HttpError(503, 'The server is restarting');
        return await register(options, open(visit), visit);
      } catch (error) {
        if (error instanceof HttpError) throw error;
        return refuse(presentErrors([error], { requestId: request.requestId, log }));
      }
    },
    stop: async (spreadMs) => {
      stopping = true;
      await spread(streams, spreadMs, (stream) => stream.end('stopping'));
      for (let waitedMs = 0; streams.size > 0 && waitedMs < GOODBYE_MS; waitedMs += STEP_MS) await sleep(STEP_MS);
      courier.close();
    },
  };
}

async function identify(
  { operations, authenticate, admission, log }: CallbackOptions,
  { operation, authorization, router, address, requestId }: CallbackRequest,
  target: CallbackTarget,
): Promise<Visit | { errors: readonly GraphQLError[] }> {
  const principal = admission.requireLasting(await authenticate(authorization));
  const checked = operations.check(operation, { requestId, log }, router);
  if (!('document' in checked)) return { errors: checked };
  if (checked.kind !== 'subscription') throw new HttpError(400, 'Only subscriptions are answered by callback');
  return { target, checked, asker: { principal, address, requestId, refusal: undefined } };
}

async function register(options: CallbackOptions, stream: CallbackStream, visit: Visit): Promise<Answer> {
  const { operations, admission } = options;
  const { checked, asker } = visit;
  const expire = () => stream.end('expired');
  try {
    if (!admission.admit({ ...asker, ended: stream.ended, expire })) {
      throw new RequestError('RATE_LIMITED', 'Too many connections');
    }
    let refusal = '';
    const following = operations.follow(checked, asker, (result, last) => {
      if (!last) return stream.send(result);
      refusal = result;
      stream.conclude(errorsOf(result));
    });
    stream.ended.addEventListener('abort', () => following.end(), { once: true });
    if (!(await withDeadline(following.begun, DEADLINE_MS))) {
      stream.end('completed');
      return refuse(errorsOf(refusal));
    }
    if (!(await stream.open())) throw new HttpError(400, 'The callback URL did not confirm the subscription');
    void following.ended.then(() => stream.conclude());
    return json(200, { data: null });
  } catch (error) {
    stream.end('completed'); // not open, so that nothing is sent
    throw error;
  }
}

type ToldError = Pick<GraphQLError, 'message' | 'extensions'>;

/** The protocol asks for a status of 400 or more. */
function refuse(errors: readonly ToldError[]): Answer {
  const [first] = errors;
  return json(first ? statusOf(first.extensions.code) : 400, { data: null, errors });
}

/** Of a result that is nothing but errors, which `follow` has written. */
function errorsOf(result: string): ToldError[] {
  return (JSON.parse(result) as { errors: ToldError[] }).errors;
}
