import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BusinessRole, MEMBERSHIP_STATUSES, type MembershipStatus } from '../../src/domain/membership.js';
import type { AccountMemberRow } from '../../src/entities/account-member.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { createAsk, expectPages, inOrder, PAGE_ARGS, PAGE_FIELDS, PAGE_VARIABLES } from './pages.js';
import { asUser, businessRow, chance, insertRows, memberRow, minutes, times, userRow } from './rows.js';

interface Filter {
  query?: string;
  statuses?: MembershipStatus[];
  roles?: BusinessRole[];
}
type Field = 'CREATED_AT' | 'ACCEPTED_AT' | 'EMAIL' | 'FIRST_NAME' | 'LAST_NAME';
interface Order {
  field: Field;
  direction: 'ASC' | 'DESC';
}
/** A member as the specification has it read: the address as invited, and after acceptance the person. */
type Shown = AccountMemberRow & { email: string | null; firstName: string | null; lastName: string | null };

const SOURCE = `query ($id: ID!, ${PAGE_VARIABLES}, $filter: AccountMemberFilter, $orderBy: [AccountMemberOrder!]) {
  business(id: $id) { members(${PAGE_ARGS}, filter: $filter, orderBy: $orderBy) { totalCount ${PAGE_FIELDS} } }
}`;
const KEYS: Record<Field, (row: Shown) => number | string | null> = {
  CREATED_AT: (row) => row.createdAt.getTime(),
  ACCEPTED_AT: (row) => row.acceptedAt?.getTime() ?? null,
  EMAIL: (row) => row.email?.toLowerCase() ?? null,
  FIRST_NAME: (row) => row.firstName?.toLowerCase() ?? null,
  LAST_NAME: (row) => row.lastName?.toLowerCase() ?? null,
};
const FIELDS = Object.keys(KEYS) as Field[]; // keys of a literal
const termsOf = (orders: readonly Order[]) => orders.map(({ field, direction }) => ({ key: KEYS[field], direction }));

const { below, pick, maybe } = chance(41);
const FIRST_NAMES = ['ada', 'Ada', 'ADA', 'Bob', 'bob', 'Émile', 'émile', 'Zoë', null, null];
const LAST_NAMES = ['Ärger', 'ärger', 'Stone', 'stone', 'O_Neil', '100%', 'a\\b', null];
const people = times(120, (index) => ({
  ...userRow(`usr_${String((index * 53) % 1_000).padStart(3, '0')}`),
  email: maybe(0.2) ? null : `${pick(['Ann', 'ann', 'ÄNN', 'Cy'])}${below(8)}@Example.com`,
  firstName: pick(FIRST_NAMES),
  lastName: pick(LAST_NAMES),
}));
const members: Shown[] = times(300, (index) => {
  const person = index < 120 ? people[index] : undefined;
  const status = person
    ? maybe(0.8)
      ? 'ACTIVE'
      : 'REMOVED'
    : pick(MEMBERSHIP_STATUSES.filter((one) => one !== 'ACTIVE'));
  const invitedEmail = maybe(0.3) ? null : `${pick(['Old', 'ann', 'OLD'])}${index}@example.com`;
  const row = memberRow(`mem_${String((index * 7_919) % 10_000).padStart(4, '0')}`, {
    status,
    roles: pick<BusinessRole[]>([['EMPLOYEE'], ['BIZ_ADMIN', 'EMPLOYEE'], ['BIZ_ADMIN']]),
    invitedEmail,
    invitedUserId: invitedEmail === null ? `usr_unknown_${index}` : null,
    userId: person?.id ?? null,
    createdAt: minutes(below(12)),
    acceptedAt: person ? minutes(below(9)) : null,
  });
  return {
    ...row,
    email: person ? person.email : row.invitedEmail,
    firstName: person?.firstName ?? null,
    lastName: person?.lastName ?? null,
  };
});
const owner = { ...memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'], createdAt: minutes(5) }) };
const all: Shown[] = [...members, { ...owner, email: 'usr_owner@example.com', firstName: 'First', lastName: 'Last' }];

const passes = (row: Shown, { query, statuses, roles }: Filter): boolean =>
  (!statuses || statuses.includes(row.status)) &&
  (!roles || roles.some((role) => row.roles.includes(role))) &&
  (!query ||
    [row.email, row.firstName, row.lastName].some((text) => text?.toLowerCase().includes(query.toLowerCase())));

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
const askFor = (variables: { filter?: Filter; orderBy?: Order[] | null }) =>
  createAsk(executor, asUser('usr_owner'), {
    source: SOURCE,
    path: ['business', 'members'],
    variables: { id: 'acme', ...variables },
  });

beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, {
    business: ['acme', 'beta'].map(businessRow),
    app_user: [...people, userRow('usr_owner'), userRow('usr_beta')],
    account_member: [
      ...members.map(({ email, firstName, lastName, ...row }) => row),
      owner,
      memberRow('mem_beta', { businessId: 'beta', userId: 'usr_beta', roles: ['OWNER'] }),
      ...times(30, (index) =>
        memberRow(`mem_beta_${index}`, { businessId: 'beta', userId: people[index]?.id ?? null }),
      ),
    ],
  });
});
afterAll(() => test.drop());

