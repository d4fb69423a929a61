import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import {
  InviteStatusChangedDocument,
  InviteStatusChangesDocument,
  ReceivedInvitesDocument,
  ViewerInviteStatusChangedDocument,
} from '../operations/__generated__/graphql.js';
import { type Client, createClient, type GraphqlAnswer } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { type Person, person, tokenOf } from '../support/person.js';
import { answer, type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { businessCursor, type Change, changesOf, followBusiness, followInbox, inviteOf } from './dashboard.js';

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
const owner = person('ada');
beforeAll(async () => {
  gateway = await startGateway();
  world = await createBusinessWorld(gateway, owner);
  ada = await gateway.as(owner);
});
afterAll(() => gateway.stop());

const later = (seconds: number) => ({ now: new Date(Date.now() + seconds * 1_000) });
/** Waits until no mail is owed, so that nothing happens any more by itself. */
const settled = () =>
  expect
    .poll(async () => (await gateway.database.query('select from outbox')).length, { timeout: 5_000, interval: 20 })
    .toBe(0);

describe('changes as they are followed', () => {
  it('holds back what the filter leaves out: by new status, by part of the address, by invite', async () => {
    const { id, invite } = await createBusinessWorld(gateway, owner);
    const start = await businessCursor(ada, id);
    const [bob = '', carol = ''] = await invite(['bob@example.com', 'carol@Example.com']);
    await settled();
    await answer(gateway, person('bob'), bob, true);
    await answer(gateway, person('carol'), carol, false);
    const all = await changesOf(ada, id);
    const isOf = (inviteId: string) => (change: Change) => change.invite.id === inviteId;

    const cases: [string, object, Change[]][] = [
      ['statuses', { filter: { statuses: ['PENDING', 'DECLINED'] } }, all.filter(({ status }) => /^(PENDING|DECL)/.test(status) && status !== 'PENDING_SEND')],
      ['query', { filter: { query: 'CAROL@exam' } }, all.filter(isOf(carol))],
      ['inviteIds', { inviteIds: [bob, 'inv_unknown'] }, all.filter(isOf(bob))],
      ['all of them', { filter: { query: 'bob', statuses: ['ACCEPTED'] }, inviteIds: [bob] }, all.filter(isOf(bob)).slice(-1)],
    ];
    for (const [name, restriction, expected] of cases) {
      const following = ada.follow(InviteStatusChangedDocument, { businessId: id, after: start, ...restriction });
      const seen = [];
      for (const _ of expected) seen.push((await following.data()).inviteStatusChanged);
      expect(seen, name).toEqual(expected);
      await following.stop();
    }
  });

  it('goes on with a filter past what does not match, live', async () => {
    const { id, invite } = await createBusinessWorld(gateway, owner);
    const following = ada.follow(InviteStatusChangedDocument, {
      ...{ businessId: id, after: await businessCursor(ada, id), filter: { statuses: ['ACCEPTED'] } },
    });
    const [bob = '', carol = ''] = await invite(['bob@example.com', 'carol@example.com']);
    await settled();
    await answer(gateway, person('bob'), bob, false);
    await answer(gateway, person('carol'), carol, true);
    const { inviteStatusChanged } = await following.data();
    expect(inviteStatusChanged).toMatchObject({ seq: 6, status: 'ACCEPTED', invite: { id: carol } });
    await following.stop();
  });

  it('shows nothing of the invites of another business, though they are asked for by id', async () => {
    const other = await createBusinessWorld(gateway, person('olga'), { name: 'Other' });
    const mine = await createBusinessWorld(gateway, owner);
    const following = ada.follow(InviteStatusChangedDocument, {
      businessId: mine.id,
      after: await businessCursor(ada, mine.id),
      inviteIds: [(await other.invite(['bob@example.com']))[0] ?? '', ...(await mine.invite(['bob@example.com']))],
    });
    const { inviteStatusChanged } = await following.data();
    expect(inviteStatusChanged).toMatchObject({ seq: 1, invite: { inviteeEmail: 'bob@example.com' } });
    expect((await inviteOf(ada, inviteStatusChanged.invite.id)).business.id).toBe(mine.id);
    await following.stop();
  });
});

describe('who declined', () => {
  const openDeclined = async () => {
    const { id, invite } = await createBusinessWorld(gateway, owner);
    const [inviteId = ''] = await invite(['bob@example.com']);
    await answer(gateway, person('bob'), inviteId, false);
    return { id, inviteId };
  };

  it('is kept from the sender of an invite by e-mail, and told to the invitee', async () => {
    const bob = await gateway.as(person('bob'));
    const before = (await bob.run(ReceivedInvitesDocument, {})).viewer?.eventCursor ?? '';
    const { id, inviteId } = await openDeclined();
    const told = (await changesOf(ada, id)).find(({ status }) => status === 'DECLINED');
    expect(told).toMatchObject({ actor: { kind: 'USER', user: null } });
    expect((await inviteOf(ada, inviteId)).closedBy).toBeNull();

    const inbox = followInbox(bob, before);
    let change: Change | undefined;
    while (change?.status !== 'DECLINED') [change] = await inbox.take(1);
    expect(change.actor).toEqual({ kind: 'USER', user: { id: 'usr_bob' } });
    expect((await inviteOf(bob, inviteId)).closedBy).toEqual({ id: 'usr_bob' });
    await inbox.stop();
  });

  it('is told alike by the change and by the invite to who shares the mailbox', async () => {
    const twin = await gateway.as(person('bobby', { email: 'bob@example.com' }));
    const before = (await twin.run(ReceivedInvitesDocument, {})).viewer?.eventCursor ?? '';
    const { inviteId } = await openDeclined();
    const inbox = followInbox(twin, before);
    let change: Change | undefined;
    while (change?.status !== 'DECLINED') [change] = await inbox.take(1);
    expect(change.actor.user).toEqual((await inviteOf(twin, inviteId)).closedBy);
    await inbox.stop();
  });

  it('is told to the sender who named the person', async () => {
    const { id, invite } = await createBusinessWorld(gateway, owner);
    await gateway.as(person('carol'));
    await invite([]).catch(() => {}); // the world invites by address alone
    const ids = await inviteByUserId(id, 'usr_carol');
    await answer(gateway, person('carol'), ids, false);
    const told = (await changesOf(ada, id)).find(({ status }) => status === 'DECLINED');
    expect(told?.actor).toEqual({ kind: 'USER', user: { id: 'usr_carol' } });
  });
});
