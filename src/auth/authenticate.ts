import { errors, type JWK } from 'jose';
import { RequestError } from '../domain/errors.js';
import { createAccessTokenVerifier, publicKeys, type TokenNames } from './access-token.js';
import type { ApiKeys } from './api-keys.js';
import { type KnownClaims, readClaims, type VerifiedToken } from './claims.js';
import { createProviderVerifier, KeysUnavailableError } from './identity-provider.js';
import { ANONYMOUS, type Principal, type UserPrincipal } from './principal.js';
import { createPromiseCache } from './promise-cache.js';
import { type Revocations, sessionSubject } from './revocations.js';
import { API_KEY_PREFIX } from './secret-token.js';
import { CLOCK_TOLERANCE_SECONDS, type TokenVerifier } from './verify.js';

const CACHED_TOKENS = 10_000; // about 10 MB; checking an Ed25519 signature costs 340 µs, a look into the cache 2 µs

export interface AuthenticatorOptions {
  /** With `jwksUrl` an identity provider's tokens are accepted, and ours are not. */
  auth: TokenNames & { jwksUrl?: string | undefined };
  secretKeys: readonly string[];
  /** Told what a token says, once per token and before its first use is answered; when it rejects, so does that use. */
  rememberUser: (claims: KnownClaims) => Promise<void>;
  now?: () => Date;
  /** Whether a session still lives; asked once per token. Absent: tokens of sessions are refused. */
  isSessionLive?: (sessionId: string) => Promise<boolean>;
  /** What ended meanwhile, asked at each use. */
  revocations?: Pick<Revocations, 'has'>;
  /** Absent: API keys are refused. */
  apiKeys?: Pick<ApiKeys, 'authenticate'>;
}

export interface Authenticator {
  /**
   * Who calls, by the value of the `authorization` header; none or an empty one is nobody.
   * Throws `RequestError('UNAUTHENTICATED')` for everything that is not a valid token.
   */
  authenticate(authorization: string | undefined): Promise<Principal>;
  /** The public keys of the tokens made here; none with an identity provider. */
  jwks(): { keys: JWK[] };
}

interface SeenToken {
  principal: UserPrincipal;
  expiresAtMs: number;
}

/** Verifies bearer tokens. Those seen are kept until they end: used again, they cost no signature and no statement. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { auth, secretKeys, rememberUser, now = () => new Date() } = options;
  const keys = auth.jwksUrl === undefined ? publicKeys(secretKeys) : [];
  const verify = createVerifier(options);
  const seen = createPromiseCache<SeenToken>(CACHED_TOKENS);

  const userOf = async ({ claims, expiresAtMs, sessionId }: VerifiedToken): Promise<UserPrincipal> => {
    const user: UserPrincipal = { kind: 'user', userId: claims.userId, tokenExpiresAtMs: expiresAtMs };
    // To an identity provider `sid` is something of its own.
    if (sessionId === undefined || auth.jwksUrl !== undefined) return user;
    if (!(await options.isSessionLive?.(sessionId))) throw sessionEnded();
    return { ...user, sessionId };
  };
  const firstSight = async (token: string): Promise<SeenToken> => {
    const verified = await readToken(verify, token, now());
    const principal = await userOf(verified);
    await rememberUser(verified.claims);
    return { principal, expiresAtMs: verified.expiresAtMs };
  };

  return {
    authenticate: async (authorization) => {
      if (!authorization) return ANONYMOUS;
      const token = bearerToken(authorization);
      if (options.apiKeys && token.startsWith(API_KEY_PREFIX)) return options.apiKeys.authenticate(token);
      const { principal, expiresAtMs } = await seen.get(token, () => firstSight(token));
      if (now().getTime() >= expiresAtMs + CLOCK_TOLERANCE_SECONDS * 1000) {
        seen.delete(token);
        throw expired();
      }
      // Behind the cache, so that a session that ends while its token is being looked up does not slip in.
      const { sessionId } = principal;
      if (sessionId !== undefined && options.revocations?.has(sessionSubject(sessionId))) throw sessionEnded();
      return principal;
    },
    jwks: () => ({ keys }),
  };
}

function createVerifier({ auth, secretKeys }: AuthenticatorOptions): TokenVerifier {
  const names = { issuer: auth.issuer, audience: auth.audience };
  if (auth.jwksUrl !== undefined) return createProviderVerifier(auth.jwksUrl, names);
  return createAccessTokenVerifier(secretKeys, names);
}

function bearerToken(authorization: string): string {
  const token = /^bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token) throw unauthenticated('The authorization header must be: Bearer, a space and an access token.');
  return token;
}

async function readToken(verify: TokenVerifier, token: string, now: Date): Promise<VerifiedToken> {
  const { payload, protectedHeader } = await verify(token, now).catch((error: unknown) => {
    if (error instanceof KeysUnavailableError) throw error;
    if (error instanceof errors.JWTExpired) throw expired();
    throw notAccepted(error instanceof errors.JOSEError ? error.message : 'it is not a token');
  });
  // We understand no critical extension; jose lets `b64` pass.
  if (protectedHeader.crit !== undefined) throw notAccepted('critical extensions are not supported');
  const verified = readClaims(payload);
  if (!verified) throw notAccepted('its "sub" must be 1 to 255 printable ASCII characters, its "iat" and "exp" times');
  return verified;
}

const unauthenticated = (message: string) => new RequestError('UNAUTHENTICATED', message);
const expired = () => unauthenticated('The access token has expired.');
const sessionEnded = () => unauthenticated('The session has ended. Sign in again.');
const notAccepted = (reason: string) => unauthenticated(`The access token is not accepted: ${reason}.`);
