import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AccountMemberFilter,
  type AccountMemberOrder,
  BusinessInvitesDocument,
  BusinessMembersDocument,
  CallerDocument,
  CancelInvitesDocument,
  InviteMembersDocument,
  type InviteMembersInput,
  RefreshSessionDocument,
} from '../operations/__generated__/graphql.js';
import { accountWithPassword } from '../support/account.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { type LinkDesk, linkDesk, statusOf } from './link-desk.js';

// Rows 20 to 25 of the operations that must work: members are invited by account, e-mail and relations, accept with password
// and one-time code for a pair of tokens, and are listed with queries, filters, orders and a total. A relation is a role.

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let account: BusinessWorld;
let other: BusinessWorld;
let ada: Client;
let desk: LinkDesk;
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  account = await createBusinessWorld(gateway, person('ada'), { name: 'Account' });
  other = await createBusinessWorld(gateway, person('olga'), { name: 'Other' });
  ada = await gateway.as(person('ada'));
  desk = linkDesk(gateway);
});
afterAll(() => gateway.stop());

const invite = async (email: string, roles: InviteMembersInput['roles']) =>
  (
    await ada.run(InviteMembersDocument, {
      input: { businessId: account.id, invitees: [{ email }], ...(roles ? { roles } : {}) },
    })
  ).inviteMembers;

describe('20: InviteMember', () => {
  it('takes an account, an address and one relation or more', async () => {
    const payload = await invite('several@example.com', ['EMPLOYEE', 'BIZ_ADMIN', 'EMPLOYEE']);
    expect(payload).toMatchObject({
      userErrors: [],
      results: [{ error: null, invite: { inviteeEmail: 'several@example.com', roles: ['BIZ_ADMIN', 'EMPLOYEE'] } }],
    });
    expect(await invite('none@example.com', [])).toMatchObject({
      results: [],
      userErrors: [{ code: 'INVALID_INPUT', field: ['input', 'roles'] }],
    });
    expect(await desk.mail('several@example.com')).toBeDefined();
    expect(await desk.mails('none@example.com')).toEqual([]);
  });
});

describe('21: AcceptInvitation', () => {
  it('takes a token, a password and a code from a new person, who is signed in with both tokens', async () => {
    const email = 'both@example.com';
    await account.invite([email]);
    const token = await desk.token(email);
    const code = await desk.code(token, email, 2);
    const payload = await desk.accept({ token, password: PASSWORD, code, firstName: 'Bo' });
    expect(payload).toMatchObject({
      userErrors: [],
      member: { status: 'ACTIVE', email, firstName: 'Bo', lastName: null },
      session: { user: { email, firstName: 'Bo' } },
    });
    const { accessToken = '', refreshToken = '' } = payload?.session ?? {};
    const caller = await gateway.with(accessToken).run(CallerDocument, {});
    expect(caller.viewer?.user).toEqual({ id: payload?.member?.user?.id, email });
    const { refreshSession } = await desk.nobody.run(RefreshSessionDocument, { input: { refreshToken } });
    expect(refreshSession?.session?.user.email).toBe(email);
    expect(refreshSession?.session?.refreshToken).not.toBe(refreshToken);
  });

  it('takes the code alone, or the password alone, from who has an account', async () => {
    const email = 'known@example.com';
    await accountWithPassword(gateway, desk.nobody, email, PASSWORD);
    await account.invite([email]);
    const token = await desk.token(email);
    expect((await desk.preview(token))?.requiresPassword).toBe(false);
    expect(await desk.verdict({ token, password: 'something else' })).toBe('INVALID_CREDENTIALS');
    const mine = await desk.accept({ token, password: PASSWORD });
    expect(mine).toMatchObject({ userErrors: [], member: { status: 'ACTIVE' }, session: { user: { email } } });

    await other.invite([email]);
    const second = await desk.token(email, 2);
    const theirs = await desk.accept({ token: second, code: await desk.code(second, email, 3) });
    expect(theirs).toMatchObject({ userErrors: [], member: { business: { id: other.id } } });
    expect(theirs?.session?.user.id).toBe(mine?.session?.user.id);
  });

  it('needs either of both, and a password that is long enough and not the address', async () => {
    const email = 'a.long.address@example.com';
    const [id = ''] = await account.invite([email]);
    const token = await desk.token(email);
    const tries = [{}, { password: 'short' }, { password: 'x'.repeat(257) }, { password: email.toUpperCase() }];
    const answers = await Promise.all(tries.map((given) => desk.accept({ token, ...given })));
    expect(answers.map((one) => [one?.member, one?.session, one?.userErrors[0]?.code])).toEqual([
      [null, null, 'INVALID_INPUT'],
      ...Array.from({ length: 3 }, () => [null, null, 'WEAK_PASSWORD']),
    ]);
    expect(await statusOf(gateway, id)).toMatch(/^PENDING/);
  });
});

