import type { InviteType } from './invite.js';

export type PartnerInviteType = Exclude<InviteType, 'MEMBER_INVITE'>;

/** Who opens up, and who reaches in. */
export interface PartnershipSides {
  hostId: string;
  partnerId: string;
}

/** The partnership that an invite of this type is about: who invites opens up, who asks wants to reach in. */
export const sidesOf = (type: PartnerInviteType, senderId: string, addressedId: string): PartnershipSides =>
  type === 'PARTNER_INVITE'
    ? { hostId: senderId, partnerId: addressedId }
    : { hostId: addressedId, partnerId: senderId };
