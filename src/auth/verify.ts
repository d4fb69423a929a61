import type { JWTVerifyOptions, JWTVerifyResult } from 'jose';

/** Checks signature, names and times of a token at the time `now`; rejects with jose's error when one is wrong. */
export type TokenVerifier = (token: string, now: Date) => Promise<JWTVerifyResult>;

/** How far the clocks of issuer and verifier may be apart. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** What holds for tokens of every issuer: they name a person and end. */
export const VERIFY_OPTIONS: JWTVerifyOptions = {
  clockTolerance: CLOCK_TOLERANCE_SECONDS,
  requiredClaims: ['sub', 'iat', 'exp'],
};
