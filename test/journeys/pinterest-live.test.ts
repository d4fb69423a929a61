import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type InviteFilter,
  InviteMembersDocument,
  InviteStatusChangedDocument,
  ReceivedInvitesDocument,
} from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { businessCursor, type Change, changesOf, followBusiness, followInbox, settled } from './dashboard.js';
import { grant, join, type Office, officeOf, onlyId, openOffices, verdicts } from './office.js';

// What the dashboards of two businesses and the inbox of a person show of all this while it happens.

let gateway: Gateway;
let acme: Office;
let brand: Office;
let shop: Office;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  [acme, brand, shop] = await openOffices(gateway);
});

const told = ({ invite, status, actor }: Change) => [invite.id, status, actor.user?.id ?? actor.kind];
const numbers = (changes: readonly Change[]) => changes.map(({ seq }) => seq);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('two dashboards and an inbox', () => {
  it('follow what goes between the businesses from both sides, each with numbers of its own', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const ours = await followBusiness(acme.client, acme.id);
    const theirs = await followBusiness(brand.client, brand.id);
    const sent = (id: string, by: string) => [
      [id, 'PENDING_SEND', by],
      [id, 'PENDING', 'SYSTEM'],
    ];
    const expected: ReturnType<typeof told>[] = [];
    /** Both see the same, and before the next thing happens no mail is owed. */
    const both = async (...changes: ReturnType<typeof told>[]) => {
      expect((await ours.take(changes.length)).map(told)).toEqual(changes);
      expect((await theirs.take(changes.length)).map(told)).toEqual(changes);
      expected.push(...changes);
      await settled(gateway);
    };

    const invite = onlyId(await acme.invitePartners([brand.id]));
    await both(...sent(invite, 'usr_ada'));
    await brand.accept(invite);
    await both([invite, 'ACCEPTED', 'usr_bob']); // partner invites hide nobody
    const cancelled = onlyId(await acme.requestPartnerships([brand.id]));
    await both(...sent(cancelled, 'usr_ada'));
    await acme.cancel(cancelled);
    await both([cancelled, 'CANCELLED', 'usr_ada']);
    const refused = onlyId(await brand.invitePartners([acme.id]));
    await both(...sent(refused, 'usr_bob'));
    await acme.respond([{ inviteId: refused, accept: false }]);
    await both([refused, 'DECLINED', 'usr_ada']);
    const late = onlyId(await acme.requestPartnerships([brand.id]));
    await both(...sent(late, 'usr_ada'));
    await gateway.lapse(late);
    await both([late, 'EXPIRED', 'SYSTEM']);
    // Ending the partnership is Bob's; what follows from it is the system's.
    const request = onlyId(await brand.requestAccess([{ partnerId: acme.id, assetGrants: [grant(ad, 'ANALYST')] }]));
    await both(...sent(request, 'usr_bob'));
    const [partnership] = await brand.partnerships();
    expect(verdicts(await brand.endPartnerships(partnership?.id ?? ''))).toEqual(['OK']);
    await both([request, 'CANCELLED', 'SYSTEM']);

    // What is not between them is on the one stream only; rights that were raised by the end of the partnership stay.
    const alone = onlyId(await acme.inviteMembers(['dan@example.com']));
    expect((await ours.take(2)).map(told)).toEqual(sent(alone, 'usr_ada'));
    const mine = onlyId(await brand.inviteMembers(['dan@example.com']));
    expect((await theirs.take(2)).map(told)).toEqual(sent(mine, 'usr_bob'));
    for (const stream of [ours, theirs]) expect(numbers(stream.seen)).toEqual(upTo(expected.length + 2));
    expect((await changesOf(acme.client, acme.id)).map(told)).toEqual(ours.seen.map(told));
    expect((await changesOf(brand.client, brand.id)).map(told)).toEqual(theirs.seen.map(told));
    await Promise.all([ours.stop(), theirs.stop()]);
  });

  it('show what a removal takes along, and the end of an invite whose sender is gone, as the system’s', async () => {
    const { office: beth, memberId: bethsId } = await join(gateway, acme, person('beth'), { roles: ['BIZ_ADMIN'] });
    await settled(gateway);
    const erin = await gateway.as(person('erin'));
    const { viewer } = await erin.run(ReceivedInvitesDocument, {}); // her first token makes her known
    const before = await businessCursor(acme.client, acme.id);
    const dashboard = await followBusiness(acme.client, acme.id, before);
    const inbox = followInbox(erin, viewer?.eventCursor ?? '');
    const both = async (...changes: ReturnType<typeof told>[]) => {
      expect((await dashboard.take(changes.length)).map(told)).toEqual(changes);
      expect((await inbox.take(changes.length)).map(told)).toEqual(changes);
      await settled(gateway);
    };

    // Erin is invited by her address and by her id; she takes the one, so the other goes when she is removed.
    const byMail = onlyId(await acme.inviteMembers(['erin@example.com']));
    await both([byMail, 'PENDING_SEND', 'usr_ada'], [byMail, 'PENDING', 'SYSTEM']);
    const input = { businessId: acme.id, invitees: [{ userId: 'usr_erin' }] };
    const byId = (await acme.client.run(InviteMembersDocument, { input })).inviteMembers?.results[0]?.invite?.id ?? '';
    await both([byId, 'PENDING_SEND', 'usr_ada'], [byId, 'PENDING', 'SYSTEM']);
    await officeOf(acme.id, erin).accept(byMail);
    await both([byMail, 'ACCEPTED', 'usr_erin']);
    const [member] = (await acme.invites()).flatMap((invite) => (invite.id === byMail ? (invite.member ?? []) : []));
    expect(verdicts(await acme.removeMembers(member?.id ?? ''))).toEqual(['OK']);
    await both([byId, 'CANCELLED', 'SYSTEM']);

    const again = onlyId(await beth.inviteMembers(['erin@example.com']));
    await both([again, 'PENDING_SEND', 'usr_beth'], [again, 'PENDING', 'SYSTEM']);
    await acme.updateRoles({ memberId: bethsId, roles: ['EMPLOYEE'] });
    expect(verdicts(await officeOf(acme.id, erin).respond([{ inviteId: again, accept: true }]))).toEqual([
      'INVITE_NOT_PENDING',
    ]);
    await both([again, 'CANCELLED', 'SYSTEM']);

    // Removing who is only invited is Ada's own act.
    const third = onlyId(await acme.inviteMembers(['erin@example.com']));
    await both([third, 'PENDING_SEND', 'usr_ada'], [third, 'PENDING', 'SYSTEM']);
    expect(verdicts(await acme.removeMembers(member?.id ?? ''))).toEqual(['OK']);
    await both([third, 'CANCELLED', 'usr_ada']);
    expect(numbers(inbox.seen)).toEqual(upTo(inbox.seen.length));
    const first = dashboard.seen[0]?.seq ?? 0;
    expect(numbers(dashboard.seen)).toEqual(dashboard.seen.map((_, index) => first + index));
    await Promise.all([dashboard.stop(), inbox.stop()]);
  });
});

