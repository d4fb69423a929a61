/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment InviteItem on Invite {\n  id\n  type\n  status\n  inviteeEmail\n  roles\n  message\n  createdAt\n  expiresAt\n  viewerActions\n  business {\n    id\n    name\n  }\n  createdBy {\n    id\n    firstName\n  }\n}\n\nfragment InviteChange on InviteStatusChange {\n  cursor\n  seq\n  previousStatus\n  status\n  occurredAt\n  invite {\n    ...InviteItem\n  }\n}\n\nfragment InviteOutcome on InviteResult {\n  index\n  invite {\n    ...InviteItem\n  }\n  error {\n    ...Refusal\n  }\n}\n\nfragment Refusal on MembershipError {\n  code\n  message\n  field\n  retryable\n}": typeof types.InviteItemFragmentDoc,
    "query ViewerInvites($first: Int, $after: String, $filter: InviteFilter) {\n  viewer {\n    eventCursor\n    receivedInvites(first: $first, after: $after, filter: $filter) {\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery BusinessInvites($businessId: ID!, $first: Int, $after: String, $filter: InviteFilter) {\n  business(id: $businessId) {\n    id\n    name\n    eventCursor\n    invites(first: $first, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery ViewerBusinesses($first: Int, $after: String) {\n  viewer {\n    user {\n      id\n      email\n      firstName\n    }\n    memberships(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        roles\n        business {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": typeof types.ViewerInvitesDocument,
    "mutation InviteMembers($input: InviteMembersInput!) {\n  inviteMembers(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation RespondToInvites($input: RespondToInvitesInput!) {\n  respondToInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation CancelInvites($input: CancelInvitesInput!) {\n  cancelInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}": typeof types.InviteMembersDocument,
    "subscription BusinessInviteChanges($businessId: ID!, $after: String) {\n  inviteStatusChanged(businessId: $businessId, after: $after) {\n    ...InviteChange\n  }\n}\n\nsubscription ViewerInviteChanges($after: String) {\n  viewerInviteStatusChanged(after: $after) {\n    ...InviteChange\n  }\n}": typeof types.BusinessInviteChangesDocument,
};
const documents: Documents = {
    "fragment InviteItem on Invite {\n  id\n  type\n  status\n  inviteeEmail\n  roles\n  message\n  createdAt\n  expiresAt\n  viewerActions\n  business {\n    id\n    name\n  }\n  createdBy {\n    id\n    firstName\n  }\n}\n\nfragment InviteChange on InviteStatusChange {\n  cursor\n  seq\n  previousStatus\n  status\n  occurredAt\n  invite {\n    ...InviteItem\n  }\n}\n\nfragment InviteOutcome on InviteResult {\n  index\n  invite {\n    ...InviteItem\n  }\n  error {\n    ...Refusal\n  }\n}\n\nfragment Refusal on MembershipError {\n  code\n  message\n  field\n  retryable\n}": types.InviteItemFragmentDoc,
    "query ViewerInvites($first: Int, $after: String, $filter: InviteFilter) {\n  viewer {\n    eventCursor\n    receivedInvites(first: $first, after: $after, filter: $filter) {\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery BusinessInvites($businessId: ID!, $first: Int, $after: String, $filter: InviteFilter) {\n  business(id: $businessId) {\n    id\n    name\n    eventCursor\n    invites(first: $first, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery ViewerBusinesses($first: Int, $after: String) {\n  viewer {\n    user {\n      id\n      email\n      firstName\n    }\n    memberships(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        roles\n        business {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": types.ViewerInvitesDocument,
    "mutation InviteMembers($input: InviteMembersInput!) {\n  inviteMembers(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation RespondToInvites($input: RespondToInvitesInput!) {\n  respondToInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation CancelInvites($input: CancelInvitesInput!) {\n  cancelInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}": types.InviteMembersDocument,
    "subscription BusinessInviteChanges($businessId: ID!, $after: String) {\n  inviteStatusChanged(businessId: $businessId, after: $after) {\n    ...InviteChange\n  }\n}\n\nsubscription ViewerInviteChanges($after: String) {\n  viewerInviteStatusChanged(after: $after) {\n    ...InviteChange\n  }\n}": types.BusinessInviteChangesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment InviteItem on Invite {\n  id\n  type\n  status\n  inviteeEmail\n  roles\n  message\n  createdAt\n  expiresAt\n  viewerActions\n  business {\n    id\n    name\n  }\n  createdBy {\n    id\n    firstName\n  }\n}\n\nfragment InviteChange on InviteStatusChange {\n  cursor\n  seq\n  previousStatus\n  status\n  occurredAt\n  invite {\n    ...InviteItem\n  }\n}\n\nfragment InviteOutcome on InviteResult {\n  index\n  invite {\n    ...InviteItem\n  }\n  error {\n    ...Refusal\n  }\n}\n\nfragment Refusal on MembershipError {\n  code\n  message\n  field\n  retryable\n}"): (typeof documents)["fragment InviteItem on Invite {\n  id\n  type\n  status\n  inviteeEmail\n  roles\n  message\n  createdAt\n  expiresAt\n  viewerActions\n  business {\n    id\n    name\n  }\n  createdBy {\n    id\n    firstName\n  }\n}\n\nfragment InviteChange on InviteStatusChange {\n  cursor\n  seq\n  previousStatus\n  status\n  occurredAt\n  invite {\n    ...InviteItem\n  }\n}\n\nfragment InviteOutcome on InviteResult {\n  index\n  invite {\n    ...InviteItem\n  }\n  error {\n    ...Refusal\n  }\n}\n\nfragment Refusal on MembershipError {\n  code\n  message\n  field\n  retryable\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ViewerInvites($first: Int, $after: String, $filter: InviteFilter) {\n  viewer {\n    eventCursor\n    receivedInvites(first: $first, after: $after, filter: $filter) {\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery BusinessInvites($businessId: ID!, $first: Int, $after: String, $filter: InviteFilter) {\n  business(id: $businessId) {\n    id\n    name\n    eventCursor\n    invites(first: $first, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery ViewerBusinesses($first: Int, $after: String) {\n  viewer {\n    user {\n      id\n      email\n      firstName\n    }\n    memberships(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        roles\n        business {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"): (typeof documents)["query ViewerInvites($first: Int, $after: String, $filter: InviteFilter) {\n  viewer {\n    eventCursor\n    receivedInvites(first: $first, after: $after, filter: $filter) {\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery BusinessInvites($businessId: ID!, $first: Int, $after: String, $filter: InviteFilter) {\n  business(id: $businessId) {\n    id\n    name\n    eventCursor\n    invites(first: $first, after: $after, filter: $filter) {\n      totalCount\n      nodes {\n        ...InviteItem\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}\n\nquery ViewerBusinesses($first: Int, $after: String) {\n  viewer {\n    user {\n      id\n      email\n      firstName\n    }\n    memberships(first: $first, after: $after) {\n      nodes {\n        id\n        status\n        roles\n        business {\n          id\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation InviteMembers($input: InviteMembersInput!) {\n  inviteMembers(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation RespondToInvites($input: RespondToInvitesInput!) {\n  respondToInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation CancelInvites($input: CancelInvitesInput!) {\n  cancelInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}"): (typeof documents)["mutation InviteMembers($input: InviteMembersInput!) {\n  inviteMembers(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation RespondToInvites($input: RespondToInvitesInput!) {\n  respondToInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}\n\nmutation CancelInvites($input: CancelInvitesInput!) {\n  cancelInvites(input: $input) {\n    results {\n      ...InviteOutcome\n    }\n    userErrors {\n      ...Refusal\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription BusinessInviteChanges($businessId: ID!, $after: String) {\n  inviteStatusChanged(businessId: $businessId, after: $after) {\n    ...InviteChange\n  }\n}\n\nsubscription ViewerInviteChanges($after: String) {\n  viewerInviteStatusChanged(after: $after) {\n    ...InviteChange\n  }\n}"): (typeof documents)["subscription BusinessInviteChanges($businessId: ID!, $after: String) {\n  inviteStatusChanged(businessId: $businessId, after: $after) {\n    ...InviteChange\n  }\n}\n\nsubscription ViewerInviteChanges($after: String) {\n  viewerInviteStatusChanged(after: $after) {\n    ...InviteChange\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;