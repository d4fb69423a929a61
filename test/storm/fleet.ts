import type { TypedDocumentString } from '../operations/__generated__/graphql.js';
import type { GraphqlAnswer } from '../support/client.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const ATTEMPTS = 20;

/** Two servers on one database. Whoever loses the connection to one calls the other, with the same idempotency key. */
export interface Fleet {
  /** The servers as they are now; one that was killed stays until the new one listens. */
  readonly servers: readonly [ServerProcess, ServerProcess];
  /** What all of them logged, also those that were killed. */
  logged(): string[];
  /** Connections that broke at calls, because their server was killed. */
  readonly breaks: number;
  /** Kills this server without a word and starts another in its place. */
  replace(index: 0 | 1): Promise<void>;
  /**
   * The data that a call answers, at first asked of the server `index`. Throws for any answer but 200 without errors, and
   * for a connection that breaks though its server was not killed.
   */
  call<Data, Variables>(index: number, request: CallRequest<Data, Variables>): Promise<Data>;
  stop(): Promise<void>;
}

export interface CallRequest<Data, Variables> {
  token: string;
  document: TypedDocumentString<Data, Variables>;
  variables: Variables;
}

export async function startFleet(databaseUrl: string): Promise<Fleet> {
  const servers = await Promise.all([startServerProcess(databaseUrl), startServerProcess(databaseUrl)]);
  const killed: ServerProcess[] = [];
  let breaks = 0;
  return {
    servers,
    logged: () => [...killed, ...servers].flatMap((server) => server.logged),
    get breaks() {
      return breaks;
    },
    replace: async (index) => {
      await servers[index].kill();
      killed.push(servers[index]);
      servers[index] = await startServerProcess(databaseUrl);
    },
    call: async (index, request) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const server = servers[(index + attempt) % 2 === 0 ? 0 : 1];
        const answer = await callOnce(server.url, request).catch((error: unknown) => {
          if (!server.killed) throw new Error('The connection to a living server broke', { cause: error });
          breaks++;
          return undefined;
        });
        if (answer) return dataOf(answer);
      }
      throw new Error(`No server answered in ${ATTEMPTS} attempts`);
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.kill()));
    },
  };
}

interface HttpAnswer<Data> {
  status: number;
  body: GraphqlAnswer<Data>;
}

/** One call over HTTP; throws only when the connection breaks before the whole answer is there. */
export async function callOnce<Data, Variables>(
  url: string,
  { token, document, variables }: CallRequest<Data, Variables>,
): Promise<HttpAnswer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as GraphqlAnswer<Data> }; // what the document's type says
}

/** The data of an answer; throws unless it is 200 without errors. */
export function dataOf<Data>({ status, body }: HttpAnswer<Data>): Data {
  if (status !== 200 || body.errors || !body.data) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return body.data;
}
