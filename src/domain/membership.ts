import type { InviteStatus } from './invite.js';

export const BUSINESS_ROLES = ['OWNER', 'BIZ_ADMIN', 'EMPLOYEE', 'PARTNER'] as const;
export type BusinessRole = (typeof BUSINESS_ROLES)[number];

export const MEMBERSHIP_STATUSES = [
  'INVITED',
  'ACTIVE',
  'INVITATION_DECLINED',
  'INVITATION_EXPIRED',
  'INVITATION_REVOKED',
  'REMOVED',
] as const;
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number];

const AFTER_INVITE: Readonly<Record<InviteStatus, MembershipStatus>> = {
  PENDING_SEND: 'INVITED',
  PENDING: 'INVITED',
  ACCEPTED: 'ACTIVE',
  DECLINED: 'INVITATION_DECLINED',
  EXPIRED: 'INVITATION_EXPIRED',
  CANCELLED: 'INVITATION_REVOKED',
};

/** What becomes of the invited person's row when its invite reaches `status`. */
export const membershipAfter = (status: InviteStatus): MembershipStatus => AFTER_INVITE[status];

/** The statuses that take one of the business's seats. */
export const SEATED_STATUSES: readonly MembershipStatus[] = ['INVITED', 'ACTIVE'];

/** The time of the membership is over: whoever finds it so ends it. */
export const isMembershipOver = (
  member: { status: MembershipStatus; membershipExpiresAt: Date | null },
  now: Date,
): boolean => member.status === 'ACTIVE' && member.membershipExpiresAt !== null && member.membershipExpiresAt <= now;
