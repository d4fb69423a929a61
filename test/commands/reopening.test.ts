import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
const remove = (who: Actor) =>
  stage.database.query(`update account_member set status = 'REMOVED' where user_id = $1`, [who.id]);

/** How an invite, or what came of it, was closed before the person is invited again. */
const CLOSINGS: { how: string; close: (id: string, bob: Actor) => Promise<unknown> }[] = [
  { how: 'declined', close: (id, bob) => stage.decline(bob, id) },
  { how: 'cancelled', close: (id) => stage.cancel(ada, business, [id]) },
  {
    how: 'expired',
    close: async (id) => {
      await stage.lapse(id);
      await stage.sweep();
    },
  },
  { how: 'late, and not yet swept', close: (id) => stage.lapse(id) },
  {
    how: 'accepted, and the member removed',
    close: async (id, bob) => {
      await stage.accept(bob, id);
      await remove(bob);
    },
  },
];
const NAMES: { by: string; name: (bob: Actor) => string | { userId: string }; email: (bob: Actor) => string | null }[] =
  [
    { by: 'address', name: (bob) => bob.email.toUpperCase(), email: (bob) => bob.email.toUpperCase() },
    { by: 'user id', name: (bob) => ({ userId: bob.id }), email: () => null },
  ];
const CASES = CLOSINGS.flatMap((closing) => NAMES.map((name) => ({ ...closing, ...name })));

describe('inviting again', () => {
  it.each(CASES)(
    'who was invited by $by and whose invite was $how opens the same place',
    async ({ close, name, email }) => {
      const bob = await somebody();
      const first = idOf(await stage.invite(ada, business, [name(bob)]));
      const place = await stage.memberOf(first);
      await close(first, bob);
      const second = idOf(await stage.invite(ada, business, [name(bob)], { roles: ['BIZ_ADMIN'] }));
      expect(second).not.toBe(first);
      expect(await stage.memberOf(second)).toEqual({
        id: place.id,
        createdAt: place.createdAt,
        status: 'INVITED',
        inviteId: second,
        userId: null,
        invitedEmail: email(bob),
        roles: ['BIZ_ADMIN'],
        acceptedAt: null,
      });
      await expectLaws(stage.database);

      expect(verdictsOf(await stage.accept(bob, second))).toEqual(['OK']);
      expect(await stage.memberOf(second)).toMatchObject({ id: place.id, status: 'ACTIVE', userId: bob.id });
      await expectLaws(stage.database);
    },
  );

  it('leaves the old invite as it was closed, and what is done to that leaves the place alone', async () => {
    const bob = await somebody();
    const first = await stage.invited(ada, business, bob.email);
    await stage.decline(bob, first);
    const second = await stage.invited(ada, business, bob.email);
    expect(await stage.statusOf(first)).toBe('DECLINED');
    expect(verdictsOf(await stage.cancel(ada, business, [first]))).toEqual(['INVITE_NOT_PENDING']);
    expect(verdictsOf(await stage.accept(bob, first))).toEqual(['INVITE_NOT_PENDING']);
    expect(await stage.memberOf(second)).toMatchObject({ status: 'INVITED', inviteId: second });
  });

  it('when it is aborted or dry leaves the closed place closed', async () => {
    const bob = await somebody();
    await stage.decline(bob, await stage.invited(ada, business, bob.email));
    const before = await stage.everything();
    const invitees = [bob.email, ada.email];
    expect(verdictsOf(await stage.invite(ada, business, invitees, { mode: 'ALL_OR_NOTHING' }))).toEqual([
      'ABORTED',
      'SELF_INVITE',
    ]);
    expect(verdictsOf(await stage.invite(ada, business, invitees, { validateOnly: true }))).toEqual([
      'OK',
      'SELF_INVITE',
    ]);
    expect(await stage.everything()).toEqual(before);
  });
});

describe('a removed member', () => {
  it('who is invited by a second name in the same batch gets a second place', async () => {
    const bob = await somebody();
    await stage.join(ada, business, [bob]);
    await remove(bob);
    const { items } = await stage.invite(ada, business, [bob.email, { userId: bob.id }]);
    const [byEmail = '', byId = ''] = items.map((item) => item.id ?? '');
    const places = [await stage.memberOf(byEmail), await stage.memberOf(byId)];
    expect(places.map((place) => [place.status, place.inviteId])).toEqual([
      ['INVITED', byEmail],
      ['INVITED', byId],
    ]);
    await expectLaws(stage.database);
    expect(verdictsOf(await stage.accept(bob, byEmail, byId))).toEqual(['OK', 'ALREADY_MEMBER']);
    await expectLaws(stage.database);
  });

  it('who moved is invited at the new and the old address in one batch without the two sharing a place', async () => {
    const bob = await somebody();
    await stage.join(ada, business, [bob]);
    await remove(bob);
    await stage.know({ ...bob, email: 'bob.new@example.com' });
    const { items } = await stage.invite(ada, business, ['bob.new@example.com', bob.email]);
    expect(items.map((item) => item.error)).toEqual([null, null]);
    await expectLaws(stage.database);
  });

  it('of another business is not taken for a place of this one', async () => {
    const bob = await somebody();
    const other = await stage.business(ada);
    const first = await stage.invited(ada, other, bob.email);
    await stage.decline(bob, first);
    const second = await stage.invited(ada, business, bob.email);
    expect((await stage.memberOf(second)).id).not.toBe((await stage.memberOf(first)).id);
  });
});
