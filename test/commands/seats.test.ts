import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectLaws } from './laws.js';
import { type Actor, createStage, idOf, type Stage, verdictsOf } from './stage.js';

let stage: Stage;
let ada: Actor;
beforeAll(async () => {
  stage = await createStage();
  ada = await stage.user('ada');
});
afterAll(() => stage.drop());

let people = 0;
const somebody = () => stage.user(`guest${++people}`);
const addresses = (count: number): string[] => Array.from({ length: count }, () => `guest${++people}@example.com`);

describe('seats', () => {
  it('are taken by members and open invites; of three over the limit the last is SEAT_LIMIT', async () => {
    const business = await stage.business(ada, { seatLimit: 3 });
    expect(verdictsOf(await stage.invite(ada, business, addresses(3)))).toEqual(['OK', 'OK', 'SEAT_LIMIT']);
    const rows = await stage.database.query(
      'select status from account_member where business_id = $1 order by status',
      [business],
    );
    expect(rows).toEqual([{ status: 'ACTIVE' }, { status: 'INVITED' }, { status: 'INVITED' }]);
    await expectLaws(stage.database);
  });

  it('are not taken by who is refused for another reason', async () => {
    const business = await stage.business(ada, { seatLimit: 2 });
    const [first = '', second = ''] = addresses(2);
    const invitees = ['nonsense', ada.email, { userId: 'usr_nobody' }, first, first, second];
    expect(verdictsOf(await stage.invite(ada, business, invitees))).toEqual([
      'INVALID_INPUT',
      'SELF_INVITE',
      'NOT_FOUND',
      'OK',
      'ALREADY_INVITED',
      'SEAT_LIMIT',
    ]);
  });

  it('are counted once from the invite to the membership, and given back when it closes', async () => {
    const business = await stage.business(ada, { seatLimit: 2 });
    const guests = [await somebody(), await somebody(), await somebody(), await somebody()] as const;
    const refused = async () => verdictsOf(await stage.invite(ada, business, addresses(1)));

    const declined = await stage.invited(ada, business, guests[0].email);
    expect(await refused()).toEqual(['SEAT_LIMIT']);
    await stage.decline(guests[0], declined);
    const cancelled = await stage.invited(ada, business, guests[1].email);
    await stage.cancel(ada, business, [cancelled]);
    const expired = await stage.invited(ada, business, guests[2].email);
    await stage.lapse(expired);
    await stage.sweep();
    const accepted = await stage.invited(ada, business, guests[3].email);
    expect(await refused()).toEqual(['SEAT_LIMIT']);
    await stage.accept(guests[3], accepted);
    expect(await refused()).toEqual(['SEAT_LIMIT']);
    await stage.database.query(`update account_member set status = 'REMOVED' where user_id = $1`, [guests[3].id]);
    expect(await refused()).toEqual(['OK']);
  });

  it('are needed to open a closed place again', async () => {
    const business = await stage.business(ada, { seatLimit: 2 });
    const bob = await somebody();
    await stage.decline(bob, await stage.invited(ada, business, bob.email));
    await stage.invited(ada, business, addresses(1)[0] ?? '');
    const before = await stage.everything();
    expect(verdictsOf(await stage.invite(ada, business, [bob.email]))).toEqual(['SEAT_LIMIT']);
    expect(await stage.everything()).toEqual(before);
  });

  it('count the late invite of the same person as gone', async () => {
    const business = await stage.business(ada, { seatLimit: 2 });
    const bob = await somebody();
    await stage.lapse(await stage.invited(ada, business, bob.email));
    expect(verdictsOf(await stage.invite(ada, business, [bob.email], { validateOnly: true }))).toEqual(['OK']);
    expect(verdictsOf(await stage.invite(ada, business, [bob.email, ...addresses(1)]))).toEqual(['OK', 'SEAT_LIMIT']);
  });

  it('of one business are not those of another, nor is there a limit without one', async () => {
    await stage.invite(ada, await stage.business(ada, { seatLimit: 2 }), addresses(1));
    const verdicts = verdictsOf(await stage.invite(ada, await stage.business(ada), addresses(100)));
    expect(verdicts).toEqual(Array(100).fill('OK'));
  });
});

