/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Levels on one asset. */
export type AssetGrantInput = {
  /** The asset. */
  assetId: string;
  /** The levels, 1 to 10; each must exist for the type of the asset. */
  levels: Array<AssetPermissionLevel>;
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

/** Answers to invites addressed to you, of any business. */
export type RespondToInvitesInput = {
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** What a refused item means for the others. */
  mode?: BatchMode;
  /** The answers, 1 to 100. */
  responses: Array<InviteResponseInput>;
};

export type InviteItemFragment = { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null };

export type InviteChangeFragment = { __typename: 'InviteStatusChange', cursor: string, seq: number, previousStatus: InviteStatus | null, status: InviteStatus, occurredAt: string, invite: { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null } };

export type InviteOutcomeFragment = { __typename: 'InviteResult', index: number, invite: { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null } | null, error: { __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null };

export type RefusalFragment = { __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean };

export type ViewerInvitesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: InviteFilter | null | undefined;
}>;


export type ViewerInvitesQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', eventCursor: string, receivedInvites: { __typename: 'InviteConnection', nodes: Array<{ __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } } | null };

export type BusinessInvitesQueryVariables = Exact<{
  businessId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: InviteFilter | null | undefined;
}>;


export type BusinessInvitesQuery = { __typename: 'Query', business: { __typename: 'Business', id: string, name: string, eventCursor: string | null, invites: { __typename: 'InviteConnection', totalCount: number, nodes: Array<{ __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } } | null };

export type ViewerBusinessesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ViewerBusinessesQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', user: { __typename: 'User', id: string, email: string | null, firstName: string | null } | null, memberships: { __typename: 'AccountMemberConnection', nodes: Array<{ __typename: 'AccountMember', id: string, status: MembershipStatus, roles: Array<BusinessRole>, business: { __typename: 'Business', id: string, name: string } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } } | null };

export type InviteMembersMutationVariables = Exact<{
  input: InviteMembersInput;
}>;


export type InviteMembersMutation = { __typename: 'Mutation', inviteMembers: { __typename: 'InviteMembersPayload', results: Array<{ __typename: 'InviteResult', index: number, invite: { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null } | null, error: { __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RespondToInvitesMutationVariables = Exact<{
  input: RespondToInvitesInput;
}>;


export type RespondToInvitesMutation = { __typename: 'Mutation', respondToInvites: { __typename: 'RespondToInvitesPayload', results: Array<{ __typename: 'InviteResult', index: number, invite: { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null } | null, error: { __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type CancelInvitesMutationVariables = Exact<{
  input: CancelInvitesInput;
}>;


export type CancelInvitesMutation = { __typename: 'Mutation', cancelInvites: { __typename: 'CancelInvitesPayload', results: Array<{ __typename: 'InviteResult', index: number, invite: { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null } | null, error: { __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean } | null }>, userErrors: Array<{ __typename: 'MembershipError', code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type BusinessInviteChangesSubscriptionVariables = Exact<{
  businessId: string;
  after?: string | null | undefined;
}>;


export type BusinessInviteChangesSubscription = { inviteStatusChanged: { __typename: 'InviteStatusChange', cursor: string, seq: number, previousStatus: InviteStatus | null, status: InviteStatus, occurredAt: string, invite: { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null } } };

export type ViewerInviteChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ViewerInviteChangesSubscription = { viewerInviteStatusChanged: { __typename: 'InviteStatusChange', cursor: string, seq: number, previousStatus: InviteStatus | null, status: InviteStatus, occurredAt: string, invite: { __typename: 'Invite', id: string, type: InviteType, status: InviteStatus, inviteeEmail: string | null, roles: Array<BusinessRole>, message: string | null, createdAt: string, expiresAt: string, viewerActions: Array<InviteAction>, business: { __typename: 'Business', id: string, name: string }, createdBy: { __typename: 'User', id: string, firstName: string | null } | null } } };

export const InviteItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}}]} as unknown as DocumentNode<InviteItemFragment, unknown>;
export const InviteChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InviteStatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"previousStatus"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"invite"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}}]} as unknown as DocumentNode<InviteChangeFragment, unknown>;
export const RefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MembershipError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<RefusalFragment, unknown>;
export const InviteOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InviteResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"invite"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MembershipError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}}]} as unknown as DocumentNode<InviteOutcomeFragment, unknown>;
export const ViewerInvitesDocument = {"__meta__":{"hash":"sha256:e2bc9fa25340fcffd0994d73426c65f248b9c7a8caca7bf75b5a4fbc7c27c65f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ViewerInvites"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"InviteFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"eventCursor"}},{"kind":"Field","name":{"kind":"Name","value":"receivedInvites"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}}]} as unknown as DocumentNode<ViewerInvitesQuery, ViewerInvitesQueryVariables>;
export const BusinessInvitesDocument = {"__meta__":{"hash":"sha256:878b37e1a6a7fcc6c2e87b764c294349881c851a6df7a6e8f5f72131113b74a5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BusinessInvites"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"businessId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"InviteFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"businessId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"eventCursor"}},{"kind":"Field","name":{"kind":"Name","value":"invites"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}}]} as unknown as DocumentNode<BusinessInvitesQuery, BusinessInvitesQueryVariables>;
export const ViewerBusinessesDocument = {"__meta__":{"hash":"sha256:b4b1ee4e1c655e68985006a92066286589b4b7e768cacbac52b11ea6a582db76"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ViewerBusinesses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ViewerBusinessesQuery, ViewerBusinessesQueryVariables>;
export const InviteMembersDocument = {"__meta__":{"hash":"sha256:f96662a8fdb00501057e3458fc284115a6637acdfc8fed13bfa4dd70cede03e3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"InviteMembers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InviteMembersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"inviteMembers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MembershipError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InviteResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"invite"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<InviteMembersMutation, InviteMembersMutationVariables>;
export const RespondToInvitesDocument = {"__meta__":{"hash":"sha256:1bdf52e4b59af8203fd1007b44a8ed4271157c36c6e480a8c1cbf2b776f21390"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RespondToInvites"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RespondToInvitesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"respondToInvites"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MembershipError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InviteResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"invite"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<RespondToInvitesMutation, RespondToInvitesMutationVariables>;
export const CancelInvitesDocument = {"__meta__":{"hash":"sha256:7471adddf115aa08af4d6d145e549ab81a01f5ea8849fd24a6dbe4512073f15c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelInvites"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelInvitesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cancelInvites"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MembershipError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InviteResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"invite"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}}]} as unknown as DocumentNode<CancelInvitesMutation, CancelInvitesMutationVariables>;
export const BusinessInviteChangesDocument = {"__meta__":{"hash":"sha256:a873a3d36b98989fd5491524c2bbe495b65e2d7c4505b7e522d7fc1dd277768e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BusinessInviteChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"businessId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inviteStatusChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"businessId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"businessId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InviteStatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"previousStatus"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"invite"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}}]}}]} as unknown as DocumentNode<BusinessInviteChangesSubscription, BusinessInviteChangesSubscriptionVariables>;
export const ViewerInviteChangesDocument = {"__meta__":{"hash":"sha256:b1bbde7ac593bf37cd439529ac917a0e765dc8c6b7913ada9187d6181b15d790"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ViewerInviteChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewerInviteStatusChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteChange"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Invite"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"inviteeEmail"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerActions"}},{"kind":"Field","name":{"kind":"Name","value":"business"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"firstName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InviteChange"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InviteStatusChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"previousStatus"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"invite"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"InviteItem"}}]}}]}}]} as unknown as DocumentNode<ViewerInviteChangesSubscription, ViewerInviteChangesSubscriptionVariables>;