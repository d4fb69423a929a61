import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVITE_STATUSES, isOpen } from '../../src/domain/invite.js';
import { MEMBERSHIP_STATUSES, type MembershipStatus } from '../../src/domain/membership.js';
import type { AccountMemberRow } from '../../src/entities/account-member.entity.js';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { createAsk, expectPages, inOrder, PAGE_ARGS, PAGE_FIELDS, PAGE_VARIABLES } from './pages.js';
import { asUser, businessRow, chance, insertRows, inviteRow, memberRow, minutes, times, userRow } from './rows.js';

const VIEWER = 'usr_viewer';
const EMAIL = 'viewer@example.com';
const BUSINESSES = times(200, (index) => `b${index}`);

const INVITES = `query (${PAGE_VARIABLES}, $filter: InviteFilter) {
  viewer { receivedInvites(${PAGE_ARGS}, filter: $filter) { totalCount ${PAGE_FIELDS} } }
}`;
const MEMBERSHIPS = `query (${PAGE_VARIABLES}, $filter: AccountMemberFilter) {
  viewer { memberships(${PAGE_ARGS}, filter: $filter) { totalCount ${PAGE_FIELDS} } }
}`;

const { below, pick } = chance(61);

/** By the viewer's address, by their id, by another's id with the viewer's address beside it, and to others. */
const invites: InviteRow[] = times(400, (index) => {
  const status = pick(INVITE_STATUSES);
  const kind = pick(['email', 'email', 'user', 'user', 'other id', 'other']);
  const invite = inviteRow(`inv_${String((index * 7_919) % 10_000).padStart(4, '0')}`, {
    // An invitee has one open invite in each business.
    businessId: isOpen({ status }) ? (BUSINESSES[index % 200] ?? '') : pick(BUSINESSES),
    status: isOpen({ status }) && index >= 200 ? 'EXPIRED' : status,
    inviteeEmail: kind === 'other' ? `other${index}@example.com` : 'Viewer@Example.com',
    createdAt: minutes(below(12)),
  });
  if (kind === 'user') return { ...invite, inviteeEmail: null, inviteeEmailCanonical: null, inviteeUserId: VIEWER };
  return kind === 'other id' ? { ...invite, inviteeUserId: 'usr_twin' } : invite;
});
const isMine = (row: InviteRow): boolean =>
  row.inviteeUserId === null ? row.inviteeEmailCanonical === EMAIL : row.inviteeUserId === VIEWER;

/** Their own rows, places offered to them by address and by id, places that the address was offered and another took. */
const members: AccountMemberRow[] = times(400, (index) => {
  const businessId = BUSINESSES[index % 200] ?? '';
  const id = `mem_${String((index * 7_919) % 10_000).padStart(4, '0')}`;
  const createdAt = minutes(below(12));
  const closed: MembershipStatus[] = MEMBERSHIP_STATUSES.filter(
    (status) => status !== 'ACTIVE' && status !== 'INVITED',
  );
  const byEmail = { invitedEmail: EMAIL };
  if (index < 200) {
    const own = { businessId, createdAt, userId: VIEWER, invitedEmail: 'older@example.com' };
    return memberRow(id, { ...own, status: pick(['ACTIVE', 'ACTIVE', 'REMOVED']) });
  }
  const status = pick(['INVITED', 'INVITED', pick(closed)] as const);
  switch (pick(['email', 'user', 'taken', 'other id'])) {
    case 'email':
      return memberRow(id, { businessId, createdAt, status, ...byEmail });
    case 'user':
      return memberRow(id, { businessId, createdAt, status, invitedUserId: VIEWER });
    case 'taken':
      return memberRow(id, { businessId, createdAt, status: 'ACTIVE', userId: 'usr_twin', ...byEmail });
    default:
      return memberRow(id, { businessId, createdAt, status, invitedUserId: 'usr_twin', ...byEmail });
  }
});
const isMyRow = (row: AccountMemberRow): boolean =>
  row.userId === null
    ? row.invitedUserId === null
      ? row.invitedEmailCanonical === EMAIL
      : row.invitedUserId === VIEWER
    : row.userId === VIEWER;

