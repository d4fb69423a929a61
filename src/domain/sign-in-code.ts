import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { SIGN_IN_CODE } from './accounts.js';

/** What is stored of a code. */
export interface StoredCode {
  id: string;
  salt: Buffer;
  codeHash: Buffer;
}

/**
 * Makes one-time codes and tells them again without storing them: the digits follow from a key of the server, the code's id
 * and its salt. The hash is keyed too, because a million codes are hashed in a second.
 */
export interface SignInCodes {
  make(id: string): StoredCode;
  /** The six digits; undefined when none of the keys made them. */
  read(stored: StoredCode): string | undefined;
  /** Whether these are the digits. Takes the same time for all that are not. */
  matches(stored: StoredCode, digits: string): boolean;
}

/** The first key makes, all verify. */
export function createSignInCodes(keys: readonly Buffer[]): SignInCodes {
  const [current] = keys;
  if (!current) throw new Error('Codes need a key');
  const matches: SignInCodes['matches'] = ({ id, codeHash }, digits) =>
    keys.filter((key) => timingSafeEqual(hashOf(key, id, digits), codeHash)).length > 0;
  return {
    make: (id) => {
      const salt = randomBytes(16);
      return { id, salt, codeHash: hashOf(current, id, digitsOf(current, id, salt)) };
    },
    read: (stored) =>
      keys.map((key) => digitsOf(key, stored.id, stored.salt)).find((digits) => matches(stored, digits)),
    matches,
  };
}

const hmac = (key: Buffer, purpose: string, text: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}\n${text}`).digest();

const hashOf = (key: Buffer, id: string, digits: string): Buffer => hmac(key, 'hash', `${id}\n${digits}`);

/** 48 bits over a million: no code is likelier than another by more than 1 in 280 million. */
function digitsOf(key: Buffer, id: string, salt: Buffer): string {
  const number = hmac(key, 'digits', `${id}\n${salt.toString('base64url')}`).readUIntBE(0, 6);
  return String(number % 10 ** SIGN_IN_CODE.digits).padStart(SIGN_IN_CODE.digits, '0');
}
