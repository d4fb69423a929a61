import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AcceptInvitationDocument,
  type AcceptInvitationInput,
  CallerDocument,
  CancelInvitesDocument,
  CreateApiKeyDocument,
  DeclineInvitationDocument,
  InviteStatusChangesDocument,
  RefreshSessionDocument,
  UpdateBusinessDocument,
} from '../operations/__generated__/graphql.js';
import { accountWithPassword } from '../support/account.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { type LinkDesk, linkDesk, statusOf, topLevel } from './link-desk.js';

// Links that are followed again, by the wrong kind of caller, and with more than one thing wrong.

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
let desk: LinkDesk;
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  world = await createBusinessWorld(gateway, person('ada'));
  ada = await gateway.as(person('ada'));
  desk = linkDesk(gateway);
});
afterAll(() => gateway.stop());

/** Invites an address; returns the invite's id and the token of the link that was mailed. */
async function invited(email: string, business = world): Promise<{ id: string; token: string }> {
  const [id = ''] = await business.invite([email]);
  const token = await desk.token(email);
  await expect.poll(() => statusOf(gateway, id)).toBe('PENDING');
  return { id, token };
}
const holds = async (accessToken: string | undefined): Promise<boolean> =>
  topLevel(await gateway.with(accessToken).send(CallerDocument, {})) === undefined;