describe('22: RevokeInvitation', () => {
  it('needs the account that the invitation is of', async () => {
    const [id = ''] = await account.invite(['pair@example.com']);
    const olga = await gateway.as(person('olga'));
    const revoke = async (client: Client, businessId: string) =>
      (await client.run(CancelInvitesDocument, { input: { businessId, inviteIds: [id] } })).cancelInvites;
    expect((await revoke(olga, other.id))?.results).toMatchObject([{ invite: null, error: { code: 'NOT_FOUND' } }]);
    expect(await revoke(olga, account.id)).toMatchObject({ results: [], userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await statusOf(gateway, id)).toMatch(/^PENDING/);
    expect((await revoke(ada, account.id))?.results).toMatchObject([{ error: null, invite: { status: 'CANCELLED' } }]);
  });
});

describe('23: ListInvitations', () => {
  it('holds those of the account and no others', async () => {
    const third = await createBusinessWorld(gateway, person('ada'), { name: 'Third' });
    const sent = await third.invite(['list1@example.com', 'list2@example.com']);
    const { business } = await ada.run(BusinessInvitesDocument, { id: third.id });
    expect(business?.invites.totalCount).toBe(2);
    expect(business?.invites.edges.map(({ node }) => node.id).sort()).toEqual([...sent].sort());
  });
});

describe('24 and 25: ListMembers and ListAccountMembers', () => {
  let team: BusinessWorld;
  beforeAll(async () => {
    team = await createBusinessWorld(gateway, person('ada'), { name: 'Team' });
    await team.members([person('bella', { lastName: 'Young' }), person('carl', { lastName: 'Adams' })]);
    await team.members([person('dora', { lastName: 'Miller' })], ['BIZ_ADMIN']);
    await team.invite(['waits@example.com']);
    await team.invite(['declined@example.com']);
    await desk.decline(await desk.token('declined@example.com'));
  });
  const page = async (
    filter: AccountMemberFilter,
    orderBy: AccountMemberOrder[] = [],
    more: { first?: number; after?: string } = {},
  ) => (await ada.run(BusinessMembersDocument, { id: team.id, filter, orderBy, ...more })).business?.members;
  const list = async (...given: Parameters<typeof page>) => {
    const found = await page(...given);
    return [found?.totalCount, ...(found?.edges.map(({ node }) => node.email?.split('@')[0]) ?? [])];
  };
  const byName: AccountMemberOrder[] = [{ field: 'LAST_NAME', direction: 'ASC' }];

  it('24: lists the active ones', async () => {
    const order: AccountMemberOrder[] = [{ field: 'EMAIL', direction: 'ASC' }];
    expect(await list({ statuses: ['ACTIVE'] }, order)).toEqual([4, 'ada', 'bella', 'carl', 'dora']);
  });

  it('25: finds by parts of names and addresses, by status and by relation', async () => {
    expect(await list({ query: 'YOUN' })).toEqual([1, 'bella']);
    expect(await list({ query: 'Carl' })).toEqual([1, 'carl']);
    expect(await list({ query: 'waits@' })).toEqual([1, 'waits']);
    expect(await list({ statuses: ['INVITED', 'INVITATION_DECLINED'] })).toEqual([2, 'declined', 'waits']);
    expect(await list({ roles: ['BIZ_ADMIN', 'OWNER'] }, byName)).toEqual([2, 'dora', 'ada']);
    expect(await list({ query: '%' })).toEqual([0]);
  });

  it('25: orders by several keys and counts all of them on each page', async () => {
    const orders: AccountMemberOrder[] = [
      { field: 'LAST_NAME', direction: 'DESC' },
      { field: 'EMAIL', direction: 'ASC' },
    ];
    // Who has no name yet comes last, by address.
    const all = ['bella', 'ada', 'dora', 'carl', 'declined', 'waits'];
    expect(await list({}, orders)).toEqual([6, ...all]);
    const first = await page({}, orders, { first: 4 });
    expect(first?.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const after = first?.pageInfo.endCursor ?? '';
    expect(await list({}, orders, { first: 4, after })).toEqual([6, ...all.slice(4)]);
  });
});
