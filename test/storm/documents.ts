import {
  type MembershipErrorCode,
  type MembershipStatus,
  type RemoveMembersMutationVariables,
  type RespondToInvitesMutationVariables,
  TypedDocumentString,
} from '../operations/__generated__/graphql.js';

// What the players ask back beyond the documents of the other tests.

interface Refusal {
  code: MembershipErrorCode;
  message: string;
}

interface Answered {
  respondToInvites: {
    results: {
      invite: {
        id: string;
        partnership: { id: string; host: { id: string }; partner: { id: string } } | null;
      } | null;
      error: Refusal | null;
    }[];
    userErrors: Refusal[];
  } | null;
}

/** Answers with the partnership that came of it. */
export const AnswerDocument = new TypedDocumentString<Answered, RespondToInvitesMutationVariables>(`
  mutation Answer($input: RespondToInvitesInput!) {
    respondToInvites(input: $input) {
      results {
        invite { id status roles closedAt partnership { id host { id name } partner { id name } } member { id status } }
        error { code message }
      }
      userErrors { code message }
    }
  }`);

interface Removed {
  removeMembers: {
    results: {
      member: { id: string; status: MembershipStatus; invite: { id: string } | null } | null;
      error: Refusal | null;
    }[];
    userErrors: Refusal[];
  } | null;
}

/** Removes with the invite that last opened the place. */
export const RemoveDocument = new TypedDocumentString<Removed, RemoveMembersMutationVariables>(`
  mutation Remove($input: RemoveMembersInput!) {
    removeMembers(input: $input) {
      results { member { id status roles email invite { id } } error { code message } }
      userErrors { code message }
    }
  }`);
