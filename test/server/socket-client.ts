import { once } from 'node:events';
import WebSocket from 'ws';
import type { GraphqlAnswer } from './support.js';

export interface SocketMessage {
  type: string;
  id?: string;
  payload?: GraphqlAnswer & GraphqlAnswer['errors'];
}

/** A bare client that shows every frame; `next(predicate)` waits for one. */
export async function connect(server: { port: number }, headers: Record<string, string> = {}, path = '/graphql') {
  const ws = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, 'graphql-transport-ws', { headers });
  const messages: SocketMessage[] = [];
  const waiting = new Set<() => void>();
  const closed = once(ws, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  ws.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    for (const wake of waiting) wake();
  });
  ws.on('error', () => {});
  await Promise.race([once(ws, 'open'), closed]);
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!holds()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void closed.then(({ code }) => reject(new Error(`closed with ${code}, have ${JSON.stringify(messages)}`)));
    });
  return {
    ws,
    messages,
    closed,
    send: (message: unknown) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async next(type: string, id?: string): Promise<SocketMessage> {
      const find = () => messages.find((message) => message.type === type && (id === undefined || message.id === id));
      await until(() => find() !== undefined);
      const found = find();
      if (!found) throw new Error('unreachable');
      messages.splice(messages.indexOf(found), 1);
      return found;
    },
  };
}

export type Client = Awaited<ReturnType<typeof connect>>;

/** Connects and is acknowledged. */
export async function signIn(
  server: { port: number },
  token?: string,
  headers: Record<string, string> = {},
): Promise<Client> {
  const client = await connect(server, headers);
  client.send({ type: 'connection_init', payload: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  await client.next('connection_ack');
  return client;
}

export const subscribe = (client: Client, id: string, source: string, variables: Record<string, unknown> = {}) =>
  client.send({ type: 'subscribe', id, payload: { query: source, variables } });
