import { type Answer, HttpError, json, text } from './answer.js';
import { type Checks, findMissing } from './health.js';
import type { Route, RouteRequest } from './http.js';
import { local } from './local.js';
import type { Metrics } from './metrics.js';
import type { RouterGate } from './router-gate.js';

/** A mail that the demo kept. */
export interface KeptMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  link: string | null;
}

export interface EndpointOptions {
  graphql: Route['answer'];
  metrics: Pick<Metrics, 'render'>;
  checks: Checks;
  jwks: () => object;
  /** The schema's text, and who may read it. */
  sdl: string;
  gate: RouterGate;
  /** What the demo shows besides, to this machine alone; undefined outside of it. */
  demo: DemoSource | undefined;
  /** What people see in a browser, by path. */
  pages?: ReadonlyMap<string, Route>;
}

export interface DemoSource {
  /** Newest first. */
  listKeptMail(): Promise<KeptMail[]>;
  /** An access token of the demo person with this first name in lower case; absent where tokens come from elsewhere. */
  tokenOf?: (name: string) => Promise<string | undefined>;
}

/** Everything that is served over HTTP, by path. */
export function createRoutes(options: EndpointOptions): Map<string, Route> {
  const { graphql, checks, jwks, sdl, gate, demo, metrics, pages = new Map<string, Route>() } = options;
  const routes = new Map<string, Route>();
  const get = (path: string, answer: Route['answer']) => routes.set(path, { methods: ['GET'], answer });
  routes.set('/graphql', { methods: ['GET', 'POST'], answer: graphql });
  if (gate.showsSchema)
    get(
      '/schema.graphql',
      gate.guard(() => text(sdl)),
    );
  get('/.well-known/jwks.json', () => json(200, jwks(), { 'cache-control': 'public, max-age=300' }));
  if (demo)
    get(
      '/dev/mail.json',
      local(async () => json(200, await demo.listKeptMail())),
    );
  const tokenOf = demo?.tokenOf;
  if (tokenOf)
    get(
      '/dev/token',
      local((request) => answerToken(tokenOf, request)),
    );
  get('/livez', () => json(200, { status: 'alive' }));
  get('/readyz', () => answerReadiness(checks));
  get('/metrics', () => answerMetrics(metrics));
  for (const [path, route] of pages) routes.set(path, route);
  const index = ['Membership gateway', '', ...[...routes.keys()].filter(isForPeople)].join('\n');
  get('/', () => text(`${index}\n`));
  return routes;
}

/** Not a part of a page. */
const isForPeople = (path: string) => !/^\/(pages|dev\/mail|graphiql)\//.test(path);

async function answerReadiness(checks: Checks): Promise<Answer> {
  const missing = await findMissing(checks);
  return missing.length === 0 ? json(200, { status: 'ready' }) : json(503, { status: 'unavailable', missing });
}

async function answerMetrics(metrics: Pick<Metrics, 'render'>): Promise<Answer> {
  const { contentType, body } = await metrics.render();
  return { status: 200, headers: { 'content-type': contentType }, body };
}

async function answerToken(tokenOf: Required<DemoSource>['tokenOf'], { search }: RouteRequest): Promise<Answer> {
  const token = await tokenOf(new URLSearchParams(search).get('as') ?? '');
  if (!token) throw new HttpError(404, 'There is no such demo person. Ask for /dev/token?as=ada');
  return text(token);
}