describe('a filter on a business’s stream', () => {
  it('lets through what it names of both directions, and the partner by name', async () => {
    const after = await businessCursor(brand.client, brand.id);
    const invite = onlyId(await acme.invitePartners([brand.id]));
    await settled(gateway);
    const request = onlyId(await shop.requestPartnerships([brand.id]));
    await settled(gateway);
    const mine = onlyId(await brand.invitePartners([shop.id]));
    await settled(gateway);
    const member = onlyId(await brand.inviteMembers(['acme-fan@example.com']));
    await settled(gateway);
    await brand.respond([
      { inviteId: invite, accept: true },
      { inviteId: request, accept: false },
    ]);
    const all = await changesOf(brand.client, brand.id);
    expect(numbers(all)).toEqual(upTo(10));
    const of = (...inviteIds: string[]) => all.filter((change) => inviteIds.includes(change.invite.id));
    const cases: [{ filter?: InviteFilter; inviteIds?: string[] }, Change[]][] = [
      [{ filter: { direction: 'RECEIVED' } }, of(invite, request)],
      [{ filter: { direction: 'SENT' } }, of(mine, member)],
      [{ filter: { types: ['PARTNER_REQUEST', 'MEMBER_INVITE'] } }, of(request, member)],
      [{ filter: { query: 'ACM' } }, of(invite, member)], // the partner's name, or the address
      [{ filter: { query: 'shop', direction: 'SENT' } }, of(mine)],
      [{ filter: { query: 'brand' } }, []], // its own name is nobody's
      [{ filter: { statuses: ['DECLINED', 'ACCEPTED'], direction: 'RECEIVED' } }, of(invite, request).slice(-2)],
      [{ inviteIds: [invite, mine], filter: { types: ['PARTNER_INVITE'] } }, of(invite, mine)],
    ];
    for (const [wanted, expected] of cases) {
      const following = brand.client.follow(InviteStatusChangedDocument, { businessId: brand.id, after, ...wanted });
      const seen: Change[] = [];
      for (const _ of expected) seen.push((await following.data()).inviteStatusChanged);
      expect(seen, JSON.stringify(wanted)).toEqual(expected);
      await expect(following.next(50), JSON.stringify(wanted)).rejects.toThrow('Nothing came');
      await following.stop();
    }
  });
});

