import type { BusinessRole, MembershipStatus } from '../domain/membership.js';

// What the policy judges, by the few properties that it looks at.

export interface BusinessSubject {
  businessId: string;
}

/** `businessId` sent it. Rows of `InviteEntity` fit as they are. */
export interface InviteSubject {
  businessId: string;
  inviteeEmailCanonical: string | null;
  inviteeUserId: string | null;
  /** The business that a partner invite or request is addressed to. */
  inviteeBusinessId?: string | null | undefined;
  createdByApiKeyId?: string | null | undefined;
}

/** Rows of `AccountMemberEntity` fit as they are. */
export interface MemberSubject {
  businessId: string;
  userId: string | null;
  status: MembershipStatus;
  invitedEmailCanonical: string | null;
  invitedUserId: string | null;
  /** The key that created the invite which made or last opened this row. */
  createdByApiKeyId?: string | null | undefined;
}

/** Roles and removal of a member. Without `roles` and `userId` it is about the call as a whole. */
export interface MemberChangeSubject {
  businessId: string;
  roles?: readonly BusinessRole[] | undefined;
  userId?: string | null | undefined;
}

export interface PartnershipSubject {
  hostId: string;
  partnerId: string;
  /** The assets of the host on which it holds a permission. */
  assetIds?: readonly string[] | undefined;
  createdByApiKeyId?: string | null | undefined;
}

/** `businessId` owns the asset. */
export interface AssetSubject {
  businessId: string;
  assetId: string;
}

/** `businessId` owns the asset. The grantee is a member (their user id) or a partner (its business). */
export interface PermissionSubject extends AssetSubject {
  memberUserId: string | null;
  partnerId: string | null;
}

export interface ApiKeySubject {
  businessId: string;
  apiKeyId: string;
}

/** What each action is judged on. */
export interface Subjects {
  'business:see': BusinessSubject;
  'business:create': undefined;
  'business:update': BusinessSubject;
  'invite:see': InviteSubject;
  'invite:create': BusinessSubject;
  'invite:cancel': BusinessSubject;
  'invite:resend': BusinessSubject;
  'invite:set-grants': BusinessSubject;
  'invite:answer': InviteSubject;
  'inbox:follow': undefined;
  'member:see': MemberSubject;
  'member:update-roles': MemberChangeSubject;
  'member:remove': MemberChangeSubject;
  'partnership:see': PartnershipSubject;
  'partnership:end': PartnershipSubject;
  'asset:see': AssetSubject;
  'asset:register': BusinessSubject;
  'asset:remove': BusinessSubject;
  'permission:see': PermissionSubject;
  'permission:set': PermissionSubject;
  'permission:revoke': PermissionSubject;
  'api-key:see': ApiKeySubject;
  'api-key:create': BusinessSubject;
  'api-key:revoke': BusinessSubject;
  /** Seats, stats: what tells of all rows at once. */
  'stats:see': BusinessSubject;
  'stream:follow': BusinessSubject;
}
