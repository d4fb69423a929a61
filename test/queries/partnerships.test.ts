import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import type { PartnershipRow } from '../../src/entities/partnership.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { type Ask, createAsk, expectPages, inOrder, PAGE_ARGS, PAGE_FIELDS, PAGE_VARIABLES } from './pages.js';
import {
  asUser,
  businessRow,
  chance,
  insertRows,
  inviteRow,
  memberRow,
  minutes,
  partnershipRow,
  times,
  userRow,
} from './rows.js';

// Lists that have two halves: what a business sent and received, and the partnerships in which it is host or partner.

const OWNER = asUser('usr_owner');
const PARTNER = asUser('usr_partner');
const OTHERS = times(60, (index) => `other_${index}`);

/** Rows between acme and the others, every other one the other way round, with few distinct times. */
const partnerships: PartnershipRow[] = OTHERS.map((other, index) => ({
  ...partnershipRow(`prt_${100 + index}`, index % 2 ? 'acme' : other, index % 2 ? other : 'acme'),
  createdAt: minutes(index % 7),
}));
const invites: InviteRow[] = [...OTHERS, ...OTHERS].map((other, index) =>
  inviteRow(`inv_${100 + index}`, {
    type: index % 3 ? 'PARTNER_INVITE' : 'PARTNER_REQUEST',
    status: index % 5 ? 'DECLINED' : 'ACCEPTED',
    businessId: index % 2 ? 'acme' : other,
    inviteeBusinessId: index % 2 ? other : 'acme',
    inviteeEmail: null,
    inviteeEmailCanonical: null,
    roles: ['PARTNER'],
    createdAt: minutes(index % 11),
    updatedAt: minutes((index * 7) % 13),
    expiresAt: minutes(10_000 + (index % 5)),
    partnershipId: index < 60 && index % 5 === 0 ? `prt_${100 + index}` : null,
  }),
);
const memberInvites = times(30, (index) => inviteRow(`inv_m${100 + index}`, { createdAt: minutes(index % 11) }));

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;
beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, {
    business: ['acme', ...OTHERS].map((id) => businessRow(id)),
    app_user: [userRow('usr_owner'), userRow('usr_partner')],
    invite: [...invites, ...memberInvites],
    account_member: [
      memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'] }),
      memberRow('mem_partner', { businessId: 'other_1', userId: 'usr_partner', roles: ['BIZ_ADMIN'] }),
    ],
    partnership: partnerships,
  });
});
afterAll(() => test.drop());

const askFor = (field: string, extra: string, principal = OWNER): Ask =>
  createAsk(executor, principal, {
    source: `query (${PAGE_VARIABLES}) { business(id: "acme") { ${field}(${PAGE_ARGS} ${extra}) { totalCount ${PAGE_FIELDS} } } }`,
    path: ['business', field],
  });

const newestFirst = (rows: readonly { id: string; createdAt: Date }[]) =>
  inOrder(rows, [{ key: (row) => row.createdAt.getTime(), direction: 'DESC' }]);

describe('partnerships', () => {
  it.each([
    ['both', '', () => true],
    ['INTERNAL', ', direction: INTERNAL', (row: PartnershipRow) => row.hostId === 'acme'],
    ['EXTERNAL', ', direction: EXTERNAL', (row: PartnershipRow) => row.partnerId === 'acme'],
  ] as const)('of %s read the same forwards and backwards', async (_name, extra, belongs) => {
    await expectPages(askFor('partnerships', extra), newestFirst(partnerships.filter(belongs)), chance(1));
  });

  it('show a partner theirs alone', async () => {
    const page = await askFor('partnerships', '', PARTNER)({});
    expect(page.edges.map(({ node }) => node.id)).toEqual(['prt_101']);
    expect(page.totalCount).toBe(1);
  });

  it('bring both businesses along in the statement of the page', async () => {
    const source =
      '{ business(id: "acme") { partnerships(first: 50) { nodes { id host { name } partner { name createdAt } } } } }';
    const { result, statements } = await executor.execute(OWNER, source);
    expect(result.errors).toBeUndefined();
    expect(statements).toHaveLength(2);
    expect(result.data?.business).toMatchObject({
      partnerships: { nodes: expect.arrayContaining([expect.objectContaining({ host: { name: 'Business acme' } })]) },
    });
  });
});

