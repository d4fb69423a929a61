import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const TAG_BYTES = 16; // 128 bits cannot be guessed online, and a cursor stays 22 characters longer than its payload

/** What a key is for. A purpose of its own keeps what one feature makes from being accepted by another. */
export type KeyPurpose = 'cursor' | 'fingerprint' | 'access-token' | 'link' | 'sign-in-code';

/** Derives the 32-byte key for one purpose from a secret (base64url of 32 bytes or more) by HKDF-SHA256. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  const input = Buffer.from(secret, 'base64url');
  return Buffer.from(hkdfSync('sha256', input, '', `membership-gateway/${purpose}`, 32));
}

/** Makes texts that clients carry but cannot change. They can read them: nothing is encrypted. */
export interface Sealer {
  /** `payload` with its seal, as base64url. It opens only with the same `binding` (what it belongs to). */
  seal(payload: string, binding: string): string;
  /** The payload, or undefined for whatever this sealer's keys did not seal with this binding. Never throws. */
  open(sealed: string, binding: string): string | undefined;
}

/** A sealer whose first key makes and whose keys all verify, so that a key can be replaced while its seals are out. */
export function createSealer(keys: readonly Buffer[]): Sealer {
  const [current] = keys;
  if (!current) throw new Error('A sealer needs a key');
  return {
    seal: (payload, binding) => {
      const bytes = Buffer.from(payload);
      return Buffer.concat([bytes, tagOf(current, bytes, binding)]).toString('base64url');
    },
    open: (sealed, binding) => {
      const bytes = Buffer.from(sealed, 'base64url');
      // Node skips characters that are not base64url; only the one spelling that was made is accepted.
      if (bytes.length < TAG_BYTES || bytes.toString('base64url') !== sealed) return undefined;
      const payload = bytes.subarray(0, -TAG_BYTES);
      const tag = bytes.subarray(-TAG_BYTES);
      return keys.some((key) => timingSafeEqual(tagOf(key, payload, binding), tag)) ? payload.toString() : undefined;
    },
  };
}

/** HMAC-SHA256 of `text` under each key, in their order: the first is the one to store, all are to be looked for. */
export function fingerprints(keys: readonly Buffer[], text: string): Buffer[] {
  return keys.map((key) => createHmac('sha256', key).update(text).digest());
}

/** The length in front keeps a character from moving between binding and payload under the same seal. */
function tagOf(key: Buffer, payload: Buffer, binding: string): Buffer {
  const bound = Buffer.from(binding);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bound.length);
  return createHmac('sha256', key).update(length).update(bound).update(payload).digest().subarray(0, TAG_BYTES);
}
