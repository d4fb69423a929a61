import { type Answer, HttpError, json, text } from './answer.js';
import type { GraphqlEndpoint } from './apollo.js';
import { readJsonBody } from './body.js';
import { type Checks, findMissing } from './health.js';
import type { Route, RouteRequest } from './http.js';

/** A mail that the demo kept. */
export interface KeptMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  link: string | null;
}

export interface EndpointOptions {
  graphql: GraphqlEndpoint;
  checks: Checks;
  jwks: () => object;
  /** The schema's text; undefined where it may not be read. */
  sdl: string | undefined;
  /** Newest first; undefined outside of the demo. */
  listKeptMail: (() => Promise<KeptMail[]>) | undefined;
}

/** Everything that is served over HTTP, by path. */
export function createRoutes(options: EndpointOptions): Map<string, Route> {
  const { graphql, checks, jwks, sdl, listKeptMail } = options;
  const routes = new Map<string, Route>();
  const get = (path: string, answer: Route['answer']) => routes.set(path, { methods: ['GET'], answer });
  routes.set('/graphql', { methods: ['GET', 'POST'], answer: (request) => answerGraphql(graphql, request) });
  if (sdl !== undefined) get('/schema.graphql', () => text(sdl));
  get('/.well-known/jwks.json', () => json(200, jwks(), { 'cache-control': 'public, max-age=300' }));
  if (listKeptMail) get('/dev/mail.json', (request) => answerMail(listKeptMail, request));
  get('/livez', () => json(200, { status: 'alive' }));
  get('/readyz', () => answerReadiness(checks));
  const index = ['Membership gateway', '', ...routes.keys()].join('\n');
  get('/', () => text(`${index}\n`));
  return routes;
}

async function answerGraphql(graphql: GraphqlEndpoint, { message, requestId, search }: RouteRequest): Promise<Answer> {
  const body = message.method === 'POST' ? await readJsonBody(message) : undefined;
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)] as const);
  const { authorization } = message.headers;
  return graphql.answer({ method: message.method ?? 'GET', headers, search, body, authorization, requestId });
}

async function answerReadiness(checks: Checks): Promise<Answer> {
  const missing = await findMissing(checks);
  return missing.length === 0 ? json(200, { status: 'ready' }) : json(503, { status: 'unavailable', missing });
}

async function answerMail(list: () => Promise<KeptMail[]>, { message }: RouteRequest): Promise<Answer> {
  if (!isLoopback(message.headers.host)) throw new HttpError(403, 'Kept mails are shown on this machine alone');
  return json(200, await list());
}

/** A page that had its own name resolve to this machine would carry that name in the host header. */
function isLoopback(host: string | undefined): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host ?? '');
}