describe('Business.members', () => {
  const single = FIELDS.flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => [{ field, direction }]));
  const several = times(14, () =>
    times(2 + below(4), (): Order => ({ field: pick(FIELDS), direction: pick(['ASC', 'DESC']) })),
  );
  const named = [...single, ...several].map((orderBy) => ({
    name: orderBy.map(({ field, direction }) => `${field} ${direction}`).join(', '),
    orderBy,
  }));

  it.each(named)('reads the same forwards and backwards by $name', async ({ orderBy }) => {
    await expectPages(askFor({ orderBy }), inOrder(all, termsOf(orderBy)), chance(51));
  });

  it.each([
    ['absent', undefined],
    ['null', null],
    ['empty', []],
  ])('is newest first where the order is %s', async (_, orderBy) => {
    const whole = inOrder(all, [{ key: KEYS.CREATED_AT, direction: 'DESC' }]);
    await expectPages(askFor(orderBy === undefined ? {} : { orderBy }), whole, chance(52));
  });

  it('has nulls last in both directions', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const page = await askFor({ orderBy: [{ field: 'ACCEPTED_AT', direction }] })({ last: 100 });
      const accepted = page.edges.map(({ node }) => all.find((row) => row.id === node.id)?.acceptedAt ?? null);
      expect(accepted.every((time) => time === null)).toBe(true);
    }
  });

  const FILTERS: Filter[] = [
    { statuses: ['ACTIVE'] },
    { statuses: ['INVITED', 'INVITATION_DECLINED'] },
    { statuses: [] },
    { roles: ['BIZ_ADMIN'] },
    { roles: ['EMPLOYEE', 'OWNER'] },
    { roles: [] },
    { query: 'ANN' },
    { query: 'änn' },
    { query: 'ÉMILE' },
    { query: 'old1' },
    { query: '%' },
    { query: '_' },
    { query: '\\' },
    { statuses: ['ACTIVE', 'REMOVED'], roles: ['BIZ_ADMIN'], query: 'ada' },
  ];
  it.each(FILTERS.map((filter) => ({ name: JSON.stringify(filter), filter })))(
    'filters by $name',
    async ({ filter }) => {
      const orderBy: Order[] = [
        { field: 'LAST_NAME', direction: 'DESC' },
        { field: 'EMAIL', direction: 'ASC' },
      ];
      const wanted = all.filter((row) => passes(row, filter));
      await expectPages(askFor({ filter, orderBy }), inOrder(wanted, termsOf(orderBy)), chance(53));
    },
  );

  it('finds a person by their name exactly as it is spelled, whatever its script', async () => {
    for (const [index, name] of ['İpek', 'ΟΔΥΣΣΕΥΣ', 'Weiß', 'ǅenan', 'Ελένης'].entries()) {
      const id = `usr_script_${index}`;
      await insertRows(test.database, {
        app_user: [userRow(id, { firstName: name })],
        account_member: [memberRow(`mem_script_${index}`, { businessId: 'beta', userId: id })],
      });
      const ask = createAsk(executor, asUser('usr_beta'), {
        source: SOURCE,
        path: ['business', 'members'],
        variables: { id: 'beta', filter: { query: name } },
      });
      const page = await ask({});
      expect(page.edges.map(({ node }) => node.id)).toEqual([`mem_script_${index}`]);
    }
  });
});
