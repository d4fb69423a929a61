import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptMail } from '../../src/server/endpoints.js';
import {
  CancelInvitesDocument,
  type InviteStatus,
  type MembershipStatus,
  MembershipsDocument,
  ReceivedInvitesDocument,
} from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { type Person, person } from '../support/person.js';
import { answer, type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { type Change, changesOf, followBusiness, followInbox, inviteOf, transition } from './dashboard.js';

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

const cancel = (inviteId: string) =>
  ada.run(CancelInvitesDocument, { input: { businessId: world.id, inviteIds: [inviteId] } });
const reaches = (inviteId: string, status: InviteStatus) =>
  expect.poll(async () => (await inviteOf(ada, inviteId)).status, { timeout: 5_000, interval: 20 }).toBe(status);
const mailsTo = async (address: string): Promise<KeptMail[]> => {
  const mails = (await (await fetch(`${gateway.url}/dev/mail.json`)).json()) as KeptMail[]; // the shape that the route states
  return mails.filter((mail) => mail.to === address);
};

/** Keeps the mails of this gateway from being handed over until `let go`; what is due waits. */
async function holdMails(): Promise<{ letGo(): Promise<void> }> {
  const connection = await gateway.database.pool.connect();
  await connection.query('begin');
  await connection.query('lock table kept_mail in exclusive mode');
  return {
    letGo: async () => {
      await connection.query('commit');
      connection.release();
    },
  };
}

describe('a dashboard that follows its business', () => {
  it('sees each change once, in order and without a hole, though its connection breaks three times', async () => {
    const dashboard = await followBusiness(ada, world.id);
    const [bob = '', carol = ''] = await world.invite(['bob@example.com', 'carol@example.com']);
    await dashboard.take(4);
    dashboard.cut();

    await answer(gateway, person('bob'), bob, true);
    await answer(gateway, person('carol'), carol, false);
    dashboard.resume();
    await dashboard.take(1);
    dashboard.cut(); // the next change may be on its way, or arrived and not looked at

    const [dan = ''] = await world.invite(['dan@example.com']);
    await reaches(dan, 'PENDING');
    await cancel(dan);
    dashboard.resume();
    await dashboard.take(4);
    dashboard.cut();

    const [eve = ''] = await world.invite(['eve@example.com']);
    await reaches(eve, 'PENDING');
    dashboard.resume();
    await dashboard.take(2);
    await gateway.lapse(eve);
    await dashboard.take(1);

    const { seen } = dashboard;
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    const sent = (id: string) => [
      [id, null, 'PENDING_SEND'],
      [id, 'PENDING_SEND', 'PENDING'],
    ];
    const historyOf = (id: string) => seen.map(transition).filter(([inviteId]) => inviteId === id);
    expect(historyOf(bob)).toEqual([...sent(bob), [bob, 'PENDING', 'ACCEPTED']]);
    expect(historyOf(carol)).toEqual([...sent(carol), [carol, 'PENDING', 'DECLINED']]);
    expect(historyOf(dan)).toEqual([...sent(dan), [dan, 'PENDING', 'CANCELLED']]);
    expect(historyOf(eve)).toEqual([...sent(eve), [eve, 'PENDING', 'EXPIRED']]);
    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(12);
    // Later ones show the invite as it is then; the changes themselves are those of the list.
    const told = ({ cursor, seq, previousStatus, status, occurredAt, actor }: Change) => ({
      ...{ cursor, seq, previousStatus, status, occurredAt, actor },
    });
    expect((await changesOf(ada, world.id)).map(told)).toEqual(seen.map(told));
    await dashboard.stop();
  });

  it('names who made each change, and the system where nobody did', async () => {
    const actors = (await changesOf(ada, world.id)).map(({ status, actor }) => [status, actor.kind, actor.user?.id]);
    const made = (wanted: InviteStatus) => actors.filter(([status]) => status === wanted);
    expect(made('PENDING_SEND')).toEqual(Array(4).fill(['PENDING_SEND', 'USER', 'usr_ada']));
    expect(made('PENDING')).toEqual(Array(4).fill(['PENDING', 'SYSTEM', undefined]));
    expect(made('ACCEPTED')).toEqual([['ACCEPTED', 'USER', 'usr_bob']]);
    expect(made('DECLINED')).toEqual([['DECLINED', 'USER', undefined]]); // the sender learns of no account
    expect(made('CANCELLED')).toEqual([['CANCELLED', 'USER', 'usr_ada']]);
    expect(made('EXPIRED')).toEqual([['EXPIRED', 'SYSTEM', undefined]]);
  });
});

interface Ending {
  name: string;
  status: InviteStatus;
  end: (inviteId: string, invitee: Person) => Promise<unknown>;
  member: MembershipStatus;
  /** Who ended it, as the invitee is told. */
  actor: [kind: string, userId: string | undefined];
}

const ENDINGS: Ending[] = [
  {
    name: 'frank',
    status: 'ACCEPTED',
    end: (id, invitee) => answer(gateway, invitee, id, true),
    member: 'ACTIVE',
    actor: ['USER', 'usr_frank'],
  },
  {
    name: 'gina',
    status: 'DECLINED',
    end: (id, invitee) => answer(gateway, invitee, id, false),
    member: 'INVITATION_DECLINED',
    actor: ['USER', 'usr_gina'],
  },
  {
    name: 'hugo',
    status: 'CANCELLED',
    end: cancel,
    member: 'INVITATION_REVOKED',
    actor: ['USER', 'usr_ada'],
  },
  {
    name: 'iris',
    status: 'EXPIRED',
    end: (id) => gateway.lapse(id),
    member: 'INVITATION_EXPIRED',
    actor: ['SYSTEM', undefined],
  },
];

describe('an invitee', () => {
  it.each(ENDINGS)('follows an invite from its making until it is $status', async (ending) => {
    const invitee = person(ending.name);
    const client = await gateway.as(invitee);
    const inbox = async () => {
      const { viewer } = await client.run(ReceivedInvitesDocument, {});
      if (!viewer) throw new Error('Nobody is signed in');
      return viewer;
    };
    const empty = await inbox();
    expect(empty.receivedInvites).toMatchObject({ totalCount: 0, nodes: [] });
    const stream = followInbox(client, empty.eventCursor);

    const mails = await holdMails();
    const [inviteId = ''] = await world.invite([`${ending.name.toUpperCase()}@Example.com`], { message: 'Come along' });
    await stream.take(1);
    expect((await inbox()).receivedInvites).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          ...{ id: inviteId, type: 'MEMBER_INVITE', status: 'PENDING_SEND', sendCount: 0, sentAt: null },
          ...{ viewerIsInvitee: true, viewerActions: ['ACCEPT', 'DECLINE'], message: 'Come along' },
          inviteeEmail: `${ending.name.toUpperCase()}@Example.com`, // as it was spelled
          business: { id: world.id, name: 'Acme' },
          createdBy: { id: 'usr_ada', firstName: 'Ada', email: null },
          member: { status: 'INVITED' },
        },
      ],
    });
    expect(await inviteOf(ada, inviteId)).toMatchObject({
      viewerIsInvitee: false,
      viewerActions: ['CANCEL', 'RESEND', 'SET_ASSET_GRANTS'],
    });
    expect(await mailsTo(`${ending.name.toUpperCase()}@Example.com`)).toEqual([]);

    await mails.letGo();
    await stream.take(1);
    const pending = await inviteOf(client, inviteId);
    expect(pending).toMatchObject({ status: 'PENDING', sendCount: 1, viewerActions: ['ACCEPT', 'DECLINE'] });
    expect(pending.sentAt).toBe(pending.updatedAt);
    expect(await mailsTo(`${ending.name.toUpperCase()}@Example.com`)).toMatchObject([
      { subject: 'Ada Test invites you to join Acme', text: expect.stringContaining('Come along') },
    ]);

    await ending.end(inviteId, invitee);
    const [last] = await stream.take(1);
    expect(last).toMatchObject({ previousStatus: 'PENDING', status: ending.status, invite: { status: ending.status } });
    expect([last?.actor.kind, last?.actor.user?.id]).toEqual(ending.actor);
    expect(stream.seen.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const closed = { status: ending.status, closedAt: last?.occurredAt, sendCount: 1 };
    expect((await inbox()).receivedInvites.nodes).toMatchObject([
      { ...closed, viewerIsInvitee: true, viewerActions: [], member: { status: ending.member } },
    ]);
    const viewerActions = ending.status === 'EXPIRED' ? ['RESEND'] : [];
    expect(await inviteOf(ada, inviteId)).toMatchObject({ ...closed, viewerIsInvitee: false, viewerActions });
    const { viewer } = await client.run(MembershipsDocument, {});
    const memberships = ending.status === 'ACCEPTED' ? [{ status: 'ACTIVE', business: { id: world.id } }] : [];
    expect(viewer?.memberships.nodes).toMatchObject(memberships);
    await stream.stop();
  });

  it('may answer before the mail is handed over; that mail counts, and changes nothing any more', async () => {
    const mails = await holdMails();
    const [inviteId = ''] = await world.invite(['jack@example.com']);
    const waiting = `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into kept_mail%'`;
    await expect.poll(async () => (await gateway.database.query(waiting)).length, { timeout: 4_000 }).toBe(1);
    await answer(gateway, person('jack'), inviteId, true);
    expect(await inviteOf(ada, inviteId)).toMatchObject({ status: 'ACCEPTED', sendCount: 0, sentAt: null });
    await mails.letGo();
    await expect.poll(async () => (await inviteOf(ada, inviteId)).sendCount, { timeout: 5_000 }).toBe(1);
    expect(await inviteOf(ada, inviteId)).toMatchObject({ status: 'ACCEPTED', sentAt: expect.any(String) });
    expect(await mailsTo('jack@example.com')).toHaveLength(1);
    const changes = (await changesOf(ada, world.id)).filter(({ invite }) => invite.id === inviteId);
    expect(changes.map(({ status }) => status)).toEqual(['PENDING_SEND', 'ACCEPTED']);
  });

  it('sees nothing of the invites of others, and they see nothing of theirs', async () => {
    const [inviteId = ''] = await world.invite(['kate@example.com']);
    const stranger = await gateway.as(person('mallory'));
    await expect(inviteOf(stranger, inviteId)).rejects.toThrow('sees no such invite');
    const { viewer } = await stranger.run(ReceivedInvitesDocument, {});
    expect(viewer?.receivedInvites.totalCount).toBe(0);
  });
});
