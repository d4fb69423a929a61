import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markInvitesSent } from '../../src/commands/mark-invites-sent.js';
import { runSystem } from '../../src/commands/run-mutation.js';
import { DAY_MS } from '../../src/domain/limits.js';
import { hashLinkToken } from '../../src/domain/link.js';
import { takeOutbox } from '../../src/outbox/outbox.js';
import { findInviteOfLink } from '../../src/store/invites.js';
import { expectLaws } from './laws.js';
import { createLinkStage, type LinkStage } from './link-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: LinkStage;
let ada: Actor;
let business: string;
beforeAll(async () => {
  stage = await createLinkStage();
  ada = await stage.user('ada');
});
beforeEach(async () => {
  business = await stage.business(ada);
});
afterAll(async () => {
  await expectLaws(stage.database);
  await stage.drop();
});

let people = 0;
const address = () => `guest${++people}@example.com`;
const isKnown = async (token: string) => (await findInviteOfLink(stage.database, hashLinkToken(token))) !== undefined;
const ahead = (days: number) => new Date(Date.now() + days * DAY_MS);

interface Stored {
  generation: number;
  sendCount: number;
  expiresAt: Date;
  senderUserId: string;
  closedAt: Date | null;
}
async function stored(id: string): Promise<Stored> {
  const [row] = await stage.database.query<Stored>(
    `select generation, send_count as "sendCount", expires_at as "expiresAt", sender_user_id as "senderUserId",
       closed_at as "closedAt" from invite where id = $1`,
    [id],
  );
  if (!row) throw new Error(`There is no invite ${id}`);
  return row;
}

describe('sending an open invite again', () => {
  it('keeps its id, and makes a new link and a new time; the old link is dead at once', async () => {
    const { id, token } = await stage.linked(ada, business, address(), { expiresAt: ahead(1) });
    await stage.send();
    expect(verdictsOf(await stage.resend(ada, business, [id]))).toEqual(['OK']);
    const renewed = await stage.token(id);
    expect([await isKnown(token), await isKnown(renewed)]).toEqual([false, true]);
    const { expiresAt, sendCount } = await stored(id);
    expect(Math.abs(expiresAt.getTime() - ahead(7).getTime())).toBeLessThan(60_000);
    expect(sendCount).toBe(1);
    await stage.send();
    expect(await stored(id)).toMatchObject({ sendCount: 2 });
    expect(await stage.told(id)).toEqual([
      'PENDING_SEND by usr_ada',
      'PENDING_SEND > PENDING by SYSTEM',
      'PENDING > PENDING_SEND by usr_ada',
      'PENDING_SEND > PENDING by SYSTEM',
    ]);
  });

  it('is no change as long as nothing was sent', async () => {
    const { id, token } = await stage.linked(ada, business, address());
    idOf(await stage.resend(ada, business, [id], { expiresAt: ahead(2) }));
    expect(await stage.told(id)).toEqual(['PENDING_SEND by usr_ada']);
    expect(await isKnown(token)).toBe(false);
  });

  it('takes no count of the mail before, which is not sent any more', async () => {
    const { id } = await stage.linked(ada, business, address());
    const older = (await takeOutbox(stage.database, 1_000)).filter(({ subjectId }) => subjectId === id);
    idOf(await stage.resend(ada, business, [id]));
    await runSystem(stage.database, (tx) => markInvitesSent(tx, older)); // it was on its way
    expect([await stage.statusOf(id), (await stored(id)).sendCount]).toEqual(['PENDING_SEND', 0]);
    const mails = (await stage.deliver()).filter(({ text }) => text.includes(id));
    expect(mails.map(({ link }) => link)).toEqual([`https://gateway.example/invite#token=${await stage.token(id)}`]);
    expect([await stage.statusOf(id), (await stored(id)).sendCount]).toEqual(['PENDING', 1]);
  });

  it('makes one link of an invite that is mentioned twice', async () => {
    const { id } = await stage.linked(ada, business, address());
    expect(verdictsOf(await stage.resend(ada, business, [id, id]))).toEqual(['OK', 'OK']);
    expect((await stored(id)).generation).toBe(2);
  });

  it('happens once under one idempotency key', async () => {
    const { id } = await stage.linked(ada, business, address());
    const terms = { idempotencyKey: `again-${id}` };
    const answers = [await stage.resend(ada, business, [id], terms), await stage.resend(ada, business, [id], terms)];
    expect(answers.map(verdictsOf)).toEqual([['OK'], ['OK']]);
    expect((await stored(id)).generation).toBe(2);
  });

  it('makes whoever does it the sender: one whose sender has gone can be accepted again', async () => {
    const [beth, bob] = [await stage.user('beth'), await stage.user('bob')];
    await stage.join(ada, business, [beth], ['BIZ_ADMIN']);
    const id = await stage.invited(beth, business, bob.email);
    const twin = await stage.invited(beth, business, address());
    idOf(await stage.remove(ada, business, [await stage.activeId(business, beth)]));
    idOf(await stage.resend(ada, business, [id]));
    expect((await stored(id)).senderUserId).toBe(ada.id);
    expect(verdictsOf(await stage.accept(bob, id))).toEqual(['OK']);
    expect((await stored(twin)).senderUserId).toBe(beth.id);
  });
});

