import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { errors, type JWK, jwtVerify, SignJWT } from 'jose';
import { deriveKey } from '../domain/seal.js';
import { type TokenVerifier, VERIFY_OPTIONS } from './verify.js';

const ALGORITHM = 'EdDSA';
const TYPE = 'at+jwt'; // RFC 9068: no other kind of token passes for an access token
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex'); // RFC 8410: what stands before the seed

/** Who issues the tokens, and for whom. */
export interface TokenNames {
  issuer: string;
  audience: string;
}

/** The claims of an access token, named as OpenID Connect names them. */
export interface AccessClaims {
  sub: string;
  email?: string | undefined;
  email_verified?: boolean | undefined;
  given_name?: string | undefined;
  family_name?: string | undefined;
  /** The session that the token belongs to, and ends with. */
  sid?: string | undefined;
}

/** Signs an access token with the Ed25519 key that follows from `secretKey`, valid from `now` for `lifetimeSeconds`. */
export async function signAccessToken(
  secretKey: string,
  { issuer, audience }: TokenNames,
  claims: AccessClaims,
  { lifetimeSeconds, now = new Date() }: { lifetimeSeconds: number; now?: Date },
): Promise<string> {
  const { privateKey, jwk } = signingKey(secretKey);
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: jwk.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(privateKey);
}

/** The public keys of all secrets as JWKs, in the order of the secrets. */
export function publicKeys(secretKeys: readonly string[]): JWK[] {
  return secretKeys.map((secretKey) => signingKey(secretKey).jwk);
}

/** Verifies tokens that `signAccessToken` made with any of the secrets. */
export function createAccessTokenVerifier(secretKeys: readonly string[], names: TokenNames): TokenVerifier {
  const keys = new Map(secretKeys.map(signingKey).map(({ jwk, publicKey }) => [jwk.kid, publicKey]));
  const keyOf = ({ kid }: { kid?: string }): KeyObject => {
    const key = keys.get(kid ?? '');
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  return (token, now) =>
    jwtVerify(token, keyOf, { ...VERIFY_OPTIONS, ...names, algorithms: [ALGORITHM], typ: TYPE, currentDate: now });
}

interface SigningKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: JWK & { kid: string };
}

const signingKeys = new Map<string, SigningKey>(); // 1 ms each to make, and a process knows one to three secrets

function signingKey(secretKey: string): SigningKey {
  const known = signingKeys.get(secretKey) ?? deriveSigningKey(secretKey);
  signingKeys.set(secretKey, known);
  return known;
}

/** The same secret gives the same key in every process and after every start, so nothing has to be stored or shared. */
function deriveSigningKey(secretKey: string): SigningKey {
  const der = Buffer.concat([PKCS8_ED25519, deriveKey(secretKey, 'access-token')]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const { crv, kty, x } = publicKey.export({ format: 'jwk' });
  // RFC 7638: the thumbprint is the hash of the required members in the order of their names.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  // node:crypto types every member of an exported key as possibly absent; an Ed25519 key has these.
  const jwk = { kty: 'OKP', crv, x, kid, alg: ALGORITHM, use: 'sig' } as SigningKey['jwk'];
  return { privateKey, publicKey, jwk };
}
