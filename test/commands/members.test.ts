import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectLaws } from './laws.js';
import { createRightsStage, type RightsStage } from './rights-stage.js';
import { type Actor, verdictsOf } from './stage.js';

let stage: RightsStage;
let ada: Actor;
let bob: Actor;
let eve: Actor;
beforeAll(async () => {
  stage = await createRightsStage();
  [ada, bob, eve] = [await stage.user('ada'), await stage.user('bob'), await stage.user('eve')];
});
afterEach(() => expectLaws(stage.database));
afterAll(() => stage.drop());

/** A business of ada's with bob as BIZ_ADMIN and eve as EMPLOYEE. */
async function staffed() {
  const id = await stage.business(ada);
  await stage.join(ada, id, [bob], ['BIZ_ADMIN']);
  await stage.join(ada, id, [eve]);
  const [a, b, e] = [await stage.activeId(id, ada), await stage.activeId(id, bob), await stage.activeId(id, eve)];
  return { id, ada: a, bob: b, eve: e };
}
const invitedRow = async (inviteId: string) => (await stage.memberOf(inviteId)).id;
const rolesOf = async (memberId: string) => {
  const [row] = await stage.database.query<{ roles: string[]; at: Date | null }>(
    'select roles, membership_expires_at as at from account_member where id = $1',
    [memberId],
  );
  return row;
};
const ahead = (): Date => new Date(Date.now() + 60_000);

describe('changing roles', () => {
  it('writes them in their one order, and has followers judged anew', async () => {
    const acme = await staffed();
    const before = await stage.access(acme.id);
    const asked = [{ memberId: acme.eve, roles: ['EMPLOYEE' as const, 'BIZ_ADMIN' as const, 'EMPLOYEE' as const] }];
    expect(verdictsOf(await stage.roles(ada, acme.id, asked))).toEqual(['OK']);
    expect(await rolesOf(acme.eve)).toEqual({ roles: ['BIZ_ADMIN', 'EMPLOYEE'], at: null });
    expect(await stage.access(acme.id)).toBe(before + 1);
  });

  it('keeps the ceiling both ways: a BIZ_ADMIN neither makes nor touches an OWNER', async () => {
    const acme = await staffed();
    const answer = await stage.roles(bob, acme.id, [
      { memberId: acme.eve, roles: ['OWNER'] },
      { memberId: acme.ada, roles: ['EMPLOYEE'] },
      { memberId: acme.bob, roles: ['OWNER', 'BIZ_ADMIN'] },
      { memberId: acme.eve, roles: ['BIZ_ADMIN'] },
    ]);
    expect(verdictsOf(answer)).toEqual(['ROLE_CEILING', 'FORBIDDEN', 'ROLE_CEILING', 'OK']);
    expect(answer.items.map((item) => item.error?.field?.slice(2).join('.'))).toEqual([
      '0.roles',
      '1.memberId',
      '2.roles',
      undefined,
    ]);
  });

  it('judges shape and state first', async () => {
    const [acme, other] = [await staffed(), await staffed()];
    const open = await invitedRow(await stage.invited(ada, acme.id, 'new@example.com'));
    await stage.remove(ada, acme.id, [acme.eve]);
    const answer = await stage.roles(ada, acme.id, [
      { memberId: acme.bob, roles: [] },
      { memberId: acme.bob, roles: ['PARTNER'] },
      { memberId: acme.bob, roles: ['EMPLOYEE'], expiresAt: new Date(Date.now() - 1_000) },
      { memberId: open, roles: ['EMPLOYEE'] },
      { memberId: acme.eve, roles: ['EMPLOYEE'] },
      { memberId: other.eve, roles: ['EMPLOYEE'] },
      { memberId: 'mem_nobody', roles: ['EMPLOYEE'] },
    ]);
    expect(verdictsOf(answer)).toEqual([...Array(5).fill('INVALID_INPUT'), 'NOT_FOUND', 'NOT_FOUND']);
  });

  it('is refused as a whole to an EMPLOYEE, also of their own row', async () => {
    const acme = await staffed();
    const asked = [{ memberId: acme.eve, roles: ['EMPLOYEE' as const] }];
    expect(verdictsOf(await stage.roles(eve, acme.id, asked))).toEqual(['call: FORBIDDEN']);
    const stranger = await stage.user('stranger');
    expect(verdictsOf(await stage.roles(stranger, acme.id, asked))).toEqual(['call: NOT_FOUND']);
  });

  it('sets, keeps and lifts the end of a membership, and never ends an OWNER’s', async () => {
    const acme = await staffed();
    const at = ahead();
    const change = async (item: object) =>
      verdictsOf(await stage.roles(ada, acme.id, [{ memberId: acme.eve, roles: ['EMPLOYEE'], ...item }]));
    expect(await change({ expiresAt: at })).toEqual(['OK']);
    expect(await change({ roles: ['BIZ_ADMIN'] })).toEqual(['OK']);
    expect(await rolesOf(acme.eve)).toEqual({ roles: ['BIZ_ADMIN'], at });
    expect(await change({ roles: ['OWNER'] })).toEqual(['INVALID_INPUT']);
    expect(await change({ roles: ['OWNER'], expiresAt: at })).toEqual(['INVALID_INPUT']);
    expect(await change({ roles: ['OWNER'], expiresAt: null })).toEqual(['OK']);
    expect(await rolesOf(acme.eve)).toEqual({ roles: ['OWNER'], at: null });
  });

  it('keeps a last OWNER within a batch, item by item', async () => {
    const acme = await staffed();
    const down = { memberId: acme.ada, roles: ['EMPLOYEE' as const] };
    const up = { memberId: acme.bob, roles: ['OWNER' as const] };
    expect(verdictsOf(await stage.roles(ada, acme.id, [down, up], { mode: 'ALL_OR_NOTHING' }))).toEqual([
      'LAST_OWNER',
      'ABORTED',
    ]);
    expect(verdictsOf(await stage.roles(ada, acme.id, [up, down]))).toEqual(['OK', 'OK']);
    expect(verdictsOf(await stage.roles(bob, acme.id, [{ ...up, roles: ['BIZ_ADMIN'] }]))).toEqual(['LAST_OWNER']);
  });
});

