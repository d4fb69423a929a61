import { afterAll, beforeAll, expect, it } from 'vitest';
import { FollowedStream, type Waiter } from '../../src/events/followed-stream.js';
import { appendChanges, EVENT_PAGE_SIZE } from '../../src/events/log.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { change, commit, range, sealer } from './changes.js';

let test: TestDatabase;
let streams = 0;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const createStream = () => new FollowedStream(`b:followed-${++streams}`, test.database, sealer);
const createWaiter = (seq = 0): Waiter & { woken: number } => ({
  seq,
  access: 0,
  stalled: false,
  woken: 0,
  wake() {
    this.woken++;
  },
});

it('wakes at once who begins to wait after a hint that came while they read', async () => {
  const stream = createStream();
  const [early, late] = [createWaiter(), createWaiter()];
  const { hints } = await stream.read(0);
  stream.await(early, hints);
  expect(early.woken).toBe(0);
  stream.hint();
  stream.await(late, hints);
  expect([early.woken, late.woken]).toEqual([1, 1]);
});

it('shares a reading until the next hint, and never one that began before it', async () => {
  const stream = createStream();
  const empty = await stream.read(0);
  expect(await stream.read(0)).toBe(empty);
  await commit(test.database, stream.key, 'inv_1');
  stream.hint();
  expect((await stream.read(0)).events).toHaveLength(1);
});

it('serves who stands within a page with the rest of it, and who stands behind its end with the next', async () => {
  const stream = createStream();
  const changes = range(1, EVENT_PAGE_SIZE + 5).map((n) => change(`inv_${n}`, [stream.key]));
  await test.database.transaction((tx) => appendChanges(tx, changes));
  const seqs = async (after: number) => (await stream.read(after)).events.map((event) => event.seq);
  expect(await seqs(0)).toEqual(range(1, EVENT_PAGE_SIZE));
  expect(await seqs(150)).toEqual(range(151, EVENT_PAGE_SIZE));
  expect(await seqs(EVENT_PAGE_SIZE)).toEqual(range(EVENT_PAGE_SIZE + 1, EVENT_PAGE_SIZE + 5));
  expect(await seqs(100)).toEqual(range(101, EVENT_PAGE_SIZE + 5));
});

it('wakes at a look only where somebody is behind', () => {
  const stream = createStream();
  const waiter = createWaiter(5);
  stream.await(waiter, stream.hints);
  stream.look({ seq: 5, access: 0 });
  expect([waiter.woken, stream.hints]).toEqual([0, 0]);
  stream.look({ seq: 5, access: 1 });
  expect([waiter.woken, stream.access]).toEqual([1, 1]);
  stream.await(waiter, stream.hints);
  stream.look({ seq: 6, access: 0 });
  expect(waiter.woken).toBe(2);
});