describe('sending an expired invite again', () => {
  it('opens the same place again', async () => {
    const { id, token } = await stage.linked(ada, business, address());
    const place = await stage.memberOf(id);
    await stage.expire(id);
    expect((await stage.memberOf(id)).status).toBe('INVITATION_EXPIRED');
    idOf(await stage.resend(ada, business, [id]));
    expect(await stage.memberOf(id)).toEqual(place);
    expect(await stored(id)).toMatchObject({ closedAt: null });
    expect(await isKnown(token)).toBe(false);
  });

  it('writes both changes of one that is late', async () => {
    const { id } = await stage.linked(ada, business, address());
    await stage.lapse(id);
    idOf(await stage.resend(ada, business, [id]));
    expect(await stage.told(id)).toEqual([
      'PENDING_SEND by usr_ada',
      'PENDING_SEND > EXPIRED by SYSTEM',
      'EXPIRED > PENDING_SEND by usr_ada',
    ]);
  });

  it('needs a seat, and that of a late one is its own', async () => {
    const [first, second] = [
      await stage.linked(ada, business, address()),
      await stage.linked(ada, business, address()),
    ];
    await stage.expire(first.id);
    await stage.lapse(second.id);
    await stage.update(ada, { businessId: business, seatLimit: 2 });
    expect(verdictsOf(await stage.resend(ada, business, [second.id, first.id]))).toEqual(['OK', 'SEAT_LIMIT']);
  });

  it('is refused where a new one would be: to a member, to who has an open one, and over the limit', async () => {
    const bob = await stage.user('bob');
    const [toMember, toInvited, free] = [bob.email, address(), address()];
    const { id: member } = await stage.linked(ada, business, toMember);
    const { id: invited } = await stage.linked(ada, business, toInvited);
    const { id: full } = await stage.linked(ada, business, free);
    await stage.expire(member, invited, full);
    await stage.join(ada, business, [bob]);
    const { id: newer } = await stage.linked(ada, business, toInvited);
    const answer = await stage.resend(ada, business, [member, invited, full], {}, 1);
    expect(verdictsOf(answer)).toEqual(['ALREADY_MEMBER', 'ALREADY_INVITED', 'PENDING_LIMIT']);
    expect(answer.items[1]?.error?.field).toEqual(['input', 'inviteIds', '1']);
    expect(await stage.statusOf(newer)).toBe('PENDING_SEND');
  });

  it('goes before a newer one that is late, which expires first', async () => {
    const to = address();
    const { id: older } = await stage.linked(ada, business, to);
    await stage.expire(older);
    const { id: newer } = await stage.linked(ada, business, to);
    await stage.lapse(newer);
    idOf(await stage.resend(ada, business, [older]));
    expect([await stage.statusOf(older), await stage.statusOf(newer)]).toEqual(['PENDING_SEND', 'EXPIRED']);
    expect(await stage.memberOf(older)).toMatchObject({ status: 'INVITED', inviteId: older });
  });

  it('is one of any number at once, whether they invite or send again', async () => {
    const to = address();
    const { id } = await stage.linked(ada, business, to);
    await stage.expire(id);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        n % 3 === 0 ? stage.invite(ada, business, [to]) : stage.resend(ada, business, [id]),
      ),
    );
    const [row] = await stage.database.query<{ open: number }>(
      `select count(*)::int as open from invite where invitee_email_canonical = $1 and status = 'PENDING_SEND'`,
      [to],
    );
    expect(row?.open).toBe(1);
    // Sending the open one again is good as often as it comes.
    expect(new Set(answers.flatMap(verdictsOf))).toEqual(new Set(['OK', 'ALREADY_INVITED']));
  });
});