describe('a limit set below what is used', () => {
  it('throws nobody out, refuses new invites, and lets who is invited in while ACTIVE is below it', async () => {
    const business = await stage.business(ada, { seatLimit: 4 });
    const guests = [await somebody(), await somebody(), await somebody()] as const;
    const ids = [];
    for (const { email } of guests) ids.push(await stage.invited(ada, business, email));
    const [first = '', second = '', third = ''] = ids;
    expect(verdictsOf(await stage.update(ada, { businessId: business, seatLimit: 2 }))).toEqual(['OK']);
    const statuses = await stage.database.query(
      'select status, count(*) as count from account_member where business_id = $1 group by status order by status',
      [business],
    );
    expect(statuses).toEqual([
      { status: 'ACTIVE', count: 1 },
      { status: 'INVITED', count: 3 },
    ]);

    expect(verdictsOf(await stage.invite(ada, business, addresses(1)))).toEqual(['SEAT_LIMIT']);
    expect(verdictsOf(await stage.accept(guests[0], first))).toEqual(['OK']);
    const before = await stage.everything();
    expect(verdictsOf(await stage.accept(guests[1], second))).toEqual(['SEAT_LIMIT']);
    expect(await stage.everything(), 'the invite stays open').toEqual(before);
    expect(verdictsOf(await stage.accept(guests[0], first)), 'who is in stays in').toEqual(['OK']);

    expect(verdictsOf(await stage.decline(guests[2], third)), 'to decline needs no seat').toEqual(['OK']);
    await stage.update(ada, { businessId: business, seatLimit: 3 });
    expect(verdictsOf(await stage.accept(guests[1], second))).toEqual(['OK']);
    await expectLaws(stage.database);
  });

  it('can be lifted altogether', async () => {
    const business = await stage.business(ada, { seatLimit: 1 });
    expect(verdictsOf(await stage.invite(ada, business, addresses(1)))).toEqual(['SEAT_LIMIT']);
    await stage.update(ada, { businessId: business, seatLimit: null });
    expect(verdictsOf(await stage.invite(ada, business, addresses(3)))).toEqual(['OK', 'OK', 'OK']);
  });

  it('counts the acceptances of one batch business by business', async () => {
    const bob = await somebody();
    const [full, free] = [await stage.business(ada, { seatLimit: 2 }), await stage.business(ada, { seatLimit: 2 })];
    const ids = [await stage.invited(ada, full, bob.email), await stage.invited(ada, free, bob.email)];
    await stage.update(ada, { businessId: full, seatLimit: 1 });
    expect(verdictsOf(await stage.accept(bob, ...ids))).toEqual(['SEAT_LIMIT', 'OK']);
    await expectLaws(stage.database);
  });
});

describe('the limit of open invites', () => {
  const LIMIT = 2;

  it('is PENDING_LIMIT, counts what is open alone, and each business by itself', async () => {
    const [business, other] = [await stage.business(ada), await stage.business(ada)];
    const bob = await somebody();
    const answer = await stage.invite(ada, business, [bob.email, ...addresses(2)], {}, LIMIT);
    expect(verdictsOf(answer)).toEqual(['OK', 'OK', 'PENDING_LIMIT']);
    expect(verdictsOf(await stage.invite(ada, other, addresses(1), {}, LIMIT))).toEqual(['OK']);
    await stage.accept(bob, answer.items[0]?.id ?? '');
    expect(verdictsOf(await stage.invite(ada, business, addresses(2), {}, LIMIT))).toEqual(['OK', 'PENDING_LIMIT']);
    await expectLaws(stage.database);
  });

  it('comes after SEAT_LIMIT, and after all that is wrong with the invitee', async () => {
    const business = await stage.business(ada, { seatLimit: 3 });
    const bob = await somebody();
    await stage.join(ada, business, [bob]);
    const [invited = '', one = ''] = addresses(2);
    await stage.invited(ada, business, invited);
    const invitees = ['nonsense', { userId: 'usr_nobody' }, ada.email, bob.email, invited, one];
    expect(verdictsOf(await stage.invite(ada, business, invitees, {}, 1))).toEqual([
      'INVALID_INPUT',
      'NOT_FOUND',
      'SELF_INVITE',
      'ALREADY_MEMBER',
      'ALREADY_INVITED',
      'SEAT_LIMIT',
    ]);
    await stage.update(ada, { businessId: business, seatLimit: 4 });
    expect(verdictsOf(await stage.invite(ada, business, [one], {}, 1))).toEqual(['PENDING_LIMIT']);
  });

  it('counts the late invite of the same person as gone', async () => {
    const business = await stage.business(ada);
    const bob = await somebody();
    await stage.lapse(idOf(await stage.invite(ada, business, [bob.email])));
    expect(verdictsOf(await stage.invite(ada, business, [bob.email, ...addresses(1)], {}, 1))).toEqual([
      'OK',
      'PENDING_LIMIT',
    ]);
  });
});
