const ERRORS = 'userErrors { code message field }';

/** All that our pages ask of the API, word for word: the server runs it also where it runs persisted documents alone. */
export const DOCUMENTS = {
  preview: `query InvitePreview($token: String!) {
    invitePreview(token: $token) { businessName inviterName roles expiresAt requiresPassword }
  }`,
  // No session is asked for: this page would only have to keep it safe.
  accept: `mutation AcceptInvitation($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { ${ERRORS} } }`,
  decline: `mutation DeclineInvitation($input: DeclineInvitationInput!) { declineInvitation(input: $input) { ${ERRORS} } }`,
  code: `mutation RequestSignInCode($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { accepted ${ERRORS} } }`,
};
