import { type Client, createClient } from '../support/client.js';
import { createTestDatabase } from '../support/database.js';
import { startApp } from '../support/gateway.js';
import { type Person, tokenOf } from '../support/person.js';
import { startServerProcess } from '../support/server-process.js';
import { openFront } from './front.js';
import { startSupergraph, type Upstream } from './supergraph.js';

/** Our server as a process behind the gateway, and a second one on the same database that the gateway does not know. */
export interface LiveStage {
  /** By way of the gateway. */
  as(who: Person): Promise<Client>;
  /** By way of the gateway, with this token or none. */
  with(token: string | undefined): Client;
  /** By way of the second server, which is there also while the first is not. */
  beside(who: Person): Promise<Client>;
  /** Ends the server behind the gateway without a word. Who calls it then waits for the next. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  clear(): Promise<void>;
}

export async function prepareLiveStage(upstream: Upstream): Promise<LiveStage> {
  const [test, front] = await Promise.all([createTestDatabase(), openFront()]);
  const [second, supergraph] = await Promise.all([
    startApp(test.url),
    startSupergraph('--membership', `${front.url}/graphql`, '--upstream', upstream),
  ]);
  const start = () => startServerProcess(test.url, { CALLBACK_ORIGINS: supergraph.url });
  let server = await start();
  front.lead(Promise.resolve(server));
  let comeBack = (_next: typeof server): void => {};
  return {
    as: async (who) => createClient(supergraph.url, await tokenOf(who)),
    with: (token) => createClient(supergraph.url, token),
    beside: async (who) => createClient(second.url, await tokenOf(who)),
    kill: async () => {
      front.lead(
        new Promise((resolve) => {
          comeBack = resolve;
        }),
      );
      await server.kill();
    },
    restart: async () => {
      server = await start();
      comeBack(server);
    },
    clear: async () => {
      await supergraph.stop();
      await front.stop();
      await server.kill();
      await second.stop();
      await test.drop();
    },
  };
}
