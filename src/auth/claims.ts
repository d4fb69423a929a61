import type { JWTPayload } from 'jose';

/** What a verified token tells of the person who holds it. */
export interface KnownClaims {
  userId: string;
  /** As the issuer spells it; not yet known to have a canonical form. */
  email: string | null;
  /** Only a literal `true` counts. */
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  /** When the token was issued (`iat`): of two tokens the later one is right. */
  claimedAt: Date;
}

/** What of a verified token is kept: who holds it, and until when. */
export interface VerifiedToken {
  claims: KnownClaims;
  /** `exp` in ms since the epoch, without tolerance. */
  expiresAtMs: number;
  /** `sid`: of our own tokens the session. */
  sessionId: string | undefined;
}

const USER_ID = /^[\x20-\x7e]{1,255}$/;
const LAST_SECOND = 253_402_300_799; // the end of the year 9999: later ones do not fit into a Date or a timestamptz

/** Reads the claims of a token whose signature and times hold; undefined when they cannot name a person. */
export function readClaims({ sub, iat, exp, ...claims }: JWTPayload): VerifiedToken | undefined {
  if (typeof sub !== 'string' || !USER_ID.test(sub) || !isTime(iat) || !isTime(exp)) return undefined;
  return {
    claims: {
      userId: sub,
      email: textOf(claims.email),
      emailVerified: claims.email_verified === true,
      firstName: textOf(claims.given_name),
      lastName: textOf(claims.family_name),
      claimedAt: new Date(iat * 1000),
    },
    expiresAtMs: exp * 1000,
    sessionId: typeof claims.sid === 'string' ? claims.sid : undefined,
  };
}

const isTime = (seconds: unknown): seconds is number =>
  typeof seconds === 'number' && seconds >= 0 && seconds <= LAST_SECOND;

/** PostgreSQL cannot store U+0000, nor half a surrogate pair in JSON; a claim with one is no name and no address. */
const textOf = (claim: unknown): string | null =>
  typeof claim === 'string' && claim.trim() !== '' && !/\0|\p{Surrogate}/u.test(claim) ? claim : null;
