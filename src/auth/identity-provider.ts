import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { TokenNames } from './access-token.js';
import { type TokenVerifier, VERIFY_OPTIONS } from './verify.js';

// Asymmetric ones alone: with HS256 in the list, whoever reads the public key could sign with it.
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const TYPES: readonly unknown[] = ['jwt', 'at+jwt', 'application/at+jwt', undefined];
const FETCH_TIMEOUT_MS = 5_000;
// An unknown key id is a reason to look again, but strangers can make them up: at most one look in this time.
const COOLDOWN_MS = 5_000;

/** The provider's keys could not be read: the token is not to blame, and its holder should try again. */
export class KeysUnavailableError extends Error {
  constructor(cause: unknown) {
    super('The keys of the identity provider (AUTH_JWKS_URL) could not be read', { cause });
    this.name = 'KeysUnavailableError';
  }
}

/** Verifies tokens of an identity provider with the keys that it publishes at `jwksUrl`, fetched when first needed. */
export function createProviderVerifier(jwksUrl: string, names: TokenNames): TokenVerifier {
  const keyOf = remoteKeys(jwksUrl);
  return async (token, now) => {
    const options = { ...VERIFY_OPTIONS, ...names, algorithms: ALGORITHMS, currentDate: now };
    const verified = await jwtVerify(token, keyOf, options);
    const { typ } = verified.protectedHeader;
    // Providers leave `typ` out or call access tokens plain JWT; a logout+jwt or dpop+jwt is something else.
    if (!TYPES.includes(typ?.toLowerCase())) {
      throw new errors.JOSEError('unexpected "typ" JWT header value');
    }
    return verified;
  };
}

function remoteKeys(jwksUrl: string): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new KeysUnavailableError(error);
    }
  };
}
