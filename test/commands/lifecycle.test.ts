import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INVITE_STATUSES, type InviteStatus } from '../../src/domain/invite.js';
import type { MembershipStatus } from '../../src/domain/membership.js';
import { expectLaws } from './laws.js';
import { type Actor, createStage, idOf, type Stage, verdictsOf } from './stage.js';

type Move = 'accept' | 'decline' | 'cancel';
const MOVES: readonly Move[] = ['accept', 'decline', 'cancel'];

let stage: Stage;
let ada: Actor;
let business: string;
beforeAll(async () => {
  stage = await createStage();
  ada = await stage.user('ada');
  business = await stage.business(ada, { id: 'acme' });
});
afterAll(() => stage.drop());

let people = 0;

/** Somebody new, and an invite to them that has come to `status` by moves alone. */
async function reach(status: InviteStatus): Promise<{ id: string; bob: Actor }> {
  const bob = await stage.user(`bob${++people}`);
  const id = await stage.invited(ada, business, bob.email);
  if (status === 'PENDING_SEND') return { id, bob };
  await stage.send();
  if (status === 'ACCEPTED') await stage.accept(bob, id);
  if (status === 'DECLINED') await stage.decline(bob, id);
  if (status === 'CANCELLED') await stage.cancel(ada, business, [id]);
  if (status === 'EXPIRED') {
    await stage.lapse(id);
    await stage.sweep();
  }
  expect(await stage.statusOf(id)).toBe(status);
  return { id, bob };
}

const make = (move: Move, id: string, bob: Actor) =>
  move === 'cancel'
    ? stage.cancel(ada, business, [id])
    : stage.respond(bob, [{ inviteId: id, accept: move === 'accept' }]);

const REACHED: Record<Move, { status: InviteStatus; member: MembershipStatus }> = {
  accept: { status: 'ACCEPTED', member: 'ACTIVE' },
  decline: { status: 'DECLINED', member: 'INVITATION_DECLINED' },
  cancel: { status: 'CANCELLED', member: 'INVITATION_REVOKED' },
};
const OPEN: readonly InviteStatus[] = ['PENDING_SEND', 'PENDING'];
const open = OPEN.flatMap((status) => MOVES.map((move) => ({ status, move })));
const closed = INVITE_STATUSES.filter((status) => !OPEN.includes(status)).flatMap((status) =>
  // To accept again what one has accepted is no refusal.
  MOVES.filter((move) => !(status === 'ACCEPTED' && move === 'accept')).map((move) => ({
    status,
    move,
    code: status === 'EXPIRED' ? 'INVITE_EXPIRED' : 'INVITE_NOT_PENDING',
  })),
);

describe('an invite', () => {
  it.each(open)('that is $status and in time takes: $move', async ({ status, move }) => {
    const { id, bob } = await reach(status);
    const before = await stage.told(id);
    const answer = await make(move, id, bob);
    expect(answer).toEqual({ userErrors: [], items: [{ id, error: null }] });

    const actor = move === 'cancel' ? ada : bob;
    expect(await stage.told(id)).toEqual([...before, `${status} > ${REACHED[move].status} by ${actor.id}`]);
    const [row] = await stage.database.query(
      `select i.status, i.closed_by_user_id as "closedBy", i.closed_at = e.occurred_at and i.updated_at = e.occurred_at as "atOnce"
       from invite i join stream_event e on e.invite_id = i.id and e.status = i.status and e.stream_key like 'b:%' where i.id = $1`,
      [id],
    );
    expect(row).toEqual({ status: REACHED[move].status, closedBy: actor.id, atOnce: true });
    const accepted = move === 'accept';
    expect(await stage.memberOf(id)).toMatchObject({
      status: REACHED[move].member,
      userId: accepted ? bob.id : null,
      acceptedAt: accepted ? expect.any(Date) : null,
    });
    await expectLaws(stage.database);
  });

  it.each(closed)('that is $status refuses: $move, with $code, and stays as it is', async ({ status, move, code }) => {
    const { id, bob } = await reach(status);
    const before = await stage.everything();
    const answer = await make(move, id, bob);
    expect(verdictsOf(answer)).toEqual([code]);
    if (code === 'INVITE_NOT_PENDING') expect(answer.items[0]?.error?.message).toContain(status);
    expect(await stage.everything()).toEqual(before);
  });

  it.each(open)(
    'that is $status but late is EXPIRED by the system before it refuses: $move',
    async ({ status, move }) => {
      const { id, bob } = await reach(status);
      const before = await stage.told(id);
      await stage.lapse(id);
      expect(verdictsOf(await make(move, id, bob))).toEqual(['INVITE_EXPIRED']);
      expect(await stage.told(id)).toEqual([...before, `${status} > EXPIRED by SYSTEM`]);
      expect(await stage.memberOf(id)).toMatchObject({ status: 'INVITATION_EXPIRED', userId: null });
      await expectLaws(stage.database);

      const after = await stage.everything();
      expect(verdictsOf(await make(move, id, bob))).toEqual(['INVITE_EXPIRED']);
      expect(await stage.everything(), 'the second refusal finds nothing late').toEqual(after);
    },
  );
});

