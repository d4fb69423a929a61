import type { ClientOptions, SubscribePayload } from 'graphql-ws';
import { followChanges, type Sink } from './follow-changes.js';
import { createSocket } from './socket.js';

export interface ConnectionOptions extends Pick<ClientOptions, 'webSocketImpl'> {
  /** E.g. `https://members.example.com/graphql`. */
  url: string;
  /** Where it is not `url` with ws in the place of http. */
  socketUrl?: string;
  /** A token that holds for some time yet; asked for with each request and each connection. */
  token: () => Promise<string>;
  /** After so many ms a request is given up; the gateway itself gives up after 10 s. */
  answerWithinMs?: number;
}

/** The way to the gateway, for any client library. */
export interface Connection {
  url: string;
  /** `fetch` with the token. */
  fetch: typeof fetch;
  /** Brings every change once, in order, also over lost connections. Returns what ends it. */
  follow(request: SubscribePayload, sink: Sink): () => void;
  close(): void;
}

/**
 * Requests and socket keep no order between them: an answer that the server gave before a change may arrive behind it, and the
 * page would go back to what was. So a change waits for the answers that were asked for before it came.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { url, socketUrl, token, answerWithinMs = 20_000, ...rest } = options;
  const socket = createSocket({ ...rest, token, url: socketUrl ?? url.replace(/^http/, 'ws') });
  const asked = new Set<Promise<void>>();
  let told: Promise<unknown> = Promise.resolve();

  async function ask(...[to, init = {}]: Parameters<typeof fetch>): Promise<Response> {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${await token()}` };
    const signal = AbortSignal.any([AbortSignal.timeout(answerWithinMs), ...(init.signal ? [init.signal] : [])]);
    const response = await fetch(to, { ...init, headers, signal });
    return new Response(await response.text(), response); // complete: the library needs nothing more to write it down
  }

  return {
    url,
    fetch: (to, init) => {
      const answer = ask(to, init);
      const written = answer.then(dealtWith, dealtWith).finally(() => asked.delete(written));
      asked.add(written);
      return answer;
    },
    follow: (request, sink) => {
      let wanted = true;
      const inTurn = (tell: () => void) => {
        told = Promise.all([told, ...asked]).then(() => wanted && tell());
      };
      const leave = followChanges(socket, request, {
        next: (result) => inTurn(() => sink.next(result)),
        error: (error) => inTurn(() => sink.error(error)),
      });
      return () => {
        wanted = false;
        leave();
      };
    },
    close: () => void socket.dispose(),
  };
}

/** By then whoever asked has read the answer and written it down. */
const dealtWith = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
