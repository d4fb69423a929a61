import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { type Connection, createAsk, expectPages, PAGE_ARGS, PAGE_VARIABLES } from './pages.js';
import { asUser, businessRow, chance, insertRows, memberRow, minutes, times, userRow } from './rows.js';

const SOURCE = `query ($id: ID!, ${PAGE_VARIABLES}) {
  business(id: $id) {
    eventCursor
    inviteStatusChanges(${PAGE_ARGS}) {
      edges { cursor node { id: seq cursor } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`;

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
const askFor = (id: string, userId = 'usr_owner') =>
  createAsk(executor, asUser(userId), { source: SOURCE, path: ['business', 'inviteStatusChanges'], variables: { id } });
const seqs = (from: number, to: number): string[] => times(to - from + 1, (index) => `${from + index}`);

/** Writes the next `count` events of the stream, many of one moment. */
async function append(businessId: string, count: number): Promise<void> {
  const key = `b:${businessId}`;
  await test.database.query(
    `with head as (
       insert into stream_head as h (stream_key, seq, access) values ($1, $2, 1)
       on conflict (stream_key) do update set seq = h.seq + excluded.seq returning seq)
     insert into stream_event (stream_key, seq, invite_id, status, actor_kind, occurred_at)
     select $1, head.seq - $2 + n, 'inv_' || n % 7, 'PENDING', 'SYSTEM', $3 from head, generate_series(1, $2::int) n`,
    [key, count, minutes(1)],
  );
}

beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  const businesses = ['acme', 'beta', 'pruned', 'empty'];
  await insertRows(test.database, {
    business: businesses.map(businessRow),
    app_user: [userRow('usr_owner'), userRow('usr_employee')],
    account_member: [
      ...businesses.map((businessId) =>
        memberRow(`mem_${businessId}`, { businessId, userId: 'usr_owner', roles: ['OWNER'] }),
      ),
      memberRow('mem_employee', { userId: 'usr_employee' }),
    ],
  });
  await append('acme', 300);
  await append('beta', 40);
  await append('pruned', 50);
  await test.database.query(`delete from stream_event where stream_key = 'b:pruned' and seq <= 20`);
});
afterAll(() => test.drop());

describe('Business.inviteStatusChanges', () => {
  it('reads the same forwards and backwards, oldest first', async () => {
    await expectPages(askFor('acme'), seqs(1, 300), chance(71));
  });

  it('begins with the oldest that is kept', async () => {
    await expectPages(askFor('pruned'), seqs(21, 50), chance(72));
  });

  it('is empty where nothing has happened, and for who may not follow the stream', async () => {
    for (const ask of [askFor('empty'), askFor('acme', 'usr_employee')]) {
      expect(await ask({})).toEqual({
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      });
    }
  });

  it('is not disturbed by what happens between two pages, and shows it at its end', async () => {
    const ask = askFor('beta');
    const seen: string[] = [];
    let after: string | null = null;
    for (let round = 0; round < 20; round++) {
      const page: Connection = await ask({ first: 10, after });
      seen.push(...page.edges.map(({ node }) => String(node.id)));
      after = page.pageInfo.endCursor ?? after;
      if (!page.pageInfo.hasNextPage) break;
      if (round < 3) await append('beta', 4);
    }
    expect(seen).toEqual(seqs(1, 52));
    // Backwards from its newest, more that happens does not move what is read.
    const newest = await ask({ last: 10 });
    await append('beta', 5);
    const older = await ask({ last: 10, before: newest.pageInfo.startCursor });
    expect(older.edges.map(({ node }) => String(node.id))).toEqual(seqs(33, 42));
  });

  it('has the cursors of the subscription: the newest is the stream’s own position', async () => {
    const read = (path: string[]) =>
      createAsk(executor, asUser('usr_owner'), { source: SOURCE, path, variables: { id: 'acme' } })({ last: 1 });
    const { edges, pageInfo } = await read(['business', 'inviteStatusChanges']);
    const business = (await read(['business'])) as unknown as { eventCursor: string }; // of the same data, a level higher
    expect(pageInfo.endCursor).toBe(business.eventCursor);
    expect(edges[0]).toMatchObject({ node: { cursor: pageInfo.endCursor } });
    expect((await askFor('acme')({ after: business.eventCursor })).edges).toEqual([]);
  });

  it('refuses a cursor behind which changes are missing, and takes the one just before the oldest', async () => {
    // Cursors of a stream are those of the same places before it was pruned.
    const ask = askFor('pruned');
    await test.database.query(`insert into stream_event (stream_key, seq, invite_id, status, actor_kind, occurred_at)
      select 'b:pruned', n, 'inv_1', 'PENDING', 'SYSTEM', now() from generate_series(19, 20) n`);
    const [at19, at20] = (await ask({ first: 2 })).edges.map(({ cursor }) => cursor);
    await test.database.query(`delete from stream_event where stream_key = 'b:pruned' and seq <= 20`);
    expect((await ask({ first: 1, after: at20 ?? null })).edges).toMatchObject([{ node: { id: 21 } }]);
    await expect(ask({ first: 1, after: at19 ?? null })).rejects.toMatchObject({
      originalError: { code: 'CURSOR_EXPIRED' },
    });
  });
});
