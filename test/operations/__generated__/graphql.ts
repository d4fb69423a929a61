/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which members. What is absent does not restrict. */
export type AccountMemberFilter = {
  /** Part of the e-mail, first or last name, whatever the case. */
  query?: string | null | undefined;
  /** With one of these roles. */
  roles?: Array<BusinessRole> | null | undefined;
  /** In one of these statuses. */
  statuses?: Array<MembershipStatus> | null | undefined;
};

/** How members are ordered. Ties are broken by id. */
export type AccountMemberOrder = {
  /** Which way. */
  direction: OrderDirection;
  /** By what. */
  field: AccountMemberOrderField;
};

/** What members can be ordered by. */
export type AccountMemberOrderField =
  /** When they became a member. */
  | 'ACCEPTED_AT'
  /** When they were first invited, or founded the business. */
  | 'CREATED_AT'
  /** Their e-mail, whatever its case. */
  | 'EMAIL'
  /** Their first name, whatever its case. */
  | 'FIRST_NAME'
  /** Their last name, whatever its case. */
  | 'LAST_NAME';

/** What kind of actor made a change. */
export type ActorKind =
  /** A program, with an API key. */
  | 'API_KEY'
  /** The gateway itself: delivery, expiry, cascades. */
  | 'SYSTEM'
  /** A person. */
  | 'USER';

/** What is asked of one partner. */
export type AssetAccessRequestInput = {
  /** Levels on its ad accounts and profiles, 1 to 100 assets. */
  assetGrants: Array<AssetGrantInput>;
  /** The business that owns the assets and has let this one in as a partner. */
  partnerId: string;
};

/** Which assets. What is absent does not restrict. */
export type AssetFilter = {
  /** Part of the name, whatever the case. */
  query?: string | null | undefined;
  /** Of one of these types. */
  types?: Array<AssetType> | null | undefined;
};

/** Levels on one asset. */
export type AssetGrantInput = {
  /** The asset. */
  assetId: string;
  /** The levels, 1 to 10; each must exist for the type of the asset. */
  levels: Array<AssetPermissionLevel>;
};

/** One asset, as its owning system knows it. */
export type AssetInput = {
  /** As its owning system names it: 1 to 64 letters, digits, `_` or `-`. */
  id: string;
  /** Its name, 1 to 100 characters. */
  name: string;
  /** What kind of asset it is. It never changes. */
  type: AssetType;
};

/** Which permissions. What is absent does not restrict. */
export type AssetPermissionFilter = {
  /** On one of these assets. */
  assetIds?: Array<string> | null | undefined;
  /** With one of these levels. */
  levels?: Array<AssetPermissionLevel> | null | undefined;
  /** Of one of these members, or of one of `partnershipIds`. */
  memberIds?: Array<string> | null | undefined;
  /** Of one of these partnerships, or of one of `memberIds`. */
  partnershipIds?: Array<string> | null | undefined;
};

/** What one grantee is to have on one asset: exactly one of `memberId` and `partnershipId`. */
export type AssetPermissionInput = {
  /** An asset of the business. */
  assetId: string;
  /** When it ends by itself; absent or null: when revoked. */
  expiresAt?: string | null | undefined;
  /** In the place of those held. The levels, 1 to 10; each must exist for the type of the asset. */
  levels: Array<AssetPermissionLevel>;
  /** An ACTIVE member of the business. */
  memberId?: string | null | undefined;
  /** A partnership in which the business is the host. */
  partnershipId?: string | null | undefined;
};

/** What somebody may do with an asset. Not each level exists for each type of asset. */
export type AssetPermissionLevel =
  /** Everything; a member with it also says who else may reach the asset. For all types. */
  | 'ADMIN'
  /** Read its figures. For all types. */
  | 'ANALYST'
  /** Manage audiences. AD_ACCOUNT only. */
  | 'AUDIENCE_MANAGER'
  /** Manage campaigns. AD_ACCOUNT only. */
  | 'CAMPAIGN_MANAGER'
  /** Manage catalogs. AD_ACCOUNT and CATALOG. */
  | 'CATALOGS_MANAGER'
  /** Read catalogs. AD_ACCOUNT and CATALOG. */
  | 'CATALOGS_VIEWER'
  /** Change billing details. AD_ACCOUNT only. */
  | 'FINANCE_EDIT'
  /** Manage billing. AD_ACCOUNT only. */
  | 'FINANCE_MANAGER'
  /** Read billing. AD_ACCOUNT only. */
  | 'FINANCE_VIEW'
  /** Publish in its name. PROFILE only. */
  | 'PROFILE_PUBLISHER';

/** What kind of asset it is. */
export type AssetType =
  /** An account that advertises and is billed. */
  | 'AD_ACCOUNT'
  /** A catalog of products. It cannot be asked for, only offered. */
  | 'CATALOG'
  /** A public profile that publishes. */
  | 'PROFILE';

/** What a refused item means for the others of its batch. */
export type BatchMode =
  /** One refusal refuses all; the items that were not refused themselves are ABORTED. */
  | 'ALL_OR_NOTHING'
  /** Each item stands on its own. */
  | 'BEST_EFFORT';

/** What somebody is in a business. */
export type BusinessRole =
  /** Does everything but touch owners. */
  | 'BIZ_ADMIN'
  /** Belongs to the business, and sees their own rows. */
  | 'EMPLOYEE'
  /** Does everything, and gives every role. A business always has one. */
  | 'OWNER'
  /** The role of partner invites and requests; never a member's. */
  | 'PARTNER';

/** Open invites to take back. */
export type CancelInvitesInput = {
  /** The business in whose name this is done. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Invites that this business sent, 1 to 100. */
  inviteIds: Array<string>;
  /** What a refused item means for the others. */
  mode?: BatchMode;
};

/** A new business. */
export type CreateBusinessInput = {
  /** As its owning system names it: 1 to 64 letters, digits, `_` or `-`. Made here when absent. */
  id?: string | null | undefined;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Its name, 1 to 100 characters. */
  name: string;
  /** Most members and open member invites together, at least 1; absent: no limit. */
  seatLimit?: number | null | undefined;
};

/** Partnerships to end, with all their permissions. */
export type EndPartnershipsInput = {
  /** The business in whose name this is done: either side of the partnerships. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The partnerships, 1 to 100. */
  partnershipIds: Array<string>;
};

/** What is granted where the grantee has levels on the asset already. */
export type GrantConflictStrategy =
  /** The levels of before and those of now. */
  | 'MERGE'
  /** The levels of now alone. */
  | 'REPLACE'
  /** The levels of before alone. */
  | 'SKIP';

/** What may be done with an invite. */
export type InviteAction =
  /** Accept it. */
  | 'ACCEPT'
  /** Take it back. */
  | 'CANCEL'
  /** Decline it. */
  | 'DECLINE'
  /** Send it again, with a new link and a new expiry. */
  | 'RESEND'
  /** Change what it grants. */
  | 'SET_ASSET_GRANTS';

