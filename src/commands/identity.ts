import { createPasswords, type Passwords } from '../auth/password.js';
import type { Revocations } from '../auth/revocations.js';
import type { Database } from '../database/data-source.js';
import type { Refusal } from '../domain/errors.js';
import { createLinks, type Links } from '../domain/link.js';
import type { RateLimiter } from '../domain/rate-limits.js';
import { refuse } from '../domain/result.js';
import { deriveKey, type KeyPurpose } from '../domain/seal.js';
import { createSignInCodes, type SignInCodes } from '../domain/sign-in-code.js';

/** What the commands about accounts, sessions and keys need besides a transaction. */
export interface Identity {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly codes: SignInCodes;
  readonly links: Links;
  readonly rateLimits: RateLimiter;
  readonly revocations: Pick<Revocations, 'read'>;
  /** Signs access tokens. */
  readonly secretKey: string;
  /** With `jwksUrl` people sign in elsewhere. */
  readonly auth: { issuer: string; audience: string; jwksUrl?: string };
}

export interface IdentityOptions extends Pick<Identity, 'database' | 'rateLimits' | 'revocations' | 'auth'> {
  /** The first makes, all verify. */
  secretKeys: readonly string[];
}

export function createIdentity({ secretKeys, ...given }: IdentityOptions): Identity {
  const [secretKey] = secretKeys;
  if (!secretKey) throw new Error('A secret key is needed');
  const keysFor = (purpose: KeyPurpose) => secretKeys.map((secret) => deriveKey(secret, purpose));
  const codes = createSignInCodes(keysFor('sign-in-code'));
  const links = createLinks(keysFor('link'));
  return { ...given, secretKey, passwords: createPasswords(), codes, links };
}

/** Who calls, as far as tries are counted. */
export interface Caller {
  /** The network address (see `server/client-address.ts`). */
  address: string;
}

/** FORBIDDEN, with where to go instead, when people sign in at an identity provider. */
export function refuseSignIn({ auth }: Pick<Identity, 'auth'>): Refusal | undefined {
  if (auth.jwksUrl === undefined) return undefined;
  return refuse('FORBIDDEN', `People sign in at their identity provider, ${auth.issuer}, not here.`).error;
}
