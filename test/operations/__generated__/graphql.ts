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

/** What an API key may do. */
export type ApiKeyScope =
  /** Register and remove assets, set and revoke permissions on them. */
  | 'ASSETS_WRITE'
  /** Invite, cancel and resend. */
  | 'INVITES_WRITE'
  /** Change roles and remove members, but owners. */
  | 'MEMBERS_WRITE'
  /** Read what the business has, and follow its changes. */
  | 'READ';

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

/** A new API key. */
export type CreateApiKeyInput = {
  /** The business that it acts for, and for no other. */
  businessId: string;
  /** When it ends by itself; absent: never. */
  expiresAt?: string | null | undefined;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. The secret is not kept: a repeat gives the same key another one, and the first ends. */
  idempotencyKey?: string | null | undefined;
  /** What it is for, 1 to 100 characters. */
  name: string;
  /** What it may do; at least one. */
  scopes: Array<ApiKeyScope>;
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
  /** Part of the invitee's e-mail, whatever the case. */
  query?: string | null | undefined;
  /** In one of these statuses; in a subscription the new status of the change. */
  statuses?: Array<InviteStatus> | null | undefined;
  /** Of one of these types. */
  types?: Array<InviteType> | null | undefined;
};

/** People to invite to a business, all on the same terms. */
export type InviteMembersInput = {
  /** The business in whose name this is done. */
  businessId: string;
  /** When the invites expire: 5 minutes to 30 days ahead; 7 days when absent. */
  expiresAt?: string | null | undefined;
  /** Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters. */
  idempotencyKey?: string | null | undefined;
  /** Who is invited, 1 to 100. */
  invitees: Array<InviteeInput>;
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

/** The answer to one invite. */
export type InviteResponseInput = {
  /** Accept it, or decline it. */
  accept: boolean;
  /** An invite addressed to you. */
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

/** Which way a list is ordered. Nulls come last both ways. */
export type OrderDirection =
  /** Smallest, earliest first. */
  | 'ASC'
  /** Largest, latest first. */
  | 'DESC';

/** Which session goes on. */
export type RefreshSessionInput = {
  /** Its newest refresh token. It is good for this one use. */
  refreshToken: string;
};

/** Where a one-time code goes: exactly one of the two. */
export type RequestSignInCodeInput = {
  /** The address of an account. */
  email?: string | null | undefined;
  /** The token of an invite link: to its invitee. */
  inviteToken?: string | null | undefined;
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

/** Which API key ends. */
export type RevokeApiKeyInput = {
  /** The key. */
  apiKeyId: string;
  /** The business in whose name this is done. */
  businessId: string;
};

/** Who signs in, and what shows it: a password, a code, or both. */
export type SignInInput = {
  /** The one-time code: six digits, good for 10 minutes and 5 tries. */
  code?: string | null | undefined;
  /** The address of the account. */
  email: string;
  /** The password. Together with a code it is set, where the account has none: 10 to 256 characters. */
  password?: string | null | undefined;
};

/** Which session ends. */
export type SignOutInput = {
  /** A refresh token of it. */
  refreshToken: string;
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

export type ApiKeyFieldsFragment = { id: string, name: string, prefix: string, scopes: Array<ApiKeyScope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, business: { id: string } };

export type CallerQueryVariables = Exact<{ [key: string]: never; }>;


export type CallerQuery = { viewer: { user: { id: string, email: string | null } | null, apiKey: { id: string, name: string, prefix: string, scopes: Array<ApiKeyScope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, business: { id: string } } | null } | null };

export type ApiKeysQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ApiKeysQuery = { business: { apiKeys: { totalCount: number, nodes: Array<{ id: string, name: string, prefix: string, scopes: Array<ApiKeyScope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, business: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string | null, apiKey: { id: string, name: string, prefix: string, scopes: Array<ApiKeyScope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, business: { id: string } } | null, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RevokeApiKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { apiKey: { id: string, name: string, prefix: string, scopes: Array<ApiKeyScope>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, business: { id: string } } | null, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

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

export type SessionFieldsFragment = { accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, firstName: string | null, lastName: string | null } };

export type RequestSignInCodeMutationVariables = Exact<{
  input: RequestSignInCodeInput;
}>;


export type RequestSignInCodeMutation = { requestSignInCode: { accepted: boolean, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { session: { accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, firstName: string | null, lastName: string | null } } | null, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession: { session: { accessToken: string, refreshToken: string, expiresAt: string, user: { id: string, email: string | null, firstName: string | null, lastName: string | null } } | null, userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

export type SignOutMutationVariables = Exact<{
  input: SignOutInput;
}>;


export type SignOutMutation = { signOut: { userErrors: Array<{ code: MembershipErrorCode, message: string, field: Array<string>, retryable: boolean }> } | null };

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
export const ApiKeyFieldsFragmentDoc = new TypedDocumentString(`
    fragment ApiKeyFields on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
  business {
    id
  }
}
    `, {"fragmentName":"ApiKeyFields"}) as unknown as TypedDocumentString<ApiKeyFieldsFragment, unknown>;
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
export const SessionFieldsFragmentDoc = new TypedDocumentString(`
    fragment SessionFields on Session {
  accessToken
  refreshToken
  expiresAt
  user {
    id
    email
    firstName
    lastName
  }
}
    `, {"fragmentName":"SessionFields"}) as unknown as TypedDocumentString<SessionFieldsFragment, unknown>;
export const CallerDocument = new TypedDocumentString(`
    query Caller {
  viewer {
    user {
      id
      email
    }
    apiKey {
      ...ApiKeyFields
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
  business {
    id
  }
}`) as unknown as TypedDocumentString<CallerQuery, CallerQueryVariables>;
export const ApiKeysDocument = new TypedDocumentString(`
    query ApiKeys($id: ID!, $first: Int, $after: String) {
  business(id: $id) {
    apiKeys(first: $first, after: $after) {
      totalCount
      nodes {
        ...ApiKeyFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
  business {
    id
  }
}`) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    apiKey {
      ...ApiKeyFields
    }
    secret
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
  business {
    id
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) {
    apiKey {
      ...ApiKeyFields
    }
    userErrors {
      ...ErrorFields
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  prefix
  scopes
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
  business {
    id
  }
}
fragment ErrorFields on MembershipError {
  code
  message
  field
  retryable
}`) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
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
export const RequestSignInCodeDocument = new TypedDocumentString(`
    mutation RequestSignInCode($input: RequestSignInCodeInput!) {
  requestSignInCode(input: $input) {
    accepted
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
}`) as unknown as TypedDocumentString<RequestSignInCodeMutation, RequestSignInCodeMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    session {
      ...SessionFields
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
fragment SessionFields on Session {
  accessToken
  refreshToken
  expiresAt
  user {
    id
    email
    firstName
    lastName
  }
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    session {
      ...SessionFields
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
fragment SessionFields on Session {
  accessToken
  refreshToken
  expiresAt
  user {
    id
    email
    firstName
    lastName
  }
}`) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut($input: SignOutInput!) {
  signOut(input: $input) {
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
}`) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;