import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InviteMembersInput } from '../../src/commands/invite-members.js';
import type { BusinessRole } from '../../src/domain/membership.js';
import { expectLaws } from './laws.js';
import { type Actor, createStage, idOf, type Stage, verdictsOf } from './stage.js';

let stage: Stage;
let business: string;
/** Everybody who may stand to the business in some way. */
let cast: Record<'OWNER' | 'BIZ_ADMIN' | 'EMPLOYEE' | 'invitee' | 'former' | 'stranger', Actor>;
beforeAll(async () => {
  stage = await createStage();
  const names = ['OWNER', 'BIZ_ADMIN', 'EMPLOYEE', 'invitee', 'former', 'stranger'] as const;
  const made = await Promise.all(names.map(async (name) => [name, await stage.user(name.toLowerCase())] as const));
  cast = Object.fromEntries(made) as typeof cast; // one for each name
  business = await stage.business(cast.OWNER);
  await stage.join(cast.OWNER, business, [cast.BIZ_ADMIN], ['BIZ_ADMIN']);
  await stage.join(cast.OWNER, business, [cast.EMPLOYEE, cast.former]);
  await stage.database.query(`update account_member set status = 'REMOVED' where user_id = $1`, [cast.former.id]);
  await stage.invited(cast.OWNER, business, cast.invitee.email);
});
afterAll(() => stage.drop());

let people = 0;
const addresses = (count: number): string[] => Array.from({ length: count }, () => `guest${++people}@example.com`);
const inMs = (ms: number): Date => new Date(Date.now() + ms);
const MINUTE = 60_000;
const DAY = 86_400_000;

const CEILINGS: { who: keyof typeof cast; roles: BusinessRole[]; verdict: string }[] = [
  { who: 'OWNER', roles: ['OWNER'], verdict: 'OK' },
  { who: 'OWNER', roles: ['BIZ_ADMIN'], verdict: 'OK' },
  { who: 'OWNER', roles: ['EMPLOYEE'], verdict: 'OK' },
  { who: 'OWNER', roles: ['EMPLOYEE', 'OWNER', 'BIZ_ADMIN'], verdict: 'OK' },
  { who: 'OWNER', roles: ['PARTNER'], verdict: 'call: INVALID_INPUT' },
  { who: 'OWNER', roles: ['EMPLOYEE', 'PARTNER'], verdict: 'call: INVALID_INPUT' },
  { who: 'OWNER', roles: [], verdict: 'call: INVALID_INPUT' },
  { who: 'BIZ_ADMIN', roles: ['OWNER'], verdict: 'call: ROLE_CEILING' },
  { who: 'BIZ_ADMIN', roles: ['EMPLOYEE', 'OWNER'], verdict: 'call: ROLE_CEILING' },
  { who: 'BIZ_ADMIN', roles: ['BIZ_ADMIN'], verdict: 'OK' },
  { who: 'BIZ_ADMIN', roles: ['EMPLOYEE'], verdict: 'OK' },
  { who: 'BIZ_ADMIN', roles: ['PARTNER'], verdict: 'call: INVALID_INPUT' },
  ...(['OWNER', 'BIZ_ADMIN', 'EMPLOYEE'] as const).flatMap((role) => [
    { who: 'EMPLOYEE' as const, roles: [role], verdict: 'call: FORBIDDEN' },
    { who: 'invitee' as const, roles: [role], verdict: 'call: FORBIDDEN' },
    { who: 'former' as const, roles: [role], verdict: 'call: FORBIDDEN' },
    { who: 'stranger' as const, roles: [role], verdict: 'call: NOT_FOUND' },
  ]),
];

describe('the role ceiling', () => {
  it.each(CEILINGS)(
    'answers $verdict to $who who gives $roles, and a dry run alike',
    async ({ who, roles, verdict }) => {
      const before = await stage.everything();
      const dry = await stage.invite(cast[who], business, ['ceiling@example.com'], { roles, validateOnly: true });
      expect(verdictsOf(dry)).toEqual([verdict]);
      expect(await stage.everything()).toEqual(before);

      const answer = await stage.invite(cast[who], business, ['ceiling@example.com'], { roles });
      expect(verdictsOf(answer)).toEqual([verdict]);
      if (verdict !== 'OK') {
        expect(await stage.everything()).toEqual(before);
        return;
      }
      const id = idOf(answer);
      expect(new Set((await stage.memberOf(id)).roles)).toEqual(new Set(roles));
      await stage.cancel(cast.OWNER, business, [id]);
    },
  );
});

