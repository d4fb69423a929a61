export const API_KEY_SCOPES = ['READ', 'INVITES_WRITE', 'MEMBERS_WRITE', 'ASSETS_WRITE'] as const;

/** What an API key may do. */
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** The scopes without repetition and in their one order. */
export const sortedScopes = (scopes: readonly ApiKeyScope[]): ApiKeyScope[] =>
  API_KEY_SCOPES.filter((scope) => scopes.includes(scope));
