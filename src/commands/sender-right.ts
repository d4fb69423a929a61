import { can } from '../auth/policy.js';
import { standingOf, strangerAt } from '../auth/standing.js';
import type { BusinessRole } from '../domain/membership.js';
import { mayGiveRoles } from '../domain/roles.js';
import type { InviteRow } from '../entities/invite.entity.js';

/**
 * Whether the sender, who has these roles now, may still send this invite: an invite is as good as its sender. Who may
 * invite at all may give every level on the business's assets.
 */
export function maySend({ type, businessId, roles, senderUserId }: InviteRow, own: readonly BusinessRole[]): boolean {
  if (senderUserId === null) return false;
  const sender = standingOf({ kind: 'user', userId: senderUserId, tokenExpiresAtMs: 0 }, [
    { ...strangerAt(businessId), roles: own },
  ]);
  return can(sender, 'invite:create', { businessId }) && (type !== 'MEMBER_INVITE' || mayGiveRoles(own, roles));
}