describe('sending again is refused', () => {
  it('item by item: unknown, of another business, final', async () => {
    const other = await stage.business(ada);
    const { id: foreign } = await stage.linked(ada, other, address());
    const { id: cancelled } = await stage.linked(ada, business, address());
    idOf(await stage.cancel(ada, business, [cancelled]));
    const { id: open } = await stage.linked(ada, business, address());
    const answer = await stage.resend(ada, business, ['inv_unknown', foreign, cancelled, open]);
    expect(verdictsOf(answer)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'INVITE_NOT_PENDING', 'OK']);
    expect((await stored(foreign)).generation).toBe(1);
  });

  it('as a whole where one item is, if that was asked for', async () => {
    const { id } = await stage.linked(ada, business, address());
    const answer = await stage.resend(ada, business, [id, 'inv_unknown'], { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['ABORTED', 'NOT_FOUND']);
    expect((await stored(id)).generation).toBe(1);
  });

  it('to who may not invite, and above the own role', async () => {
    const [beth, bob, eve] = await Promise.all(['beth2', 'bob2', 'eve2'].map((name) => stage.user(name)));
    if (!beth || !bob || !eve) throw new Error('unreachable');
    await stage.join(ada, business, [beth], ['BIZ_ADMIN']);
    await stage.join(ada, business, [bob]);
    const { id } = await stage.linked(ada, business, address(), { roles: ['OWNER'] });
    expect(verdictsOf(await stage.resend(beth, business, [id]))).toEqual(['ROLE_CEILING']);
    expect(verdictsOf(await stage.resend(bob, business, [id]))).toEqual(['call: FORBIDDEN']);
    expect(verdictsOf(await stage.resend(eve, business, [id]))).toEqual(['call: NOT_FOUND']);
  });

  it('for a time that is no good, as a whole or for the invite whose membership would end before', async () => {
    const { id } = await stage.linked(ada, business, address(), { expiresAt: ahead(1), membershipExpiresAt: ahead(3) });
    expect(verdictsOf(await stage.resend(ada, business, [id], { expiresAt: ahead(31) }))).toEqual([
      'call: INVALID_INPUT',
    ]);
    expect(verdictsOf(await stage.resend(ada, business, [id]))).toEqual(['INVALID_INPUT']); // 7 days
    expect(verdictsOf(await stage.resend(ada, business, [id], { expiresAt: ahead(2) }))).toEqual(['OK']);
  });

  it('for none and for more than a hundred', async () => {
    expect(verdictsOf(await stage.resend(ada, business, []))).toEqual(['call: INVALID_INPUT']);
    const many = Array.from({ length: 101 }, (_, n) => `inv_${n}`);
    expect(verdictsOf(await stage.resend(ada, business, many))).toEqual(['call: BATCH_TOO_LARGE']);
  });
});