describe('invites of both directions', () => {
  const all = [...invites, ...memberInvites];
  it.each([
    ['both', '', () => true],
    ['SENT', ', filter: { direction: SENT }', (row: InviteRow) => row.businessId === 'acme'],
    ['RECEIVED', ', filter: { direction: RECEIVED }', (row: InviteRow) => row.inviteeBusinessId === 'acme'],
    ['both of one type', ', filter: { types: [PARTNER_REQUEST] }', (row: InviteRow) => row.type === 'PARTNER_REQUEST'],
    ['both in one status', ', filter: { statuses: [ACCEPTED] }', (row: InviteRow) => row.status === 'ACCEPTED'],
  ] as const)('of %s read the same forwards and backwards', async (_name, extra, belongs) => {
    await expectPages(askFor('invites', extra), newestFirst(all.filter(belongs)), chance(2));
  });

  it.each([
    ['UPDATED_AT', (row: InviteRow) => row.updatedAt.getTime()],
    ['EXPIRES_AT', (row: InviteRow) => row.expiresAt.getTime()],
  ] as const)('read the same ordered by %s', async (field, key) => {
    const ask = askFor('invites', `, orderBy: { field: ${field}, direction: ASC }`);
    await expectPages(ask, inOrder(all, [{ key, direction: 'ASC' }]), chance(3));
  });

  it('show a partner those between the two, and no others', async () => {
    const between = invites.filter(({ businessId, inviteeBusinessId }) =>
      [businessId, inviteeBusinessId].includes('other_1'),
    );
    await expectPages(askFor('invites', '', PARTNER), newestFirst(between), chance(4));
  });

  it('come from an index each, a page of one hundred thousand invites', async () => {
    const query = '{ business(id: "acme") { invites(first: 5) { nodes { id } } } }';
    const { statements } = await executor.execute(OWNER, query);
    const plan = await test.database.transaction(async (tx) => {
      await tx.query('set local enable_seqscan = off'); // so few rows would be read whole
      await tx.query('set local enable_bitmapscan = off');
      return tx.query<{ 'QUERY PLAN': string }>(`explain ${statements[1]}`, ['acme']);
    });
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('invite_business_id_created_at_idx');
    expect(text).toContain('invite_invitee_business_id_created_at_idx');
    expect(text).not.toContain('Sort  (');
  });

  it('bring their other business and their partnership along', async () => {
    const source = `{ business(id: "acme") { invites(first: 100, filter: { statuses: [ACCEPTED], types: [PARTNER_REQUEST] }) {
      nodes { id business { id } inviteeBusiness { id createdAt } partnership { id createdAt host { id } } viewerActions } } } }`;
    const { result, statements } = await executor.execute(OWNER, source);
    expect(result.errors).toBeUndefined();
    // The standing at acme, the page, and the standing at all the other sides at once.
    expect(statements).toHaveLength(3);
    expect(JSON.stringify(result.data)).toContain('"partnership":{"id":"prt_100"');
  });
});

describe('what may be done with an invite between businesses', () => {
  const source = `query ($id: ID!) { invite(id: $id) { viewerIsInvitee viewerActions } }`;
  it('differs on its two sides', async () => {
    await insertRows(test.database, {
      invite: [
        inviteRow('inv_open', {
          type: 'PARTNER_INVITE',
          inviteeEmail: null,
          inviteeEmailCanonical: null,
          inviteeBusinessId: 'other_1',
        }),
      ],
    });
    const seen = async (principal: typeof OWNER) =>
      (await executor.execute(principal, source, { id: 'inv_open' })).result.data;
    expect(await seen(OWNER)).toEqual({
      invite: { viewerIsInvitee: false, viewerActions: ['CANCEL', 'RESEND', 'SET_ASSET_GRANTS'] },
    });
    expect(await seen(PARTNER)).toEqual({ invite: { viewerIsInvitee: true, viewerActions: ['ACCEPT', 'DECLINE'] } });
  });
});
