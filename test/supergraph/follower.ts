import { TypedDocumentString } from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';

/** A change, with what the users' subgraph adds to it. */
export interface JoinedChange {
  seq: number;
  cursor: string;
  status: string;
  actor: { user: { title: string | null; avatarUrl: string } | null };
  invite: { inviteeEmail: string; createdBy: { firstName: string; title: string | null } };
}

/** Not in test/operations: only the supergraph has all of its fields. */
export const JOINED_CHANGES = new TypedDocumentString<
  { inviteStatusChanged: JoinedChange },
  { businessId: string; after?: string | undefined }
>(`subscription JoinedChanges($businessId: ID!, $after: String) {
  inviteStatusChanged(businessId: $businessId, after: $after) {
    seq
    cursor
    status
    actor { user { title avatarUrl } }
    invite { inviteeEmail createdBy { firstName title } }
  }
}`);

/** Somebody behind a gateway who takes each change once, by its number, and asks again where a number is missing. */
export interface Follower {
  readonly seen: readonly JoinedChange[];
  /** How often numbers were missing though the subscription went on. */
  readonly gaps: number;
  /** How often a number came again. */
  readonly doubles: number;
  /** How often the subscription ended. */
  readonly breaks: number;
  stop(): Promise<void>;
}

export interface FollowRequest {
  client: Client;
  businessId: string;
  /** Where to begin; absent: from now on. */
  after?: string;
}

export function followByNumbers({ client, businessId, after }: FollowRequest): Follower {
  const seen: JoinedChange[] = [];
  const counts = { gaps: 0, doubles: 0, breaks: 0 };
  let stopped = false;
  let stop = (): void => {};
  const stopping = new Promise<'stopped'>((resolve) => {
    stop = () => resolve('stopped');
  });

  /** Takes changes until one is missing, the subscription ends, or it is all over. */
  async function followOnce(): Promise<'gaps' | 'breaks' | 'stopped'> {
    const following = client.follow(JOINED_CHANGES, { businessId, after: seen.at(-1)?.cursor ?? after });
    const ended = following.ended.then(() => 'ended' as const);
    try {
      for (;;) {
        const next = await Promise.race([following.next(60_000), ended, stopping]);
        if (next === 'stopped') return next;
        if (next === 'ended' || next.errors || !next.data) return 'breaks';
        const change = next.data.inviteStatusChanged;
        const expected = (seen.at(-1)?.seq ?? change.seq - 1) + 1;
        if (change.seq > expected) return 'gaps';
        if (change.seq === expected) seen.push(change);
        else counts.doubles++;
      }
    } catch {
      return 'breaks'; // the socket between client and gateway
    } finally {
      await following.stop();
    }
  }

  const run = async (): Promise<void> => {
    while (!stopped) {
      const why = await followOnce();
      if (why === 'stopped') return;
      counts[why]++;
    }
  };
  const running = run();
  return {
    seen,
    get gaps() {
      return counts.gaps;
    },
    get doubles() {
      return counts.doubles;
    },
    get breaks() {
      return counts.breaks;
    },
    stop: async () => {
      stopped = true;
      stop();
      await running;
    },
  };
}
