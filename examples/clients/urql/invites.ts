import type { Client } from '@urql/core';
import { INVITE_CHANGED, INVITE_MEMBERS, INVITES, type Invite, type InviteMembersInput } from '../documents.js';
import { keepCurrent } from '../keep-current.js';

const FIRST = 25;

/** A list of invites that is up to date for as long as it is open. */
export interface InviteList {
  /** Adds the next page; false when there is none. */
  loadMore(): Promise<boolean>;
  /** Invites people. Each result has its `index`, and each refusal its `field`: show it there. */
  invite(input: Omit<InviteMembersInput, 'businessId'>): ReturnType<typeof inviteMembers>;
  close(): void;
}

export interface InviteListOptions {
  client: Client;
  businessId: string;
  /** Called with the whole list, newest first, whenever it has changed. */
  show(invites: readonly Invite[]): void;
  /** Is told what cannot be helped. */
  failed(error: unknown): void;
}

/**
 * urql's document cache keeps answers, not things: the list is put together here. By id alone, since all of it are invites.
 */
export function openInviteList({ client, businessId, show, failed }: InviteListOptions): InviteList {
  let invites = new Map<string, Invite>();
  let next: string | null = null;

  function put(invite: Invite, where: 'top' | 'in place'): void {
    if (invites.has(invite.id)) invites.set(invite.id, invite);
    else if (where === 'top') invites = new Map([[invite.id, invite], ...invites]);
    show([...invites.values()]);
  }

  const close = keepCurrent({
    load: async () => {
      const page = await readPage(client, businessId, null);
      invites = new Map(page.nodes.map((invite) => [invite.id, invite]));
      next = page.next;
      show(page.nodes);
      return page.eventCursor;
    },
    follow: (after, ended) => {
      const changes = client.subscription(INVITE_CHANGED, { businessId, after });
      return changes.subscribe(({ data, error }) => {
        if (error) return ended(error.networkError ?? error);
        const change = data?.inviteStatusChanged;
        // A change of an invite on a page that was not asked for yet is no new invite.
        if (change) put(change.invite, change.previousStatus === null ? 'top' : 'in place');
      }).unsubscribe;
    },
    failed,
  });

  return {
    loadMore: async () => {
      if (next === null) return false;
      const page = await readPage(client, businessId, next);
      next = page.next;
      // What came by a change meanwhile stays where it is.
      invites = new Map([...invites, ...page.nodes.map((invite) => [invite.id, invite] as const)]);
      show([...invites.values()]);
      return true;
    },
    invite: async (input) => {
      const answer = await inviteMembers(client, { ...input, businessId });
      for (const { invite } of answer?.results ?? []) if (invite) put(invite, 'top');
      return answer;
    },
    close,
  };
}

async function readPage(client: Client, businessId: string, after: string | null) {
  const variables = { businessId, first: FIRST, after };
  const { data, error } = await client.query(INVITES, variables, { requestPolicy: 'network-only' });
  if (error) throw error;
  if (!data?.business?.eventCursor) throw new Error('There is no such business, or it is not yours to follow.');
  const { eventCursor, invites } = data.business;
  const { hasNextPage, endCursor } = invites.pageInfo;
  return { eventCursor, nodes: invites.edges.map(({ node }) => node), next: hasNextPage ? endCursor : null };
}

async function inviteMembers(client: Client, input: InviteMembersInput) {
  const { data, error } = await client.mutation(INVITE_MEMBERS, { input });
  if (error) throw error;
  return data?.inviteMembers;
}
