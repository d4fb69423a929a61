import type { FollowOptions } from '../events/hub.js';
import type { InviteRow } from '../queries/invites.js';
import type { InviteFilter } from '../schema/list.inputs.js';
import type { GatewayContext } from './context.js';

interface Wanted {
  businessId: string;
  filter?: InviteFilter | null | undefined;
  inviteIds?: readonly string[] | null | undefined;
}

/** Which changes of a business's stream a subscriber wants. The invite is read only where the filter is about it. */
export function changeMatcher(
  context: GatewayContext,
  { businessId, filter, inviteIds }: Wanted,
): Pick<FollowOptions, 'matches' | 'personal'> {
  const ids = inviteIds && new Set(inviteIds);
  const part = filter?.query?.toLowerCase();
  const isAboutInvite = Boolean(filter?.types ?? filter?.direction ?? part);
  if (!ids && !filter) return {};
  return {
    // The invite is read as the follower may see it: who has just lost the right would have others miss a change.
    personal: isAboutInvite,
    matches: async ({ inviteId, status }) => {
      if (ids && !ids.has(inviteId)) return false;
      if (filter?.statuses && !filter.statuses.includes(status)) return false;
      if (!isAboutInvite) return true;
      const invite = await context.freshLoaders().invite(inviteId);
      if (!invite) return false;
      const direction = invite.businessId === businessId ? 'SENT' : 'RECEIVED';
      if (filter?.types && !filter.types.includes(invite.type)) return false;
      if (filter?.direction && filter.direction !== direction) return false;
      return (
        part === undefined ||
        (await textsOf(context, invite, direction)).some((text) => text.toLowerCase().includes(part))
      );
    },
  };
}

/** What the query of a filter is compared with: the address, or the name of the business on the other side. */
async function textsOf(context: GatewayContext, invite: InviteRow, direction: 'SENT' | 'RECEIVED'): Promise<string[]> {
  if (invite.inviteeEmail !== null) return [invite.inviteeEmail];
  if (invite.inviteeBusinessId === null) return [];
  const partnerId = direction === 'SENT' ? invite.inviteeBusinessId : invite.businessId;
  const partner = (await context.freshLoaders().standing(partnerId)).at(partnerId).business;
  return partner ? [partner.name] : [];
}

/** In an inbox, invites that name a person are shown to that person alone, not to who shares the address. */
export const inboxMatcher = (context: GatewayContext): Pick<FollowOptions, 'matches' | 'personal'> => ({
  personal: true,
  matches: async ({ inviteId }) => (await context.freshLoaders().invite(inviteId)) !== null,
});
