import { ApolloServer, type ApolloServerPlugin, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import type { Principal } from '../auth/principal.js';
import { type Answer, HttpError, json } from './answer.js';
import { estimateNodes, NODES_COST_LIMIT, tooManyNodes } from './cost.js';
import { DEADLINE_MS, withDeadline } from './deadline.js';
import { codeOf, presentError, presentErrors, type Report, statusOf, withoutSuggestion } from './errors.js';
import { documentRules, PARSE_OPTIONS, VALIDATION_OPTIONS } from './limits.js';
import type { Log } from './log.js';
import type { OperationObserver } from './observers.js';
import { type HttpParameters, spellOut, type TextOf } from './persisted-documents.js';
import { rootFieldsOf } from './root-fields.js';
import { notTheRouter, type RouterGate } from './router-gate.js';

/** Who asks, and under which id: what each operation's context is made of. */
export interface Caller {
  principal: Principal;
  requestId: string;
  /** The network address that limits are counted by. */
  address: string;
}

/** Makes the context of one operation, or of one delivered change: fresh loaders with each call. */
export type CreateContext = (caller: Caller) => object | Promise<object>;

export type Authenticate = (authorization: string | undefined) => Promise<Principal>;

export interface GraphqlOptions {
  schema: GraphQLSchema;
  createContext: CreateContext;
  authenticate: Authenticate;
  introspection: boolean;
  textOf: TextOf;
  gate: RouterGate;
  log: Log;
  observer: Pick<OperationObserver, 'operation'>;
  /** Default 10 s. */
  deadlineMs?: number;
}

export interface GraphqlRequest {
  method: string;
  headers: Iterable<readonly [string, string]>;
  /** With its question mark, or empty. */
  search: string;
  body: unknown;
  authorization: string | undefined;
  requestId: string;
  address: string;
  /** Whether it came with the router's secret. */
  router: boolean;
}

export interface GraphqlEndpoint {
  start(): Promise<void>;
  answer(request: GraphqlRequest): Promise<Answer>;
  /** To be called once: a second concurrent stop of Apollo Server 5.5.1 never resolves. Does nothing before the start. */
  stop(): Promise<void>;
}

/** What the plug-in and the transport tell each other about one request. */
interface Exchange extends Report {
  address: string;
  router: boolean;
  /** It was for the router alone: that is no matter of GraphQL, and told with its status to everybody. */
  barred: boolean;
  nodes: number | undefined;
  /** The status of an operation that GraphQL refused before it ran, for clients that read statuses. */
  refusedStatus: number | undefined;
}

type Exchanges = WeakMap<HTTPGraphQLRequest, Exchange>;

/** GraphQL over HTTP by Apollo Server, without Express: validated documents are cached by it, everything else is ours. */
export function createGraphqlEndpoint(options: GraphqlOptions): GraphqlEndpoint {
  const exchanges: Exchanges = new WeakMap();
  const apollo = createApollo(options, exchanges);
  let started = false;
  return {
    start: async () => {
      await apollo.start();
      started = true;
    },
    stop: async () => {
      if (started) await apollo.stop();
    },
    answer: async ({ method, headers, search, body, authorization, requestId, address, router }) => {
      const exchange: Exchange = {
        requestId,
        address,
        router,
        barred: false,
        log: options.log,
        nodes: undefined,
        refusedStatus: undefined,
      };
      const spelled = trySpellOut({ search, body }, options.textOf);
      const httpGraphQLRequest: HTTPGraphQLRequest = { method, headers: new HeaderMap(headers), ...spelled.parameters };
      exchanges.set(httpGraphQLRequest, exchange);
      const context = () => openContext(options, authorization, exchange, spelled.refusal);
      const work = apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
      const response = await withDeadline(work, options.deadlineMs ?? DEADLINE_MS).catch((error: unknown) => error);
      if (response instanceof Error) return json(503, { errors: [presentError(response, exchange)] });
      return toAnswer(response as Awaited<typeof work>, exchange); // not an Error, so it is what the work resolved to
    },
  };
}

function createApollo(options: GraphqlOptions, exchanges: Exchanges): ApolloServer<object> {
  return new ApolloServer<object>({
    schema: options.schema,
    nodeEnv: 'production',
    introspection: true, // the rule of ours decides, on every transport
    validationRules: documentRules(options),
    validationOptions: VALIDATION_OPTIONS,
    parseOptions: PARSE_OPTIONS,
    persistedQueries: false, // anybody could fill the cache
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    formatError: maskFormatted,
    logger: apolloLogger(options.log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      createPlugin(exchanges, options),
    ],
  });
}

/** A document that may not run is told where the context is made: in the shape, and with the status, of a refused operation. */
function trySpellOut(parameters: HttpParameters, textOf: TextOf): { parameters: HttpParameters; refusal?: unknown } {
  try {
    return { parameters: spellOut(parameters, textOf) };
  } catch (refusal) {
    return { parameters, refusal };
  }
}

/** The token is verified before anything of the operation is looked at; a bad one makes the whole request fail. */
async function openContext(
  options: GraphqlOptions,
  authorization: string | undefined,
  exchange: Exchange,
  refusal: unknown,
) {
  try {
    const principal = await options.authenticate(authorization);
    if (refusal) throw refusal;
    // Apollo Server copies its context property by property, which would freeze a getter at its first value.
    return Object.create(
      await options.createContext({ principal, requestId: exchange.requestId, address: exchange.address }),
    ) as object;
  } catch (error) {
    const { message, extensions } = presentError(error, exchange);
    const status = statusOf(extensions.code);
    if (status < 500) exchange.refusedStatus = status;
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status } } });
  }
}

