import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVITE_STATUSES, type InviteStatus, type InviteType } from '../../src/domain/invite.js';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { createAsk, expectPages, inOrder, PAGE_ARGS, PAGE_FIELDS, PAGE_VARIABLES } from './pages.js';
import {
  asUser,
  businessRow,
  chance,
  insertRows,
  inviteRow,
  LATER,
  memberRow,
  minutes,
  times,
  userRow,
} from './rows.js';

interface Filter {
  statuses?: InviteStatus[] | null;
  types?: InviteType[] | null;
  direction?: 'SENT' | 'RECEIVED' | null;
  query?: string | null;
}
type Field = 'CREATED_AT' | 'EXPIRES_AT' | 'UPDATED_AT';

const SOURCE = `query ($id: ID!, ${PAGE_VARIABLES}, $filter: InviteFilter, $orderBy: InviteOrder) {
  business(id: $id) { invites(${PAGE_ARGS}, filter: $filter, orderBy: $orderBy) { totalCount ${PAGE_FIELDS} } }
}`;
const KEYS: Record<Field, (row: InviteRow) => number> = {
  CREATED_AT: (row) => row.createdAt.getTime(),
  EXPIRES_AT: (row) => row.expiresAt.getTime(),
  UPDATED_AT: (row) => row.updatedAt.getTime(),
};
const ORDERS = (Object.keys(KEYS) as Field[]) // keys of a literal
  .flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })));
const FILTERS: Filter[] = [
  { statuses: ['PENDING'] },
  { statuses: ['ACCEPTED', 'DECLINED', 'EXPIRED'] },
  { statuses: [] },
  { types: ['MEMBER_INVITE'], direction: 'SENT' },
  { types: ['PARTNER_INVITE', 'ASSET_REQUEST'] },
  { direction: 'RECEIVED' },
  { query: 'ODD+' },
  { query: '_' },
  { query: '%' },
  { query: '\\' },
  { query: 'nobody has this' },
  { statuses: ['PENDING', 'CANCELLED'], types: ['MEMBER_INVITE'], direction: 'SENT', query: 'even' },
  { statuses: null, types: null, direction: null, query: null },
];

const passes = (row: InviteRow, { statuses, types, direction, query }: Filter): boolean =>
  (!statuses || statuses.includes(row.status)) &&
  (!types || types.includes(row.type)) &&
  direction !== 'RECEIVED' && // what there is goes to people
  (!query || (row.inviteeEmail?.toLowerCase().includes(query.toLowerCase()) ?? false));

/** Few moments, so that most invites share theirs; ids that do not follow the times. */
function makeInvites(businessId: string, count: number, seed: number): InviteRow[] {
  const { below, pick, maybe } = chance(seed);
  return times(count, (index) =>
    inviteRow(`inv_${businessId}_${String((index * 7_919) % 10_000).padStart(4, '0')}`, {
      businessId,
      status: pick(INVITE_STATUSES),
      type: 'MEMBER_INVITE',
      inviteeEmail: `${index % 2 ? 'Odd+%' : 'even_'}${index}@Example.com`,
      ...(maybe(0.2) ? { inviteeUserId: `usr_${index}` } : {}),
      createdAt: minutes(below(12)),
      updatedAt: minutes(below(20)),
      expiresAt: new Date(LATER.getTime() + below(15) * 60_000),
    }),
  );
}

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
const invites = makeInvites('acme', 300, 11);
const askFor = (variables: { filter?: Filter; orderBy?: (typeof ORDERS)[number] }, id = 'acme') =>
  createAsk(executor, asUser('usr_0'), {
    source: SOURCE,
    path: ['business', 'invites'],
    variables: { id, ...variables },
  });

beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, {
    business: ['acme', 'beta', 'empty'].map(businessRow),
    app_user: times(300, (index) => userRow(`usr_${index}`)),
    invite: [...invites, ...makeInvites('beta', 40, 12)],
    account_member: ['acme', 'beta', 'empty'].map((businessId) =>
      memberRow(`mem_${businessId}`, { businessId, userId: 'usr_0', roles: ['OWNER'] }),
    ),
  });
});
afterAll(() => test.drop());

