import { isIP } from 'node:net';
import { z } from 'zod';

/** Bytes that a secret key has at least. */
export const SECRET_KEY_BYTES = 32;

/** A whole number from `min` to `max`. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((number) => number >= min && number <= max, `must be a whole number from ${min} to ${max}`);

/** A list with commas, without blanks and without empty items. */
export const commaSeparated = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** What `parse` makes of a text; where that is undefined, `message`. */
export const parsedBy = <T>(parse: (text: string) => T | undefined, message: string) =>
  z.string().transform((text, context) => {
    const parsed = parse(text);
    if (parsed !== undefined) return parsed;
    context.addIssue(message);
    return z.NEVER;
  });

/** A connection string of PostgreSQL. */
export function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}

/** An http or https URL without user, query or fragment. */
export function isBaseUrl(text: string): boolean {
  return isHttpUrl(text) && !/[?#]/.test(text);
}

/** A base URL without a path. */
export function isOrigin(text: string): boolean {
  return isBaseUrl(text) && new URL(text).pathname === '/';
}

/** Keys that came over plain http could be anybody's; only on loopback is nobody in between. */
export function isJwksUrl(text: string): boolean {
  if (!isHttpUrl(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

/** What may stand in a header as it is. */
export const isHeaderText = (text: string): boolean => /^[!-~]+$/.test(text);

/** Base64url of enough bytes. */
export function isSecretKey(key: string): boolean {
  return /^[\w-]+$/.test(key) && Buffer.from(key, 'base64url').length >= SECRET_KEY_BYTES;
}

/** Whether this names a range of addresses, e.g. 10.0.0.0/8 or 2001:db8::/32, or one address. */
export function isCidr(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  if (bits === undefined || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
}
