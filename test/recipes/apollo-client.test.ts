import { createApolloClient } from '../../examples/clients/apollo-client/client.js';
import { followInvites, inviteMembers, loadMore, watchInvites } from '../../examples/clients/apollo-client/invites.js';
import { INVITE_CHANGED } from '../../examples/clients/documents.js';
import { keepsItsPromises } from './promises.js';

keepsItsPromises({
  openPage: (connection, businessId, failed) => {
    const client = createApolloClient(connection);
    const query = watchInvites(client, businessId);
    const watching = query.subscribe({});
    const leave = followInvites(client, businessId, failed);
    const business = () => {
      const result = query.getCurrentResult();
      return result.dataState === 'complete' ? result.data.business : undefined;
    };
    return {
      shown: () => {
        const edges = business()?.invites.edges ?? [];
        return edges.map(({ node }) => ({ ...node, inviter: node.createdBy?.firstName }));
      },
      businessName: () => business()?.name,
      loadMore: () => loadMore(client, businessId),
      invite: (emails) => inviteMembers(client, { businessId, invitees: emails.map((email) => ({ email })) }),
      close: () => {
        leave();
        watching.unsubscribe();
        client.stop();
      },
    };
  },
  follow: (connection, businessId, after, seen) => {
    const following = createApolloClient(connection)
      .subscribe({ query: INVITE_CHANGED, variables: { businessId, after } })
      .subscribe(({ data }) => data && seen(data.inviteStatusChanged.seq));
    return () => following.unsubscribe();
  },
});