describe('who loses the right to a business’s stream', () => {
  it.each<[string, (office: Office, memberId: string) => Promise<unknown>]>([
    ['is removed by an OWNER', (_, memberId) => acme.removeMembers(memberId)],
    ['leaves', (office, memberId) => office.removeMembers(memberId)],
    ['becomes an EMPLOYEE', (_, memberId) => acme.updateRoles({ memberId, roles: ['EMPLOYEE'] })],
    [
      'was there for a time that is over',
      (_, memberId) =>
        gateway.database.query('update account_member set membership_expires_at = clock_timestamp() where id = $1', [
          memberId,
        ]),
    ],
  ])('%s, and sees the stream end within a second with FORBIDDEN, and nothing later', async (_name, lose) => {
    const { office, memberId } = await join(gateway, acme, person('beth'), { roles: ['BIZ_ADMIN'] });
    await settled(gateway);
    const after = await businessCursor(office.client, acme.id);
    const following = office.client.follow(InviteStatusChangedDocument, { businessId: acme.id, after });
    const invite = onlyId(await acme.invitePartners([brand.id]));
    await settled(gateway);
    await brand.accept(invite);
    for (const status of ['PENDING_SEND', 'PENDING', 'ACCEPTED']) {
      expect((await following.data()).inviteStatusChanged).toMatchObject({ status, invite: { id: invite } });
    }
    const [partnership] = await acme.partnerships();
    expect(verdicts(await acme.endPartnerships(partnership?.id ?? ''))).toEqual(['OK']); // their right stays for now

    const began = performance.now();
    await lose(office, memberId);
    const forbidden = { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] };
    expect(await following.next()).toMatchObject(forbidden);
    expect(performance.now() - began).toBeLessThan(1_500); // the membership that is over has the sweeper's look besides
    await following.ended;
    await acme.inviteMembers(['later@example.com']);
    await settled(gateway);
    await expect(following.next(50)).rejects.toThrow('Nothing came');
    await following.stop();

    const again = office.client.follow(InviteStatusChangedDocument, { businessId: acme.id, after });
    expect(await again.next()).toMatchObject(forbidden);
    await again.stop();
    expect((await changesOf(acme.client, acme.id)).length).toBeGreaterThan(5);
    expect(await changesOf(office.client, acme.id)).toEqual([]);
  });
});
