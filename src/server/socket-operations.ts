import { randomUUID } from 'node:crypto';
import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import { ANONYMOUS, type Principal, principalEndsAtMs } from '../auth/principal.js';
import { RequestError } from '../domain/errors.js';
import type { Authenticate, CreateContext } from './apollo.js';
import { connectionToken } from './connection-token.js';
import { estimateNodes, NODES_COST_LIMIT, tooManyNodes } from './cost.js';
import { DEADLINE_MS, withDeadline } from './deadline.js';
import { createDocuments } from './documents.js';
import { presentErrors, type Report } from './errors.js';
import { follow } from './follow.js';
import { documentRules } from './limits.js';
import type { Log } from './log.js';

export const OPERATIONS_PER_SOCKET = 50;

export interface OperationOptions {
  schema: GraphQLSchema;
  createContext: CreateContext;
  authenticate: Authenticate;
  introspection: boolean;
  log: Log;
  /** The clock by which tokens end. */
  now?: () => Date;
}

/** What is known of one socket: who is at its other end, and what it may not do any more. */
export interface Session {
  /** The `authorization` header of the upgrade. */
  readonly header: string | undefined;
  /** The network address that limits are counted by. */
  readonly address: string;
  principal: Principal;
  /** Why its token was refused; then every operation is answered with it, and the socket stays. */
  refusal: unknown;
  /** Operations under way, the one that is just beginning among them. */
  operations(): number;
  /** Called once the principal is known, before the connection is acknowledged. */
  identified(): void;
}

/** One operation between its validation and its execution. */
interface Call extends Report {
  session: Session;
  nodes: number;
}

type Params = Readonly<Record<string, unknown>>;
type Hooks = ServerOptions<Params, Session>;

/**
 * What graphql-ws asks for: who connects, whether an operation may run, and its results. Rules and errors are those of HTTP.
 * One bad operation is answered for itself and never ends the socket, which a gateway shares between its clients.
 */
export function createSocketHooks(options: OperationOptions): Hooks {
  const prepare = createDocuments(options.schema, documentRules(options));

  const check = (session: Session, payload: SubscribePayload, report: Report): ExecutionArgs | GraphQLError[] => {
    if (session.operations() > OPERATIONS_PER_SOCKET) throw tooManyOperations();
    const prepared = prepare(payload.query);
    if ('errors' in prepared) return presentErrors(prepared.errors, report);
    const { document } = prepared;
    const operationName = payload.operationName ?? undefined;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw refusal('OPERATION_RESOLUTION_FAILURE', 'The document has no such operation');
    if (operation.operation === 'mutation') throw refusal('BAD_REQUEST', 'Mutations are served over HTTP');
    const variables = payload.variables ?? {};
    const nodes = estimateNodes({ schema: options.schema, document, operation, variables });
    if (nodes > NODES_COST_LIMIT) throw tooManyNodes(nodes);
    const call: Call = { ...report, session, nodes };
    return {
      schema: options.schema,
      document,
      variableValues: variables,
      contextValue: call,
      ...(operationName === undefined ? {} : { operationName }),
    };
  };

  return {
    onConnect: async ({ extra: session, connectionParams }) => {
      await identify(options, session, connectionParams);
      session.identified();
    },
    onSubscribe: ({ extra: session }, _id, payload) => {
      const report: Report = { requestId: randomUUID(), log: options.log };
      try {
        return check(session, payload, report);
      } catch (error) {
        return presentErrors([error], report);
      }
    },
    execute: (args) => executeQuery(options, args),
    subscribe: (args) => followSubscription(options, args),
  };
}

/** A token that cannot be used is not told here: an unacknowledged socket tells the clients behind a gateway nothing. */
async function identify(options: OperationOptions, session: Session, params: Params | undefined): Promise<void> {
  const { authenticate, now = () => new Date() } = options;
  const token = connectionToken(session.header, params);
  try {
    if ('refused' in token) throw new RequestError('UNAUTHENTICATED', token.refused);
    const principal = await authenticate(token.authorization);
    // The authenticator is lenient by some seconds, a socket that would end at once is not worth opening.
    const endsAtMs = principalEndsAtMs(principal);
    if (endsAtMs !== undefined && endsAtMs <= now().getTime()) throw expired();
    session.principal = principal;
  } catch (error) {
    session.principal = ANONYMOUS;
    session.refusal = error;
  }
}

async function executeQuery(options: OperationOptions, args: ExecutionArgs): Promise<ExecutionResult> {
  const call = callOf(args);
  try {
    const contextValue = await openContext(options, call);
    const { data = null, errors } = await withDeadline(execute({ ...args, contextValue }), DEADLINE_MS);
    const extensions = { cost: { nodes: call.nodes } };
    return errors ? { data, errors: presentErrors(errors, call), extensions } : { data, extensions };
  } catch (error) {
    return { data: null, errors: presentErrors([error], call) };
  }
}

function followSubscription(options: OperationOptions, args: ExecutionArgs): AsyncGenerator<ExecutionResult> {
  const call = callOf(args);
  return follow({
    schema: args.schema,
    document: args.document,
    variables: args.variableValues ?? undefined,
    operationName: args.operationName ?? undefined,
    createContext: () => openContext(options, call),
    present: (errors) => presentErrors(errors, call),
  });
}

function openContext(options: OperationOptions, { session, requestId }: Call): object | Promise<object> {
  if (session.refusal) throw session.refusal;
  return options.createContext({ principal: session.principal, requestId, address: session.address });
}

function callOf(args: ExecutionArgs): Call {
  return args.contextValue as Call; // put there by `check`, which is what graphql-ws hands on
}

function tooManyOperations(): RequestError {
  return new RequestError('RATE_LIMITED', `At most ${OPERATIONS_PER_SOCKET} operations may run on one socket`);
}

function expired(): RequestError {
  return new RequestError('UNAUTHENTICATED', 'The token has expired.');
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
