import { type DocumentNode, parse } from 'graphql';

export interface Invite {
  id: string;
  status: 'PENDING_SEND' | 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'CANCELLED' | 'EXPIRED';
  inviteeEmail: string | null;
  createdBy: { id: string; firstName: string | null } | null;
}
export interface InviteConnection {
  edges: { cursor: string; node: Invite }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
export interface InvitesVariables {
  businessId: string;
  first: number;
  after?: string | null;
}
export interface InvitesData {
  business: { id: string; name: string; eventCursor: string | null; invites: InviteConnection } | null;
}
export interface Refusal {
  code: string;
  message: string;
  /** E.g. `['input', 'invitees', '2', 'email']`. */
  field: string[];
}
export interface InviteMembersData {
  inviteMembers: {
    results: { index: number; invite: Invite | null; error: Refusal | null }[];
    userErrors: Refusal[];
  } | null;
}
export interface InviteMembersInput {
  businessId: string;
  invitees: { email: string }[];
}
export interface Change {
  cursor: string;
  seq: number;
  previousStatus: Invite['status'] | null;
  status: Invite['status'];
  invite: Invite;
}

/** What it asks for and what it answers, in the form in which Apollo Client, urql and codegen know it: TypedDocumentNode. */
type Document<Data, Variables> = DocumentNode & { __apiType?: (variables: Variables) => Data };

const INVITE = /* GraphQL */ `
  fragment InviteRow on Invite {
    id
    status
    inviteeEmail
    createdBy { id firstName }
  }
`;

/** A page of invites, and where following begins: not later than what the page shows. */
export const INVITES: Document<InvitesData, InvitesVariables> = parse(`
  query Invites($businessId: ID!, $first: Int!, $after: String) {
    business(id: $businessId) {
      id
      name
      eventCursor
      invites(first: $first, after: $after) {
        edges { cursor node { ...InviteRow } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  ${INVITE}
`);

export const INVITE_MEMBERS: Document<InviteMembersData, { input: InviteMembersInput }> = parse(`
  mutation InviteMembers($input: InviteMembersInput!) {
    inviteMembers(input: $input) {
      results { index invite { ...InviteRow } error { code message field } }
      userErrors { code message field }
    }
  }
  ${INVITE}
`);

export const INVITE_CHANGED: Document<{ inviteStatusChanged: Change }, { businessId: string; after: string }> = parse(`
  subscription InviteChanged($businessId: ID!, $after: String!) {
    inviteStatusChanged(businessId: $businessId, after: $after) {
      cursor
      seq
      previousStatus
      status
      invite { ...InviteRow }
    }
  }
  ${INVITE}
`);
