import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const NAME_BYTES = 6;
const REFRESH_TOKEN = 'mgr_';
export const API_KEY_PREFIX = 'mgk_';

/** A random secret: `text` goes to its holder once, `hash` is what is stored. */
export interface NewSecret {
  text: string;
  hash: Buffer;
}

/** SHA-256: what is random over 256 bits needs no slow hash. */
export const hashSecret = (text: string): Buffer => createHash('sha256').update(text).digest();

const secretOf = (text: string): NewSecret => ({ text, hash: hashSecret(text) });

/** `mgr_` and 43 characters. */
export const newRefreshToken = (): NewSecret =>
  secretOf(`${REFRESH_TOKEN}${randomBytes(SECRET_BYTES).toString('base64url')}`);

/** `mgk_`, 8 characters that may be shown, `_`, and 43 that may not. */
export function newApiKeySecret(): NewSecret & { prefix: string } {
  const prefix = `${API_KEY_PREFIX}${randomBytes(NAME_BYTES).toString('base64url')}`;
  return { prefix, ...secretOf(`${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`) };
}
