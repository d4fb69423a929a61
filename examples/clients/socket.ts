import { type Client, type ClientOptions, createClient } from 'graphql-ws';

/** Why following ended, with the code of the answer; without one the socket itself was refused. */
export class FollowError extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'FollowError';
  }
}

export interface SocketOptions extends Pick<ClientOptions, 'webSocketImpl'> {
  /** E.g. `wss://members.example.com/graphql`. */
  url: string;
  /** A token that holds for some time yet; asked for at each connection. A throw ends everything that is followed. */
  token: () => Promise<string>;
  /** How long nothing may be heard before the server is asked for a sign of life, and how long that may take, in ms. */
  keepAlive?: number;
}

/** One socket for all that a page follows: it comes back by itself, each time with a new token. */
export function createSocket({ token, keepAlive = 10_000, ...options }: SocketOptions): Client {
  let overdue: ReturnType<typeof setTimeout> | undefined;
  const socket = createClient({
    ...options,
    connectionParams: async () => {
      try {
        return { authorization: `Bearer ${await token()}` };
      } catch (cause) {
        throw new FollowError('UNAUTHENTICATED', 'There is no token any more.', { cause });
      }
    },
    // A page wants to be up to date for as long as it is open. Codes that say that the client is wrong end it in any case.
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (problem) => !(problem instanceof FollowError),
    retryWait: backOff,
    // A network that swallows everything closes nothing: without an answer in time the socket is given up.
    keepAlive,
    on: {
      ping: (received) => {
        if (!received) overdue = setTimeout(() => socket.terminate(), keepAlive);
      },
      pong: (received) => {
        if (received) clearTimeout(overdue);
      },
      closed: () => clearTimeout(overdue),
    },
  });
  return socket;
}

/** Waits 125 to 375 ms at first, longer each time, 10 s at most on average; never all clients at the same moment. */
export function backOff(failures: number): Promise<void> {
  const ms = Math.min(250 * 2 ** failures, 10_000) * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, ms));
}
