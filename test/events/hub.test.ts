import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/database/data-source.js';
import { RequestError } from '../../src/domain/errors.js';
import { appendChanges } from '../../src/events/log.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { change, commit, followFreely, type Gateway, raiseAccess, range, startGateway, take } from './changes.js';

let test: TestDatabase;
let gateway: Gateway;
/** Somebody whose commits nobody here is told of. */
let silentWriter: Database;
let stream: string;
let streams = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  [gateway, silentWriter] = await Promise.all([startGateway(test.url), openDatabase({ url: test.url, poolSize: 4 })]);
  await silentWriter.query('create table refused (stream_key text primary key)');
});
afterAll(async () => {
  await gateway.stop();
  await silentWriter.close();
  await test.drop();
});
beforeEach(() => {
  stream = `b:hub-${++streams}`;
});

const open: { return(): Promise<unknown> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((changes) => changes.return())));
/** Ends with the test. */
function follow(options: Parameters<typeof followFreely>[2] = {}) {
  const changes = followFreely(gateway.hub, stream, options);
  open.push(changes);
  return changes;
}

/** A policy that reads the stream's access in the same statement as the facts, as the true one does. */
function createPolicy() {
  const policy = {
    asked: 0,
    answered: 0,
    judge: async (): Promise<number> => {
      policy.asked++;
      const [standing] = await gateway.database.prepared<{ refused: boolean; access: number }>(
        `select exists (select from refused where stream_key = $1) as refused,
           coalesce((select access from stream_head where stream_key = $1), 0) as access`,
        [stream],
      );
      policy.answered++;
      if (!standing || standing.refused) throw new RequestError('FORBIDDEN', 'No longer yours to follow.');
      return standing.access;
    },
  };
  return policy;
}
/** Takes the right away, as its own transaction would before it raises access. */
const refuse = (db: Pick<Database, 'query'> = silentWriter) => db.query('insert into refused values ($1)', [stream]);
/** Notes the values of the gateway's prepared statements that match. */
function watchStatements(matches: (values: readonly unknown[], text: string) => boolean) {
  const seen: (readonly unknown[])[] = [];
  const { prepared } = gateway.database;
  gateway.database.prepared = (async (text, values = []) => {
    if (matches(values, text)) seen.push(values);
    return prepared(text, values);
  }) as Database['prepared']; // generic
  return {
    seen,
    stop: () => {
      gateway.database.prepared = prepared;
    },
  };
}
const refusal = (code: string) => expect.objectContaining({ name: 'RequestError', code });
const seqs = (changes: readonly { seq: number }[]): number[] => changes.map((one) => one.seq);

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

describe('the right to follow', () => {
  it('is asked before anything is shown', async () => {
    await commit(gateway.database, stream, 'inv_1');
    const policy = createPolicy();
    await refuse();
    await expect(follow({ judge: policy.judge }).next()).rejects.toEqual(refusal('FORBIDDEN'));
  });

  it('is asked once, not per change, while no right changes', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const taking = take(changes, 5);
    await commit(gateway.database, stream, ...range(1, 5).map((n) => `inv_${n}`));
    for (const one of await taking) await one.confirm();
    expect(policy.asked).toBe(1);
  });

  it('need not be asked again where it was just judged', async () => {
    await raiseAccess(gateway.database, stream);
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge, judgedAccess: await policy.judge() });
    await commit(gateway.database, stream, 'inv_1');
    await take(changes, 1);
    expect(policy.asked).toBe(1);
  });

  it('ends an idle follower within about a second when nothing but access changes, even without a hint', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const next = changes.next();
    await vi.waitFor(() => expect(policy.asked).toBe(1));
    await refuse();
    await raiseAccess(silentWriter, stream);
    const startedAtMs = performance.now();
    await expect(next).rejects.toEqual(refusal('FORBIDDEN'));
    expect(performance.now() - startedAtMs).toBeLessThan(1_900);
    expect(await changes.next()).toEqual({ done: true, value: undefined });
  });

  it('is kept by those who are judged anew and still have it', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const next = take(changes, 1);
    await vi.waitFor(() => expect(policy.asked).toBe(1));
    await raiseAccess(gateway.database, stream);
    await vi.waitFor(() => expect(policy.asked).toBe(2));
    await commit(gateway.database, stream, 'inv_1');
    const [one] = await next;
    await one?.confirm();
    expect([one?.seq, policy.asked]).toEqual([1, 2]);
  });

  it('when lost, lets nothing more be shown, also of a page that was read before', async () => {
    await commit(gateway.database, stream, 'inv_1', 'inv_2', 'inv_3');
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const [first] = await take(changes, 1);
    await first?.confirm();
    await refuse();
    await raiseAccess(silentWriter, stream);
    await expect(first?.confirm()).rejects.toEqual(refusal('FORBIDDEN'));
    await expect(changes.next()).rejects.toEqual(refusal('FORBIDDEN'));
  });

  it('when lost together with a change, hides that change', async () => {
    const policy = createPolicy();
    const changes = follow({ judge: policy.judge });
    const next = changes.next();
    await vi.waitFor(() => expect(policy.asked).toBe(1));
    await refuse();
    await gateway.database.transaction((tx) => appendChanges(tx, [change('inv_1', [stream])], [stream]));
    await expect(next).rejects.toEqual(refusal('FORBIDDEN'));
  });

  it('is never outlived by a confirmation, in 200 races of change and removal', async () => {
    for (const round of range(1, 200)) {
      stream = `b:race-${round}`;
      let removed = false;
      const leaked: number[] = [];
      const read = async (): Promise<void> => {
        for await (const one of follow({ judge: createPolicy().judge })) {
          const late = removed;
          await one.confirm();
          if (late) leaked.push(one.seq);
        }
      };
      const reading = read();
      await Promise.all([
        expect(reading).rejects.toEqual(refusal('FORBIDDEN')),
        commit(gateway.database, stream, 'inv_1', 'inv_2', 'inv_3', 'inv_4'),
        gateway.database
          .transaction(async (tx) => {
            await refuse(tx);
            await appendChanges(tx, [], [stream]);
          })
          .then(() => {
            removed = true;
          }),
      ]);
      expect(leaked).toEqual([]);
    }
  });
});

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
    const [ended, lasting] = [follow(), followFreely(gateway.hub, `${stream}-lasting`)];
    open.push(lasting);
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