/** What one open invite is to grant. */
export type InviteAssetGrantsInput = {
  /** In the place of what it carries; up to 100 assets, none for nothing. */
  assetGrants: Array<AssetGrantInput>;
  /** An open invite that this business sent. */
  inviteId: string;
};

/** Which way an invite went. */
export type InviteDirection =
  /** Addressed to this business, or in an inbox to the viewer. */
  | 'RECEIVED'
  /** Sent by this business. */
  | 'SENT';

/** Which invites. What is absent does not restrict. */
export type InviteFilter = {
  /** Sent or received by this business; absent: both. */
  direction?: InviteDirection | null | undefined;
  /** Part of the invitee's e-mail or of the partner's name, whatever the case. */
  query?: string | null | undefined;
  /** In one of these statuses; in a subscription the new status of the change. */
  statuses?: Array<InviteStatus> | null | undefined;
  /** Of one of these types. */
  types?: Array<InviteType> | null | undefined;
};

/** People to invite to a business, all on the same terms. */
export type InviteMembersInput = {
  /** What acceptance gives besides: levels on assets of the business, 1 to 100 assets. */
  assetGrants?: Array<AssetGrantInput> | null | undefined;
  /** The business in whose name this is done. */
  businessId: string;
  /** When the invites expire: 5 minutes to 30 days ahead; 7 days when absent. */
  expiresAt?: string | null | undefined;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Who is invited, 1 to 100. */
  invitees: Array<InviteeInput>;
  /** When the memberships end by themselves, later than `expiresAt`; absent: never. Not for an OWNER. */
  membershipExpiresAt?: string | null | undefined;
  /** A personal word, up to 1,000 characters. */
  message?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The roles that acceptance gives: at least one, none above your own, never PARTNER. */
  roles?: Array<BusinessRole>;
  /** Only the verdicts: nothing is written, nothing is sent. */
  validateOnly?: boolean;
};

/** How invites are ordered. Ties are broken by id. */
export type InviteOrder = {
  /** Which way. */
  direction: OrderDirection;
  /** By what. */
  field: InviteOrderField;
};

/** What invites can be ordered by. */
export type InviteOrderField =
  /** When it was created. */
  | 'CREATED_AT'
  /** When it expires. */
  | 'EXPIRES_AT'
  /** When it was last changed. */
  | 'UPDATED_AT';

/** Businesses that are offered access to this one's assets. */
export type InvitePartnersInput = {
  /** What acceptance gives them: levels on assets of this business, 1 to 100 assets; absent: nothing yet. */
  assetGrants?: Array<AssetGrantInput> | null | undefined;
  /** The business in whose name this is done. */
  businessId: string;
  /** When the invites expire: 5 minutes to 30 days ahead; 7 days when absent. */
  expiresAt?: string | null | undefined;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** A personal word, up to 1,000 characters. */
  message?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The businesses that are invited, 1 to 100. */
  partnerIds: Array<string>;
  /** Only the verdicts: nothing is written, nothing is sent. */
  validateOnly?: boolean;
};

/** The answer to one invite. */
export type InviteResponseInput = {
  /** Accept it, or decline it. */
  accept: boolean;
  /** Accepting a request: what is granted, 0 to 100 assets; absent: what was asked for. Nowhere else. */
  assetGrants?: Array<AssetGrantInput> | null | undefined;
  /** Accepting a request: what holds where the partner has levels on an asset already. */
  grantConflict?: GrantConflictStrategy;
  /** An invite addressed to you, or to a business that you administer. */
  inviteId: string;
};

/** How far an invite has come. */
export type InviteStatus =
  /** Accepted. Final. */
  | 'ACCEPTED'
  /** Taken back by the inviting side, or by the system when its sender lost the right to give what it gives. Final. */
  | 'CANCELLED'
  /** Declined by the invitee. Final. */
  | 'DECLINED'
  /** Not answered in time. It can only be sent again. */
  | 'EXPIRED'
  /** Sent, and waiting for an answer. */
  | 'PENDING'
  /** Stored; the e-mail has not been handed over yet. It can be answered already. */
  | 'PENDING_SEND';

/** What an invite offers or asks for. */
export type InviteType =
  /** This business asks an existing partner for access to more of that one's assets. */
  | 'ASSET_REQUEST'
  /** A person is invited to join the business. */
  | 'MEMBER_INVITE'
  /** Another business is offered access to this business's assets. */
  | 'PARTNER_INVITE'
  /** This business asks another to become its partner, to reach that one's assets. */
  | 'PARTNER_REQUEST';

/** Who is invited: exactly one of the two. */
export type InviteeInput = {
  /** An e-mail address. */
  email?: string | null | undefined;
  /** A person known here with a verified e-mail, to which the mail goes. */
  userId?: string | null | undefined;
};

/** What one member is to be from now on. */
export type MemberRolesInput = {
  /** When the membership ends by itself; absent: unchanged; null: never. An OWNER has none. */
  expiresAt?: string | null | undefined;
  /** An ACTIVE member of the business. */
  memberId: string;
  /** In the place of the roles held: at least one, none above your own, never PARTNER. */
  roles: Array<BusinessRole>;
};

/** Why something was refused. */
export type MembershipErrorCode =
  /** Another item of the batch was refused. */
  | 'ABORTED'
  /** There is an open invite to this invitee. */
  | 'ALREADY_INVITED'
  /** The person is a member already. */
  | 'ALREADY_MEMBER'
  /** The business is a partner already. */
  | 'ALREADY_PARTNER'
  /** Assets of this type cannot be asked for. */
  | 'ASSET_NOT_REQUESTABLE'
  /** More items than one call may carry. */
  | 'BATCH_TOO_LARGE'
  /** The asset is shared with the business, which does not own it. */
  | 'CANNOT_RESHARE'
  /** The invite is for your address, which is not verified yet. */
  | 'EMAIL_NOT_VERIFIED'
  /** You may see it, but not do this. */
  | 'FORBIDDEN'
  /** It would give a level on an asset that you may not give. */
  | 'GRANT_CEILING'
  /** The idempotency key was used with another input. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The password or code does not hold. */
  | 'INVALID_CREDENTIALS'
  /** An argument is malformed or out of bounds. */
  | 'INVALID_INPUT'
  /** The invite was not answered in time. */
  | 'INVITE_EXPIRED'
  /** The invite is closed already; the message names its status. */
  | 'INVITE_NOT_PENDING'
  /** A business cannot be without an owner. */
  | 'LAST_OWNER'
  /** The level does not exist for this type of asset. */
  | 'LEVEL_NOT_APPLICABLE'
  /** There is no partnership with that business. */
  | 'NOT_A_PARTNER'
  /** It does not exist, or is not yours to know. */
  | 'NOT_FOUND'
  /** The business has as many open invites as it may have. */
  | 'PENDING_LIMIT'
  /** It would give a role that you may not give. */
  | 'ROLE_CEILING'
  /** All seats of the business are taken. */
  | 'SEAT_LIMIT'
  /** One cannot invite oneself. */
  | 'SELF_INVITE'
  /** The password is too short, too long, or the e-mail itself. */
  | 'WEAK_PASSWORD'
  /** The invite is for somebody else. */
  | 'WRONG_RECIPIENT';