function createPlugin(exchanges: Exchanges, { observer, gate }: GraphqlOptions): ApolloServerPlugin<object> {
  const requestDidStart: ApolloServerPlugin<object>['requestDidStart'] = async ({ request: { http } }) => {
    const exchange = http && exchanges.get(http);
    if (!exchange) return;
    const began = performance.now();
    return {
      didResolveOperation: async ({ schema, document, operation, request }) => {
        if (!operation) return; // an unknown operationName: execution says so
        if (operation.operation === 'subscription') throw notHere();
        exchange.barred = !gate.admits(rootFieldsOf(document, request.operationName), exchange.router);
        if (exchange.barred) throw notTheRouter();
        exchange.nodes = estimateNodes({ schema, document, operation, variables: request.variables });
        if (exchange.nodes > NODES_COST_LIMIT) throw tooManyNodes(exchange.nodes);
      },
      willSendResponse: async ({ response, errors, document, operation, operationName }) => {
        const fields = operation ? rootFieldsOf(document as DocumentNode, operationName) : []; // it is there with an operation
        const failed = errors !== undefined && errors.length > 0;
        observer.operation(operation?.operation ?? OperationTypeNode.QUERY, fields, failed, performance.now() - began);
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        if (exchange.nodes !== undefined) singleResult.extensions = { cost: { nodes: exchange.nodes } };
        if (!errors?.length) return;
        const presented = presentErrors(errors, exchange);
        singleResult.errors = presented.map((error) => error.toJSON());
        const code = presented[0] && codeOf(presented[0]);
        if (singleResult.data !== undefined || code === 'BAD_REQUEST' || response.http.status === 200) return;
        exchange.refusedStatus = statusOf(code);
      },
    };
  };
  return { requestDidStart };
}

/** As the standard has it: application/json tells a refused operation with 200, graphql-response+json with its status. */
function toAnswer(
  response: Awaited<ReturnType<ApolloServer<object>['executeHTTPGraphQLRequest']>>,
  { refusedStatus, barred }: Exchange,
): Answer {
  if (response.body.kind !== 'complete') throw new HttpError(406, 'Incremental delivery is not offered');
  const headers = Object.fromEntries(response.headers);
  const asPlainJson = headers['content-type']?.startsWith('application/json');
  const status = refusedStatus === undefined ? response.status : asPlainJson && !barred ? 200 : refusedStatus;
  return { status: status ?? 200, headers, body: response.body.string };
}

function notHere(): GraphQLError {
  const message =
    'Subscriptions are served over WebSocket (subprotocol graphql-transport-ws), or to who accepts text/event-stream';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 406 } } });
}

/** The last wall, for what Apollo Server says without asking the plug-in. */
function maskFormatted(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const inside = formatted.extensions?.code === 'INTERNAL_SERVER_ERROR';
  const message = inside ? 'Internal server error' : withoutSuggestion(formatted.message);
  return { ...formatted, message };
}

function apolloLogger(log: Log) {
  return {
    debug: (message: unknown) => log.debug(String(message)),
    info: (message: unknown) => log.info(String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    error: (message: unknown) => log.error(String(message)),
  };
}
