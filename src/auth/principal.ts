export const API_KEY_SCOPES = ['READ', 'INVITES_WRITE', 'MEMBERS_WRITE', 'ASSETS_WRITE'] as const;
/** What an API key may do. */
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

/** Who calls. Closed and never null: what is not known to be somebody is `anonymous`, never `system`. */
export type Principal =
  | {
      kind: 'user';
      userId: string;
      /** When the token ends, in ms since the epoch; what lives longer than a request (a socket) ends with it. */
      tokenExpiresAtMs: number;
    }
  | { kind: 'apiKey'; apiKeyId: string; businessId: string; scopes: readonly ApiKeyScope[] }
  | { kind: 'anonymous' }
  | { kind: 'system' };

export type UserPrincipal = Extract<Principal, { kind: 'user' }>;

export const ANONYMOUS: Principal = { kind: 'anonymous' };
export const SYSTEM: Principal = { kind: 'system' };

/** One text per principal, for what is stored or counted per caller (idempotency keys, sockets). */
export function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case 'user':
      return `user:${principal.userId}`;
    case 'apiKey':
      return `key:${principal.apiKeyId}`;
    case 'anonymous':
    case 'system':
      return principal.kind;
  }
}