describe('removing members', () => {
  it('takes permissions and open invites to the person with them, and answers the row as it is now', async () => {
    const acme = await staffed();
    const ad = await stage.asset(ada, acme.id);
    await stage.give(ada, acme.id, ad, acme.eve, ['ADMIN']);
    // Eve has another address by now, to which an invite is open that was sent before.
    const second = await stage.invited(ada, acme.id, 'eve@second.example');
    await stage.know({ ...eve, email: 'eve@second.example' });
    const sent = await stage.invited(bob, acme.id, 'sent@example.com');
    const before = await stage.access(acme.id);
    const answer = await stage.remove(ada, acme.id, [acme.eve, acme.bob]);
    expect(verdictsOf(answer)).toEqual(['OK', 'OK']);
    expect(answer.items[0]?.ended).toMatchObject({ id: acme.eve, status: 'REMOVED', businessId: acme.id });
    expect(await stage.status(acme.eve)).toBe('REMOVED');
    expect((await stage.permissions()).filter((line) => line.startsWith(ad))).toEqual([]);
    expect(await stage.told(second)).toEqual(['PENDING_SEND by usr_ada', 'PENDING_SEND > CANCELLED by SYSTEM']);
    expect(await stage.statusOf(sent)).toBe('PENDING_SEND');
    expect(await stage.access(acme.id)).toBe(before + 1);
    expect(verdictsOf(await stage.accept(eve, second))).toEqual(['INVITE_NOT_PENDING']);
    await stage.know(eve);
  });

  it('gives nothing of it back to who joins again', async () => {
    const acme = await staffed();
    const ad = await stage.asset(ada, acme.id);
    await stage.give(ada, acme.id, ad, acme.eve, ['ADMIN']);
    await stage.remove(ada, acme.id, [acme.eve]);
    await stage.join(ada, acme.id, [eve]);
    expect(await stage.activeId(acme.id, eve)).toBe(acme.eve);
    expect((await stage.permissions()).filter((line) => line.startsWith(ad))).toEqual([]);
  });

  it('takes back the invite of who is only invited, in the name of who did it', async () => {
    const acme = await staffed();
    const id = await stage.invited(ada, acme.id, 'new@example.com', { roles: ['OWNER'] });
    const row = await invitedRow(id);
    const answer = await stage.remove(bob, acme.id, [row, row]);
    expect(verdictsOf(answer)).toEqual(['OK', 'INVALID_INPUT']);
    expect(answer.items[0]?.ended).toMatchObject({ id: row, status: 'INVITATION_REVOKED', email: 'new@example.com' });
    expect(await stage.told(id)).toEqual(['PENDING_SEND by usr_ada', 'PENDING_SEND > CANCELLED by usr_bob']);
  });

  it('has the invitee decline instead, and tells them of nobody else', async () => {
    const acme = await staffed();
    const guest = await stage.user('guest');
    const row = await invitedRow(await stage.invited(ada, acme.id, guest.email));
    expect(verdictsOf(await stage.remove(guest, acme.id, [row, acme.eve]))).toEqual(['INVALID_INPUT', 'NOT_FOUND']);
    expect(verdictsOf(await stage.remove(guest, acme.id, [acme.eve]))).toEqual(['call: FORBIDDEN']);
  });

  it('expires a late invite instead, whatever else is answered', async () => {
    const acme = await staffed();
    const id = await stage.invited(ada, acme.id, 'late@example.com');
    const row = await invitedRow(id);
    await stage.lapse(id);
    const answer = await stage.remove(ada, acme.id, [row, 'mem_nobody'], { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['INVALID_INPUT', 'NOT_FOUND']);
    expect(await stage.told(id)).toEqual(['PENDING_SEND by usr_ada', 'PENDING_SEND > EXPIRED by SYSTEM']);
  });

  it('lets an EMPLOYEE leave and do no more, also with ADMIN on an asset', async () => {
    const acme = await staffed();
    await stage.give(ada, acme.id, await stage.asset(ada, acme.id), acme.eve, ['ADMIN']);
    expect(verdictsOf(await stage.remove(eve, acme.id, [acme.bob, acme.eve, acme.eve]))).toEqual([
      'NOT_FOUND',
      'OK',
      'INVALID_INPUT',
    ]);
    expect(verdictsOf(await stage.remove(eve, acme.id, [acme.eve]))).toEqual(['INVALID_INPUT']);
    expect(verdictsOf(await stage.remove(eve, acme.id, [acme.bob]))).toEqual(['call: FORBIDDEN']);
  });

  it('keeps OWNERs from BIZ_ADMINs, and the last one from anybody', async () => {
    const acme = await staffed();
    expect(verdictsOf(await stage.remove(bob, acme.id, [acme.ada]))).toEqual(['FORBIDDEN']);
    expect(verdictsOf(await stage.remove(ada, acme.id, [acme.ada]))).toEqual(['LAST_OWNER']);
    await stage.roles(ada, acme.id, [{ memberId: acme.bob, roles: ['OWNER'] }]);
    expect(verdictsOf(await stage.remove(bob, acme.id, [acme.ada, acme.bob]))).toEqual(['OK', 'LAST_OWNER']);
  });

  it('finds nobody of another business', async () => {
    const [acme, other] = [await staffed(), await staffed()];
    expect(verdictsOf(await stage.remove(ada, acme.id, [other.eve]))).toEqual(['NOT_FOUND']);
    const stranger = await stage.user('stranger');
    expect(verdictsOf(await stage.remove(stranger, acme.id, [acme.eve]))).toEqual(['call: NOT_FOUND']);
  });
});
