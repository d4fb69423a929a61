import type { ApolloCache, ApolloClient } from '@apollo/client';
import {
  INVITE_CHANGED,
  INVITE_MEMBERS,
  INVITES,
  type Invite,
  type InviteMembersInput,
  type InvitesVariables,
} from '../documents.js';
import { keepCurrent } from '../keep-current.js';

const FIRST = 25;

/**
 * The list as the cache has it: `useQuery(INVITES, { variables, fetchPolicy: 'cache-only' })` in React. What fills the cache
 * stands below. A query that asks the network itself overlooks the changes that arrive while it waits for an answer.
 */
export const watchInvites = (client: ApolloClient, businessId: string) =>
  client.watchQuery({ query: INVITES, variables: { businessId, first: FIRST }, fetchPolicy: 'cache-only' });

/** Adds the next page to it; false when there is none. */
export async function loadMore(client: ApolloClient, businessId: string): Promise<boolean> {
  const variables = { businessId, first: FIRST };
  const page = client.readQuery({ query: INVITES, variables })?.business?.invites.pageInfo;
  if (!page?.hasNextPage) return false;
  await load(client, { ...variables, after: page.endCursor });
  return true;
}

/** Invites people. Each result has its `index`, and each refusal its `field`: show it there. */
export async function inviteMembers(client: ApolloClient, input: InviteMembersInput) {
  const { data } = await client.mutate({
    mutation: INVITE_MEMBERS,
    variables: { input },
    update: (cache, { data: sent }) => {
      for (const { invite } of sent?.inviteMembers?.results ?? []) {
        if (invite) showOnTop(cache, input.businessId, invite);
      }
    },
  });
  return data?.inviteMembers;
}

/** Keeps the list in the cache as the server has it. Returns what ends it; `failed` is told what cannot be helped. */
export function followInvites(client: ApolloClient, businessId: string, failed: (error: unknown) => void): () => void {
  return keepCurrent({
    load: () => load(client, { businessId, first: FIRST }),
    follow: (after, ended) => {
      const changes = client.subscribe({ query: INVITE_CHANGED, variables: { businessId, after } });
      const following = changes.subscribe(({ data, error }) => {
        if (error) return ended(error);
        const change = data?.inviteStatusChanged;
        // The invite itself is in the cache already, under its type and id; only a new one is not in the list yet.
        if (change?.previousStatus === null) showOnTop(client.cache, businessId, change.invite);
      });
      return () => following.unsubscribe();
    },
    failed,
  });
}

/** Reads a page into the cache, the first in the place of all, and answers where following begins. */
async function load(client: ApolloClient, variables: InvitesVariables): Promise<string> {
  const { data } = await client.query({ query: INVITES, variables, fetchPolicy: 'network-only' });
  if (!data?.business?.eventCursor) throw new Error('There is no such business, or it is not yours to follow.');
  return data.business.eventCursor;
}

/** Unless it is there: the answer of a mutation and its change come in any order. */
function showOnTop(cache: ApolloCache, businessId: string, invite: Invite): void {
  const variables = { businessId, first: FIRST };
  cache.updateQuery({ query: INVITES, variables }, (shown) => {
    if (!shown?.business) return undefined;
    const { invites } = shown.business;
    if (invites.edges.some(({ node }) => node.id === invite.id)) return undefined;
    const edge = { __typename: 'InviteEdge', cursor: '', node: invite };
    return { business: { ...shown.business, invites: { ...invites, edges: [edge, ...invites.edges] } } };
  });
}