/** How far a membership has come. */
export type MembershipStatus =
  /** A member. */
  | 'ACTIVE'
  /** The invite was declined. */
  | 'INVITATION_DECLINED'
  /** The invite expired. */
  | 'INVITATION_EXPIRED'
  /** The invite was taken back. */
  | 'INVITATION_REVOKED'
  /** Invited; the invite is open. */
  | 'INVITED'
  /** Left, or was removed. */
  | 'REMOVED';

/** Which way a list is ordered. Nulls come last both ways. */
export type OrderDirection =
  /** Smallest, earliest first. */
  | 'ASC'
  /** Largest, latest first. */
  | 'DESC';

/** Which way a partnership goes, seen from one of its businesses. */
export type PartnershipDirection =
  /** This business reaches theirs. */
  | 'EXTERNAL'
  /** They reach this business's assets. */
  | 'INTERNAL';

/** Assets to make known. Those known already get their new name. */
export type RegisterAssetsInput = {
  /** The assets, 1 to 100. */
  assets: Array<AssetInput>;
  /** The business that owns them. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
};

/** Assets to forget, with all permissions on them. */
export type RemoveAssetsInput = {
  /** Assets that this business owns, 1 to 100. */
  assetIds: Array<string>;
  /** The business in whose name this is done. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
};

/** Members who are to go, or oneself to leave. */
export type RemoveMembersInput = {
  /** The business in whose name this is done. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The members, 1 to 100. One's own: leave. One that is INVITED: its invite is taken back. */
  memberIds: Array<string>;
  /** What a refused item means for the others. */
  mode?: BatchMode;
};

/** More assets that this business wants to reach of its partners. */
export type RequestAssetAccessInput = {
  /** The business that asks. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** A personal word, up to 1,000 characters. */
  message?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** What is asked of whom, 1 to 100 partners. */
  requests: Array<AssetAccessRequestInput>;
  /** Only the verdicts: nothing is written, nothing is sent. */
  validateOnly?: boolean;
};

/** Businesses whose assets this one wants to reach. */
export type RequestPartnershipsInput = {
  /** What is asked for, 1 to 100 assets; the other side decides, and need not have them. */
  assetGrants?: Array<AssetGrantInput> | null | undefined;
  /** The business that asks. */
  businessId: string;
  /** When the invites expire: 5 minutes to 30 days ahead; 7 days when absent. */
  expiresAt?: string | null | undefined;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** A personal word, up to 1,000 characters. */
  message?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The businesses that are asked, 1 to 100. */
  partnerIds: Array<string>;
  /** Only the verdicts: nothing is written, nothing is sent. */
  validateOnly?: boolean;
};

/** Answers to invites addressed to you, of any business. */
export type RespondToInvitesInput = {
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The answers, 1 to 100. */
  responses: Array<InviteResponseInput>;
};

/** Permissions to take away, or to give up. */
export type RevokeAssetPermissionsInput = {
  /** The business in whose name this is done. The owner of the assets, or the partner that gives up its own. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The permissions, 1 to 100. */
  permissionIds: Array<string>;
};

/** Who is to have what on which assets. */
export type SetAssetPermissionsInput = {
  /** The business that owns the assets. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The permissions, 1 to 100. */
  permissions: Array<AssetPermissionInput>;
};

/** Open invites that are to grant something else. */
export type SetInviteAssetGrantsInput = {
  /** The business in whose name this is done. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The invites, 1 to 100. */
  invites: Array<InviteAssetGrantsInput>;
  /** What a refused item means for the others. */
  mode?: BatchMode;
};

/** What changes of a business. What is absent stays. */
export type UpdateBusinessInput = {
  /** The business. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Its new name, 1 to 100 characters; absent: unchanged. */
  name?: string | null | undefined;
  /** Its new seat limit; absent: unchanged; null: no limit. May be below what is used. */
  seatLimit?: number | null | undefined;
};

/** Members who are to have other roles. */
export type UpdateMemberRolesInput = {
  /** The business in whose name this is done. */
  businessId: string;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** The members, 1 to 100. */
  members: Array<MemberRolesInput>;
  /** What a refused item means for the others. */
  mode?: BatchMode;
};

export type AssetFieldsFragment = { id: string, type: AssetType, name: string, owner: { id: string, name: string } };

export type AssetPermissionFieldsFragment = { id: string, levels: Array<AssetPermissionLevel>, createdAt: string, updatedAt: string, expiresAt: string | null, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } }, grantee:
    | { id: string, roles: Array<BusinessRole>, email: string | null, firstName: string | null, user: { id: string } | null }
    | { id: string, host: { id: string }, partner: { id: string } }
  , grantedBy: { id: string } | null };

export type AssetQueryVariables = Exact<{
  id: string;
}>;


export type AssetQuery = { asset: { id: string, type: AssetType, name: string, permissions: { totalCount: number, nodes: Array<{ id: string, levels: Array<AssetPermissionLevel>, createdAt: string, updatedAt: string, expiresAt: string | null, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } }, grantee:
          | { id: string, roles: Array<BusinessRole>, email: string | null, firstName: string | null, user: { id: string } | null }
          | { id: string, host: { id: string }, partner: { id: string } }
        , grantedBy: { id: string } | null }> }, owner: { id: string, name: string } } | null };

export type AssetsQueryVariables = Exact<{
  id: string;
  filter?: AssetFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AssetsQuery = { business: { assets: { totalCount: number, nodes: Array<{ id: string, type: AssetType, name: string, owner: { id: string, name: string } }> } } | null };

export type AssetPermissionsQueryVariables = Exact<{
  id: string;
  filter?: AssetPermissionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AssetPermissionsQuery = { business: { assetPermissions: { totalCount: number, nodes: Array<{ id: string, levels: Array<AssetPermissionLevel>, createdAt: string, updatedAt: string, expiresAt: string | null, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } }, grantee:
          | { id: string, roles: Array<BusinessRole>, email: string | null, firstName: string | null, user: { id: string } | null }
          | { id: string, host: { id: string }, partner: { id: string } }
        , grantedBy: { id: string } | null }> } } | null };

export type MemberPermissionsQueryVariables = Exact<{
  id: string;
}>;


export type MemberPermissionsQuery = { accountMember: { id: string, status: MembershipStatus, roles: Array<BusinessRole>, expiresAt: string | null, assetPermissions: { nodes: Array<{ id: string, levels: Array<AssetPermissionLevel>, createdAt: string, updatedAt: string, expiresAt: string | null, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } }, grantee:
          | { id: string, roles: Array<BusinessRole>, email: string | null, firstName: string | null, user: { id: string } | null }
          | { id: string, host: { id: string }, partner: { id: string } }
        , grantedBy: { id: string } | null }> } } | null };