/** Calls with more than one fault: the first in the order of verdicts is the answer. */
const FAULTS: {
  faults: string;
  who?: keyof typeof cast;
  count?: number;
  terms?: () => Partial<InviteMembersInput>;
  code: string;
}[] = [
  { faults: 'no invitees, by a stranger', who: 'stranger', count: 0, code: 'INVALID_INPUT' },
  { faults: '101 invitees', count: 101, code: 'BATCH_TOO_LARGE' },
  { faults: '101 invitees, by a stranger', who: 'stranger', count: 101, code: 'BATCH_TOO_LARGE' },
  { faults: '101 invitees and no roles', count: 101, terms: () => ({ roles: [] }), code: 'INVALID_INPUT' },
  {
    faults: '101 invitees and a message too long',
    count: 101,
    terms: () => ({ message: 'm'.repeat(1_001) }),
    code: 'INVALID_INPUT',
  },
  {
    faults: '101 invitees and an expiry in the past',
    count: 101,
    terms: () => ({ expiresAt: inMs(-1) }),
    code: 'INVALID_INPUT',
  },
  {
    faults: 'an expiry in the past, by a stranger',
    who: 'stranger',
    terms: () => ({ expiresAt: inMs(-1) }),
    code: 'INVALID_INPUT',
  },
  {
    faults: 'an expiry too far, by an employee',
    who: 'EMPLOYEE',
    terms: () => ({ expiresAt: inMs(31 * DAY) }),
    code: 'INVALID_INPUT',
  },
  {
    faults: 'an expiry too near and a role too high',
    who: 'BIZ_ADMIN',
    terms: () => ({ expiresAt: inMs(MINUTE), roles: ['OWNER'] }),
    code: 'INVALID_INPUT',
  },
  { faults: 'no roles, by a stranger', who: 'stranger', terms: () => ({ roles: [] }), code: 'INVALID_INPUT' },
  { faults: 'an unknown business', terms: () => ({ businessId: 'nowhere' }), code: 'NOT_FOUND' },
  { faults: 'a malformed business', terms: () => ({ businessId: 'no\0where !' }), code: 'NOT_FOUND' },
  { faults: 'a message with a NUL', terms: () => ({ message: 'a\0b' }), code: 'INVALID_INPUT' },
];

describe('a call that is refused as a whole', () => {
  it.each(FAULTS)('for $faults is $code, and has no results', async ({ who = 'OWNER', count = 1, terms, code }) => {
    const before = await stage.everything();
    const given = terms?.() ?? {};
    expect(verdictsOf(await stage.invite(cast[who], business, addresses(count), given))).toEqual([`call: ${code}`]);
    expect(
      verdictsOf(await stage.invite(cast[who], business, addresses(count), { ...given, validateOnly: true })),
    ).toEqual([`call: ${code}`]);
    expect(await stage.everything()).toEqual(before);
  });

  it('for the number of items answers alike when responding and when taking back', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `inv_${index}`);
    for (const [ids, code] of [[[], 'INVALID_INPUT'] as const, [many, 'BATCH_TOO_LARGE'] as const]) {
      expect(verdictsOf(await stage.accept(cast.OWNER, ...ids))).toEqual([`call: ${code}`]);
      expect(verdictsOf(await stage.cancel(cast.stranger, business, ids))).toEqual([`call: ${code}`]);
    }
    expect(verdictsOf(await stage.accept(cast.OWNER, ...many.slice(1)))).toEqual(Array(100).fill('NOT_FOUND'));
  });

  it.each([
    ['OWNER', 'OK'],
    ['BIZ_ADMIN', 'OK'],
    ['EMPLOYEE', 'call: FORBIDDEN'],
    ['invitee', 'call: FORBIDDEN'],
    ['former', 'call: FORBIDDEN'],
    ['stranger', 'call: NOT_FOUND'],
  ] as const)('tells %s who takes back an invite: %s', async (who, verdict) => {
    const id = await stage.invited(cast.OWNER, business, addresses(1)[0] ?? '');
    expect(verdictsOf(await stage.cancel(cast[who], business, [id]))).toEqual([verdict]);
    expect(await stage.statusOf(id)).toBe(verdict === 'OK' ? 'CANCELLED' : 'PENDING_SEND');
  });
});

describe('the terms of an invite', () => {
  const TERMS: { what: string; terms: () => Partial<InviteMembersInput>; verdict: string }[] = [
    {
      what: 'an expiry 4:50 ahead',
      terms: () => ({ expiresAt: inMs(5 * MINUTE - 10_000) }),
      verdict: 'call: INVALID_INPUT',
    },
    { what: 'an expiry 5:10 ahead', terms: () => ({ expiresAt: inMs(5 * MINUTE + 10_000) }), verdict: 'OK' },
    {
      what: 'an expiry just under 30 days ahead',
      terms: () => ({ expiresAt: inMs(30 * DAY - 10_000) }),
      verdict: 'OK',
    },
    {
      what: 'an expiry over 30 days ahead',
      terms: () => ({ expiresAt: inMs(30 * DAY + 10_000) }),
      verdict: 'call: INVALID_INPUT',
    },
    { what: 'a message of 1,000 characters', terms: () => ({ message: '🙂'.repeat(1_000) }), verdict: 'OK' },
    {
      what: 'a message of 1,001 characters',
      terms: () => ({ message: '🙂'.repeat(1_001) }),
      verdict: 'call: INVALID_INPUT',
    },
    { what: 'an empty message', terms: () => ({ message: '' }), verdict: 'OK' },
    {
      what: 'a message with half a surrogate pair',
      terms: () => ({ message: 'a\ud83dz' }),
      verdict: 'call: INVALID_INPUT',
    },
  ];

  it.each(TERMS)('with $what are $verdict', async ({ terms, verdict }) => {
    expect(verdictsOf(await stage.invite(cast.OWNER, business, addresses(1), terms()))).toEqual([verdict]);
  });

  it('are kept as given, and the expiry is 7 days without one', async () => {
    const expiresAt = inMs(3 * DAY);
    const terms = { expiresAt, message: "Ça va?\r\n'); drop table invite; --", roles: ['BIZ_ADMIN' as const] };
    const given = await stage.invited(cast.OWNER, business, addresses(1)[0] ?? '', terms);
    const plain = await stage.invited(cast.OWNER, business, addresses(1)[0] ?? '', { expiresAt: null, message: null });
    const read = (id: string) =>
      stage.database.query(
        'select message, roles, expires_at as "expiresAt", extract(epoch from expires_at - created_at) as seconds from invite where id = $1',
        [id],
      );
    expect(await read(given)).toEqual([{ ...terms, seconds: expect.anything() }]);
    expect(await read(plain)).toMatchObject([{ message: null, roles: ['EMPLOYEE'], seconds: '604800.000000' }]);
  });
});

