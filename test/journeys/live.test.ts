import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import {
  InviteMembersDocument,
  InviteStatusChangedDocument,
  ReceivedInvitesDocument,
  ViewerInviteStatusChangedDocument,
  type ViewerInviteStatusChangedSubscription,
} from '../operations/__generated__/graphql.js';
import { type Client, createClient } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { type Person, person, tokenOf } from '../support/person.js';
import { answer, createBusinessWorld } from '../support/world.js';
import {
  businessCursor,
  type Change,
  changesOf,
  type Dashboard,
  followBusiness,
  followInbox,
  inviteOf,
  settled,
} from './dashboard.js';

let gateway: Gateway;
let ada: Client;
const owner = person('ada');
beforeAll(async () => {
  gateway = await startGateway();
  ada = await gateway.as(owner);
});
afterAll(() => gateway.stop());

/** For a token that is newer than those issued until now: `iat` counts whole seconds. */
const newer = (seconds = 1) => ({ now: new Date(Date.now() + seconds * 1_000) });
const inboxCursor = async (client: Client): Promise<string> => {
  const { viewer } = await client.run(ReceivedInvitesDocument, {});
  return viewer?.eventCursor ?? '';
};
async function takeUntil(stream: Dashboard, status: Change['status']): Promise<Change> {
  for (;;) for (const change of await stream.take(1)) if (change.status === status) return change;
}

describe('a filter', () => {
  it('lets through its statuses, its part of the address, its invites, and nothing else', async () => {
    const { id, invite } = await createBusinessWorld(gateway, owner);
    const after = await businessCursor(ada, id);
    const [bob = '', carol = ''] = await invite(['bob@example.com', 'carol@Example.com']);
    await settled(gateway);
    await answer(gateway, person('bob'), bob, true);
    await answer(gateway, person('carol'), carol, false);
    const all = await changesOf(ada, id);
    const of = (inviteId: string) => all.filter((change) => change.invite.id === inviteId);
    const cases: [object, Change[]][] = [
      [{ filter: {} }, all],
      [{ filter: { statuses: ['PENDING', 'DECLINED'] } }, all.filter(({ seq }) => [3, 4, 6].includes(seq))],
      [{ filter: { query: 'CAROL@exam' } }, of(carol)],
      [{ filter: { types: ['MEMBER_INVITE'], direction: 'SENT' } }, all],
      [{ inviteIds: [bob, 'inv_unknown'] }, of(bob)],
      [{ inviteIds: [bob, carol], filter: { query: 'bob', statuses: ['ACCEPTED'] } }, of(bob).slice(-1)],
      [{ filter: { statuses: ['ACCEPTED', 'EXPIRED'] } }, of(bob).slice(-1)],
    ];
    const following = cases.map(([wanted]) =>
      ada.follow(InviteStatusChangedDocument, { businessId: id, after, ...wanted }),
    );
    const none = [{ direction: 'RECEIVED' }, { types: [] }, { query: 'nobody' }].map((filter) =>
      ada.follow(InviteStatusChangedDocument, { ...{ businessId: id, after }, filter: filter as object }),
    );
    for (const [index, [wanted, expected]] of cases.entries()) {
      const seen: Change[] = [];
      for (const _ of expected) {
        const data = await following[index]?.data();
        if (data) seen.push(data.inviteStatusChanged);
      }
      expect(seen, JSON.stringify(wanted)).toEqual(expected);
    }
    for (const one of [...following, ...none]) await expect(one.next(50)).rejects.toThrow('Nothing came');
    await Promise.all([...following, ...none].map((one) => one.stop()));
  });

  it('shows nothing of another business, though its invite is asked for by id', async () => {
    const other = await createBusinessWorld(gateway, person('olga'), { name: 'Other' });
    const mine = await createBusinessWorld(gateway, owner);
    const after = await businessCursor(ada, mine.id);
    const inviteIds = [...(await other.invite(['bob@example.com'])), ...(await mine.invite(['bob@example.com']))];
    const following = ada.follow(InviteStatusChangedDocument, { businessId: mine.id, after, inviteIds });
    const { inviteStatusChanged } = await following.data();
    expect(inviteStatusChanged).toMatchObject({ seq: 1, invite: { id: inviteIds[1] } });
    await following.stop();
  });
});

describe('who declined an invite', () => {
  const decline = async (invitee: Person, named: { email: string } | { userId: string }) => {
    const { id } = await createBusinessWorld(gateway, owner);
    const { inviteMembers } = await ada.run(InviteMembersDocument, { input: { businessId: id, invitees: [named] } });
    const inviteId = inviteMembers?.results[0]?.invite?.id ?? '';
    await answer(gateway, invitee, inviteId, false);
    const told = (await changesOf(ada, id)).find(({ status }) => status === 'DECLINED');
    return { inviteId, told };
  };

  it('is kept from the sender of an invite by e-mail, and told to the invitee', async () => {
    const bob = await gateway.as(person('bob'));
    const inbox = followInbox(bob, await inboxCursor(bob));
    const { inviteId, told } = await decline(person('bob'), { email: 'bob@example.com' });
    expect(told?.actor).toEqual({ kind: 'USER', user: null });
    expect((await inviteOf(ada, inviteId)).closedBy).toBeNull();

    const change = await takeUntil(inbox, 'DECLINED');
    expect(change.actor).toEqual({ kind: 'USER', user: { id: 'usr_bob' } });
    expect((await inviteOf(bob, inviteId)).closedBy).toEqual({ id: 'usr_bob' });
    await inbox.stop();
  });

  it('is told alike by the change and by the invite to who shares the mailbox', async () => {
    const twin = await gateway.as(person('bobby', { email: 'bob@example.com' }));
    const inbox = followInbox(twin, await inboxCursor(twin));
    const { inviteId } = await decline(person('bob'), { email: 'bob@example.com' });
    const change = await takeUntil(inbox, 'DECLINED');
    expect(change.actor.user).toEqual((await inviteOf(twin, inviteId)).closedBy);
    await inbox.stop();
  });

  it('is told to a sender who named the person', async () => {
    const carol = await gateway.as(person('carol'));
    await inboxCursor(carol); // her first token makes her known
    const { told } = await decline(person('carol'), { userId: 'usr_carol' });
    expect(told?.actor).toEqual({ kind: 'USER', user: { id: 'usr_carol' } });
  });
});