const newestFirst = (rows: readonly { id: string; createdAt: Date }[]): string[] =>
  inOrder(rows, [{ key: (row) => row.createdAt.getTime(), direction: 'DESC' }]);

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
const askFor = (source: string, list: string, filter?: object, userId = VIEWER) =>
  createAsk(executor, asUser(userId), { source, path: ['viewer', list], ...(filter ? { variables: { filter } } : {}) });

beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, {
    business: BUSINESSES.map(businessRow),
    app_user: [
      userRow(VIEWER, { email: 'Viewer@example.com' }),
      userRow('usr_twin', { email: EMAIL, emailVerified: false }),
      userRow('usr_new'),
    ],
    invite: invites,
    account_member: members,
  });
});
afterAll(() => test.drop());

describe('Viewer.receivedInvites', () => {
  const mine = invites.filter(isMine);

  it('is made of some 300 rows with many ties', () => {
    expect(mine.length).toBeGreaterThan(200);
    expect(invites.length - mine.length).toBeGreaterThan(80);
  });

  it('reads the same forwards and backwards, newest first', async () => {
    await expectPages(askFor(INVITES, 'receivedInvites'), newestFirst(mine), chance(62));
  });

  it.each([
    [{ statuses: ['ACCEPTED', 'EXPIRED'] }, (row: InviteRow) => ['ACCEPTED', 'EXPIRED'].includes(row.status)],
    [{ types: ['MEMBER_INVITE'] }, () => true],
    [{ types: ['PARTNER_INVITE'] }, () => false],
    [{ query: 'VIEWER@' }, (row: InviteRow) => row.inviteeEmail !== null],
    [{ query: 'other' }, () => false],
  ])('filters by %j', async (filter, passes: (row: InviteRow) => boolean) => {
    await expectPages(askFor(INVITES, 'receivedInvites', filter), newestFirst(mine.filter(passes)), chance(63));
  });

  it('is empty for who has no verified e-mail, also of what names them by id', async () => {
    const { edges, totalCount } = await askFor(INVITES, 'receivedInvites', undefined, 'usr_twin')({});
    expect({ edges, totalCount }).toEqual({ edges: [], totalCount: 0 });
  });
});

describe('Viewer.memberships', () => {
  const mine = members.filter(isMyRow);
  const shown = (statuses: readonly MembershipStatus[]) => mine.filter((row) => statuses.includes(row.status));

  it.each([undefined, {}, { statuses: null }])('is what lives or is offered where the filter is %j', async (filter) => {
    expect(shown(['INVITED', 'ACTIVE']).length).toBeGreaterThan(150);
    await expectPages(
      askFor(MEMBERSHIPS, 'memberships', filter),
      newestFirst(shown(['INVITED', 'ACTIVE'])),
      chance(64),
    );
  });

  it('reads all of them the same forwards and backwards', async () => {
    expect(mine.length).toBeGreaterThan(shown(['INVITED', 'ACTIVE']).length);
    const ask = askFor(MEMBERSHIPS, 'memberships', { statuses: MEMBERSHIP_STATUSES });
    await expectPages(ask, newestFirst(mine), chance(65));
  });

  it('goes by the address that is shown: the own one of what is taken, the invited one of what is offered', async () => {
    const offered = mine.filter((row) => row.userId === null && row.invitedEmail !== null);
    const filter = { statuses: MEMBERSHIP_STATUSES, query: 'VIEWER@' };
    const whole = newestFirst([...offered, ...mine.filter((row) => row.userId !== null)]);
    await expectPages(askFor(MEMBERSHIPS, 'memberships', filter), whole, chance(66));
    const former = await askFor(MEMBERSHIPS, 'memberships', { query: 'older@' })({});
    expect(former.totalCount).toBe(0);
  });

  it('is empty for who is nowhere a member', async () => {
    const { edges, totalCount } = await askFor(MEMBERSHIPS, 'memberships', undefined, 'usr_new')({ last: 3 });
    expect({ edges, totalCount }).toEqual({ edges: [], totalCount: 0 });
  });
});