describe('ALL_OR_NOTHING', () => {
  it('writes nothing when one is refused: that one has its own error, the others ABORTED', async () => {
    const before = await stage.everything();
    const invitees = [...addresses(1), 'nonsense', ...addresses(1), cast.OWNER.email];
    const answer = await stage.invite(cast.OWNER, business, invitees, { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['ABORTED', 'INVALID_INPUT', 'ABORTED', 'SELF_INVITE']);
    expect(await stage.everything()).toEqual(before);
    const dry = await stage.invite(cast.OWNER, business, invitees, { mode: 'ALL_OR_NOTHING', validateOnly: true });
    expect(verdictsOf(dry)).toEqual(verdictsOf(answer));
  });

  it('writes everything when none is refused', async () => {
    const answer = await stage.invite(cast.OWNER, business, addresses(3), { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['OK', 'OK', 'OK']);
    await expectLaws(stage.database);
  });

  it('holds for answers and for taking back', async () => {
    const { invitee } = cast;
    const elsewhere = await stage.invited(cast.OWNER, await stage.business(cast.OWNER), invitee.email);
    const responses = [
      { inviteId: elsewhere, accept: true },
      { inviteId: 'nonsense', accept: false },
    ];
    const before = await stage.everything();
    const answered = await stage.respond(invitee, responses, { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answered)).toEqual(['ABORTED', 'NOT_FOUND']);
    const mine = await stage.database.query<{ id: string }>(
      `select id from invite where business_id = $1 and status = 'PENDING_SEND' limit 2`,
      [business],
    );
    const ids = [...mine.map(({ id }) => id), elsewhere];
    const cancelled = await stage.cancel(cast.OWNER, business, ids, { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(cancelled)).toEqual(['ABORTED', 'ABORTED', 'NOT_FOUND']);
    expect(await stage.everything()).toEqual(before);
    expect(verdictsOf(await stage.respond(invitee, responses))).toEqual(['OK', 'NOT_FOUND']);
  });

  it('sees the second mention of one invite as what the first has made of it', async () => {
    const id = await stage.invited(cast.OWNER, business, addresses(1)[0] ?? '');
    const aborted = await stage.cancel(cast.OWNER, business, [id, id], { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(aborted)).toEqual(['ABORTED', 'INVITE_NOT_PENDING']);
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
    expect(verdictsOf(await stage.cancel(cast.OWNER, business, [id, id]))).toEqual(['OK', 'INVITE_NOT_PENDING']);
    await expectLaws(stage.database);
  });
});

describe('a dry run', () => {
  it('has the verdicts of the real call, names no invite, and writes no row, mail or change', async () => {
    const twice = addresses(1)[0] ?? '';
    const invitees = [twice, twice, cast.OWNER.email, cast.EMPLOYEE.email, 'nonsense', { userId: 'usr_nobody' }];
    const before = await stage.everything();
    const dry = await stage.invite(cast.OWNER, business, invitees, { validateOnly: true });
    expect(dry.items.map((item) => item.id)).toEqual(Array(6).fill(null));
    expect(await stage.everything()).toEqual(before);
    const real = await stage.invite(cast.OWNER, business, invitees);
    expect(dry.items.map((item) => item.error)).toEqual(real.items.map((item) => item.error));
    expect(verdictsOf(real)[0]).toBe('OK');
  });

  it('waits for nobody who holds the business or its invites', async () => {
    const [email = ''] = addresses(1);
    const id = await stage.invited(cast.OWNER, business, email);
    const verdicts = await stage.database.transaction(async (tx) => {
      await tx.query('select from invite where id = $1 for update', [id]);
      await tx.query('select from business where id = $1 for update', [business]);
      return verdictsOf(await stage.invite(cast.OWNER, business, [email, ...addresses(1)], { validateOnly: true }));
    });
    expect(verdicts).toEqual(['ALREADY_INVITED', 'OK']);
  });
});