/** A late invite, and calls that are refused for another reason than that it is late. */
const REFUSED: { why: string; code: string; call: (late: string, bob: Actor) => Promise<string[]> }[] = [
  {
    why: 'somebody else answers it',
    code: 'NOT_FOUND',
    call: async (late) => verdictsOf(await stage.accept(await stage.user('stranger'), late)),
  },
  {
    why: 'an admin who is not the invitee answers it',
    code: 'FORBIDDEN',
    call: async (late) => verdictsOf(await stage.decline(ada, late)),
  },
  {
    why: 'the invitee has not verified the address',
    code: 'EMAIL_NOT_VERIFIED',
    call: async (late, bob) => verdictsOf(await stage.accept(await stage.know({ ...bob, emailVerified: false }), late)),
  },
  {
    why: 'another business takes it back',
    code: 'NOT_FOUND',
    call: async (late) => {
      const eve = await stage.user('eve');
      return verdictsOf(await stage.cancel(eve, await stage.business(eve), [late]));
    },
  },
  {
    why: 'an employee takes it back',
    code: 'call: FORBIDDEN',
    call: async (late) => {
      const emma = await stage.user('emma');
      await stage.join(ada, business, [emma]);
      return verdictsOf(await stage.cancel(emma, business, [late]));
    },
  },
  {
    why: 'a stranger takes it back',
    code: 'call: NOT_FOUND',
    call: async (late) => verdictsOf(await stage.cancel(await stage.user('stranger'), business, [late])),
  },
  {
    why: 'a stranger invites the same person to that business',
    code: 'call: NOT_FOUND',
    call: async (_late, bob) => verdictsOf(await stage.invite(await stage.user('stranger'), business, [bob.email])),
  },
  {
    why: 'an admin invites the same person to a role above their own',
    code: 'call: ROLE_CEILING',
    call: async (_late, bob) => {
      const ben = await stage.user('ben');
      const id = idOf(await stage.invite(ada, business, [ben.email], { roles: ['BIZ_ADMIN'] }));
      await stage.accept(ben, id);
      return verdictsOf(await stage.invite(ben, business, [bob.email], { roles: ['OWNER'] }));
    },
  },
];

describe('whoever finds an invite late writes its expiry', () => {
  it.each(REFUSED)('also when $why ($code)', async ({ code, call }) => {
    const { id, bob } = await reach('PENDING');
    await stage.lapse(id);
    expect(await call(id, bob)).toEqual([code]);
    expect((await stage.told(id)).at(-1)).toBe('PENDING > EXPIRED by SYSTEM');
    await expectLaws(stage.database);
  });

  it('also when ALL_OR_NOTHING drops everything else', async () => {
    const [late, good] = [await reach('PENDING'), await reach('PENDING')];
    await stage.lapse(late.id);
    const answer = await stage.cancel(ada, business, [good.id, late.id], { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['ABORTED', 'INVITE_EXPIRED']);
    expect(await stage.statusOf(good.id)).toBe('PENDING');
    expect(await stage.statusOf(late.id)).toBe('EXPIRED');
    await expectLaws(stage.database);
  });

  it('before it invites the same person again, to the same place', async () => {
    const { id, bob } = await reach('PENDING');
    const place = await stage.memberOf(id);
    await stage.lapse(id);
    const again = idOf(await stage.invite(ada, business, [bob.email]));
    expect(await stage.told(id)).toEqual([
      `PENDING_SEND by ${ada.id}`,
      'PENDING_SEND > PENDING by SYSTEM',
      'PENDING > EXPIRED by SYSTEM',
    ]);
    expect(await stage.memberOf(again)).toMatchObject({ id: place.id, status: 'INVITED', inviteId: again });
    await expectLaws(stage.database);
  });

  it('but a dry run writes nothing, and counts it as gone', async () => {
    const { id, bob } = await reach('PENDING');
    await stage.lapse(id);
    const before = await stage.everything();
    const answer = await stage.invite(ada, business, [bob.email], { validateOnly: true });
    expect(answer).toEqual({ userErrors: [], items: [{ id: null, error: null }] });
    expect(await stage.everything()).toEqual(before);
  });
});
