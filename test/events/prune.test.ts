import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pruneLog } from '../../src/commands/prune-log.js';
import { appendChanges } from '../../src/events/log.js';
import { pruneEvents } from '../../src/events/prune.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { change, followFreely, type Gateway, range, startGateway, take } from './changes.js';

const DAY_MS = 86_400_000;

let test: TestDatabase;
let gateway: Gateway;
let stream: string;
let streams = 0;
beforeAll(async () => {
  test = await createTestDatabase();
  gateway = await startGateway(test.url);
});
afterAll(async () => {
  await gateway.stop();
  await test.drop();
});
beforeEach(() => {
  stream = `b:prune-${++streams}`;
});

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const append = (ages: readonly number[], streamKey = stream) =>
  gateway.database.transaction((tx) =>
    appendChanges(
      tx,
      ages.map((age, index) => change(`inv_${index}`, [streamKey], { occurredAt: daysAgo(age) })),
    ),
  );
const kept = async (streamKey = stream) =>
  (
    await gateway.database.query<{ seq: number }>('select seq from stream_event where stream_key = $1 order by seq', [
      streamKey,
    ])
  ).map(({ seq }) => seq);
const refusal = (code: string) => expect.objectContaining({ name: 'RequestError', code });

describe('pruning the log', () => {
  it('deletes what is older than the retention, in batches, and nothing else', async () => {
    await append([...range(1, 2_500).map(() => 31), 29, 1, 0]);
    expect(await pruneLog(gateway.database, 30)).toBe(2_500);
    expect(await kept()).toEqual([2_501, 2_502, 2_503]);
    expect(await pruneLog(gateway.database, 30)).toBe(0);
  });

  it('keeps the head, so that numbers go on when all is gone', async () => {
    await append([40, 40]);
    await pruneLog(gateway.database, 30);
    expect([await kept(), await gateway.hub.position(stream)]).toEqual([[], 2]);
    await append([0]);
    expect(await kept()).toEqual([3]);
  });

  it('refuses the cursors behind which something is gone, and no others', async () => {
    await append([40, 40, 40, 1, 1]);
    const cursors = (await take(followFreely(gateway.hub, stream), 5)).map(({ cursor }) => cursor);
    await pruneLog(gateway.database, 30);
    for (const cursor of cursors.slice(0, 2)) {
      await expect(gateway.hub.position(stream, cursor)).rejects.toEqual(refusal('CURSOR_EXPIRED'));
    }
    expect(await Promise.all(cursors.slice(2).map((cursor) => gateway.hub.position(stream, cursor)))).toEqual([
      3, 4, 5,
    ]);
  });

  it('ends who is behind what is gone with CURSOR_EXPIRED, and lets who is beyond read on', async () => {
    await append(range(1, 450).map((n) => (n <= 300 ? 40 : 1)));
    const [behind, beyond] = [followFreely(gateway.hub, stream), followFreely(gateway.hub, stream, { afterSeq: 310 })];
    await take(behind, 200); // a page; the next one is gone before it is read
    await pruneLog(gateway.database, 30);
    await expect(behind.next()).rejects.toEqual(refusal('CURSOR_EXPIRED'));
    expect((await take(beyond, 140)).map(({ seq }) => seq)).toEqual(range(311, 450));
    await beyond.return();
  });

  it('leaves no hole where a later number bears an earlier time', async () => {
    await append([40, 1, 40, 1]);
    await pruneLog(gateway.database, 30);
    expect(await kept()).toEqual([4]);
  });

  it('is done by one process at a time; another one finds nothing to do', async () => {
    await append(range(1, 10).map(() => 40));
    await gateway.database.transaction(async (tx) => {
      expect(await pruneEvents(tx, daysAgo(30), 5)).toBe(5);
      expect(await pruneLog(gateway.database, 30)).toBe(0);
    });
    expect(await pruneLog(gateway.database, 30)).toBe(5);
  });
});
