import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer, deriveKey, fingerprints } from '../../src/domain/seal.js';

const SECRET = randomBytes(32).toString('base64url');
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const sealer = createSealer([newKey]);

describe('a derived key', () => {
  it('is the same 32 bytes in every process', () => {
    const secret = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    expect(deriveKey(secret, 'cursor').toString('hex')).toBe(
      'e3fc73f259efc4e35cd6f05792783a1b588beb34b4d010e5454501f58e01706d',
    );
  });

  it('differs by purpose and by secret', () => {
    const keys = (['cursor', 'fingerprint', 'access-token', 'link'] as const).map((purpose) =>
      deriveKey(SECRET, purpose),
    );
    const other = deriveKey(randomBytes(32).toString('base64url'), 'cursor');
    expect(new Set([...keys, other].map((key) => key.toString('hex'))).size).toBe(5);
  });
});

describe('a sealed payload', () => {
  it.each(['', '42', 'ünï©ode 🗝', 'x'.repeat(10_000)])('opens with its binding and keys: %.20s', (payload) => {
    const sealed = sealer.seal(payload, 'business:acme');
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(sealer.open(sealed, 'business:acme')).toBe(payload);
  });

  it('does not open with another binding', () => {
    expect(sealer.open(sealer.seal('42', 'business:acme'), 'business:globex')).toBeUndefined();
  });

  it('does not open when a character has moved between binding and payload', () => {
    const sealed = Buffer.from(sealer.seal('bc', 'a'), 'base64url');
    const moved = Buffer.concat([Buffer.from('c'), sealed.subarray(2)]).toString('base64url');
    expect(sealer.open(moved, 'ab')).toBeUndefined();
  });

  it('does not open after a change of any one bit', () => {
    const sealed = Buffer.from(sealer.seal('42', 'b'), 'base64url');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(sealer.open(changed.toString('base64url'), 'b')).toBeUndefined();
    }
  });

  it('has one spelling only', () => {
    const sealed = sealer.seal('42', 'b');
    for (const other of [`${sealed}=`, ` ${sealed}`, `${sealed.slice(0, 4)}!${sealed.slice(4)}`]) {
      expect(sealer.open(other, 'b')).toBeUndefined();
    }
  });

  it.each(['', 'a', '=', '\0', '\ud800', 'null', '💥'.repeat(1000), randomBytes(16).toString('base64url')])(
    'is not found in garbage, and garbage does not throw: %j',
    (garbage) => {
      expect(sealer.open(garbage, 'b')).toBeUndefined();
    },
  );

  it('stays open while its key is rotated out, and closes when the key is gone', () => {
    const before = createSealer([oldKey]).seal('42', 'b');
    const during = createSealer([newKey, oldKey]);
    expect(during.open(before, 'b')).toBe('42');
    expect(createSealer([newKey]).open(before, 'b')).toBeUndefined();
    expect(createSealer([newKey]).open(during.seal('43', 'b'), 'b')).toBe('43');
  });

  it('needs a key', () => {
    expect(() => createSealer([])).toThrow('key');
  });
});

describe('fingerprints', () => {
  it('are 32 bytes under each key, the current one first', () => {
    const both = fingerprints([newKey, oldKey], 'input');
    expect(both).toEqual([...fingerprints([newKey], 'input'), ...fingerprints([oldKey], 'input')]);
    expect(both.map((fingerprint) => fingerprint.length)).toEqual([32, 32]);
    expect(both[0]).not.toEqual(both[1]);
  });

  it('differ with the text', () => {
    expect(fingerprints([newKey], 'a')).not.toEqual(fingerprints([newKey], 'b'));
  });
});
