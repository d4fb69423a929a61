import type { Refusal } from './errors.js';
import { canonicalEmail } from './invitee.js';
import { DAY_MS, MINUTE_MS, SECOND_MS } from './limits.js';
import { refuse } from './result.js';

export const PASSWORD_LENGTH = { min: 10, max: 256 } as const;

export const SIGN_IN_CODE = {
  digits: 6,
  lifetimeMs: 10 * MINUTE_MS,
  /** At one code. */
  tries: 5,
  /** Wrong ones, at all codes of one address in 24 hours: a new code is no new set of tries. */
  triesPerDay: 20,
} as const;

export const SESSION = {
  accessTokenMs: 10 * MINUTE_MS,
  refreshTokenMs: 30 * DAY_MS,
  /** Two tabs refresh with the same token: the second one within this time is no theft. */
  reuseGraceMs: 10 * SECOND_MS,
} as const;

/** WEAK_PASSWORD for fewer than 10 or more than 256 characters, and for the account's own e-mail. */
export function checkPassword(password: string, emailCanonical: string): Refusal | undefined {
  const { min, max } = PASSWORD_LENGTH;
  const length = [...password].length;
  const field = ['input', 'password'];
  if (length < min || length > max) {
    return refuse('WEAK_PASSWORD', `The password must have ${min} to ${max} characters.`, field).error;
  }
  if (canonicalEmail(password) === emailCanonical) {
    return refuse('WEAK_PASSWORD', 'The password must not be the e-mail address.', field).error;
  }
  return undefined;
}