describe('the stream of an inbox', () => {
  /** One socket for several operations, as gateways use it. */
  function openSocket(token: string) {
    const sockets = { opened: 0, closed: 0 };
    const client = createSocketClient({
      url: `${gateway.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
      lazyCloseTimeout: 10_000,
      on: { opened: () => sockets.opened++, closed: () => sockets.closed++ },
    });
    return { client, sockets };
  }
  const query = ViewerInviteStatusChangedDocument.toString();
  const ask = async (who: Person, seconds?: number) =>
    (await gateway.as(who, newer(seconds))).run(ReceivedInvitesDocument, {});
  const forbidden = { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] };

  it.each<[string, Partial<Person>]>([
    ['verified', { emailVerified: false }],
    ['their own', { email: 'elsewhere@example.com' }],
  ])('ends with FORBIDDEN within a second when the address is no longer %s; the socket stays', async (name, change) => {
    const { id: _, invite } = await createBusinessWorld(gateway, owner);
    const dave = person(`dave-${Object.keys(change)[0]?.toLowerCase()}`);
    const { client, sockets } = openSocket(await tokenOf(dave));
    const after = await inboxCursor(await gateway.as(dave));
    const stream = client.iterate<ViewerInviteStatusChangedSubscription>({ query, variables: { after } });
    await invite([dave.email]);
    await settled(gateway);
    expect((await stream.next()).value?.data?.viewerInviteStatusChanged.seq).toBe(1);
    expect((await stream.next()).value?.data?.viewerInviteStatusChanged.seq).toBe(2);

    const idle = stream.next();
    const began = performance.now();
    await ask({ ...dave, ...change });
    expect((await idle).value, name).toMatchObject(forbidden);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect((await stream.next()).done).toBe(true);

    const still = client.iterate({ query: '{ viewer { user { id } receivedInvites { totalCount } } }' });
    expect((await still.next()).value?.data).toEqual({
      viewer: { user: { id: dave.id }, receivedInvites: { totalCount: 0 } },
    });
    const again = client.iterate({ query, variables: { after } });
    const refusal = (await again.next()).value;
    expect(refusal?.errors?.[0]?.extensions?.code).toBe('emailVerified' in change ? 'FORBIDDEN' : 'CURSOR_INVALID');
    expect(sockets).toEqual({ opened: 1, closed: 0 });
    await client.dispose();
  });

  it('goes on for who shares the mailbox when another loses it', async () => {
    const { invite } = await createBusinessWorld(gateway, owner);
    const erin = person('erin');
    const twin = await gateway.as(person('twin', { email: erin.email }));
    await ask(erin, 0);
    const inbox = followInbox(twin, await inboxCursor(twin));
    await invite([erin.email]);
    await inbox.take(2);
    await ask({ ...erin, emailVerified: false });
    const other = await createBusinessWorld(gateway, owner);
    await other.invite([erin.email]);
    expect((await inbox.take(2)).map(({ seq }) => seq)).toEqual([3, 4]);
    await inbox.stop();
  });

  it('skips the number of an invite that names another who shares the mailbox', async () => {
    const fay = person('fay');
    const twin = await gateway.as(person('fays-twin', { email: fay.email }));
    await ask(fay, 0);
    const inbox = followInbox(twin, await inboxCursor(twin));
    const { id, invite } = await createBusinessWorld(gateway, owner);
    await ada.run(InviteMembersDocument, { input: { businessId: id, invitees: [{ userId: fay.id }] } });
    await settled(gateway);
    const [byMail] = await invite([fay.email]);
    expect(await inbox.take(1)).toMatchObject([{ seq: 3, invite: { id: byMail } }]);
    await inbox.stop();
  });
});

describe('two gateways on one database', () => {
  it('bring what happens at one to who follows at the other, and take its cursors', async () => {
    const second = await startApp(gateway.databaseUrl);
    const elsewhere = createClient(second.url, await tokenOf(owner));
    const { id, invite } = await createBusinessWorld(gateway, owner);
    const dashboard = await followBusiness(elsewhere, id, await businessCursor(ada, id));
    await invite(['warm-up@example.com']);
    await dashboard.take(2);

    const ROUNDS = 6;
    const began = performance.now();
    for (let round = 1; round <= ROUNDS; round++) {
      await invite([`person${round}@example.com`]);
      await dashboard.take(2);
    }
    // By the one-second look alone each round would take about a second.
    expect(performance.now() - began).toBeLessThan(ROUNDS * 500);
    expect(dashboard.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    await dashboard.stop();

    const here = await followBusiness(ada, id, dashboard.seen[9]?.cursor);
    expect(await here.take(4)).toEqual((await changesOf(elsewhere, id)).slice(10));
    await here.stop();
    await second.stop();
    expect(second.logged).toEqual([]);
  });
});
