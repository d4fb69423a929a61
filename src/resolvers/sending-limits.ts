import { principalKey } from '../auth/principal.js';
import type { SendingLimits } from '../commands/new-invite.js';
import type { GatewayContext } from './context.js';

/** How many invites, of whatever type, this business and who acts in its name may still send. */
export function sendingLimits(
  { identity, principal, openInviteLimit }: GatewayContext,
  { businessId }: { businessId: string },
): SendingLimits {
  const { take, giveBack } = identity.rateLimits;
  return {
    openInvites: openInviteLimit,
    takeInvitees: async (count) => {
      await take('inviteesPerBusiness', businessId, count);
      try {
        await take('inviteesPerInviter', principalKey(principal), count);
      } catch (error) {
        await giveBack('inviteesPerBusiness', businessId, count); // its other administrators may go on
        throw error;
      }
    },
  };
}