describe('Business.invites', () => {
  it.each(ORDERS)('reads the same forwards and backwards by $field $direction', async (orderBy) => {
    const whole = inOrder(invites, [{ key: KEYS[orderBy.field], direction: orderBy.direction }]);
    await expectPages(askFor({ orderBy }), whole, chance(21));
  });

  it('is newest first unless ordered', async () => {
    const whole = inOrder(invites, [{ key: KEYS.CREATED_AT, direction: 'DESC' }]);
    await expectPages(askFor({}), whole, chance(22));
  });

  it.each(FILTERS.map((filter) => ({ name: JSON.stringify(filter), filter })))(
    'filters by $name',
    async ({ filter }) => {
      const { pick } = chance(JSON.stringify(filter).length);
      const orderBy = pick(ORDERS);
      const wanted = invites.filter((row) => passes(row, filter));
      const whole = inOrder(wanted, [{ key: KEYS[orderBy.field], direction: orderBy.direction }]);
      await expectPages(askFor({ filter, orderBy }), whole, chance(23));
    },
  );

  it('reads to its end one by one, where each page ends among equals', async () => {
    const filter: Filter = { statuses: ['EXPIRED'] };
    const wanted = invites.filter((row) => passes(row, filter));
    const whole = inOrder(wanted, [{ key: KEYS.CREATED_AT, direction: 'DESC' }]);
    const ask = askFor({ filter });
    let after: string | null = null;
    const seen: string[] = [];
    do {
      const page = await ask({ first: 1, after });
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null && seen.length <= whole.length);
    expect(seen).toEqual(whole);
  });

  it('is empty where there is nothing, from both ends and with its count', async () => {
    for (const args of [{}, { first: 250 }, { last: 1 }]) {
      const page = await askFor({}, 'empty')(args);
      expect(page).toEqual({
        totalCount: 0,
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      });
    }
  });

  it('is empty behind its last and before its first, and still counts all', async () => {
    const whole = await askFor({})({ last: 1 });
    const behind = await askFor({})({ after: whole.pageInfo.endCursor });
    const [first] = (await askFor({})({ first: 1 })).edges;
    const before = await askFor({})({ last: 5, before: first?.cursor ?? null });
    for (const page of [behind, before]) {
      expect(page.edges).toEqual([]);
      expect(page.totalCount).toBe(300);
      expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    }
  });

  it('brings 25 where no size is given', async () => {
    const page = await askFor({})({});
    expect(page.edges).toHaveLength(25);
    expect(page.pageInfo.hasNextPage).toBe(true);
  });

  it('is not disturbed by what is inserted between two pages', async () => {
    const { below } = chance(31);
    const orderBy = { field: 'UPDATED_AT', direction: 'ASC' } as const;
    const all = makeInvites('beta', 40, 12);
    const original = inOrder(all, [{ key: KEYS.UPDATED_AT, direction: 'ASC' }]);
    const ask = askFor({ orderBy }, 'beta');
    const seen: string[] = [];
    let after: string | null = null;
    for (let round = 0; ; round++) {
      const page = await ask({ first: 3, after });
      seen.push(...page.edges.map(({ node }) => node.id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
      const added = times(2, (index) =>
        inviteRow(`inv_new_${round}_${index}`, { businessId: 'beta', updatedAt: minutes(below(20)) }),
      );
      all.push(...added);
      await insertRows(test.database, { invite: added });
    }
    const sorted = inOrder(all, [{ key: KEYS.UPDATED_AT, direction: 'ASC' }]);
    expect(seen.filter((id) => original.includes(id))).toEqual(original);
    expect(seen).toEqual(sorted.filter((id) => seen.includes(id))); // each once, and all in order
    expect(seen.length).toBeGreaterThan(original.length); // some came in where the reader had not been yet
  });
});
