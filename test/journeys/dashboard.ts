import { expect, vi } from 'vitest';
import {
  BusinessDocument,
  type ChangeFieldsFragment,
  InviteDocument,
  type InviteFieldsFragment,
  InviteStatusChangedDocument,
  type InviteStatusChangedSubscription,
  InviteStatusChangesDocument,
  ViewerInviteStatusChangedDocument,
  type ViewerInviteStatusChangedSubscription,
} from '../operations/__generated__/graphql.js';
import type { Client, Following } from '../support/client.js';
import type { Gateway } from '../support/gateway.js';

export type Change = ChangeFieldsFragment;

/** Somebody who follows a stream of changes, loses the connection, and comes back behind the last change they saw. */
export interface Dashboard {
  /** All that arrived so far, over all connections. */
  readonly seen: Change[];
  /** The next changes; throws when one of them does not come within 10 s, or comes as an error. */
  take(count: number): Promise<Change[]>;
  /** Breaks the connection without a word. */
  cut(): void;
  /** Connects again behind the last change that was taken. */
  resume(): void;
  stop(): Promise<void>;
}

/** Follows the business from `after` on; its cursor as of now unless told. */
export async function followBusiness(client: Client, businessId: string, after?: string): Promise<Dashboard> {
  const from = after ?? (await businessCursor(client, businessId));
  return startDashboard(from, (cursor) => {
    const following = client.follow(InviteStatusChangedDocument, { businessId, after: cursor });
    return { following, changeOf: (data: InviteStatusChangedSubscription) => data.inviteStatusChanged };
  });
}

/** Follows the viewer's inbox behind `after`. */
export const followInbox = (client: Client, after: string): Dashboard =>
  startDashboard(after, (cursor) => {
    const following = client.follow(ViewerInviteStatusChangedDocument, { after: cursor });
    return { following, changeOf: (data: ViewerInviteStatusChangedSubscription) => data.viewerInviteStatusChanged };
  });

interface Connection<Data> {
  following: Following<Data>;
  changeOf: (data: Data) => Change;
}

function startDashboard<Data>(after: string, connect: (cursor: string) => Connection<Data>): Dashboard {
  const seen: Change[] = [];
  let connection = connect(after);
  return {
    seen,
    take: async (count) => {
      for (let left = count; left > 0; left--) seen.push(connection.changeOf(await connection.following.data()));
      return seen.slice(-count);
    },
    cut: () => connection.following.cut(),
    resume: () => {
      connection = connect(seen.at(-1)?.cursor ?? after);
    },
    stop: () => connection.following.stop(),
  };
}

/** The position of the business's stream now. */
export async function businessCursor(client: Client, businessId: string): Promise<string> {
  const { business } = await client.run(BusinessDocument, { id: businessId });
  if (!business?.eventCursor) throw new Error('This business has no stream for this viewer');
  return business.eventCursor;
}

/** The newest 250 changes of the business, oldest first. */
export async function changesOf(client: Client, businessId: string): Promise<Change[]> {
  const { business } = await client.run(InviteStatusChangesDocument, { id: businessId, last: 250 });
  return business?.inviteStatusChanges.nodes ?? [];
}

/** The invite as this viewer sees it; throws when they do not. */
export async function inviteOf(client: Client, id: string): Promise<InviteFieldsFragment> {
  const { invite } = await client.run(InviteDocument, { id });
  if (!invite) throw new Error('This viewer sees no such invite');
  return invite;
}

/** What happened, without when and where in the stream. */
export const transition = (change: Change) => [change.invite.id, change.previousStatus, change.status] as const;

/** Waits until no mail is owed, so that nothing happens any more by itself. */
export const settled = ({ database }: Gateway): Promise<void> =>
  vi.waitFor(async () => expect(await database.query('select from outbox')).toEqual([]), {
    ...{ timeout: 10_000, interval: 20 },
  });
