import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { ANONYMOUS, type Principal } from '../../src/auth/principal.js';
import { RequestError } from '../../src/domain/errors.js';
import type { Caller } from '../../src/server/apollo.js';
import { createClientAddress } from '../../src/server/client-address.js';
import { createRoutes, type EndpointOptions } from '../../src/server/endpoints.js';
import { createHttpServer, type HttpTimeouts } from '../../src/server/http.js';
import { createLog } from '../../src/server/log.js';
import { createMetrics } from '../../src/server/metrics.js';
import { createOrigins } from '../../src/server/origins.js';
import { createRouterGate } from '../../src/server/router-gate.js';
import { type ConnectionLimits, createTransports, type TransportOptions } from '../../src/server/transports.js';

const SDL = `
  scalar _Any
  union _Entity = Business | Member
  type _Service { sdl: String }
  type Query {
    _service: _Service!
    _entities(representations: [_Any!]!): [_Entity]!
    hello: String
    whoami: String
    fails: String
    refuses: String
    slow: String
    nul: String
    wrongNumber: Int
    echo(text: String, level: Level): String
    sum(of: Int! = 1): Int
    business: Business
    nodes(ids: [ID!]!): [Business]!
  }
  enum Level { ANALYST ADMIN }
  type Business {
    id: ID!
    name: String!
    secretName: String
    members(first: Int, last: Int): MemberConnection!
  }
  type MemberConnection { nodes: [Member!]! }
  type Member { id: ID! business: Business! }
  type Mutation {
    rename(name: String!): String
    unlock(secret: String!): Boolean
  }
  type Subscription {
    counted(to: Int!): Int
    resumed(after: Int): Int
    endless: String
    large: String
    refused: Int
    whoami: String
  }
`;

/** Sources that tests write by hand, by the subscription field that reads them. */
export type Sources = Record<string, (args: Record<string, unknown>, caller: Caller) => AsyncIterable<unknown>>;
type Resolvers = Record<string, GraphQLFieldResolver<unknown, Caller>>;

/** A small schema with one field per way in which an operation can go. */
export function testSchema(sources: Sources = {}, queries: Resolvers = {}): GraphQLSchema {
  const schema = buildSchema(SDL);
  const business = () => ({ id: 'acme', name: 'Acme', members: { nodes: [] } });
  resolve(schema, 'Query', {
    _service: () => ({ sdl: SDL }),
    _entities: (_source, { representations }) => representations.map(() => ({ __typename: 'Business', ...business() })),
    hello: () => 'world',
    whoami: (_source, _args, { principal }) => (principal.kind === 'user' ? principal.userId : principal.kind),
    fails: () => {
      throw new Error('duplicate key value violates unique constraint on table app_user');
    },
    refuses: () => {
      throw new RequestError('FORBIDDEN', 'Not yours');
    },
    nul: () => {
      throw Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: '22021' });
    },
    wrongNumber: () => 'of-the-inside',
    echo: (_source, { text }) => text,
    sum: (_source, { of }) => of,
    business,
    nodes: (_source, { ids }) => ids.map(business),
    ...queries,
  });
  resolve(schema, 'Mutation', { rename: (_source, { name }) => name, unlock: () => true });
  const subscriptions = schema.getSubscriptionType()?.getFields() ?? {};
  for (const [name, field] of Object.entries(subscriptions)) {
    field.subscribe = (_source, args, caller: Caller) => {
      if (caller.principal.kind === 'anonymous')
        throw new RequestError('UNAUTHENTICATED', 'Sign in to follow changes.');
      return sources[name]?.(args, caller);
    };
    field.resolve = (event, _args, caller: Caller) => {
      if (name === 'whoami') return caller.principal.kind === 'user' ? caller.principal.userId : null;
      return event.value;
    };
  }
  return schema;
}

function resolve(schema: GraphQLSchema, typeName: string, resolvers: Resolvers): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`No type ${typeName}`);
  for (const [name, resolver] of Object.entries(resolvers)) {
    const field = type.getFields()[name];
    if (field) field.resolve = resolver;
  }
}

export interface TestServerOptions {
  schema?: GraphQLSchema;
  introspection?: boolean;
  routerSecrets?: readonly string[];
  callbackOrigins?: readonly string[];
  timeouts?: Partial<HttpTimeouts>;
  limits?: Partial<ConnectionLimits>;
  shared?: TransportOptions['shared'];
  checks?: EndpointOptions['checks'];
  demo?: EndpointOptions['demo'];
  pages?: EndpointOptions['pages'];
  persisted?: TransportOptions['persisted'];
  deadlineMs?: number;
  createContext?: (caller: Caller) => object;
  authenticate?: typeof authenticate;
}

export const ORIGIN = 'https://app.example.com';

/** `Bearer ada` is the user ada; `Bearer ada:5000` one whose token ends in 5 s; `Bearer bad` cannot be verified. */
export async function authenticate(authorization: string | undefined): Promise<Principal> {
  if (!authorization) return ANONYMOUS;
  const [, userId, restMs] = /^Bearer (\w+)(?::(\d+))?$/.exec(authorization) ?? [];
  if (!userId || userId === 'bad') throw new RequestError('UNAUTHENTICATED', 'The token is not valid.');
  return { kind: 'user', userId, tokenExpiresAtMs: Date.now() + Number(restMs ?? 3_600_000) };
}

/** The transports over a small schema, on a port of their own. */
export async function startServer(options: TestServerOptions = {}) {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(line) });
  const metrics = createMetrics();
  const origins = createOrigins([ORIGIN]);
  const { introspection = false } = options;
  const gate = createRouterGate({ secrets: options.routerSecrets ?? [], introspection });
  const transports = createTransports({
    schema: options.schema ?? testSchema(),
    createContext: options.createContext ?? ((caller: Caller) => caller),
    authenticate: options.authenticate ?? authenticate,
    introspection,
    gate,
    callbackOrigins: options.callbackOrigins ?? [],
    clientAddress: createClientAddress([]),
    isAllowedOrigin: origins.isAllowed,
    metrics,
    log,
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.persisted ? { persisted: options.persisted } : {}),
    ...(options.shared ? { shared: options.shared } : {}),
  });
  const routes = createRoutes({
    graphql: transports.answer,
    metrics,
    checks: options.checks ?? {},
    jwks: () => ({ keys: [] }),
    sdl: SDL,
    gate,
    demo: options.demo,
    ...(options.pages ? { pages: options.pages } : {}),
  });
  const http = createHttpServer({
    routes,
    isAllowedOrigin: origins.isAllowed,
    log,
    upgrade: transports.upgrade,
    ...(options.timeouts ? { timeouts: options.timeouts } : {}),
  });
  await transports.start();
  const port = await http.listen('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    lines,
    http,
    stop: async () => {
      const answered = http.stop(1_000);
      await transports.release(0);
      await answered;
      await transports.stop();
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof startServer>>;

/** What tests read of an answer. */
export interface GraphqlAnswer {
  data?: Record<string, unknown> | null;
  errors?: {
    message: string;
    path?: string[];
    extensions: { code: string; requestId?: string; stacktrace?: unknown };
  }[];
  extensions?: { cost?: { nodes: number } };
}

export async function post(server: { url: string }, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  // Every answer of the server is JSON of this shape; a test that gets another one fails right here.
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as GraphqlAnswer };
}

export const query = (server: TestServer, source: string, headers: Record<string, string> = {}) =>
  post(server, { query: source }, headers);

export const codes = (answer: GraphqlAnswer) => answer.errors?.map((error) => error.extensions.code) ?? [];
