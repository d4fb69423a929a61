import {
  InviteStatusChangedDocument,
  type InviteStatusChangedSubscription,
} from '../operations/__generated__/graphql.js';
import { createClient } from '../support/client.js';
import type { ServerProcess } from '../support/server-process.js';

type Change = InviteStatusChangedSubscription['inviteStatusChanged'];

/** Somebody who follows a business through every break, each time behind the last change they saw. */
export interface PersistentFollower {
  readonly seen: readonly Change[];
  /** How often the connection was made anew. */
  readonly returns: number;
  /** Breaks the connection as a network does. */
  cut(): void;
  /** Ends the following; throws what ended it before. */
  stop(): Promise<void>;
}

export interface FollowRequest {
  token: string;
  businessId: string;
  /** Where to begin. */
  after: string;
  /** Where to connect for the n-th time (from 0). */
  serverAt: (connection: number) => ServerProcess;
}

export function followThroughBreaks({ token, businessId, after, serverAt }: FollowRequest): PersistentFollower {
  const seen: Change[] = [];
  let connections = 0;
  let cut = (): void => {};
  let end = (): void => {};
  const ended = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined);
  });

  /** Follows until the connection breaks, or true when it is all over. */
  async function followOnce(server: ServerProcess): Promise<boolean> {
    const ours = new AbortController();
    const behind = seen.at(-1)?.cursor ?? after;
    const following = createClient(server.url, token).follow(InviteStatusChangedDocument, {
      businessId,
      after: behind,
    });
    cut = () => {
      ours.abort();
      following.cut();
    };
    try {
      for (;;) {
        const data = await Promise.race([following.data(), ended]);
        if (!data) return true;
        seen.push(data.inviteStatusChanged);
      }
    } catch (error) {
      if (!ours.signal.aborted && !server.killed) throw new Error('A following broke by itself', { cause: error });
      return false;
    } finally {
      await following.stop();
    }
  }

  const run = async (): Promise<void> => {
    while (!(await followOnce(serverAt(connections++))));
  };
  const running = run();
  running.catch(() => {}); // thrown by `stop`
  return {
    seen,
    get returns() {
      return connections - 1;
    },
    cut: () => cut(),
    stop: async () => {
      end();
      await running;
    },
  };
}
