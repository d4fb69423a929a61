import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { SHARED_ANSWERS, type SharedFields } from '../resolvers/shared-answers.js';
import { operationInUrl, readAccept, readOperation } from './accept.js';
import { type Admission, createAdmission } from './admission.js';
import type { Answer, StreamAnswer } from './answer.js';
import { type Authenticate, type CreateContext, createGraphqlEndpoint } from './apollo.js';
import { BODY_LIMIT, ROUTER_BODY_LIMIT, readJsonBody } from './body.js';
import { createCallbackEndpoint } from './callback.js';
import { callbackIn } from './callback-request.js';
import type { ClientAddress } from './client-address.js';
import { createFollow } from './follow.js';
import type { RouteRequest } from './http.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import { createOperations, type OperationRequest } from './operations.js';
import type { IsAllowedOrigin } from './origins.js';
import { createTextOf, type PersistedDocuments } from './persisted-documents.js';
import { ROUTER_HEADER, type RouterGate } from './router-gate.js';
import { createSseEndpoint } from './sse.js';
import { createWebSocketEndpoint, type WebSocketEndpoint } from './websocket.js';

/** Limits of the connections; times in ms. */
export const CONNECTION_LIMITS = {
  payloadBytes: 64 * 1024,
  perPrincipal: 20,
  /** Nobody is signed in on them, so they are counted per address. */
  perAnonymousAddress: 100,
  initMs: 3_000,
  /** Between two pings of a socket, and two comments of an event stream. */
  pingMs: 12_000,
  drainMs: 10_000,
  /** One message to a callback URL, its answer included. */
  callbackMs: 5_000,
  /** Before each further try of one; a router that is away for longer finds its subscriptions ended. */
  callbackRetryMs: [100, 300, 1_000, 3_000] as readonly number[],
  leastHeartbeatMs: 1_000,
};
export type ConnectionLimits = typeof CONNECTION_LIMITS;

export interface TransportOptions {
  schema: GraphQLSchema;
  createContext: CreateContext;
  authenticate: Authenticate;
  introspection: boolean;
  gate: RouterGate;
  /** Where changes may be sent by callback. */
  callbackOrigins: readonly string[];
  /** None unless given. */
  persisted?: PersistedDocuments;
  isAllowedOrigin: IsAllowedOrigin;
  clientAddress: ClientAddress;
  metrics: Metrics;
  log: Log;
  limits?: Partial<ConnectionLimits>;
  /** Answers that subscribers share; of our schema unless told otherwise. */
  shared?: SharedFields;
  /** How long a request may take, default 10 s. */
  deadlineMs?: number;
  /** The clock by which tokens end. */
  now?: () => Date;
}

/** All ways to reach the schema: plain HTTP, event streams, callbacks and sockets, by one set of rules. */
export interface Transports {
  start(): Promise<void>;
  /** For the path of all that begins with a request. */
  answer(request: RouteRequest): Promise<Answer | StreamAnswer>;
  /** For the HTTP server's 'upgrade'. */
  upgrade: WebSocketEndpoint['upgrade'];
  /** Ends the connections of those who have been signed out. */
  endSessions: Admission['end'];
  /** Ends the connections that are held, spread over at most `spreadMs`; requests are still answered. */
  release(spreadMs: number): Promise<void>;
  /** To be called once. */
  stop(): Promise<void>;
}

export function createTransports(options: TransportOptions): Transports {
  const { metrics, authenticate, log, now, gate } = options;
  const limits = { ...CONNECTION_LIMITS, ...options.limits };
  const follow = createFollow({ ...options, shared: options.shared ?? SHARED_ANSWERS, observer: metrics });
  const persisted = options.persisted ?? { listed: new Map(), only: false };
  const textOf = createTextOf(persisted, gate.guarded);
  const operations = createOperations({ ...options, persisted, textOf, follow, observer: metrics });
  const admission = createAdmission({ ...limits, ...(now ? { now } : {}) });
  const graphql = createGraphqlEndpoint({ ...options, textOf, observer: metrics });
  const held = { operations, authenticate, admission, gate, observer: metrics, log };
  const sse = createSseEndpoint({ ...held, limits: { heartbeatMs: limits.pingMs, drainMs: limits.drainMs } });
  const callback = createCallbackEndpoint({
    ...held,
    origins: options.callbackOrigins,
    limits: { ...limits, requestMs: limits.callbackMs, retryDelaysMs: limits.callbackRetryMs },
  });
  const { schema, isAllowedOrigin, clientAddress } = options;
  const websocket = createWebSocketEndpoint({ ...held, schema, isAllowedOrigin, clientAddress, limits });

  /** The operation, where its answer is to be an event stream. */
  function streamed({ headers, method }: IncomingMessage, search: string, body: unknown): OperationRequest | undefined {
    const { eventStream, others } = readAccept(headers.accept);
    if (!eventStream || (method !== 'GET' && method !== 'POST')) return undefined;
    try {
      const operation = method === 'GET' ? operationInUrl(search) : readOperation(body);
      return others && operations.kindOf(operation) !== 'subscription' ? undefined : operation;
    } catch (error) {
      if (others) return undefined; // told in a form that the client takes as well
      throw error;
    }
  }

  return {
    start: graphql.start,
    answer: async ({ message, requestId, search }) => {
      const { authorization, [ROUTER_HEADER]: secret } = message.headers;
      const router = gate.isRouter(secret);
      const limit = router ? ROUTER_BODY_LIMIT : BODY_LIMIT;
      const body = message.method === 'POST' ? await readJsonBody(message, limit) : undefined;
      const asking = { authorization, router, address: clientAddress(message), requestId };
      const extension = callbackIn(body);
      if (extension !== undefined) return callback.answer({ ...asking, operation: readOperation(body), extension });
      const operation = streamed(message, search, body);
      if (operation) return sse.answer({ ...asking, operation });
      const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)] as const);
      return graphql.answer({ ...asking, method: message.method ?? 'GET', headers, search, body });
    },
    upgrade: websocket.upgrade,
    endSessions: admission.end,
    release: async (spreadMs) => {
      await Promise.all([websocket, sse, callback].map((endpoint) => endpoint.stop(spreadMs)));
    },
    stop: graphql.stop,
  };
}
