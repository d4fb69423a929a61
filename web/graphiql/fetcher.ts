import type { Fetcher, FetcherParams, Observable } from '@graphiql/toolkit';
import { type ExecutionResult, Kind, parse } from 'graphql';
import { type Client, createClient, type Sink } from 'graphql-ws';

// Relative to the page, because the gateway may stand below a path.
const ENDPOINT = new URL('graphql', document.baseURI);

/** Sends queries and mutations by POST, and subscriptions over a socket, each with the token of the moment. */
export function createFetcher(token: () => string): Fetcher {
  const socket = createSocket(token);
  return (params) => {
    const { request, subscribes } = read(params);
    return subscribes ? follow(socket(), request) : post(request, token());
  };
}

async function post(params: FetcherParams, token: string): Promise<ExecutionResult> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(params),
    credentials: 'omit',
  });
  return response.json();
}

/** One socket per token: who a socket belongs to is said once, when it opens. */
function createSocket(token: () => string): () => Client {
  const url = Object.assign(new URL(ENDPOINT), { protocol: ENDPOINT.protocol.replace('http', 'ws') });
  let client: Client | undefined;
  let owner: string | undefined;
  return () => {
    if (client && owner === token()) return client;
    void client?.dispose();
    owner = token();
    const connectionParams = owner === '' ? {} : { authorization: `Bearer ${owner}` };
    // Tried again by itself, it would leave out what happened meanwhile; here the end is to be seen.
    client = createClient({ url: url.href, connectionParams, retryAttempts: 0 });
    return client;
  };
}

const follow = (client: Client, params: FetcherParams): Observable<ExecutionResult> => ({
  subscribe: (observer) => {
    const sink = observer as Sink; // GraphiQL gives it in this form alone, and shows what comes as JSON
    const stop = client.subscribe(
      { ...params, variables: params.variables ?? {} },
      {
        ...sink,
        error: (reason) => sink.error(inWords(reason)),
      },
    );
    return { unsubscribe: stop };
  },
});

/** As GraphiQL can show it: the event of a closed socket would be shown as an empty object. */
function inWords(reason: unknown): unknown {
  if (!(reason instanceof CloseEvent)) return reason instanceof Event ? { message: 'The socket failed' } : reason;
  return { message: `The socket was closed: ${reason.code} ${reason.reason}`.trim() };
}

/**
 * The request with its kind, by its own reading: GraphiQL tells what it parsed not before it knows the schema, and for a moment
 * after a change of tabs it gives the name of an operation of the tab before. A document with one operation needs no name.
 */
function read(params: FetcherParams): { request: FetcherParams; subscribes: boolean } {
  try {
    const operations = parse(params.query).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    const [only, ...others] = operations;
    const asked = others.length === 0 ? only : operations.find(({ name }) => name?.value === params.operationName);
    const request = { ...params, operationName: asked?.name?.value ?? params.operationName ?? null };
    return { request, subscribes: asked?.operation === 'subscription' };
  } catch {
    return { request: params, subscribes: false }; // the gateway says what is wrong with it
  }
}
