import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BusinessRole } from '../../src/domain/membership.js';
import { inboxStream } from '../../src/events/stream-key.js';
import { expectLaws } from './laws.js';
import { type Actor, createStage, idOf, type Stage, verdictsOf } from './stage.js';

let stage: Stage;
let ada: Actor;
let business: string;
beforeAll(async () => {
  stage = await createStage();
  ada = await stage.user('ada');
  business = await stage.business(ada);
});
afterAll(() => stage.drop());

let people = 0;
const somebody = (overrides = {}) => stage.user(`guest${++people}`, overrides);

/** Gives a member other roles, or takes the place away, as those who may will one day. */
const setRoles = (who: Actor, roles: BusinessRole[]) =>
  stage.database.query('update account_member set roles = $2 where user_id = $1', [who.id, roles]);
const remove = (who: Actor) =>
  stage.database.query(`update account_member set status = 'REMOVED' where user_id = $1`, [who.id]);

describe('accepting again what one has accepted oneself', () => {
  it('returns the same result and changes nothing', async () => {
    const bob = await somebody();
    const id = await stage.invited(ada, business, bob.email);
    const first = await stage.accept(bob, id);
    const after = await stage.everything();
    expect(await stage.accept(bob, id)).toEqual(first);
    expect(verdictsOf(await stage.accept(bob, id, id))).toEqual(['OK', 'OK']);
    expect(await stage.everything()).toEqual(after);
    expect((await stage.told(id)).filter((line) => line.includes('ACCEPTED'))).toHaveLength(1);
  });

  it('counts as accepted twice within one batch, and is written once', async () => {
    const bob = await somebody();
    const id = await stage.invited(ada, business, bob.email);
    expect(verdictsOf(await stage.accept(bob, id, id))).toEqual(['OK', 'OK']);
    expect(await stage.told(id)).toEqual([`PENDING_SEND by ${ada.id}`, `PENDING_SEND > ACCEPTED by ${bob.id}`]);
    await expectLaws(stage.database);
  });

  it('holds whatever address the person has by then, and without any', async () => {
    const bob = await somebody();
    const id = await stage.invited(ada, business, bob.email);
    await stage.accept(bob, id);
    const moved = await stage.know({ ...bob, email: 'elsewhere@example.com' });
    expect(verdictsOf(await stage.accept(moved, id))).toEqual(['OK']);
    const unverified = await stage.know({ ...bob, emailVerified: false });
    expect(verdictsOf(await stage.accept(unverified, id))).toEqual(['OK']);
  });

  it('is INVITE_NOT_PENDING once the membership has ended', async () => {
    const bob = await somebody();
    const id = await stage.invited(ada, business, bob.email);
    await stage.accept(bob, id);
    await remove(bob);
    const before = await stage.everything();
    const answer = await stage.accept(bob, id);
    expect(verdictsOf(answer)).toEqual(['INVITE_NOT_PENDING']);
    expect(answer.items[0]?.error?.message).toContain('ACCEPTED');
    expect(await stage.everything()).toEqual(before);
  });

  it('is INVITE_NOT_PENDING for an older invite than the one that the membership came of', async () => {
    const bob = await somebody();
    const old = await stage.invited(ada, business, bob.email);
    await stage.accept(bob, old);
    await remove(bob);
    const again = await stage.invited(ada, business, bob.email);
    expect(verdictsOf(await stage.accept(bob, again))).toEqual(['OK']);
    expect(verdictsOf(await stage.accept(bob, old, again))).toEqual(['INVITE_NOT_PENDING', 'OK']);
    await expectLaws(stage.database);
  });

  it('is INVITE_NOT_PENDING for another person with the same verified address', async () => {
    const bob = await somebody();
    const id = await stage.invited(ada, business, bob.email);
    await stage.accept(bob, id);
    const twin = await stage.know({ ...bob, id: `${bob.id}_twin` });
    expect(verdictsOf(await stage.accept(twin, id))).toEqual(['INVITE_NOT_PENDING']);
  });
});

