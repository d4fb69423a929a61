import { describe, expect, it } from 'vitest';
import type { RequestErrorCode } from '../../src/domain/errors.js';
import { createSealer, deriveKey } from '../../src/domain/seal.js';
import { decodeCursor, encodeCursor } from '../../src/events/cursor.js';
import { businessStream, inboxStream } from '../../src/events/stream-key.js';
import { sealer } from './changes.js';

const stream = businessStream('acme');
const state = { epoch: 3, headSeq: 20, oldestSeq: 11 };
const decode = (cursor: string): number => decodeCursor(sealer, stream, cursor, state);
const refusal = (code: RequestErrorCode) => expect.objectContaining({ name: 'RequestError', code });

describe('a stream cursor', () => {
  it.each([10, 11, 19, 20])('leads back to its place behind event %d', (seq) => {
    expect(decode(encodeCursor(sealer, stream, { epoch: 3, seq }))).toBe(seq);
  });

  it('of a stream that is still empty leads before its first event', () => {
    const cursor = encodeCursor(sealer, stream, { epoch: 3, seq: 0 });
    expect(decodeCursor(sealer, stream, cursor, { epoch: 3, headSeq: 0, oldestSeq: 1 })).toBe(0);
  });

  it.each([
    '',
    ' ',
    '0',
    'bm9uc2Vuc2U',
    '💥',
    'x'.repeat(100_000),
    `${encodeCursor(sealer, stream, { epoch: 3, seq: 15 })}=`,
  ])('is refused as invalid when malformed (%#)', (cursor) =>
    expect(() => decode(cursor)).toThrow(refusal('CURSOR_INVALID')),
  );

  it('is refused as invalid with any character changed', () => {
    const cursor = encodeCursor(sealer, stream, { epoch: 3, seq: 15 });
    for (let i = 0; i < cursor.length; i++) {
      const changed = cursor.slice(0, i) + (cursor[i] === 'A' ? 'B' : 'A') + cursor.slice(i + 1);
      expect(() => decode(changed)).toThrow(refusal('CURSOR_INVALID'));
    }
  });

  it('is refused as invalid in another stream, under another secret, and from the future', () => {
    const stranger = createSealer([deriveKey(Buffer.alloc(32, 8).toString('base64url'), 'cursor')]);
    const foreign = [
      encodeCursor(sealer, businessStream('other'), { epoch: 3, seq: 15 }),
      encodeCursor(sealer, inboxStream('acme'), { epoch: 3, seq: 15 }),
      encodeCursor(stranger, stream, { epoch: 3, seq: 15 }),
      encodeCursor(sealer, stream, { epoch: 3, seq: 21 }),
      sealer.seal('3.15x', `stream\n${stream}`),
    ];
    for (const cursor of foreign) expect(() => decode(cursor)).toThrow(refusal('CURSOR_INVALID'));
  });

  it('is refused as expired when events behind it are gone, or the database was restored', () => {
    for (const place of [
      { epoch: 3, seq: 9 },
      { epoch: 3, seq: 0 },
      { epoch: 2, seq: 15 },
      { epoch: 2, seq: 999 },
    ]) {
      expect(() => decode(encodeCursor(sealer, stream, place))).toThrow(refusal('CURSOR_EXPIRED'));
    }
  });
});