describe('who has accepted', () => {
  it('gets the same member and another session by their password alone', async () => {
    const { token } = await invited('again@example.com');
    const first = await desk.accept({ token, password: PASSWORD });
    const second = await desk.accept({ token, password: PASSWORD });
    expect(second).toMatchObject({ userErrors: [], member: first?.member });
    expect(second?.session?.refreshToken).not.toBe(first?.session?.refreshToken);
    expect([await holds(first?.session?.accessToken), await holds(second?.session?.accessToken)]).toEqual([true, true]);
    for (const other of [{ password: 'something else' }, { code: '123456' }, {}, { password: 'short' }]) {
      expect(await desk.verdict({ token, ...other })).toBe('INVITE_NOT_PENDING');
    }
  });

  it('gets another session by the same idempotency key, and the first one ends', async () => {
    const email = 'key@example.com';
    const { token } = await invited(email);
    const input = { token, code: await desk.code(token, email, 2), password: PASSWORD, idempotencyKey: 'once' };
    const first = await desk.accept(input);
    const second = await desk.accept(input);
    expect(first?.session).not.toBeNull();
    expect(second).toMatchObject({ userErrors: [], member: first?.member });
    expect([await holds(first?.session?.accessToken), await holds(second?.session?.accessToken)]).toEqual([
      false,
      true,
    ]);
    const refreshed = await desk.nobody.run(RefreshSessionDocument, {
      input: { refreshToken: first?.session?.refreshToken ?? '' },
    });
    expect(refreshed.refreshSession?.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);
    expect(await desk.verdict({ ...input, password: 'another password' })).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('has their key to themselves: under another link it is another one', async () => {
    const [one, other] = await Promise.all([invited('link1@example.com'), invited('link2@example.com')]);
    const accepted = await Promise.all(
      [one, other].map(({ token }) => desk.accept({ token, password: PASSWORD, idempotencyKey: 'shared' })),
    );
    expect(accepted.map((payload) => payload?.member?.email)).toEqual(['link1@example.com', 'link2@example.com']);
  });

  it('is not let back in by the link once they were removed', async () => {
    const { token } = await invited('removed@example.com');
    const accepted = await desk.accept({ token, password: PASSWORD });
    await ada.send(
      'mutation ($input: RemoveMembersInput!) { removeMembers(input: $input) { results { error { code } } } }',
      { input: { businessId: world.id, memberIds: [accepted?.member?.id] } },
    );
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('INVITE_NOT_PENDING');
    const removed = await gateway.as(person('removed', { id: accepted?.member?.user?.id ?? '' }));
    expect(await desk.verdict({ token }, removed)).toBe('INVITE_NOT_PENDING');
  });
});

describe('an API key', () => {
  it('I40: answers no invite by its link', async () => {
    const { id, token } = await invited('bykey@example.com');
    const { createApiKey } = await ada.run(CreateApiKeyDocument, {
      input: {
        businessId: world.id,
        name: 'all',
        scopes: ['READ', 'INVITES_WRITE', 'MEMBERS_WRITE', 'ASSETS_WRITE'],
      },
    });
    const key = gateway.with(createApiKey?.secret ?? '');
    const answers = [
      await key.send(AcceptInvitationDocument, { input: { token, password: PASSWORD } }),
      await key.send(DeclineInvitationDocument, { input: { token } }),
    ];
    expect(answers.map(topLevel)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(await statusOf(gateway, id)).toBe('PENDING');
  });
});

describe('with more than one thing wrong', () => {
  it('the first in the order of the specification is told', async () => {
    const mallory = await gateway.as(person('mallory'));
    const late = await invited('late@example.com');
    await gateway.lapse(late.id);
    const closed = await invited('closed@example.com');
    await ada.run(CancelInvitesDocument, { input: { businessId: world.id, inviteIds: [closed.id] } });
    const open = await invited('open@example.com');
    const told = async (input: AcceptInvitationInput, client?: Client) => desk.verdict(input, client);
    expect(await told({ token: 'unknown' })).toBe('NOT_FOUND');
    expect(await told({ token: closed.token }, mallory)).toBe('INVITE_NOT_PENDING');
    expect(await told({ token: late.token }, mallory)).toBe('INVITE_EXPIRED');
    expect(await told({ token: late.token, password: 'short' })).toBe('INVITE_EXPIRED');
    expect(await told({ token: closed.token })).toBe('INVITE_NOT_PENDING');
    expect(await told({ token: open.token, password: 'short' }, mallory)).toBe('WRONG_RECIPIENT');
    expect(await told({ token: open.token })).toBe('INVALID_INPUT');
    expect(await told({ token: open.token, password: 'short', code: '000000' })).toBe('WEAK_PASSWORD');
    expect(await told({ token: open.token, firstName: 'x'.repeat(101), password: PASSWORD })).toBe('INVALID_INPUT');
    expect(await statusOf(gateway, open.id)).toBe('PENDING');
  });

  it('credentials go before the sender’s right, and that before membership and seats', async () => {
    const business = await createBusinessWorld(gateway, person('ada'), { name: 'Order' });
    await business.members([person('beth')], ['BIZ_ADMIN']);
    const email = 'order@example.com';
    await accountWithPassword(gateway, desk.nobody, email, PASSWORD);
    const beth = await gateway.as(person('beth'));
    await beth.send('mutation ($input: InviteMembersInput!) { inviteMembers(input: $input) { userErrors { code } } }', {
      input: { businessId: business.id, invitees: [{ email }] },
    });
    const token = await desk.token(email);
    const seats = (seatLimit: number | null) =>
      ada.run(UpdateBusinessDocument, { input: { businessId: business.id, seatLimit } });
    await seats(1);
    expect(await desk.verdict({ token, password: 'something else' })).toBe('INVALID_CREDENTIALS');
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('SEAT_LIMIT');
    await gateway.database.query(
      `update account_member set roles = '{EMPLOYEE}' where business_id = $1 and user_id = 'usr_beth'`,
      [business.id],
    );
    expect(await desk.verdict({ token, password: 'something else' })).toBe('INVALID_CREDENTIALS');
    expect(await desk.preview(token)).not.toBeNull();
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('INVITE_NOT_PENDING');
    expect(await desk.preview(token)).toBeNull();
  });
});

describe('who declines by link', () => {
  it('is nobody in the log, unless they are signed in', async () => {
    const business = await createBusinessWorld(gateway, person('ada'), { name: 'Declined' });
    const [unknown, known] = [await invited('no1@example.com', business), await invited('no2@example.com', business)];
    const no2 = await gateway.as(person('no2'));
    await desk.decline(unknown.token);
    expect(await desk.decline(known.token, no2)).toMatchObject({ userErrors: [], invite: { status: 'DECLINED' } });
    const own = await no2.send<{ invite: { closedBy: { id: string } } }, object>(
      `{ invite(id: "${known.id}") { closedBy { id } } }`,
    );
    expect(own.data?.invite.closedBy.id).toBe('usr_no2');
    const { business: seen } = await ada.run(InviteStatusChangesDocument, { id: business.id, last: 2 });
    expect(seen?.inviteStatusChanges.nodes).toMatchObject([
      { status: 'DECLINED', actor: { kind: 'USER', user: null } },
      { status: 'DECLINED', actor: { kind: 'USER', user: null } },
    ]);
  });
});
