import {
  ConnectionHandler,
  createOperationDescriptor,
  type Environment,
  fetchQuery,
  getRequest,
  getSingularSelector,
  type ReaderFragment,
  requestSubscription,
} from 'relay-runtime';
import feedFragment, {
  type invites_feed$data,
} from '../../examples/clients/relay/__generated__/invites_feed.graphql.js';
import listFragment, {
  type invites_list$data,
} from '../../examples/clients/relay/__generated__/invites_list.graphql.js';
import rowFragment, { type invites_row$data } from '../../examples/clients/relay/__generated__/invites_row.graphql.js';
import changed, {
  type invitesChangedSubscription,
} from '../../examples/clients/relay/__generated__/invitesChangedSubscription.graphql.js';
import listQuery, {
  type invitesListQuery,
} from '../../examples/clients/relay/__generated__/invitesListQuery.graphql.js';
import pageQuery, { type invitesQuery$data } from '../../examples/clients/relay/__generated__/invitesQuery.graphql.js';
import { createEnvironment } from '../../examples/clients/relay/environment.js';
import { followInvites, inviteMembers } from '../../examples/clients/relay/invites.js';
import { keepsItsPromises } from './promises.js';

/** What the store has of a fragment, as a component would be given it. */
function read<Data>(environment: Environment, fragment: ReaderFragment, reference: unknown): Data {
  const selector = getSingularSelector(fragment, reference);
  return environment.lookup(selector).data as Data; // what relay-compiler says of the fragment
}

/** Where the list ends; Relay asks for it by itself, and tells the fragment nothing of it. */
function pageInfoOf(environment: Environment, businessId: string): { hasNextPage: boolean; endCursor: string | null } {
  const source = environment.getStore().getSource();
  const list = ConnectionHandler.getConnectionID(`Business:${businessId}`, 'invites_list_invites');
  const linked = source.get(list)?.pageInfo as { __ref: string } | undefined; // as the store links its records
  return source.get(linked?.__ref ?? '') as unknown as ReturnType<typeof pageInfoOf>; // a PageInfo of the schema
}

keepsItsPromises({
  openPage: (connection, businessId, failed) => {
    const environment = createEnvironment(connection);
    const page = createOperationDescriptor(getRequest(pageQuery), { businessId });
    const retained = environment.retain(page);
    const leave = followInvites(environment, businessId, failed);
    const business = () => (environment.lookup(page.fragment).data as Partial<invitesQuery$data> | undefined)?.business;
    const list = () => read<invites_list$data>(environment, listFragment, business()).invites;
    return {
      shown: () => {
        if (!business()) return [];
        return list().edges.map(({ node }) => {
          const { createdBy, ...row } = read<invites_row$data>(environment, rowFragment, node);
          return { ...row, inviter: createdBy?.firstName };
        });
      },
      numbers: () => {
        const { inviteStatusChanges } = read<invites_feed$data>(environment, feedFragment, business());
        return inviteStatusChanges.edges.map(({ node }) => node.seq);
      },
      businessName: () => business()?.name,
      // What `loadNext` of usePaginationFragment does.
      loadMore: async () => {
        const { hasNextPage, endCursor } = pageInfoOf(environment, businessId);
        if (!hasNextPage) return false;
        const variables = { id: businessId, count: 25, cursor: endCursor };
        await fetchQuery<invitesListQuery>(environment, listQuery, variables).toPromise();
        return true;
      },
      invite: (emails) => inviteMembers(environment, { businessId, invitees: emails.map((email) => ({ email })) }),
      close: () => {
        leave();
        retained.dispose();
      },
    };
  },
  follow: (connection, businessId, after, seen) => {
    const following = requestSubscription<invitesChangedSubscription>(createEnvironment(connection), {
      subscription: changed,
      variables: { businessId, after, feed: [] },
      onNext: (data) => data && seen(data.inviteStatusChanged.seq),
    });
    return () => following.dispose();
  },
});
