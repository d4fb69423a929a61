import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BusinessInvitesDocument,
  BusinessMembersDocument,
  CancelInvitesDocument,
  InviteDocument,
  type InviteStatus,
} from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { settled } from './dashboard.js';
import { type LinkDesk, linkDesk, statusOf } from './link-desk.js';

// Rows 15 to 19 of the operations that must work: invitations that are created, listed by status, revoked, and read and
// accepted by the token of their link, also by who is not signed in.

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
let desk: LinkDesk;
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  world = await createBusinessWorld(gateway, person('ada'), { name: 'Laboratory' });
  ada = await gateway.as(person('ada'));
  desk = linkDesk(gateway);
});
afterAll(() => gateway.stop());

const revoke = async (...inviteIds: string[]) =>
  (await ada.run(CancelInvitesDocument, { input: { businessId: world.id, inviteIds } })).cancelInvites?.results;

describe('15: creates an invitation', () => {
  it('that is mailed with a link, once', async () => {
    const [id = ''] = await world.invite(['created@example.com']);
    const token = await desk.token('created@example.com');
    await expect.poll(() => statusOf(gateway, id)).toBe('PENDING');
    const { invite } = await ada.run(InviteDocument, { id });
    expect(invite).toMatchObject({ sendCount: 1, sentAt: expect.any(String), inviteeUser: null });
    expect(await desk.mails('created@example.com')).toHaveLength(1);
    expect((await desk.mail('created@example.com')).link).toBe(`${gateway.url}/invite#token=${token}`);
  });
});

describe('16: lists invitations by status', () => {
  it('accepted, all, expired, pending, revoked', async () => {
    const lab = await createBusinessWorld(gateway, person('ada'));
    const names = ['accepted', 'expired', 'pending', 'revoked'].map((name) => `${name}@list.example.com`);
    const [accepted = '', expired = '', pending = '', revoked = ''] = await lab.invite(names);
    await settled(gateway);
    expect(await desk.verdict({ token: await desk.token(names[0] ?? ''), password: PASSWORD })).toBe('ACCEPTED');
    await ada.run(CancelInvitesDocument, { input: { businessId: lab.id, inviteIds: [revoked] } });
    await gateway.lapse(expired);
    await expect.poll(() => statusOf(gateway, expired), { timeout: 5_000 }).toBe('EXPIRED');
    const listed = async (...statuses: InviteStatus[]) => {
      const filter = statuses.length > 0 ? { statuses } : {};
      const { business } = await ada.run(BusinessInvitesDocument, { id: lab.id, filter });
      return [business?.invites.totalCount, ...(business?.invites.edges.map(({ node }) => node.id).sort() ?? [])];
    };
    expect(await listed('ACCEPTED')).toEqual([1, accepted]);
    expect(await listed('EXPIRED')).toEqual([1, expired]);
    expect(await listed('PENDING', 'PENDING_SEND')).toEqual([1, pending]);
    expect(await listed('CANCELLED')).toEqual([1, revoked]);
    expect(await listed()).toEqual([4, ...[accepted, expired, pending, revoked].sort()]);
  });
});

describe('17: deletes an invitation', () => {
  it('which is listed as revoked, and is revoked once', async () => {
    const [id = ''] = await world.invite(['revoked@example.com']);
    expect(await revoke(id)).toMatchObject([
      { error: null, invite: { status: 'CANCELLED', closedBy: { id: 'usr_ada' } } },
    ]);
    expect(await revoke(id)).toMatchObject([{ invite: null, error: { code: 'INVITE_NOT_PENDING' } }]);
  });
});

describe('18: reads an invitation by its token', () => {
  it('without signing in: what it offers and by whom, no address and no ids', async () => {
    await world.invite(['reader@example.com'], { roles: ['BIZ_ADMIN'] });
    const token = await desk.token('reader@example.com');
    const preview = await desk.preview(token);
    expect(preview).toMatchObject({
      type: 'MEMBER_INVITE',
      status: expect.stringMatching(/^PENDING/),
      ...{ businessName: 'Laboratory', inviterName: 'Ada Test', roles: ['BIZ_ADMIN'], requiresPassword: true },
    });
    expect(Date.parse(preview?.expiresAt ?? '')).toBeGreaterThan(Date.now());
    expect(JSON.stringify(preview)).not.toMatch(/reader@|usr_|inv_|mem_/);
  });

  it('the same for who is signed in, whoever that is', async () => {
    await world.invite(['anyone@example.com']);
    const token = await desk.token('anyone@example.com');
    await settled(gateway);
    const asked = await Promise.all(['ada', 'anyone', 'mallory'].map(async (name) => gateway.as(person(name))));
    const previews = await Promise.all([desk.nobody, ...asked].map((client) => desk.preview(token, client)));
    expect(previews).toEqual(previews.map(() => previews[0]));
    expect(previews[0]).not.toBeNull();
  });

  it('and finds nothing for a token that is unknown, malformed, of a closed or of a late invitation', async () => {
    const [open = '', late = ''] = await world.invite(['declines@example.com', 'late@example.com']);
    const [closed, expired] = [await desk.token('declines@example.com'), await desk.token('late@example.com')];
    expect(await desk.decline(closed)).toMatchObject({
      userErrors: [],
      invite: { status: 'DECLINED', businessName: 'Laboratory' },
    });
    expect(await statusOf(gateway, open)).toBe('DECLINED');
    await gateway.lapse(late);
    const tokens = [closed, expired, 'A'.repeat(43), '', 'x', `${closed}\0`, '𝟘'.repeat(43), 'A'.repeat(10_000)];
    const previews = await Promise.all(tokens.map((token) => desk.preview(token)));
    expect(previews).toEqual(tokens.map(() => null));
    expect(await desk.verdict({ token: expired, password: PASSWORD })).toBe('INVITE_EXPIRED');
    for (const token of tokens.slice(2)) expect(await desk.verdict({ token, password: PASSWORD })).toBe('NOT_FOUND');
  });
});

describe('19: accepts an invitation by its token', () => {
  it('as who is signed in, with the address that was invited, without a session of its own', async () => {
    await world.invite(['anna@example.com']);
    const token = await desk.token('anna@example.com');
    const anna = await gateway.as(person('anna'));
    expect(await desk.accept({ token }, anna)).toMatchObject({
      ...{ userErrors: [], session: null },
      member: { status: 'ACTIVE', email: 'anna@example.com', user: { id: 'usr_anna' }, business: { id: world.id } },
    });
    const { business } = await ada.run(BusinessMembersDocument, { id: world.id, filter: { query: 'anna@' } });
    expect(business?.members.edges.map(({ node }) => node.status)).toEqual(['ACTIVE']);
  });

  it('again by the same person, with the same result and no other change', async () => {
    const [id = ''] = await world.invite(['twice@example.com']);
    const token = await desk.token('twice@example.com');
    const twice = await gateway.as(person('twice'));
    const first = await desk.accept({ token }, twice);
    await settled(gateway);
    expect(await desk.accept({ token }, twice)).toEqual(first);
    expect(first?.member).not.toBeNull();
    const changes = await gateway.database.query(
      `select from stream_event where invite_id = $1 and status = 'ACCEPTED' and stream_key like 'b:%'`,
      [id],
    );
    expect(changes).toHaveLength(1);
  });
});