export type RegisterAssetsMutationVariables = Exact<{
  input: RegisterAssetsInput;
}>;


export type RegisterAssetsMutation = { registerAssets: { results: Array<{ index: number, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RemoveAssetsMutationVariables = Exact<{
  input: RemoveAssetsInput;
}>;


export type RemoveAssetsMutation = { removeAssets: { results: Array<{ index: number, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type SetAssetPermissionsMutationVariables = Exact<{
  input: SetAssetPermissionsInput;
}>;


export type SetAssetPermissionsMutation = { setAssetPermissions: { results: Array<{ index: number, permission: { id: string, levels: Array<AssetPermissionLevel>, createdAt: string, updatedAt: string, expiresAt: string | null, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } }, grantee:
          | { id: string, roles: Array<BusinessRole>, email: string | null, firstName: string | null, user: { id: string } | null }
          | { id: string, host: { id: string }, partner: { id: string } }
        , grantedBy: { id: string } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RevokeAssetPermissionsMutationVariables = Exact<{
  input: RevokeAssetPermissionsInput;
}>;


export type RevokeAssetPermissionsMutation = { revokeAssetPermissions: { results: Array<{ index: number, permission: { id: string, levels: Array<AssetPermissionLevel>, createdAt: string, updatedAt: string, expiresAt: string | null, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } }, grantee:
          | { id: string, roles: Array<BusinessRole>, email: string | null, firstName: string | null, user: { id: string } | null }
          | { id: string, host: { id: string }, partner: { id: string } }
        , grantedBy: { id: string } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type BusinessFieldsFragment = { id: string, name: string, createdAt: string, viewerRoles: Array<BusinessRole>, seatLimit: number | null, seatsUsed: number | null, eventCursor: string | null };

export type BusinessQueryVariables = Exact<{
  id: string;
}>;


export type BusinessQuery = { business: { id: string, name: string, createdAt: string, viewerRoles: Array<BusinessRole>, seatLimit: number | null, seatsUsed: number | null, eventCursor: string | null } | null };

export type CreateBusinessMutationVariables = Exact<{
  input: CreateBusinessInput;
}>;


export type CreateBusinessMutation = { createBusiness: { business: { id: string, name: string, createdAt: string, viewerRoles: Array<BusinessRole>, seatLimit: number | null, seatsUsed: number | null, eventCursor: string | null } | null, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type UpdateBusinessMutationVariables = Exact<{
  input: UpdateBusinessInput;
}>;


export type UpdateBusinessMutation = { updateBusiness: { business: { id: string, name: string, createdAt: string, viewerRoles: Array<BusinessRole>, seatLimit: number | null, seatsUsed: number | null, eventCursor: string | null } | null, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type ChangeFieldsFragment = { cursor: string, seq: number, previousStatus: InviteStatus | null, status: InviteStatus, occurredAt: string, actor: { kind: ActorKind, user: { id: string } | null }, invite: { id: string, status: InviteStatus, inviteeEmail: string | null } };

export type InviteStatusChangedSubscriptionVariables = Exact<{
  businessId: string;
  filter?: InviteFilter | null | undefined;
  inviteIds?: Array<string> | string | null | undefined;
  after?: string | null | undefined;
}>;


export type InviteStatusChangedSubscription = { inviteStatusChanged: { cursor: string, seq: number, previousStatus: InviteStatus | null, status: InviteStatus, occurredAt: string, actor: { kind: ActorKind, user: { id: string } | null }, invite: { id: string, status: InviteStatus, inviteeEmail: string | null } } };

export type ViewerInviteStatusChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ViewerInviteStatusChangedSubscription = { viewerInviteStatusChanged: { cursor: string, seq: number, previousStatus: InviteStatus | null, status: InviteStatus, occurredAt: string, actor: { kind: ActorKind, user: { id: string } | null }, invite: { id: string, status: InviteStatus, inviteeEmail: string | null } } };

export type InviteStatusChangesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type InviteStatusChangesQuery = { business: { eventCursor: string | null, inviteStatusChanges: { nodes: Array<{ cursor: string, seq: number, previousStatus: InviteStatus | null, status: InviteStatus, occurredAt: string, actor: { kind: ActorKind, user: { id: string } | null }, invite: { id: string, status: InviteStatus, inviteeEmail: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type LeaveWithOthersMutationVariables = Exact<{
  input: RemoveMembersInput;
}>;


export type LeaveWithOthersMutation = { removeMembers: { results: Array<{ member: { id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, firstName: string | null, lastName: string | null, createdAt: string, acceptedAt: string | null, expiresAt: string | null, business: { id: string, name: string }, user: { id: string } | null, invite: { id: string, status: InviteStatus } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type InviteFieldsFragment = { id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null };

export type ErrorFieldsFragment = { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean };

export type InviteResultsFragment = { index: number, invite: { id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null };

export type InviteQueryVariables = Exact<{
  id: string;
}>;


export type InviteQuery = { invite: { id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null };

export type ReceivedInvitesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: InviteFilter | null | undefined;
}>;


export type ReceivedInvitesQuery = { viewer: { eventCursor: string, receivedInvites: { totalCount: number, nodes: Array<{ id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type BusinessInvitesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: InviteFilter | null | undefined;
  orderBy?: InviteOrder | null | undefined;
}>;


export type BusinessInvitesQuery = { business: { invites: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type InviteMembersMutationVariables = Exact<{
  input: InviteMembersInput;
}>;


export type InviteMembersMutation = { inviteMembers: { results: Array<{ index: number, invite: { id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type CancelInvitesMutationVariables = Exact<{
  input: CancelInvitesInput;
}>;


export type CancelInvitesMutation = { cancelInvites: { results: Array<{ index: number, invite: { id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RespondToInvitesMutationVariables = Exact<{
  input: RespondToInvitesInput;
}>;


export type RespondToInvitesMutation = { respondToInvites: { results: Array<{ index: number, invite: { id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type MemberFieldsFragment = { id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, firstName: string | null, lastName: string | null, createdAt: string, acceptedAt: string | null, expiresAt: string | null, business: { id: string, name: string }, user: { id: string } | null, invite: { id: string, status: InviteStatus } | null };

export type AccountMemberQueryVariables = Exact<{
  id: string;
}>;


export type AccountMemberQuery = { accountMember: { id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, firstName: string | null, lastName: string | null, createdAt: string, acceptedAt: string | null, expiresAt: string | null, business: { id: string, name: string }, user: { id: string } | null, invite: { id: string, status: InviteStatus } | null } | null };

export type BusinessMembersQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: AccountMemberFilter | null | undefined;
  orderBy?: Array<AccountMemberOrder> | AccountMemberOrder | null | undefined;
}>;


export type BusinessMembersQuery = { business: { members: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, firstName: string | null, lastName: string | null, createdAt: string, acceptedAt: string | null, expiresAt: string | null, business: { id: string, name: string }, user: { id: string } | null, invite: { id: string, status: InviteStatus } | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type MembershipsQueryVariables = Exact<{
  first?: number | null | undefined;
  filter?: AccountMemberFilter | null | undefined;
}>;


export type MembershipsQuery = { viewer: { memberships: { totalCount: number, nodes: Array<{ id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, firstName: string | null, lastName: string | null, createdAt: string, acceptedAt: string | null, expiresAt: string | null, business: { id: string, name: string }, user: { id: string } | null, invite: { id: string, status: InviteStatus } | null }> } } | null };

export type MembershipResultsFragment = { index: number, member: { id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, expiresAt: string | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null };

export type UpdateMemberRolesMutationVariables = Exact<{
  input: UpdateMemberRolesInput;
}>;


export type UpdateMemberRolesMutation = { updateMemberRoles: { results: Array<{ index: number, member: { id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, expiresAt: string | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RemoveMembersMutationVariables = Exact<{
  input: RemoveMembersInput;
}>;


export type RemoveMembersMutation = { removeMembers: { results: Array<{ index: number, member: { id: string, status: MembershipStatus, roles: Array<BusinessRole>, email: string | null, expiresAt: string | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type PartnerInviteFieldsFragment = { membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null };

export type PartnershipFieldsFragment = { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } };

export type PartnerInviteResultsFragment = { index: number, invite: { membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null };

export type PartnerInviteQueryVariables = Exact<{
  id: string;
}>;


export type PartnerInviteQuery = { invite: { membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null };

export type BusinessPartnerInvitesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: InviteFilter | null | undefined;
}>;


export type BusinessPartnerInvitesQuery = { business: { invites: { totalCount: number, nodes: Array<{ membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type PartnershipsQueryVariables = Exact<{
  id: string;
  direction?: PartnershipDirection | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PartnershipsQuery = { business: { partnerships: { totalCount: number, nodes: Array<{ id: string, createdAt: string, assetPermissions: { nodes: Array<{ id: string, levels: Array<AssetPermissionLevel>, createdAt: string, updatedAt: string, expiresAt: string | null, asset: { id: string, type: AssetType, name: string, owner: { id: string, name: string } }, grantee:
              | { id: string, roles: Array<BusinessRole>, email: string | null, firstName: string | null, user: { id: string } | null }
              | { id: string, host: { id: string }, partner: { id: string } }
            , grantedBy: { id: string } | null }> }, host: { id: string, name: string }, partner: { id: string, name: string } }> } } | null };

export type InviteStatsQueryVariables = Exact<{
  id: string;
  since: string;
}>;


export type InviteStatsQuery = { business: { inviteStats: { open: number, expiringSoon: number, created: number, delivered: number, accepted: number, declined: number, cancelled: number, expired: number, medianSecondsToAccept: number | null } | null } | null };

export type InvitePartnersMutationVariables = Exact<{
  input: InvitePartnersInput;
}>;


export type InvitePartnersMutation = { invitePartners: { results: Array<{ index: number, invite: { membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RequestPartnershipsMutationVariables = Exact<{
  input: RequestPartnershipsInput;
}>;


export type RequestPartnershipsMutation = { requestPartnerships: { results: Array<{ index: number, invite: { membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RequestAssetAccessMutationVariables = Exact<{
  input: RequestAssetAccessInput;
}>;


export type RequestAssetAccessMutation = { requestAssetAccess: { results: Array<{ index: number, invite: { membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type SetInviteAssetGrantsMutationVariables = Exact<{
  input: SetInviteAssetGrantsInput;
}>;


export type SetInviteAssetGrantsMutation = { setInviteAssetGrants: { results: Array<{ index: number, invite: { membershipExpiresAt: string | null, id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, updatedAt: string, sentAt: string | null, expiresAt: string, closedAt: string | null, sendCount: number, viewerIsInvitee: boolean, viewerActions: Array<InviteAction>, inviteeBusiness: { id: string, name: string } | null, assetGrants: Array<{ assetId: string, levels: Array<AssetPermissionLevel>, asset: { id: string, type: AssetType, name: string } | null }>, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, business: { id: string, name: string }, inviteeUser: { id: string } | null, createdBy: { id: string, firstName: string | null, email: string | null } | null, closedBy: { id: string } | null, member: { id: string, status: MembershipStatus, email: string | null } | null } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type EndPartnershipsMutationVariables = Exact<{
  input: EndPartnershipsInput;
}>;


export type EndPartnershipsMutation = { endPartnerships: { results: Array<{ index: number, partnership: { id: string, createdAt: string, host: { id: string, name: string }, partner: { id: string, name: string } } | null, error: { code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AssetFieldsFragmentDoc = new TypedDocumentString(`
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
    `, {"fragmentName":"AssetFields"}) as unknown as TypedDocumentString<AssetFieldsFragment, unknown>;
export const AssetPermissionFieldsFragmentDoc = new TypedDocumentString(`
    fragment AssetPermissionFields on AssetPermission {
  id
  levels
  createdAt
  updatedAt
  expiresAt
  asset {
    ...AssetFields
  }
  grantee {
    ... on AccountMember {
      id
      roles
      email
      firstName
      user {
        id
      }
    }
    ... on Partnership {
      id
      host {
        id
      }
      partner {
        id
      }
    }
  }
  grantedBy {
    id
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}`, {"fragmentName":"AssetPermissionFields"}) as unknown as TypedDocumentString<AssetPermissionFieldsFragment, unknown>;
export const BusinessFieldsFragmentDoc = new TypedDocumentString(`
    fragment BusinessFields on Business {
  id
  name
  createdAt
  viewerRoles
  seatLimit
  seatsUsed
  eventCursor
}
    `, {"fragmentName":"BusinessFields"}) as unknown as TypedDocumentString<BusinessFieldsFragment, unknown>;
export const ChangeFieldsFragmentDoc = new TypedDocumentString(`
    fragment ChangeFields on InviteStatusChange {
  cursor
  seq
  previousStatus
  status
  occurredAt
  actor {
    kind
    user {
      id
    }
  }
  invite {
    id
    status
    inviteeEmail
  }
}
    `, {"fragmentName":"ChangeFields"}) as unknown as TypedDocumentString<ChangeFieldsFragment, unknown>;
export const InviteFieldsFragmentDoc = new TypedDocumentString(`
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
    `, {"fragmentName":"InviteFields"}) as unknown as TypedDocumentString<InviteFieldsFragment, unknown>;
export const ErrorFieldsFragmentDoc = new TypedDocumentString(`
    fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
    `, {"fragmentName":"ErrorFields"}) as unknown as TypedDocumentString<ErrorFieldsFragment, unknown>;
export const InviteResultsFragmentDoc = new TypedDocumentString(`
    fragment InviteResults on InviteResult {
  index
  invite {
    ...InviteFields
  }
  error {
    ...ErrorFields
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`, {"fragmentName":"InviteResults"}) as unknown as TypedDocumentString<InviteResultsFragment, unknown>;
export const MemberFieldsFragmentDoc = new TypedDocumentString(`
    fragment MemberFields on AccountMember {
  id
  status
  roles
  email
  firstName
  lastName
  createdAt
  acceptedAt
  expiresAt
  business {
    id
    name
  }
  user {
    id
  }
  invite {
    id
    status
  }
}
    `, {"fragmentName":"MemberFields"}) as unknown as TypedDocumentString<MemberFieldsFragment, unknown>;
export const MembershipResultsFragmentDoc = new TypedDocumentString(`
    fragment MembershipResults on AccountMemberResult {
  index
  member {
    id
    status
    roles
    email
    expiresAt
  }
  error {
    ...ErrorFields
  }
}
    fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`, {"fragmentName":"MembershipResults"}) as unknown as TypedDocumentString<MembershipResultsFragment, unknown>;
export const PartnershipFieldsFragmentDoc = new TypedDocumentString(`
    fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}
    `, {"fragmentName":"PartnershipFields"}) as unknown as TypedDocumentString<PartnershipFieldsFragment, unknown>;
export const PartnerInviteFieldsFragmentDoc = new TypedDocumentString(`
    fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}`, {"fragmentName":"PartnerInviteFields"}) as unknown as TypedDocumentString<PartnerInviteFieldsFragment, unknown>;
export const PartnerInviteResultsFragmentDoc = new TypedDocumentString(`
    fragment PartnerInviteResults on InviteResult {
  index
  invite {
    ...PartnerInviteFields
  }
  error {
    ...ErrorFields
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}`, {"fragmentName":"PartnerInviteResults"}) as unknown as TypedDocumentString<PartnerInviteResultsFragment, unknown>;
export const AssetDocument = new TypedDocumentString(`
    query Asset($id: ID!) {
  asset(id: $id) {
    ...AssetFields
    permissions {
      totalCount
      nodes {
        ...AssetPermissionFields
      }
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment AssetPermissionFields on AssetPermission {
  id
  levels
  createdAt
  updatedAt
  expiresAt
  asset {
    ...AssetFields
  }
  grantee {
    ... on AccountMember {
      id
      roles
      email
      firstName
      user {
        id
      }
    }
    ... on Partnership {
      id
      host {
        id
      }
      partner {
        id
      }
    }
  }
  grantedBy {
    id
  }
}`) as unknown as TypedDocumentString<AssetQuery, AssetQueryVariables>;
export const AssetsDocument = new TypedDocumentString(`
    query Assets($id: ID!, $filter: AssetFilter, $first: Int, $after: String) {
  business(id: $id) {
    assets(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        ...AssetFields
      }
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}`) as unknown as TypedDocumentString<AssetsQuery, AssetsQueryVariables>;
export const AssetPermissionsDocument = new TypedDocumentString(`
    query AssetPermissions($id: ID!, $filter: AssetPermissionFilter, $first: Int, $after: String) {
  business(id: $id) {
    assetPermissions(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        ...AssetPermissionFields
      }
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment AssetPermissionFields on AssetPermission {
  id
  levels
  createdAt
  updatedAt
  expiresAt
  asset {
    ...AssetFields
  }
  grantee {
    ... on AccountMember {
      id
      roles
      email
      firstName
      user {
        id
      }
    }
    ... on Partnership {
      id
      host {
        id
      }
      partner {
        id
      }
    }
  }
  grantedBy {
    id
  }
}`) as unknown as TypedDocumentString<AssetPermissionsQuery, AssetPermissionsQueryVariables>;
export const MemberPermissionsDocument = new TypedDocumentString(`
    query MemberPermissions($id: ID!) {
  accountMember(id: $id) {
    id
    status
    roles
    expiresAt
    assetPermissions {
      nodes {
        ...AssetPermissionFields
      }
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment AssetPermissionFields on AssetPermission {
  id
  levels
  createdAt
  updatedAt
  expiresAt
  asset {
    ...AssetFields
  }
  grantee {
    ... on AccountMember {
      id
      roles
      email
      firstName
      user {
        id
      }
    }
    ... on Partnership {
      id
      host {
        id
      }
      partner {
        id
      }
    }
  }
  grantedBy {
    id
  }
}`) as unknown as TypedDocumentString<MemberPermissionsQuery, MemberPermissionsQueryVariables>;
export const RegisterAssetsDocument = new TypedDocumentString(`
    mutation RegisterAssets($input: RegisterAssetsInput!) {
  registerAssets(input: $input) {
    results {
      index
      asset {
        ...AssetFields
      }
      error {
        ...ErrorFields
      }
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<RegisterAssetsMutation, RegisterAssetsMutationVariables>;
export const RemoveAssetsDocument = new TypedDocumentString(`
    mutation RemoveAssets($input: RemoveAssetsInput!) {
  removeAssets(input: $input) {
    results {
      index
      asset {
        ...AssetFields
      }
      error {
        ...ErrorFields
      }
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<RemoveAssetsMutation, RemoveAssetsMutationVariables>;
export const SetAssetPermissionsDocument = new TypedDocumentString(`
    mutation SetAssetPermissions($input: SetAssetPermissionsInput!) {
  setAssetPermissions(input: $input) {
    results {
      index
      permission {
        ...AssetPermissionFields
      }
      error {
        ...ErrorFields
      }
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment AssetPermissionFields on AssetPermission {
  id
  levels
  createdAt
  updatedAt
  expiresAt
  asset {
    ...AssetFields
  }
  grantee {
    ... on AccountMember {
      id
      roles
      email
      firstName
      user {
        id
      }
    }
    ... on Partnership {
      id
      host {
        id
      }
      partner {
        id
      }
    }
  }
  grantedBy {
    id
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<SetAssetPermissionsMutation, SetAssetPermissionsMutationVariables>;
export const RevokeAssetPermissionsDocument = new TypedDocumentString(`
    mutation RevokeAssetPermissions($input: RevokeAssetPermissionsInput!) {
  revokeAssetPermissions(input: $input) {
    results {
      index
      permission {
        ...AssetPermissionFields
      }
      error {
        ...ErrorFields
      }
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment AssetPermissionFields on AssetPermission {
  id
  levels
  createdAt
  updatedAt
  expiresAt
  asset {
    ...AssetFields
  }
  grantee {
    ... on AccountMember {
      id
      roles
      email
      firstName
      user {
        id
      }
    }
    ... on Partnership {
      id
      host {
        id
      }
      partner {
        id
      }
    }
  }
  grantedBy {
    id
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<RevokeAssetPermissionsMutation, RevokeAssetPermissionsMutationVariables>;
export const BusinessDocument = new TypedDocumentString(`
    query Business($id: ID!) {
  business(id: $id) {
    ...BusinessFields
  }
}
    fragment BusinessFields on Business {
  id
  name
  createdAt
  viewerRoles
  seatLimit
  seatsUsed
  eventCursor
}`) as unknown as TypedDocumentString<BusinessQuery, BusinessQueryVariables>;
export const CreateBusinessDocument = new TypedDocumentString(`
    mutation CreateBusiness($input: CreateBusinessInput!) {
  createBusiness(input: $input) {
    business {
      ...BusinessFields
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment BusinessFields on Business {
  id
  name
  createdAt
  viewerRoles
  seatLimit
  seatsUsed
  eventCursor
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<CreateBusinessMutation, CreateBusinessMutationVariables>;
export const UpdateBusinessDocument = new TypedDocumentString(`
    mutation UpdateBusiness($input: UpdateBusinessInput!) {
  updateBusiness(input: $input) {
    business {
      ...BusinessFields
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment BusinessFields on Business {
  id
  name
  createdAt
  viewerRoles
  seatLimit
  seatsUsed
  eventCursor
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<UpdateBusinessMutation, UpdateBusinessMutationVariables>;
export const InviteStatusChangedDocument = new TypedDocumentString(`
    subscription InviteStatusChanged($businessId: ID!, $filter: InviteFilter, $inviteIds: [ID!], $after: String) {
  inviteStatusChanged(
    businessId: $businessId
    filter: $filter
    inviteIds: $inviteIds
    after: $after
  ) {
    ...ChangeFields
  }
}
    fragment ChangeFields on InviteStatusChange {
  cursor
  seq
  previousStatus
  status
  occurredAt
  actor {
    kind
    user {
      id
    }
  }
  invite {
    id
    status
    inviteeEmail
  }
}`) as unknown as TypedDocumentString<InviteStatusChangedSubscription, InviteStatusChangedSubscriptionVariables>;
export const ViewerInviteStatusChangedDocument = new TypedDocumentString(`
    subscription ViewerInviteStatusChanged($after: String) {
  viewerInviteStatusChanged(after: $after) {
    ...ChangeFields
  }
}
    fragment ChangeFields on InviteStatusChange {
  cursor
  seq
  previousStatus
  status
  occurredAt
  actor {
    kind
    user {
      id
    }
  }
  invite {
    id
    status
    inviteeEmail
  }
}`) as unknown as TypedDocumentString<ViewerInviteStatusChangedSubscription, ViewerInviteStatusChangedSubscriptionVariables>;
export const InviteStatusChangesDocument = new TypedDocumentString(`
    query InviteStatusChanges($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  business(id: $id) {
    eventCursor
    inviteStatusChanges(first: $first, after: $after, last: $last, before: $before) {
      nodes {
        ...ChangeFields
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment ChangeFields on InviteStatusChange {
  cursor
  seq
  previousStatus
  status
  occurredAt
  actor {
    kind
    user {
      id
    }
  }
  invite {
    id
    status
    inviteeEmail
  }
}`) as unknown as TypedDocumentString<InviteStatusChangesQuery, InviteStatusChangesQueryVariables>;
export const LeaveWithOthersDocument = new TypedDocumentString(`
    mutation LeaveWithOthers($input: RemoveMembersInput!) {
  removeMembers(input: $input) {
    results {
      member {
        ...MemberFields
      }
      error {
        ...ErrorFields
      }
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment MemberFields on AccountMember {
  id
  status
  roles
  email
  firstName
  lastName
  createdAt
  acceptedAt
  expiresAt
  business {
    id
    name
  }
  user {
    id
  }
  invite {
    id
    status
  }
}`) as unknown as TypedDocumentString<LeaveWithOthersMutation, LeaveWithOthersMutationVariables>;
export const InviteDocument = new TypedDocumentString(`
    query Invite($id: ID!) {
  invite(id: $id) {
    ...InviteFields
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}`) as unknown as TypedDocumentString<InviteQuery, InviteQueryVariables>;
export const ReceivedInvitesDocument = new TypedDocumentString(`
    query ReceivedInvites($first: Int, $after: String, $filter: InviteFilter) {
  viewer {
    eventCursor
    receivedInvites(first: $first, after: $after, filter: $filter) {
      totalCount
      nodes {
        ...InviteFields
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}`) as unknown as TypedDocumentString<ReceivedInvitesQuery, ReceivedInvitesQueryVariables>;
export const BusinessInvitesDocument = new TypedDocumentString(`
    query BusinessInvites($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: InviteFilter, $orderBy: InviteOrder) {
  business(id: $id) {
    invites(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      totalCount
      edges {
        cursor
        node {
          ...InviteFields
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}`) as unknown as TypedDocumentString<BusinessInvitesQuery, BusinessInvitesQueryVariables>;
export const InviteMembersDocument = new TypedDocumentString(`
    mutation InviteMembers($input: InviteMembersInput!) {
  inviteMembers(input: $input) {
    results {
      ...InviteResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment InviteResults on InviteResult {
  index
  invite {
    ...InviteFields
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<InviteMembersMutation, InviteMembersMutationVariables>;
export const CancelInvitesDocument = new TypedDocumentString(`
    mutation CancelInvites($input: CancelInvitesInput!) {
  cancelInvites(input: $input) {
    results {
      ...InviteResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment InviteResults on InviteResult {
  index
  invite {
    ...InviteFields
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<CancelInvitesMutation, CancelInvitesMutationVariables>;
export const RespondToInvitesDocument = new TypedDocumentString(`
    mutation RespondToInvites($input: RespondToInvitesInput!) {
  respondToInvites(input: $input) {
    results {
      ...InviteResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment InviteResults on InviteResult {
  index
  invite {
    ...InviteFields
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<RespondToInvitesMutation, RespondToInvitesMutationVariables>;
export const AccountMemberDocument = new TypedDocumentString(`
    query AccountMember($id: ID!) {
  accountMember(id: $id) {
    ...MemberFields
  }
}
    fragment MemberFields on AccountMember {
  id
  status
  roles
  email
  firstName
  lastName
  createdAt
  acceptedAt
  expiresAt
  business {
    id
    name
  }
  user {
    id
  }
  invite {
    id
    status
  }
}`) as unknown as TypedDocumentString<AccountMemberQuery, AccountMemberQueryVariables>;
export const BusinessMembersDocument = new TypedDocumentString(`
    query BusinessMembers($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: AccountMemberFilter, $orderBy: [AccountMemberOrder!]) {
  business(id: $id) {
    members(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      totalCount
      edges {
        cursor
        node {
          ...MemberFields
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
}
    fragment MemberFields on AccountMember {
  id
  status
  roles
  email
  firstName
  lastName
  createdAt
  acceptedAt
  expiresAt
  business {
    id
    name
  }
  user {
    id
  }
  invite {
    id
    status
  }
}`) as unknown as TypedDocumentString<BusinessMembersQuery, BusinessMembersQueryVariables>;
export const MembershipsDocument = new TypedDocumentString(`
    query Memberships($first: Int, $filter: AccountMemberFilter) {
  viewer {
    memberships(first: $first, filter: $filter) {
      totalCount
      nodes {
        ...MemberFields
      }
    }
  }
}
    fragment MemberFields on AccountMember {
  id
  status
  roles
  email
  firstName
  lastName
  createdAt
  acceptedAt
  expiresAt
  business {
    id
    name
  }
  user {
    id
  }
  invite {
    id
    status
  }
}`) as unknown as TypedDocumentString<MembershipsQuery, MembershipsQueryVariables>;
export const UpdateMemberRolesDocument = new TypedDocumentString(`
    mutation UpdateMemberRoles($input: UpdateMemberRolesInput!) {
  updateMemberRoles(input: $input) {
    results {
      ...MembershipResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment MembershipResults on AccountMemberResult {
  index
  member {
    id
    status
    roles
    email
    expiresAt
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<UpdateMemberRolesMutation, UpdateMemberRolesMutationVariables>;
export const RemoveMembersDocument = new TypedDocumentString(`
    mutation RemoveMembers($input: RemoveMembersInput!) {
  removeMembers(input: $input) {
    results {
      ...MembershipResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment MembershipResults on AccountMemberResult {
  index
  member {
    id
    status
    roles
    email
    expiresAt
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<RemoveMembersMutation, RemoveMembersMutationVariables>;
export const PartnerInviteDocument = new TypedDocumentString(`
    query PartnerInvite($id: ID!) {
  invite(id: $id) {
    ...PartnerInviteFields
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}`) as unknown as TypedDocumentString<PartnerInviteQuery, PartnerInviteQueryVariables>;
export const BusinessPartnerInvitesDocument = new TypedDocumentString(`
    query BusinessPartnerInvites($id: ID!, $first: Int, $after: String, $filter: InviteFilter) {
  business(id: $id) {
    invites(first: $first, after: $after, filter: $filter) {
      totalCount
      nodes {
        ...PartnerInviteFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}`) as unknown as TypedDocumentString<BusinessPartnerInvitesQuery, BusinessPartnerInvitesQueryVariables>;
export const PartnershipsDocument = new TypedDocumentString(`
    query Partnerships($id: ID!, $direction: PartnershipDirection, $first: Int, $after: String) {
  business(id: $id) {
    partnerships(direction: $direction, first: $first, after: $after) {
      totalCount
      nodes {
        ...PartnershipFields
        assetPermissions {
          nodes {
            ...AssetPermissionFields
          }
        }
      }
    }
  }
}
    fragment AssetFields on Asset {
  id
  type
  name
  owner {
    id
    name
  }
}
fragment AssetPermissionFields on AssetPermission {
  id
  levels
  createdAt
  updatedAt
  expiresAt
  asset {
    ...AssetFields
  }
  grantee {
    ... on AccountMember {
      id
      roles
      email
      firstName
      user {
        id
      }
    }
    ... on Partnership {
      id
      host {
        id
      }
      partner {
        id
      }
    }
  }
  grantedBy {
    id
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}`) as unknown as TypedDocumentString<PartnershipsQuery, PartnershipsQueryVariables>;
export const InviteStatsDocument = new TypedDocumentString(`
    query InviteStats($id: ID!, $since: DateTime!) {
  business(id: $id) {
    inviteStats(since: $since) {
      open
      expiringSoon
      created
      delivered
      accepted
      declined
      cancelled
      expired
      medianSecondsToAccept
    }
  }
}
    `) as unknown as TypedDocumentString<InviteStatsQuery, InviteStatsQueryVariables>;
export const InvitePartnersDocument = new TypedDocumentString(`
    mutation InvitePartners($input: InvitePartnersInput!) {
  invitePartners(input: $input) {
    results {
      ...PartnerInviteResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}
fragment PartnerInviteResults on InviteResult {
  index
  invite {
    ...PartnerInviteFields
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<InvitePartnersMutation, InvitePartnersMutationVariables>;
export const RequestPartnershipsDocument = new TypedDocumentString(`
    mutation RequestPartnerships($input: RequestPartnershipsInput!) {
  requestPartnerships(input: $input) {
    results {
      ...PartnerInviteResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}
fragment PartnerInviteResults on InviteResult {
  index
  invite {
    ...PartnerInviteFields
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<RequestPartnershipsMutation, RequestPartnershipsMutationVariables>;
export const RequestAssetAccessDocument = new TypedDocumentString(`
    mutation RequestAssetAccess($input: RequestAssetAccessInput!) {
  requestAssetAccess(input: $input) {
    results {
      ...PartnerInviteResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}
fragment PartnerInviteResults on InviteResult {
  index
  invite {
    ...PartnerInviteFields
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<RequestAssetAccessMutation, RequestAssetAccessMutationVariables>;
export const SetInviteAssetGrantsDocument = new TypedDocumentString(`
    mutation SetInviteAssetGrants($input: SetInviteAssetGrantsInput!) {
  setInviteAssetGrants(input: $input) {
    results {
      ...PartnerInviteResults
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment InviteFields on Invite {
  id
  type
  status
  inviteeEmail
  roles
  message
  createdAt
  updatedAt
  sentAt
  expiresAt
  closedAt
  sendCount
  viewerIsInvitee
  viewerActions
  business {
    id
    name
  }
  inviteeUser {
    id
  }
  createdBy {
    id
    firstName
    email
  }
  closedBy {
    id
  }
  member {
    id
    status
    email
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment PartnerInviteFields on Invite {
  ...InviteFields
  membershipExpiresAt
  inviteeBusiness {
    id
    name
  }
  assetGrants {
    assetId
    levels
    asset {
      id
      type
      name
    }
  }
  partnership {
    ...PartnershipFields
  }
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}
fragment PartnerInviteResults on InviteResult {
  index
  invite {
    ...PartnerInviteFields
  }
  error {
    ...ErrorFields
  }
}`) as unknown as TypedDocumentString<SetInviteAssetGrantsMutation, SetInviteAssetGrantsMutationVariables>;
export const EndPartnershipsDocument = new TypedDocumentString(`
    mutation EndPartnerships($input: EndPartnershipsInput!) {
  endPartnerships(input: $input) {
    results {
      index
      partnership {
        ...PartnershipFields
      }
      error {
        ...ErrorFields
      }
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}
fragment PartnershipFields on Partnership {
  id
  createdAt
  host {
    id
    name
  }
  partner {
    id
    name
  }
}`) as unknown as TypedDocumentString<EndPartnershipsMutation, EndPartnershipsMutationVariables>;