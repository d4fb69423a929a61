import { describe, expect, it } from 'vitest';
import { appendChanges } from '../../src/events/log.js';
import { change, commit, range, take } from './changes.js';
import { follow, gateway, refusal, seqs, silentWriter, stream, watchStatements } from './hub-fixture.js';

describe('following a stream', () => {
  it('shows what happened behind the position, then what happens', async () => {
    await commit(gateway.database, stream, 'inv_1', 'inv_2', 'inv_3');
    const changes = follow({ afterSeq: 1 });
    expect(await take(changes, 2)).toMatchObject([
      { seq: 2, inviteId: 'inv_2' },
      { seq: 3, inviteId: 'inv_3' },
    ]);
    const next = take(changes, 1);
    await commit(gateway.database, stream, 'inv_4');
    expect(await next).toMatchObject([{ seq: 4, inviteId: 'inv_4', streamKey: stream, status: 'PENDING_SEND' }]);
  });

  it('begins behind the newest event where no cursor is given, also in a stream that is still empty', async () => {
    expect(await gateway.hub.position(stream)).toBe(0);
    await commit(gateway.database, stream, 'inv_1', 'inv_2');
    const changes = follow({ afterSeq: await gateway.hub.position(stream) });
    await commit(gateway.database, stream, 'inv_3');
    expect(seqs(await take(changes, 1))).toEqual([3]);
  });

  it('resumes behind every change by its cursor', async () => {
    await commit(gateway.database, stream, ...range(1, 12).map((n) => `inv_${n}`));
    const all = await take(follow(), 12);
    for (const [i, { cursor }] of all.entries()) {
      const afterSeq = await gateway.hub.position(stream, cursor);
      expect(seqs(await take(follow({ afterSeq }), 11 - i))).toEqual(range(i + 2, 12));
    }
  });

  it('refuses a cursor of another stream before the first event', async () => {
    await commit(gateway.database, stream, 'inv_1');
    const [first] = await take(follow(), 1);
    await expect(gateway.hub.position('b:another', first?.cursor)).rejects.toEqual(refusal('CURSOR_INVALID'));
    await expect(gateway.hub.position(stream, 'nonsense')).rejects.toEqual(refusal('CURSOR_INVALID'));
  });

  it('reads on across many pages while more is written', async () => {
    const batch = (from: number) => range(from, from + 99).map((n) => change(`inv_${n}`, [stream]));
    for (const from of [1, 101, 201, 301, 401]) {
      await gateway.database.transaction((tx) => appendChanges(tx, batch(from)));
    }
    const late = take(follow({ afterSeq: 450 }), 150);
    const all = take(follow(), 600);
    await gateway.database.transaction((tx) => appendChanges(tx, batch(501)));
    expect(seqs(await all)).toEqual(range(1, 600));
    expect(seqs(await late)).toEqual(range(451, 600));
  });

  it('skips what does not match, without losing its place', async () => {
    const changes = follow({ matches: async (event) => Number(event.inviteId.slice(4)) % 3 === 0 });
    const taking = take(changes, 4);
    await commit(gateway.database, stream, ...range(1, 12).map((n) => `inv_${n}`));
    expect(seqs(await taking)).toEqual([3, 6, 9, 12]);
  });

  it('finds a change within about a second when its hint was lost', async () => {
    const changes = follow();
    const next = take(changes, 1);
    await commit(silentWriter, stream, 'inv_1');
    const startedAtMs = performance.now();
    expect(seqs(await next)).toEqual([1]);
    expect(performance.now() - startedAtMs).toBeLessThan(1_900);
  });

  it('reads a change once for a hundred subscribers at the head', async () => {
    const followers = range(1, 100).map(() => follow());
    const first = followers.map((changes) => take(changes, 1));
    await commit(gateway.database, stream, 'inv_1');
    await Promise.all(first);
    const reads = watchStatements((values, text) => text.includes('stream_event') && values[0] === stream);
    try {
      const second = followers.map((changes) => take(changes, 1));
      await commit(gateway.database, stream, 'inv_2');
      for (const taken of await Promise.all(second)) expect(seqs(taken)).toEqual([2]);
      expect(reads.seen.length).toBeLessThanOrEqual(3); // one for the hint, one for a look meanwhile, one to spare
    } finally {
      reads.stop();
    }
  });

  it('shows every change once and in order to many who resume while 8 writers commit and roll back', async () => {
    const TOTAL = 304;
    const write = async (writer: number): Promise<void> => {
      for (const turn of range(1, 40)) {
        const work = gateway.database.transaction(async (tx) => {
          await appendChanges(tx, [change(`inv_${writer}_${turn}`, [stream])]);
          if (turn % 20 === 0) throw new Error('rolled back');
        });
        await work.catch((error: Error) => expect(error.message).toBe('rolled back'));
      }
    };
    const subscribe = async (stride: number): Promise<number[]> => {
      const seen: number[] = [];
      for (let after: string | undefined; seen.length < TOTAL; ) {
        const changes = follow({ afterSeq: after === undefined ? 0 : await gateway.hub.position(stream, after) });
        const taken = await take(changes, Math.min(stride, TOTAL - seen.length));
        await changes.return(); // the connection is lost
        seen.push(...seqs(taken));
        after = taken.at(-1)?.cursor;
      }
      return seen;
    };
    const subscribers = Promise.all(range(1, 12).map((n) => subscribe(n * 3)));
    await Promise.all(range(1, 8).map(write));
    for (const seen of await subscribers) expect(seen).toEqual(range(1, TOTAL));
  });
});
