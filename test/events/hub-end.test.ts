import { describe, expect, it, vi } from 'vitest';
import { appendChanges } from '../../src/events/log.js';
import { change, commit, followFreely, range, take } from './changes.js';
import { createPolicy, endAfterTest, follow, gateway, refusal, seqs, stream, watchStatements } from './hub-fixture.js';

describe('the end of following', () => {
  it('comes at once with return(), while waiting', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const next = changes.next();
    await vi.waitFor(() => expect(policy.answered).toBe(1));
    const startedAtMs = performance.now();
    expect(await Promise.all([changes.return(), next])).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    expect(performance.now() - startedAtMs).toBeLessThan(100);
    await commit(gateway.database, stream, 'inv_1');
    expect(await changes.next()).toEqual({ done: true, value: undefined });
  });

  it('leaves nothing behind that the look at the heads would read', async () => {
    const [ended, lasting] = [follow(), endAfterTest(followFreely(gateway.hub, `${stream}-lasting`))];
    const pulls = [ended.next(), lasting.next()];
    const looks = watchStatements((values) =>
      (Array.isArray(values[0]) ? values[0] : []).includes(`${stream}-lasting`),
    );
    try {
      await vi.waitFor(() => expect(looks.seen.at(-1)).toEqual([expect.arrayContaining([stream])]), 3_000);
      await ended.return();
      await vi.waitFor(() => expect(looks.seen.at(-1)).toEqual([[`${stream}-lasting`]]), 3_000);
    } finally {
      looks.stop();
    }
    await lasting.return();
    await Promise.all(pulls);
  });

  it('comes at once with return(), while a judgement is under way', async () => {
    let asked = false;
    const changes = follow({
      judge: () => {
        asked = true;
        return new Promise(() => {});
      },
    });
    const next = changes.next();
    await vi.waitFor(() => expect(asked).toBe(true));
    await changes.return();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('comes with the signal: before the start, while waiting, and between two pulls', async () => {
    await commit(gateway.database, stream, 'inv_1', 'inv_2');
    expect((await follow({ signal: AbortSignal.abort() }).next()).done).toBe(true);

    const waiting = new AbortController();
    const waitingChanges = follow({ afterSeq: 2, signal: waiting.signal });
    const next = waitingChanges.next();
    waiting.abort();
    expect((await next).done).toBe(true);

    const pulled = new AbortController();
    const pulledChanges = follow({ signal: pulled.signal });
    await take(pulledChanges, 1);
    pulled.abort();
    expect((await pulledChanges.next()).done).toBe(true);
  });

  it('needs no start', async () => {
    expect(await follow().return()).toEqual({ done: true, value: undefined });
  });

  it('comes with CURSOR_EXPIRED, not with a gap, when events were pruned before they were read', async () => {
    await gateway.database.transaction((tx) =>
      appendChanges(
        tx,
        range(1, 450).map((n) => change(`inv_${n}`, [stream])),
      ),
    );
    const changes = follow();
    await take(changes, 10);
    await gateway.database.query('delete from stream_event where stream_key = $1 and seq <= 300', [stream]);
    expect(seqs(await take(changes, 190))).toEqual(range(11, 200)); // read already
    await expect(changes.next()).rejects.toEqual(refusal('CURSOR_EXPIRED'));
  });

  it('comes with CURSOR_EXPIRED when all behind the position was pruned', async () => {
    await commit(gateway.database, stream, 'inv_1', 'inv_2');
    await gateway.database.query('delete from stream_event where stream_key = $1', [stream]);
    await expect(follow({ afterSeq: 1 }).next()).rejects.toEqual(refusal('CURSOR_EXPIRED'));
    expect(await gateway.hub.position(stream)).toBe(2);
  });

  it('comes with CURSOR_EXPIRED when the database was restored meanwhile', async () => {
    await commit(gateway.database, stream, 'inv_1');
    const changes = follow();
    const [one] = await take(changes, 1);
    await gateway.database.query('update stream_epoch set epoch = epoch + 1');
    const next = changes.next();
    await commit(gateway.database, stream, 'inv_2');
    await expect(next).rejects.toEqual(refusal('CURSOR_EXPIRED'));
    await expect(gateway.hub.position(stream, one?.cursor)).rejects.toEqual(refusal('CURSOR_EXPIRED'));
  });
});
