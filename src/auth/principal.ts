import type { ApiKeyScope } from '../domain/api-key.js';

export { API_KEY_SCOPES, type ApiKeyScope } from '../domain/api-key.js';

/** Who calls. Closed and never null: what is not known to be somebody is `anonymous`, never `system`. */
export type Principal =
  | {
      kind: 'user';
      userId: string;
      /** When the token ends, in ms since the epoch; what lives longer than a request (a socket) ends with it. */
      tokenExpiresAtMs: number;
      /** Of a token made at sign-in: it ends with its session. */
      sessionId?: string;
    }
  | {
      kind: 'apiKey';
      apiKeyId: string;
      businessId: string;
      scopes: readonly ApiKeyScope[];
      /** When the key ends, in ms since the epoch; absent: never. */
      expiresAtMs?: number;
      /** Which of its secrets it called with: a key that is given another one keeps its id. */
      secretHash?: Buffer;
    }
  | { kind: 'anonymous' }
  | { kind: 'system' };

export type UserPrincipal = Extract<Principal, { kind: 'user' }>;

export const ANONYMOUS: Principal = { kind: 'anonymous' };
export const SYSTEM: Principal = { kind: 'system' };

/** When what the principal called with ends by itself, in ms since the epoch; undefined: never. */
export function principalEndsAtMs(principal: Principal): number | undefined {
  if (principal.kind === 'user') return principal.tokenExpiresAtMs;
  return principal.kind === 'apiKey' ? principal.expiresAtMs : undefined;
}

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