describe("somebody else's invite", () => {
  const others: { who: string; code: string; make: (bob: Actor) => Promise<Actor> }[] = [
    { who: 'a stranger', code: 'NOT_FOUND', make: () => somebody() },
    { who: 'the sender', code: 'FORBIDDEN', make: async () => ada },
    {
      who: 'another admin of the business',
      code: 'FORBIDDEN',
      make: async () => {
        const admin = await somebody();
        await stage.join(ada, business, [admin], ['BIZ_ADMIN']);
        return admin;
      },
    },
    {
      who: 'an employee of the business',
      code: 'NOT_FOUND',
      make: async () => {
        const employee = await somebody();
        await stage.join(ada, business, [employee]);
        return employee;
      },
    },
    {
      who: 'an owner of another business',
      code: 'NOT_FOUND',
      make: async () => {
        const eve = await somebody();
        await stage.business(eve);
        return eve;
      },
    },
    {
      who: 'who has the address, but unverified',
      code: 'EMAIL_NOT_VERIFIED',
      make: (bob) => somebody({ email: bob.email, emailVerified: false }),
    },
    {
      who: 'who spells the unverified address in another way',
      code: 'EMAIL_NOT_VERIFIED',
      make: (bob) => somebody({ email: bob.email.toUpperCase(), emailVerified: false }),
    },
    {
      who: 'who had the address verified, and moved',
      code: 'NOT_FOUND',
      make: (bob) => stage.know({ ...bob, email: 'new@example.com' }),
    },
  ];

  it.each(others)('is $code to $who, to accept and to decline', async ({ code, make }) => {
    const bob = await somebody();
    const id = await stage.invited(ada, business, bob.email);
    const other = await make(bob);
    const before = await stage.everything();
    expect(verdictsOf(await stage.accept(other, id))).toEqual([code]);
    expect(verdictsOf(await stage.decline(other, id))).toEqual([code]);
    expect(await stage.everything()).toEqual(before);
  });

  it('is refused in the same words as one that does not exist', async () => {
    const [bob, stranger] = [await somebody(), await somebody()];
    const id = await stage.invited(ada, business, bob.email);
    const { items } = await stage.accept(stranger, id, 'inv_00000000000000000000000000', 'nonsense', 'a\0b');
    expect(items.map((item) => item.error?.code)).toEqual(Array(4).fill('NOT_FOUND'));
    expect(new Set(items.map((item) => item.error?.message)).size).toBe(1);
  });

  it('of another business is NOT_FOUND to take back, also for an admin of both', async () => {
    const bob = await somebody();
    const id = await stage.invited(ada, business, bob.email);
    const other = await stage.business(ada);
    const answer = await stage.cancel(ada, other, [id, 'nonsense', 'a\0b']);
    expect(verdictsOf(answer)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
  });
});

describe('who shares the verified address', () => {
  it('may answer in the place of the other; the first answer wins', async () => {
    const bob = await somebody();
    const twin = await somebody({ email: bob.email });
    const id = await stage.invited(ada, business, bob.email);
    expect(verdictsOf(await stage.decline(twin, id))).toEqual(['OK']);
    expect(verdictsOf(await stage.accept(bob, id))).toEqual(['INVITE_NOT_PENDING']);
  });
});

/** What the sender may give by the roles that are left; null: removed. */
const SENDERS: { given: BusinessRole[]; left: BusinessRole[] | null; verdict: string }[] = [
  { given: ['EMPLOYEE'], left: ['OWNER'], verdict: 'OK' },
  { given: ['EMPLOYEE'], left: ['BIZ_ADMIN'], verdict: 'OK' },
  { given: ['EMPLOYEE'], left: ['EMPLOYEE'], verdict: 'INVITE_NOT_PENDING' },
  { given: ['EMPLOYEE'], left: null, verdict: 'INVITE_NOT_PENDING' },
  { given: ['BIZ_ADMIN'], left: ['BIZ_ADMIN'], verdict: 'OK' },
  { given: ['BIZ_ADMIN', 'EMPLOYEE'], left: ['BIZ_ADMIN'], verdict: 'OK' },
  { given: ['BIZ_ADMIN'], left: ['EMPLOYEE'], verdict: 'INVITE_NOT_PENDING' },
  { given: ['OWNER'], left: ['OWNER'], verdict: 'OK' },
  { given: ['OWNER'], left: ['BIZ_ADMIN'], verdict: 'INVITE_NOT_PENDING' },
  { given: ['OWNER', 'EMPLOYEE'], left: ['BIZ_ADMIN', 'EMPLOYEE'], verdict: 'INVITE_NOT_PENDING' },
  { given: ['OWNER'], left: null, verdict: 'INVITE_NOT_PENDING' },
];

describe('an invite is as good as its sender', () => {
  async function sent(given: BusinessRole[]) {
    const [sender, bob] = [await somebody(), await somebody()];
    await stage.accept(sender, await stage.invited(ada, business, sender.email, { roles: ['OWNER'] }));
    return { sender, bob, id: await stage.invited(sender, business, bob.email, { roles: given }) };
  }
  const change = (sender: Actor, left: BusinessRole[] | null) => (left ? setRoles(sender, left) : remove(sender));

  it.each(SENDERS)(
    'one that gives $given answers $verdict when its sender is $left by then',
    async ({ given, left, verdict }) => {
      const { sender, bob, id } = await sent(given);
      await change(sender, left);
      expect(await stage.statusOf(id), 'until then it stays listed').toBe('PENDING_SEND');
      const answer = await stage.accept(bob, id);
      expect(verdictsOf(answer)).toEqual([verdict]);
      if (verdict === 'OK') {
        expect(await stage.memberOf(id)).toMatchObject({ status: 'ACTIVE', roles: given });
      } else {
        expect(answer.items[0]?.error?.message).toContain('CANCELLED');
        expect((await stage.told(id)).at(-1)).toBe('PENDING_SEND > CANCELLED by SYSTEM');
        expect(await stage.memberOf(id)).toMatchObject({ status: 'INVITATION_REVOKED', userId: null });
      }
      await expectLaws(stage.database);
    },
  );

  it('is CANCELLED also when ALL_OR_NOTHING drops everything else', async () => {
    const { sender, bob, id } = await sent(['EMPLOYEE']);
    const other = await stage.invited(ada, await stage.business(ada), bob.email);
    await change(sender, null);
    const responses = [
      { inviteId: other, accept: true },
      { inviteId: id, accept: true },
    ];
    const answer = await stage.respond(bob, responses, { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['ABORTED', 'INVITE_NOT_PENDING']);
    expect(await stage.statusOf(other)).toBe('PENDING_SEND');
    expect((await stage.told(id)).at(-1)).toBe('PENDING_SEND > CANCELLED by SYSTEM');
    await expectLaws(stage.database);
  });

  it('can be declined whatever its sender is by then', async () => {
    const { sender, bob, id } = await sent(['EMPLOYEE']);
    await change(sender, null);
    expect(verdictsOf(await stage.decline(bob, id))).toEqual(['OK']);
    expect((await stage.told(id)).at(-1)).toBe(`PENDING_SEND > DECLINED by ${bob.id}`);
  });

  it('is not CANCELLED by who may not answer it', async () => {
    const { sender, id } = await sent(['EMPLOYEE']);
    await change(sender, null);
    expect(verdictsOf(await stage.accept(await somebody(), id))).toEqual(['NOT_FOUND']);
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
  });

  it('is EXPIRED rather than CANCELLED when it is late as well', async () => {
    const { sender, bob, id } = await sent(['EMPLOYEE']);
    await change(sender, null);
    await stage.lapse(id);
    expect(verdictsOf(await stage.accept(bob, id))).toEqual(['INVITE_EXPIRED']);
    expect((await stage.told(id)).at(-1)).toBe('PENDING_SEND > EXPIRED by SYSTEM');
  });
});

describe('a change', () => {
  it('is told alike to the business and to the inbox, in the numbers of each', async () => {
    const bob = await somebody();
    const first = await stage.invited(ada, business, bob.email);
    await stage.decline(bob, first);
    const events = await stage.database.query(
      'select seq, status from stream_event where stream_key = $1 order by seq',
      [inboxStream(bob.email)],
    );
    expect(events).toEqual([
      { seq: 1, status: 'PENDING_SEND' },
      { seq: 2, status: 'DECLINED' },
    ]);
    await expectLaws(stage.database);
  });

  it('of a person invited to two businesses at once is one membership in each', async () => {
    const bob = await somebody();
    const ids = [
      await stage.invited(ada, business, bob.email),
      await stage.invited(ada, await stage.business(ada), bob.email),
    ];
    expect(verdictsOf(await stage.accept(bob, ...ids))).toEqual(['OK', 'OK']);
    expect(idOf(await stage.accept(bob, ...ids))).toBe(ids[0]);
    await expectLaws(stage.database);
  });
});
