import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './source.js';
import { type GraphqlAnswer, post } from './support.js';

/** A message as it came to the callback URL. */
export interface Letter {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Message;
}

/** `errors` of the end of a subscription that failed. */
interface Message extends Pick<GraphqlAnswer, 'errors'> {
  kind: string;
  action: 'check' | 'next' | 'complete';
  id: string;
  verifier: string;
  payload?: GraphqlAnswer;
}

/** What is answered: a status, or whatever the test does with the response. */
type Reply = (letter: Letter, response: ServerResponse) => number | undefined | Promise<number | undefined>;

/** As the router of Apollo does: 204 for a check, 200 for a result, 202 for the end. */
const obliging: Reply = ({ body }) => ({ check: 204, next: 200, complete: 202 })[body.action];

/** A router's end of the callback protocol on a socket of its own, that shows every message and answers as it is told. */
export async function startReceiver() {
  const letters: Letter[] = [];
  const state = { reply: obliging, inFlight: 0, mostInFlight: 0 };
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    state.mostInFlight = Math.max(state.mostInFlight, ++state.inFlight);
    response.on('close', () => state.inFlight--);
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { method = '', url: path = '', headers } = request;
    const letter: Letter = { method, path, headers, body: JSON.parse(text) };
    letters.push(letter);
    const status = await state.reply(letter, response);
    if (status === undefined) return;
    response.writeHead(status, { 'subscription-protocol': 'callback/1.0' });
    response.end(status === 204 ? undefined : '{"data":null}');
  };
  const server = createServer((request, response) => void receive(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    letters,
    state,
    /** The messages of one subscription, or of all, by what they are. */
    actions: (id?: string) => letters.filter(({ body }) => !id || body.id === id).map(({ body }) => body.action),
    /** What the results of one subscription held. */
    values: (id = 's') =>
      letters
        .filter(({ body }) => body.id === id && body.action === 'next')
        .map(({ body }) => Object.values(body.payload?.data ?? {})[0]),
    /** How this subscription was ended. */
    end: async (id = 's'): Promise<Message> => {
      const ends = () => letters.filter(({ body }) => body.id === id && body.action === 'complete');
      await eventually(() => ends().length > 0);
      return ends().map(({ body }) => body)[0] as Message; // there is one
    },
    oblige: () => {
      state.reply = obliging;
    },
    /** Is away, as a router that is started again; comes back on the same port. */
    leave: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    comeBack: async () => {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

interface Registration {
  query: string;
  variables?: object;
  operationName?: string;
}

/** `extensions.subscription` as routers send it. */
export const extensionFor = (receiver: { origin: string }, id = 's', heartbeatIntervalMs = 0) => ({
  callbackUrl: `${receiver.origin}/callback/${id}`,
  subscriptionId: id,
  verifier: `verifier of ${id}`,
  heartbeatIntervalMs,
});

/** Asks for a subscription by callback. */
export const register = (
  server: { url: string },
  operation: Registration,
  subscription: object,
  headers: Record<string, string> = { authorization: 'Bearer ada' },
) =>
  post(
    server,
    { ...operation, extensions: { subscription } },
    { accept: 'application/json;callbackSpec=1.0', ...headers },
  );

/** An origin at which nobody listens. */
export async function deadOrigin(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
