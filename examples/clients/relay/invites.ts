import {
  ConnectionHandler,
  commitMutation,
  type Environment,
  fetchQuery,
  graphql,
  type RecordSourceSelectorProxy,
  requestSubscription,
} from 'relay-runtime';
import { keepCurrent } from '../keep-current.js';
import type {
  invitesChangedSubscription,
  invitesChangedSubscription$data,
} from './__generated__/invitesChangedSubscription.graphql.js';
import type {
  InviteMembersInput,
  invitesInviteMutation,
  invitesInviteMutation$data,
} from './__generated__/invitesInviteMutation.graphql.js';
import type { invitesQuery } from './__generated__/invitesQuery.graphql.js';

/** For `usePreloadedQuery`; its cursor lies not later than what the lists show. */
export const invitesPage = graphql`
  query invitesQuery($businessId: ID!) {
    business(id: $businessId) {
      id
      name
      eventCursor
      ...invites_list
      ...invites_feed
    }
  }
`;

/** For `usePaginationFragment`. */
export const inviteList = graphql`
  fragment invites_list on Business
  @refetchable(queryName: "invitesListQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 25 }, cursor: { type: "String" }) {
    invites(first: $count, after: $cursor) @connection(key: "invites_list_invites") {
      edges {
        node {
          id
          ...invites_row
        }
      }
    }
  }
`;

/** One row, which can be read anew by itself: `useRefetchableFragment`. */
export const inviteRow = graphql`
  fragment invites_row on Invite @refetchable(queryName: "invitesRowQuery") {
    id
    status
    inviteeEmail
    viewerActions
    createdBy {
      id
      firstName
    }
  }
`;

/** What happened, newest last. */
export const inviteFeed = graphql`
  fragment invites_feed on Business
  @refetchable(queryName: "invitesFeedQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 25 }, cursor: { type: "String" }) {
    inviteStatusChanges(last: $count, before: $cursor) @connection(key: "invites_feed_inviteStatusChanges") {
      edges {
        node {
          cursor
          seq
          status
        }
      }
    }
  }
`;

/** The connection of a business, as the store names it. */
const listOf = (dataID: string) => ConnectionHandler.getConnectionID(dataID, 'invites_list_invites');
const feedOf = (dataID: string) => ConnectionHandler.getConnectionID(dataID, 'invites_feed_inviteStatusChanges');
const dataIDOf = (businessId: string) => `Business:${businessId}`; // as `getDataID` of the environment makes it

/** Invites people. Each result has its `index`, and each refusal its `field`: show it there. */
export function inviteMembers(environment: Environment, input: InviteMembersInput) {
  return new Promise<invitesInviteMutation$data['inviteMembers']>((resolve, reject) => {
    commitMutation<invitesInviteMutation>(environment, {
      mutation: graphql`
        mutation invitesInviteMutation($input: InviteMembersInput!, $connections: [ID!]!) {
          inviteMembers(input: $input) {
            results {
              index
              invite @prependNode(connections: $connections, edgeTypeName: "InviteEdge") {
                id
                ...invites_row
              }
              error {
                code
                message
                field
              }
            }
            userErrors {
              code
              message
              field
            }
          }
        }
      `,
      variables: { input, connections: [listOf(dataIDOf(input.businessId))] },
      onCompleted: ({ inviteMembers: answer }) => resolve(answer),
      onError: reject,
    });
  });
}

/** Keeps list and feed in the store as the server has them. Returns what ends it; `failed` is told what cannot be helped. */
export function followInvites(
  environment: Environment,
  businessId: string,
  failed: (error: unknown) => void,
): () => void {
  return keepCurrent({
    load: async () => {
      const data = await fetchQuery<invitesQuery>(environment, invitesPage, { businessId }).toPromise();
      if (!data?.business?.eventCursor) throw new Error('There is no such business, or it is not yours to follow.');
      return data.business.eventCursor;
    },
    follow: (after, ended) => {
      const following = requestSubscription<invitesChangedSubscription>(environment, {
        subscription: graphql`
          subscription invitesChangedSubscription($businessId: ID!, $after: String!, $feed: [ID!]!) {
            inviteStatusChanged(businessId: $businessId, after: $after)
              @appendNode(connections: $feed, edgeTypeName: "InviteStatusChangeEdge") {
              cursor
              seq
              previousStatus
              status
              invite {
                id
                ...invites_row
              }
            }
          }
        `,
        variables: { businessId, after, feed: [feedOf(dataIDOf(businessId))] },
        updater: (store) => showNew(store, businessId),
        onError: ended,
      });
      return () => following.dispose();
    },
    failed,
  });
}

/** Rows change by themselves; only a new invite is not in the list yet. `@prependNode` would put old ones there as well. */
function showNew(store: RecordSourceSelectorProxy<invitesChangedSubscription$data>, businessId: string): void {
  const change = store.getRootField('inviteStatusChanged');
  const list = store.get(listOf(dataIDOf(businessId)));
  if (!list || change.getValue('previousStatus') !== null) return;
  const invite = change.getLinkedRecord('invite');
  const shown = list.getLinkedRecords('edges').map((edge) => edge.getLinkedRecord('node').getDataID());
  if (shown.includes(invite.getDataID())) return; // the answer of the mutation was faster
  ConnectionHandler.insertEdgeBefore(list, ConnectionHandler.createEdge(store, list, invite, 'InviteEdge'));
}
