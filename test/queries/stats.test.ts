import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { asUser, businessRow, insertRows, inviteRow, memberRow, minutes, times, userRow } from './rows.js';

const SINCE = minutes(100);
const FIELDS = 'open expiringSoon created delivered accepted declined cancelled expired medianSecondsToAccept';

const before = { createdAt: minutes(10), sentAt: minutes(11) };
const since = { createdAt: minutes(110), sentAt: minutes(111) };
const closed = (status: InviteRow['status'], created: number, at: number): Partial<InviteRow> => ({
  status,
  createdAt: minutes(created),
  closedAt: minutes(at),
});
const toBusiness = { inviteeEmail: null, inviteeEmailCanonical: null, inviteeBusinessId: 'brand' };
const soon = new Date(Date.now() + 47 * 3_600_000);
const invites: Partial<InviteRow>[] = [
  before,
  { ...since, status: 'PENDING_SEND', sentAt: null },
  { ...since, expiresAt: soon },
  { ...since, ...toBusiness, type: 'PARTNER_INVITE' },
  closed('ACCEPTED', 90, 101), // after 660 s
  closed('ACCEPTED', 110, 111), // after 60 s
  closed('ACCEPTED', 110, 140), // after 1800 s
  closed('ACCEPTED', 10, 99),
  closed('DECLINED', 10, 100),
  closed('DECLINED', 10, 20),
  { ...closed('CANCELLED', 110, 120), ...toBusiness, type: 'PARTNER_REQUEST' },
  closed('EXPIRED', 10, 120),
];

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  const businesses = ['acme', 'brand', ...times(20, (index) => `quiet_${index}`)];
  await insertRows(test.database, {
    business: businesses.map((id) => businessRow(id)),
    app_user: [userRow('usr_owner'), userRow('usr_employee')],
    invite: invites.map((row, index) => inviteRow(`inv_${index}`, row)),
    account_member: [
      ...businesses.map((businessId) =>
        memberRow(`mem_${businessId}`, { businessId, userId: 'usr_owner', roles: ['OWNER'] }),
      ),
      memberRow('mem_employee', { userId: 'usr_employee' }),
    ],
  });
});
afterAll(() => test.drop());

const statsOf = (ids: readonly string[], who = 'usr_owner') =>
  executor.execute(
    asUser(who),
    `query ($ids: [ID!]!, $since: DateTime!) { nodes(ids: $ids) { ... on Business { inviteStats(since: $since) { ${FIELDS} } } } }`,
    { ids, since: SINCE.toISOString() },
  );

it('counts what the business sent, of all types: open now, and created, delivered and closed since', async () => {
  const { result } = await statsOf(['acme']);
  expect(result.errors).toBeUndefined();
  expect(result.data?.nodes).toEqual([
    {
      inviteStats: {
        open: 4,
        expiringSoon: 1,
        created: 6,
        delivered: 2,
        accepted: 3,
        declined: 1,
        cancelled: 1,
        expired: 1,
        medianSecondsToAccept: 660,
      },
    },
  ]);
});

it('counts nothing of what a business received, and has no median without an acceptance', async () => {
  const { result } = await statsOf(['brand']);
  const nothing = Object.fromEntries(
    FIELDS.split(' ').map((name) => [name, name === 'medianSecondsToAccept' ? null : 0]),
  );
  expect(result.data?.nodes).toEqual([{ inviteStats: nothing }]);
});

it('takes one statement for any number of businesses', async () => {
  const { result, statements } = await statsOf(['acme', ...times(20, (index) => `quiet_${index}`)]);
  expect(result.errors).toBeUndefined();
  expect(statements).toHaveLength(2); // with the standing
});

it('is null for who may not see the invites', async () => {
  const { result, statements } = await statsOf(['acme'], 'usr_employee');
  expect(result.data?.nodes).toEqual([{ inviteStats: null }]);
  expect(statements).toHaveLength(1);
});
