import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endLateMemberships } from '../../src/jobs/expire-late.js';
import { expectLaws } from './laws.js';
import { createRightsStage, type RightsStage } from './rights-stage.js';
import { type Actor, verdictsOf } from './stage.js';

let stage: RightsStage;
let ada: Actor;
let bob: Actor;
beforeAll(async () => {
  stage = await createRightsStage();
  [ada, bob] = [await stage.user('ada'), await stage.user('bob')];
});
afterEach(() => expectLaws(stage.database));
afterAll(() => stage.drop());

const owned = async () => {
  const id = await stage.business(ada);
  await stage.join(ada, id, [bob], ['OWNER']);
  return { id, ada: await stage.activeId(id, ada), bob: await stage.activeId(id, bob) };
};
const ownersOf = async (businessId: string) =>
  stage.database.query(
    `select id from account_member where business_id = $1 and status = 'ACTIVE' and 'OWNER' = any(roles)`,
    [businessId],
  );

describe('two last OWNERs at once', () => {
  it('cannot both leave', async () => {
    for (let round = 0; round < 5; round++) {
      const acme = await owned();
      const answers = await Promise.all([
        stage.remove(ada, acme.id, [acme.ada]),
        stage.remove(bob, acme.id, [acme.bob]),
      ]);
      expect(answers.flatMap(verdictsOf).toSorted()).toEqual(['LAST_OWNER', 'OK']);
      expect(await ownersOf(acme.id)).toHaveLength(1);
    }
  });

  it('cannot demote each other, nor one leave while the other steps down', async () => {
    for (let round = 0; round < 5; round++) {
      const acme = await owned();
      const down = (memberId: string) => [{ memberId, roles: ['EMPLOYEE' as const] }];
      const answers = await Promise.all([
        stage.roles(ada, acme.id, down(acme.bob)),
        round % 2 ? stage.roles(bob, acme.id, down(acme.ada)) : stage.remove(ada, acme.id, [acme.ada]),
      ]);
      // Who was demoted first has no right any more; who is last stays.
      expect(answers.flatMap(verdictsOf).filter((verdict) => verdict === 'OK')).toHaveLength(1);
      expect(await ownersOf(acme.id)).toHaveLength(1);
    }
  });
});

describe('a removal and what happens beside it', () => {
  it('leaves no open invite to who was removed while another is sent and accepted', async () => {
    for (let round = 0; round < 10; round++) {
      const acme = await stage.business(ada);
      const guest = await stage.user(`guest${round}`);
      await stage.join(ada, acme, [guest]);
      const memberId = await stage.activeId(acme, guest);
      const second = `guest${round}@second.example`;
      const first = await stage.invited(ada, acme, second);
      await stage.know({ ...guest, email: second });
      const [removed, , accepted] = await Promise.all([
        stage.remove(ada, acme, [memberId]),
        stage.invite(ada, acme, [{ userId: guest.id }, `guest${round}@example.com`]),
        stage.accept(guest, first),
      ]);
      expect(verdictsOf(removed)).toEqual(['OK']);
      expect(['ALREADY_MEMBER', 'INVITE_NOT_PENDING']).toContain(verdictsOf(accepted)[0]);
      expect(await stage.statusOf(first)).toBe('CANCELLED');
      expect(await stage.status(memberId)).not.toBe('ACTIVE');
    }
  });

  it('takes back an invite or removes the member, whichever the acceptance allows', async () => {
    for (let round = 0; round < 10; round++) {
      const acme = await stage.business(ada);
      const guest = await stage.user(`late${round}`);
      const inviteId = await stage.invited(ada, acme, guest.email);
      const { id } = await stage.memberOf(inviteId);
      const [accepted, removed] = await Promise.all([stage.accept(guest, inviteId), stage.remove(ada, acme, [id])]);
      expect(verdictsOf(removed)).toEqual(['OK']);
      const isMember = verdictsOf(accepted)[0] === 'OK';
      expect(await stage.status(id)).toBe(isMember ? 'REMOVED' : 'INVITATION_REVOKED');
    }
  });
});

describe('a membership past its time', () => {
  it('ends by itself with all that a removal takes along', async () => {
    const acme = await stage.business(ada);
    const guest = await stage.user('temp');
    await stage.join(ada, acme, [guest, bob]);
    const [temp, lasting] = [await stage.activeId(acme, guest), await stage.activeId(acme, bob)];
    const ad = await stage.asset(ada, acme);
    await stage.give(ada, acme, ad, temp, ['ADMIN']);
    const second = await stage.invited(ada, acme, 'temp@second.example');
    await stage.know({ ...guest, email: 'temp@second.example' });
    const before = await stage.access(acme);
    expect(await endLateMemberships(stage.database)).toBe(0);
    await stage.database.query('update account_member set membership_expires_at = clock_timestamp() where id = $1', [
      temp,
    ]);
    expect(await endLateMemberships(stage.database)).toBe(1);
    expect([await stage.status(temp), await stage.status(lasting)]).toEqual(['REMOVED', 'ACTIVE']);
    expect(await stage.permissions()).toEqual([]);
    expect((await stage.told(second)).at(-1)).toBe('PENDING_SEND > CANCELLED by SYSTEM');
    expect(await stage.access(acme)).toBe(before + 1);
  });

  it('ends once when several processes look at once, and stays when it was extended meanwhile', async () => {
    const acme = await stage.business(ada);
    const guests = await Promise.all(Array.from({ length: 60 }, (_, index) => stage.user(`many${index}`)));
    await stage.join(ada, acme, guests);
    await stage.database.query(
      `update account_member set membership_expires_at = clock_timestamp() where business_id = $1 and not ('OWNER' = any(roles))`,
      [acme],
    );
    const memberId = await stage.activeId(acme, guests[0] ?? ada);
    const [extended, ...ended] = await Promise.all([
      stage.roles(ada, acme, [{ memberId, roles: ['EMPLOYEE'], expiresAt: null }]),
      endLateMemberships(stage.database),
      endLateMemberships(stage.database),
    ]);
    const stays = verdictsOf(extended)[0] === 'OK';
    expect(await stage.status(memberId)).toBe(stays ? 'ACTIVE' : 'REMOVED');
    await endLateMemberships(stage.database);
    expect(ended.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(60);
    const left = await stage.database.query(
      `select id from account_member where business_id = $1 and status = 'ACTIVE'`,
      [acme],
    );
    expect(left).toHaveLength(stays ? 2 : 1);
  });
});
