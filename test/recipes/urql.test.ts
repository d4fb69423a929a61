import { INVITE_CHANGED, type Invite } from '../../examples/clients/documents.js';
import { createUrqlClient } from '../../examples/clients/urql/client.js';
import { openInviteList } from '../../examples/clients/urql/invites.js';
import { keepsItsPromises } from './promises.js';

keepsItsPromises({
  openPage: (connection, businessId, failed) => {
    let invites: readonly Invite[] = [];
    const show = (list: readonly Invite[]) => {
      invites = list;
    };
    const list = openInviteList({ client: createUrqlClient(connection), businessId, show, failed });
    return {
      shown: () => invites.map((invite) => ({ ...invite, inviter: invite.createdBy?.firstName })),
      businessName: () => undefined,
      loadMore: list.loadMore,
      invite: (emails) => list.invite({ invitees: emails.map((email) => ({ email })) }),
      close: list.close,
    };
  },
  follow: (connection, businessId, after, seen) =>
    createUrqlClient(connection)
      .subscription(INVITE_CHANGED, { businessId, after })
      .subscribe(({ data }) => data && seen(data.inviteStatusChanged.seq)).unsubscribe,
});
