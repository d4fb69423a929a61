import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Principal, principalEndsAtMs, principalKey } from '../auth/principal.js';
import type { ClientAddress } from './client-address.js';
import type { IsAllowedOrigin } from './origins.js';
import { openSocket, type Socket } from './socket.js';
import { createSocketHooks, type OperationOptions } from './socket-operations.js';

/** Limits of the transport; times in ms. */
export const SOCKET_LIMITS = {
  payloadBytes: 64 * 1024,
  perPrincipal: 20,
  /** Nobody is signed in on them, so they are counted per address. */
  perAnonymousAddress: 100,
  initMs: 3_000,
  pingMs: 12_000,
  drainMs: 10_000,
};
export type SocketLimits = typeof SOCKET_LIMITS;

export interface WebSocketOptions extends OperationOptions {
  isAllowedOrigin: IsAllowedOrigin;
  clientAddress: ClientAddress;
  limits?: Partial<SocketLimits>;
}

export interface WebSocketEndpoint {
  /** For the HTTP server's 'upgrade'. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the sockets of those who have been signed out, with 4403. */
  end(hasEnded: (principal: Principal) => boolean): void;
  /** Takes no new sockets and closes all with 1012, spread over at most `spreadMs` so that clients do not return at once. */
  stop(spreadMs: number): Promise<void>;
}

const PATH = '/graphql';
const STEP_MS = 50;
const GOODBYE_MS = 2_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1; // a longer one would fire at once

/** GraphQL over WebSocket, subprotocol `graphql-transport-ws`: subscriptions and queries. */
export function createWebSocketEndpoint(options: WebSocketOptions): WebSocketEndpoint {
  const { log, now = () => new Date() } = options;
  const limits = { ...SOCKET_LIMITS, ...options.limits };
  const protocol = makeServer({ ...createSocketHooks(options), connectionInitWaitTimeout: limits.initMs });
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.payloadBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const sockets = new Set<Socket>();
  const places = createPlaces();
  let stopping = false;
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, limits.pingMs).unref();

  const open = (ws: WebSocket, request: IncomingMessage) => {
    const address = options.clientAddress(request);
    const ended = new AbortController();
    const identified = (socket: Socket) => {
      const { principal } = socket.session;
      const anonymous = principal.kind === 'anonymous';
      const place = anonymous ? `address:${address}` : principalKey(principal);
      const most = anonymous ? limits.perAnonymousAddress : limits.perPrincipal;
      if (!places.take(place, most, ended.signal)) return socket.close(1013, 'Too many sockets');
      const endsAtMs = principalEndsAtMs(principal);
      if (endsAtMs !== undefined) closeAt(endsAtMs, now, socket, ended.signal);
    };
    const closed = (socket: Socket) => {
      sockets.delete(socket);
      ended.abort();
    };
    const header = request.headers.authorization;
    sockets.add(openSocket(ws, { protocol, header, address, log, drainMs: limits.drainMs, identified, closed }));
  };

  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const { origin } = request.headers;
      if (stopping) return refuseUpgrade(socket, 503);
      if (request.url?.split('?')[0] !== PATH) return refuseUpgrade(socket, 404);
      // No origin at all is not a browser, and only browsers can be made to call by a foreign page.
      if (origin !== undefined && !options.isAllowedOrigin(origin)) return refuseUpgrade(socket, 403);
      server.handleUpgrade(request, socket, head, (ws) => open(ws, request));
    },
    end: (hasEnded) => {
      for (const socket of sockets) {
        if (hasEnded(socket.session.principal)) socket.close(CloseCode.Forbidden, 'Session ended');
      }
    },
    stop: async (spreadMs) => {
      stopping = true;
      clearInterval(pings);
      await closeSpread(sockets, spreadMs);
    },
  };
}

/** Counts sockets by whom they belong to; a place is given back when its signal aborts. */
function createPlaces() {
  const taken = new Map<string, number>();
  return {
    take: (name: string, most: number, ended: AbortSignal): boolean => {
      const count = taken.get(name) ?? 0;
      if (count >= most) return false;
      taken.set(name, count + 1);
      ended.addEventListener('abort', () => {
        const rest = (taken.get(name) ?? 1) - 1;
        if (rest > 0) taken.set(name, rest);
        else taken.delete(name);
      });
      return true;
    },
  };
}

/** At the very time that the token names, without tolerance: the client may come back with a new one. */
function closeAt(timeMs: number, now: () => Date, socket: Socket, ended: AbortSignal): void {
  const restMs = () => timeMs - now().getTime();
  const timer = setTimeout(
    () => (restMs() > 0 ? closeAt(timeMs, now, socket, ended) : socket.close(CloseCode.Forbidden, 'Token expired')),
    Math.min(Math.max(restMs(), 0), LONGEST_TIMER_MS),
  );
  ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

async function closeSpread(sockets: ReadonlySet<Socket>, spreadMs: number): Promise<void> {
  const waiting = [...sockets];
  const perStep = Math.max(20, Math.ceil((waiting.length * STEP_MS) / Math.max(spreadMs, STEP_MS)));
  while (waiting.length > 0) {
    for (const socket of waiting.splice(0, perStep)) socket.close(1012, 'Service restart');
    if (waiting.length > 0) await sleep(STEP_MS);
  }
  // Their clients answer the close frame, or not: a connection that stays would keep the HTTP server from ending.
  for (let waitedMs = 0; sockets.size > 0 && waitedMs < GOODBYE_MS; waitedMs += STEP_MS) await sleep(STEP_MS);
  for (const socket of sockets) socket.terminate();
}

function refuseUpgrade(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? '';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
