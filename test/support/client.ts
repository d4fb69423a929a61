import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { TypedDocumentString } from '../operations/__generated__/graphql.js';

/** An answer as it came over the wire. */
export interface GraphqlAnswer<Data> {
  data?: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } & Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

type Document<Data, Variables> = TypedDocumentString<Data, Variables>;

/** Somebody at the other end of a real socket. */
export interface Client {
  /** The whole answer, errors included. */
  send<Data, Variables>(
    document: Document<Data, Variables> | string,
    variables?: Variables,
  ): Promise<GraphqlAnswer<Data>>;
  /** The data; throws when there are errors. */
  run<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data>;
  /** Follows a subscription over a WebSocket of its own. */
  follow<Data, Variables>(document: Document<Data, Variables> | string, variables: Variables): Following<Data>;
}

/** A subscription under way. */
export interface Following<Data> {
  /** The next answer; throws when none comes within `withinMs` (10 s), or when the socket closes. */
  next(withinMs?: number): Promise<GraphqlAnswer<Data>>;
  /** The next data; throws for an answer with errors. */
  data(): Promise<Data>;
  /** Resolves when the server has ended the operation. */
  ended: Promise<void>;
  /** Breaks the connection as a network does, without a word. */
  cut(): void;
  /** Ends it in order. */
  stop(): Promise<void>;
}

export function createClient(url: string, token: string | undefined): Client {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const send: Client['send'] = async (document, variables) => {
    const body = JSON.stringify({ query: document.toString(), variables });
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as never; // what the document's type says, by codegen
  };
  return {
    send,
    run: async (document, variables) => {
      const { data, errors } = await send(document, variables);
      if (errors || !data) throw new Error(`Refused: ${JSON.stringify(errors)}`);
      return data;
    },
    follow: (document, variables) => follow(url, token, document.toString(), variables),
  };
}

function follow<Data>(url: string, token: string | undefined, query: string, variables: unknown): Following<Data> {
  const arrived: GraphqlAnswer<Data>[] = [];
  let failure: Error | undefined;
  let wake = (): void => {};
  let finish = (): void => {};
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let socket: WebSocket | undefined;
  class Tracked extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      socket = this;
    }
  }
  const client = createSocketClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: Tracked,
    retryAttempts: 0,
    ...(token ? { connectionParams: { authorization: `Bearer ${token}` } } : {}),
  });
  const stop = client.subscribe<Data>(
    { query, variables: variables as Record<string, unknown> },
    {
      next: (answer) => {
        arrived.push(answer as GraphqlAnswer<Data>); // the same shape by another library's name
        wake();
      },
      error: (error) => {
        failure = new Error(`The socket failed: ${describe(error)}`);
        finish();
        wake();
      },
      complete: () => {
        finish();
        wake();
      },
    },
  );
  const next = async (withinMs = 10_000): Promise<GraphqlAnswer<Data>> => {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const answer = arrived.shift();
      if (answer) return answer;
      if (failure) throw failure;
      if (Date.now() >= deadline) throw new Error(`Nothing came within ${withinMs} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  return {
    next,
    data: async () => {
      const { data, errors } = await next();
      if (errors || !data) throw new Error(`Refused: ${JSON.stringify(errors)}`);
      return data;
    },
    ended,
    cut: () => socket?.terminate(),
    stop: async () => {
      stop();
      await client.dispose();
    },
  };
}

function describe(error: unknown): string {
  if (error instanceof Error) return error.message;
  const { code, reason } = error as { code?: number; reason?: string }; // a close event
  return `${code} ${reason}`;
}
