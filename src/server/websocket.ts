import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ClientAddress } from './client-address.js';
import type { ConnectionObserver } from './observers.js';
import type { IsAllowedOrigin } from './origins.js';
import { ROUTER_HEADER } from './router-gate.js';
import { openSocket, type Socket } from './socket.js';
import { createSocketHooks, type SocketHookOptions } from './socket-operations.js';
import { spread } from './spread.js';

/** Times in ms. */
export interface SocketLimits {
  payloadBytes: number;
  /** How long a socket may take to say who it is. */
  initMs: number;
  pingMs: number;
  /** How long what was sent may stay unread. */
  drainMs: number;
}

export interface WebSocketOptions extends SocketHookOptions {
  observer: ConnectionObserver;
  isAllowedOrigin: IsAllowedOrigin;
  clientAddress: ClientAddress;
  limits: SocketLimits;
}

export interface WebSocketEndpoint {
  /** For the HTTP server's 'upgrade'. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes no new sockets and closes all with 1012, spread over at most `spreadMs` so that clients do not return at once. */
  stop(spreadMs: number): Promise<void>;
}

const PATH = '/graphql';
const STEP_MS = 50;
const GOODBYE_MS = 2_000;

/** GraphQL over WebSocket, subprotocol `graphql-transport-ws`: subscriptions and queries. */
export function createWebSocketEndpoint(options: WebSocketOptions): WebSocketEndpoint {
  const { admission, observer, log, limits } = options;
  const protocol = makeServer({ ...createSocketHooks(options), connectionInitWaitTimeout: limits.initMs });
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.payloadBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const sockets = new Set<Socket>();
  let stopping = false;
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, limits.pingMs).unref();

  const open = (ws: WebSocket, request: IncomingMessage) => {
    const connection = request.socket;
    const address = options.clientAddress(request);
    const ended = new AbortController();
    const identified = (socket: Socket) => {
      const { principal } = socket.session;
      const expire = (reason: string) => socket.close(CloseCode.Forbidden, reason);
      const admitted = admission.admit({ principal, address, ended: ended.signal, expire });
      if (!admitted) socket.close(1013, 'Too many sockets');
    };
    const closed = (socket: Socket, code: number) => {
      sockets.delete(socket);
      ended.abort();
      observer.closed('websocket', String(code));
    };
    observer.opened('websocket');
    const { authorization: header, [ROUTER_HEADER]: routerHeader } = request.headers;
    const given = { connection, header, routerHeader, address };
    sockets.add(openSocket(ws, { ...given, protocol, log, drainMs: limits.drainMs, identified, closed }));
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
    stop: async (spreadMs) => {
      stopping = true;
      clearInterval(pings);
      await closeAll(sockets, spreadMs);
    },
  };
}

async function closeAll(sockets: ReadonlySet<Socket>, spreadMs: number): Promise<void> {
  await spread(sockets, spreadMs, (socket) => socket.close(1012, 'Service restart'));
  // Their clients answer the close frame, or not: a connection that stays would keep the HTTP server from ending.
  for (let waitedMs = 0; sockets.size > 0 && waitedMs < GOODBYE_MS; waitedMs += STEP_MS) await sleep(STEP_MS);
  for (const socket of sockets) socket.terminate();
}

function refuseUpgrade(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? '';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
