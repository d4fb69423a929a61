import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Answer, HttpError, json, type StreamAnswer } from './answer.js';
import type { Log } from './log.js';
import { corsHeaders, type IsAllowedOrigin } from './origins.js';

/** A request on its way to a route. */
export interface RouteRequest {
  message: IncomingMessage;
  requestId: string;
  /** With its question mark, or empty. */
  search: string;
}

export interface Route {
  methods: readonly string[];
  answer(request: RouteRequest): Answer | Promise<Answer | StreamAnswer>;
}

export interface HttpTimeouts {
  headersMs: number;
  requestMs: number;
  keepAliveMs: number;
}

export interface HttpOptions {
  routes: ReadonlyMap<string, Route>;
  isAllowedOrigin: IsAllowedOrigin;
  log: Log;
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  timeouts?: Partial<HttpTimeouts>;
}

export interface HttpServer {
  /** Listens; without a port on the next free one from 4000 on. Returns the port. Throws `PortTakenError`. */
  listen(host: string, port: number | undefined): Promise<number>;
  /** Accepts nothing more and waits for the requests under way, at most `patienceMs`; then their connections are cut. */
  stop(patienceMs: number): Promise<void>;
}

/** The port that was asked for belongs to somebody else. */
export class PortTakenError extends Error {
  constructor(readonly port: number) {
    super(`Port ${port} is taken. Choose another one with PORT, or stop the program that uses it.`);
    this.name = 'PortTakenError';
  }
}

const FIRST_PORT = 4000;
const PORTS_TRIED = 100;
// Idle connections outlive the 60 s of common load balancers, so that it is never the server that closes under a request.
const TIMEOUTS: HttpTimeouts = { headersMs: 10_000, requestMs: 20_000, keepAliveMs: 65_000 };

/** The HTTP server: request ids, CORS, routes, time-outs, and an end that loses no request. */
export function createHttpServer(options: HttpOptions): HttpServer {
  const { headersMs, requestMs, keepAliveMs } = { ...TIMEOUTS, ...options.timeouts };
  let closing = false;
  const server = createServer(
    {
      headersTimeout: Math.min(headersMs, requestMs),
      requestTimeout: requestMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: 1_000, // the default of 30 s would let a slow body live three times as long
    },
    (request, response) => {
      respond(options, request, response, () => closing).catch((error: unknown) => {
        options.log.error({ err: error }, 'an answer could not be written');
        response.destroy();
      });
    },
  );
  if (options.upgrade) server.on('upgrade', options.upgrade);
  return {
    listen: (host, port) => listen(server, host, port),
    stop: async (patienceMs) => {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve())); // idle connections end at once
      const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function respond(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
  isClosing: () => boolean,
): Promise<void> {
  const began = performance.now();
  const requestId = requestIdOf(request);
  const { path, search } = splitUrl(request.url ?? '/');
  const answer = await answerSafely(options, { message: request, requestId, search }, path);
  const headers = {
    ...corsHeaders(request, options.isAllowedOrigin),
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...answer.headers,
    ...(isClosing() ? { connection: 'close' } : {}), // asked at the end: it may have begun meanwhile
    ...('open' in answer || answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.body) }),
  };
  response.writeHead(answer.status, headers);
  if ('open' in answer) answer.open(response);
  else response.end(answer.body);
  const durationMs = Math.round(performance.now() - began);
  options.log.debug({ requestId, method: request.method, path, status: answer.status, durationMs }, 'request');
}

async function answerSafely(options: HttpOptions, request: RouteRequest, path: string): Promise<Answer | StreamAnswer> {
  try {
    return await answerRoute(options.routes.get(path), request);
  } catch (error) {
    if (error instanceof HttpError) return error.toAnswer();
    const { requestId } = request;
    options.log.error({ requestId, err: error }, 'a request failed');
    const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
    return json(500, { errors: [{ message: 'Internal server error', extensions }] });
  }
}

async function answerRoute(route: Route | undefined, request: RouteRequest): Promise<Answer | StreamAnswer> {
  if (!route) throw new HttpError(404, 'There is nothing at this address');
  const method = request.message.method ?? 'GET';
  if (method === 'OPTIONS') return { status: 204, headers: {}, body: '' };
  const allowed = route.methods.includes(method) || (method === 'HEAD' && route.methods.includes('GET'));
  if (!allowed) throw new HttpError(405, `Use ${route.methods.join(' or ')}`, { allow: route.methods.join(', ') });
  return route.answer(request);
}

/** The caller's own id when it is a sane one, so that a request can be found in the logs of both sides. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

function splitUrl(url: string): { path: string; search: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, search: '' } : { path: url.slice(0, mark), search: url.slice(mark) };
}

async function listen(server: Server, host: string, port: number | undefined): Promise<number> {
  const ports = port === undefined ? Array.from({ length: PORTS_TRIED }, (_, index) => FIRST_PORT + index) : [port];
  for (const candidate of ports) {
    const bound = await tryListen(server, host, candidate);
    if (bound !== undefined) return bound;
  }
  throw new PortTakenError(ports.at(-1) ?? FIRST_PORT);
}

function tryListen(server: Server, host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error);
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
