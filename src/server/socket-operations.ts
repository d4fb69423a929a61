import { randomUUID } from 'node:crypto';
import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import { ANONYMOUS, type Principal } from '../auth/principal.js';
import { RequestError } from '../domain/errors.js';
import type { Admission } from './admission.js';
import type { Authenticate } from './apollo.js';
import { connectionToken, routerSecrets } from './connection-token.js';
import { presentErrors, type Report } from './errors.js';
import type { Log } from './log.js';
import type { Asker, Checked, Operations } from './operations.js';
import type { RouterGate } from './router-gate.js';
import type { Following } from './subscriber.js';

export const OPERATIONS_PER_SOCKET = 50;

export interface SocketHookOptions {
  schema: GraphQLSchema;
  operations: Operations;
  authenticate: Authenticate;
  admission: Admission;
  gate: RouterGate;
  log: Log;
}

/** What is known of one socket: who is at its other end, and what it may not do any more. */
export interface Session {
  /** The `authorization` header of the upgrade. */
  readonly header: string | undefined;
  /** The router's secret, as the upgrade brought it. */
  readonly routerHeader: unknown;
  /** The network address that limits are counted by. */
  readonly address: string;
  principal: Principal;
  /** Whether it has shown the router's secret. */
  router: boolean;
  /** Why its token was refused; then every operation is answered with it, and the socket stays. */
  refusal: unknown;
  /** Operations under way, the one that is just beginning among them. */
  running(): number;
  /** Called once the principal is known, before the connection is acknowledged. */
  identified(): void;
  /** Sends a frame; a promise says that the reader is behind. */
  send(frame: string): Promise<void> | void;
}

/** One operation between its validation and its execution. */
interface Call {
  id: string;
  session: Session;
  checked: Checked;
  asker: Asker;
}

type Params = Readonly<Record<string, unknown>>;
type Hooks = ServerOptions<Params, Session>;

const DONE = { done: true, value: undefined } as const;

/**
 * What graphql-ws asks for: who connects, whether an operation may run, and its results. Rules and errors are those of HTTP.
 * One bad operation is answered for itself and never ends the socket, which a gateway shares between its clients.
 */
export function createSocketHooks(options: SocketHookOptions): Hooks {
  const { schema, operations, log } = options;

  const check = (session: Session, id: string, payload: SubscribePayload) => {
    const report: Report = { requestId: randomUUID(), log };
    if (session.running() > OPERATIONS_PER_SOCKET) return presentErrors([tooManyOperations()], report);
    const checked = operations.check(payload, report, session.router);
    if (!('document' in checked)) return checked;
    const { principal, refusal, address } = session;
    const call: Call = { id, session, checked, asker: { principal, refusal, address, requestId: report.requestId } };
    const { document, operationName } = checked;
    return { schema, document, contextValue: call, ...(operationName === undefined ? {} : { operationName }) };
  };

  return {
    onConnect: async ({ extra: session, connectionParams }) => {
      await identify(options, session, connectionParams);
      session.identified();
    },
    onSubscribe: ({ extra: session }, id, payload) => check(session, id, payload),
    execute: (args) => operations.run(callOf(args).checked, callOf(args).asker),
    subscribe: (args) => followSubscription(operations, callOf(args)),
  };
}

/** A token that cannot be used is not told here: an unacknowledged socket tells the clients behind a gateway nothing. */
async function identify(options: SocketHookOptions, session: Session, params: Params | undefined): Promise<void> {
  const { authenticate, admission, gate } = options;
  session.router = gate.isRouter(session.routerHeader, ...routerSecrets(params));
  const token = connectionToken(session.header, params);
  try {
    if ('refused' in token) throw new RequestError('UNAUTHENTICATED', token.refused);
    session.principal = admission.requireLasting(await authenticate(token.authorization));
  } catch (error) {
    session.principal = ANONYMOUS;
    session.refusal = error;
  }
}

/** The frames of its results are written here, each around a text that many sockets share; graphql-ws is told of the end. */
function followSubscription(operations: Operations, { id, session, checked, asker }: Call): AsyncGenerator<never> {
  let following: Following | undefined;
  const prefix = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const end = async () => {
    following?.end();
    return DONE;
  };
  return {
    next: async () => {
      following ??= operations.follow(checked, asker, (result) => session.send(`${prefix}${result}}`));
      await following.ended;
      return DONE;
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function callOf(args: ExecutionArgs): Call {
  return args.contextValue as Call; // put there by `check`, which is what graphql-ws hands on
}

function tooManyOperations(): RequestError {
  return new RequestError('RATE_LIMITED', `At most ${OPERATIONS_PER_SOCKET} operations may run on one socket`);
}
