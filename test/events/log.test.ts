import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/data-source.js';
import type { Queryable } from '../../src/database/queryable.js';
import type { Tx } from '../../src/database/transaction.js';
import { appendChanges, readEventPage, readEvents, readHeads, readStreamState } from '../../src/events/log.js';
import { businessStream, inboxStream } from '../../src/events/stream-key.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { change, commit, raiseAccess, range } from './changes.js';

const WRITERS = 24;
let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await openDatabase({ url: test.url, poolSize: WRITERS });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** Counts the statements that `tx` runs. */
function counted(tx: Tx): Tx & { statements: number } {
  const counting = {
    ...tx,
    statements: 0,
    prepared: (async (text, values) => {
      counting.statements++;
      return tx.prepared(text, values);
    }) as Queryable['prepared'], // generic
  };
  return counting;
}

describe('appending', () => {
  it('numbers a batch densely, in its order, in each stream that it concerns', async () => {
    const [sender, inbox] = [businessStream('batch'), inboxStream('grace@example.com')];
    await commit(database, sender, 'inv_0');
    await database.transaction((tx) =>
      appendChanges(tx, [
        change('inv_1', [sender]),
        change('inv_2', [inbox, sender, sender]),
        change('inv_3', [sender], { previousStatus: 'PENDING', status: 'EXPIRED', actor: { kind: 'SYSTEM' } }),
        change('inv_4', [inbox]),
      ]),
    );
    const numbered = async (key: string) => (await readEvents(database, key, 0)).events.map((e) => [e.seq, e.inviteId]);
    expect(await numbered(sender)).toEqual([
      [1, 'inv_0'],
      [2, 'inv_1'],
      [3, 'inv_2'],
      [4, 'inv_3'],
    ]);
    expect(await numbered(inbox)).toEqual([
      [1, 'inv_2'],
      [2, 'inv_4'],
    ]);
    expect((await readEvents(database, sender, 3)).events).toEqual([
      {
        streamKey: sender,
        seq: 4,
        inviteId: 'inv_3',
        previousStatus: 'PENDING',
        status: 'EXPIRED',
        actorKind: 'SYSTEM',
        actorUserId: null,
        actorApiKeyId: null,
        occurredAt: new Date('2026-01-02T03:04:05.678Z'),
      },
    ]);
  });

  it('raises access by one per call, with and without events', async () => {
    await raiseAccess(database, 'b:rights');
    expect(await readStreamState(database, 'b:rights')).toEqual({ epoch: 1, headSeq: 0, access: 1, oldestSeq: 1 });
    await database.transaction((tx) =>
      appendChanges(tx, [change('inv_1', ['b:rights']), change('inv_2', ['b:rights'])], ['b:rights', 'b:rights']),
    );
    await commit(database, 'b:rights', 'inv_3');
    expect(await readHeads(database, ['b:rights', 'b:unknown'])).toEqual(
      new Map([['b:rights', { seq: 3, access: 2 }]]),
    );
  });

  it('takes one statement for a hundred changes, and none for nothing', async () => {
    await database.transaction(async (tx) => {
      const counting = counted(tx);
      await appendChanges(counting, []);
      expect(counting.statements).toBe(0);
      const changes = range(1, 100).map((n) => change(`inv_${n}`, ['b:many', `u:${n}`]));
      await appendChanges(counting, changes, ['b:other']);
      expect(counting.statements).toBe(1);
    });
    expect((await readEvents(database, 'b:many', 0)).events.map((e) => e.inviteId)).toEqual(
      range(1, 100).map((n) => `inv_${n}`),
    );
  });

  it('tells of the touched streams after the commit, and of nothing after a rollback', async () => {
    const told: string[][] = [];
    database.onCommit((keys) => told.push([...keys].sort()));
    const refused = database.transaction(async (tx) => {
      await appendChanges(tx, [change('inv_1', ['b:rolled-back'])]);
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    await database.transaction((tx) => appendChanges(tx, [change('inv_1', ['b:told', 'u:told'])], ['b:rights-told']));
    expect(told).toEqual([['b:rights-told', 'b:told', 'u:told']]);
  });
});

describe('24 writers at once, 5 % of them rolled back', () => {
  const INVITES = 8;
  const TURNS = 50;

  it('leaves no hole, no duplicate, and the changes of each invite in their order, at every moment', async () => {
    await database.query('create table turn (invite int primary key, turn int not null)');
    await database.query('insert into turn select n, 0 from generate_series(0, $1 - 1) n', [INVITES]);
    let written = 0;
    const write = async (writer: number): Promise<void> => {
      for (let turn = 0; turn < TURNS; turn++) {
        const invite = (writer + turn) % INVITES;
        const work = database.transaction(async (tx) => {
          const [row] = await tx.query<{ turn: number }>(
            'update turn set turn = turn + 1 where invite = $1 returning turn',
            [invite],
          );
          const actor = { kind: 'USER' as const, userId: String(row?.turn) };
          await appendChanges(tx, [change(`inv_${invite}`, ['b:hot', `u:hot-${invite}`], { actor })]);
          if ((writer * TURNS + turn) % 20 === 0) throw new Error('rolled back');
          written++;
        });
        await work.catch((error: Error) => expect(error.message).toBe('rolled back'));
      }
    };
    const seen: { seq: number; inviteId: string; actorUserId: string | null }[] = [];
    let writing = true;
    const read = async (): Promise<void> => {
      for (let last = false; ; last = !writing) {
        seen.push(...(await readEvents(database, 'b:hot', seen.length)).events);
        if (last && seen.length >= written) return;
      }
    };
    const reading = read();
    await Promise.all(range(1, WRITERS).map(write));
    writing = false;
    await reading;

    expect(written).toBe(WRITERS * TURNS * 0.95);
    expect(seen.map((event) => event.seq)).toEqual(range(1, written));
    for (const invite of range(0, INVITES - 1)) {
      const turns = seen
        .filter((event) => event.inviteId === `inv_${invite}`)
        .map((event) => Number(event.actorUserId));
      expect(turns).toEqual(range(1, turns.length));
      const inbox = await readEvents(database, `u:hot-${invite}`, 0, 1_000);
      expect(inbox.events.map((event) => event.seq)).toEqual(range(1, turns.length));
    }
  });

  it('raises heads in the order of their keys, so that no two transactions wait for each other', async () => {
    const keys = range(1, 6).map((n) => `b:crossing-${n}`);
    let attempts = 0;
    const write = async (writer: number): Promise<void> => {
      for (let turn = 0; turn < 25; turn++) {
        const shuffled = [...keys.slice((writer + turn) % 6), ...keys.slice(0, (writer + turn) % 6)];
        if (writer % 2) shuffled.reverse();
        await database.transaction(async (tx) => {
          attempts++; // a deadlock would be tried again
          const changes = shuffled.slice(0, 4).map((key, n) => change(`inv_${writer}_${turn}_${n}`, [key]));
          await appendChanges(tx, changes, shuffled.slice(4));
        });
      }
    };
    await Promise.all(range(1, WRITERS).map(write));
    expect(attempts).toBe(WRITERS * 25);
    const heads = await readHeads(database, keys);
    const sum = (field: 'seq' | 'access') => [...heads.values()].reduce((total, head) => total + head[field], 0);
    expect([sum('seq'), sum('access')]).toEqual([WRITERS * 25 * 4, WRITERS * 25 * 2]);
  });
});

describe('reading', () => {
  it('resumes behind every position', async () => {
    const total = 30;
    await database.transaction((tx) =>
      appendChanges(
        tx,
        range(1, total).map((n) => change(`inv_${n}`, ['b:resume'])),
      ),
    );
    for (const after of range(0, total)) {
      const page = await readEvents(database, 'b:resume', after, 7);
      expect(page.events.map((event) => event.seq)).toEqual(range(after + 1, Math.min(after + 7, total)));
      expect(page).toMatchObject({ headSeq: total, oldestSeq: 1, epoch: 1 });
    }
  });

  it('pages in both directions between two numbers', async () => {
    await database.transaction((tx) =>
      appendChanges(
        tx,
        range(1, 9).map((n) => change(`inv_${n}`, ['b:paged'])),
      ),
    );
    const seqs = async (options: Parameters<typeof readEventPage>[2]) =>
      (await readEventPage(database, 'b:paged', options)).events.map((event) => event.seq);
    expect(await seqs({ limit: 3 })).toEqual([1, 2, 3]);
    expect(await seqs({ limit: 3, descending: true })).toEqual([9, 8, 7]);
    expect(await seqs({ afterSeq: 2, beforeSeq: 5, limit: 9 })).toEqual([3, 4]);
    expect(await seqs({ afterSeq: 2, beforeSeq: 5, limit: 1, descending: true })).toEqual([4]);
    expect(await seqs({ afterSeq: 9, limit: 3 })).toEqual([]);
  });

  it('knows the oldest event that is kept', async () => {
    const state = () => readStreamState(database, 'b:pruned');
    expect(await state()).toEqual({ epoch: 1, headSeq: 0, access: 0, oldestSeq: 1 });
    await commit(database, 'b:pruned', 'inv_1', 'inv_2', 'inv_3');
    await database.query(`delete from stream_event where stream_key = 'b:pruned' and seq = 1`);
    expect(await state()).toMatchObject({ headSeq: 3, oldestSeq: 2 });
    await database.query(`delete from stream_event where stream_key = 'b:pruned'`);
    expect(await state()).toMatchObject({ headSeq: 3, oldestSeq: 4 });
  });

  it('never shows a head without the events that belong to it', async () => {
    let writing = true;
    const write = async (): Promise<void> => {
      for (const n of range(1, 100)) await commit(database, 'b:snapshot', `inv_${n}`);
      writing = false;
    };
    const read = async (): Promise<void> => {
      while (writing) {
        const page = await readEvents(database, 'b:snapshot', 0);
        expect(page.events.length).toBe(page.headSeq);
      }
    };
    await Promise.all([write(), read(), read()]);
  });
});
