import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expireLate } from '../../src/jobs/expire-late.js';
import {
  CancelInvitesDocument,
  CreateBusinessDocument,
  InviteMembersDocument,
  RespondToInvitesDocument,
  UpdateBusinessDocument,
} from '../operations/__generated__/graphql.js';
import { type Person, person } from '../support/person.js';
import { expectLaws } from './laws.js';
import { codesOf, createRaceGround, type RaceGround, tally, times } from './race-ground.js';
import { memberOf, statusOf, told } from './stage.js';

let ground: RaceGround;
const ada = person('ada');
beforeAll(async () => {
  ground = await createRaceGround();
});
afterEach(async () => {
  await expectLaws(ground.database);
  expect(ground.logged, 'nothing failed inside').toEqual([]);
});
afterAll(async () => {
  expect(await ground.stop(), 'deadlocks').toBe(0);
});

const found = async (owner: Person, seatLimit?: number): Promise<string> => {
  const input = { name: 'Acme', ...(seatLimit ? { seatLimit } : {}) };
  const { createBusiness } = await ground.send(owner, CreateBusinessDocument, { input });
  return createBusiness?.business?.id ?? '';
};
const invite = async (who: Person, businessId: string, emails: readonly string[]) =>
  (
    await ground.send(who, InviteMembersDocument, {
      input: { businessId, invitees: emails.map((email) => ({ email })) },
    })
  ).inviteMembers;
const invited = async (businessId: string, emails: readonly string[]): Promise<string[]> =>
  (await invite(ada, businessId, emails))?.results.map((result) => result.invite?.id ?? '') ?? [];
const respond = async (who: Person, ids: readonly string[], accept: boolean) =>
  (
    await ground.send(who, RespondToInvitesDocument, {
      input: { responses: ids.map((inviteId) => ({ inviteId, accept })) },
    })
  ).respondToInvites;
const cancel = async (businessId: string, inviteIds: string[]) =>
  (await ground.send(ada, CancelInvitesDocument, { input: { businessId, inviteIds } })).cancelInvites;

let people = 0;
const guests = (count: number): Person[] => times(count, () => person(`guest${++people}`));
const emailsOf = (some: readonly Person[]): string[] => some.map((one) => one.email);

describe('fifty parallel accepts of one invite by the same person', () => {
  it('make one membership and one change, and all are answered with the same member', async () => {
    const [bob = ada] = guests(1);
    const [id = ''] = await invited(await found(ada), [bob.email]);
    const answers = await Promise.all(times(50, () => respond(bob, [id], true)));
    expect(tally(answers.flatMap(codesOf))).toEqual({ OK: 50 });
    const members = answers.map((answer) => answer?.results[0]?.invite?.member);
    const place = await memberOf(ground.database, id);
    expect(new Set(members.map((member) => `${member?.id} ${member?.status}`))).toEqual(
      new Set([`${place.id} ACTIVE`]),
    );
    expect((await told(ground.database, id)).filter((line) => line.includes('ACCEPTED'))).toHaveLength(1);
    const memberships = await ground.database.query('select id from account_member where user_id = $1', [bob.id]);
    expect(memberships).toEqual([{ id: place.id }]);
  });
});

describe('accept, decline, cancel and expiry in parallel', () => {
  it('have exactly one winner for each of twenty invites, and the log agrees', async () => {
    const businessId = await found(ada);
    const invitees = guests(20);
    const ids = await invited(businessId, emailsOf(invitees));
    const expire = async (id: string): Promise<string[]> => {
      await ground.database.query('update invite set expires_at = clock_timestamp() where id = $1', [id]);
      await expireLate(ground.database);
      return [];
    };
    const rounds = ids.map(async (id, index) => {
      const bob = invitees[index] ?? ada;
      const moves = [
        async () => codesOf(await respond(bob, [id], true)),
        async () => codesOf(await respond(bob, [id], false)),
        async () => codesOf(await cancel(businessId, [id])),
        ...(index % 2 === 0 ? [() => expire(id)] : []),
      ];
      // Each round begins with another move, so that each has its chance to be first.
      const first = index % moves.length;
      const turned = [...moves.slice(first), ...moves.slice(0, first)];
      return (await Promise.all(turned.map((move) => move()))).flat();
    });
    const verdicts = await Promise.all(rounds);
    const REFUSALS = { EXPIRED: 'INVITE_EXPIRED', other: 'INVITE_NOT_PENDING' };
    for (const [index, id] of ids.entries()) {
      const status = await statusOf(ground.database, id);
      const expected = status === 'EXPIRED' ? { [REFUSALS.EXPIRED]: 3 } : { OK: 1, [REFUSALS.other]: 2 };
      expect(tally(verdicts[index] ?? []), `${index}: ${status}`).toEqual(expected);
      const closings = (await told(ground.database, id)).filter(
        (line) => !line.includes('PENDING by') && !line.startsWith('PENDING_SEND by'),
      );
      expect(closings, `${index}: ${status}`).toEqual([expect.stringContaining(`> ${status} by`)]);
    }
  });
});

describe('one free seat', () => {
  it('goes to one of twenty parallel accepts; nineteen are SEAT_LIMIT, and their invites stay open', async () => {
    const businessId = await found(ada, 21);
    const invitees = guests(20);
    const ids = await invited(businessId, emailsOf(invitees));
    await ground.send(ada, UpdateBusinessDocument, { input: { businessId, seatLimit: 2 } });
    const answers = await Promise.all(invitees.map((bob, index) => respond(bob, [ids[index] ?? ''], true)));
    expect(tally(answers.flatMap(codesOf))).toEqual({ OK: 1, SEAT_LIMIT: 19 });
    const refusals = answers.flatMap((answer) => answer?.results.flatMap((result) => result.error ?? []) ?? []);
    expect(refusals.every((error) => error.retryable)).toBe(true);
    const rows = await ground.database.query<{ status: string }>(
      `select status from invite where business_id = $1 and status not in ('PENDING_SEND', 'PENDING')`,
      [businessId],
    );
    expect(rows).toEqual([{ status: 'ACCEPTED' }]);
  });

  it('goes to one of twenty parallel invites, by two admins', async () => {
    const [ben = ada] = guests(1);
    const businessId = await found(ada);
    const input = { businessId, invitees: [{ email: ben.email }], roles: ['BIZ_ADMIN' as const] };
    const { inviteMembers } = await ground.send(ada, InviteMembersDocument, { input });
    await respond(ben, [inviteMembers?.results[0]?.invite?.id ?? ''], true);
    await ground.send(ada, UpdateBusinessDocument, { input: { businessId, seatLimit: 3 } });
    const answers = await Promise.all(
      guests(20).map((guest, index) => invite(index % 2 === 0 ? ada : ben, businessId, [guest.email])),
    );
    expect(tally(answers.flatMap(codesOf))).toEqual({ OK: 1, SEAT_LIMIT: 19 });
  });
});

describe('twenty parallel invites', () => {
  const SPELLINGS = [
    (email: string) => email,
    (email: string) => email.toUpperCase(),
    (email: string) => ` ${email.replace('guest', 'Guest')}`,
    (email: string) => email.replace('example', 'EXAMPLE'),
  ];

  it('of one address in different case have one winner, the others are ALREADY_INVITED', async () => {
    const [bob = ada] = guests(1);
    const businessId = await found(ada);
    const answers = await Promise.all(
      times(20, (index) => invite(ada, businessId, [SPELLINGS[index % SPELLINGS.length]?.(bob.email) ?? ''])),
    );
    expect(tally(answers.flatMap(codesOf))).toEqual({ OK: 1, ALREADY_INVITED: 19 });
    const places = await ground.database.query(
      'select status from account_member where business_id = $1 and status <> $2',
      [businessId, 'ACTIVE'],
    );
    expect(places).toEqual([{ status: 'INVITED' }]);
  });

  it('of one person whose place is closed have one winner, who opens that place', async () => {
    const [bob = ada] = guests(1);
    const businessId = await found(ada);
    const [first = ''] = await invited(businessId, [bob.email]);
    await respond(bob, [first], false);
    const answers = await Promise.all(times(20, () => invite(ada, businessId, [bob.email])));
    expect(tally(answers.flatMap(codesOf))).toEqual({ OK: 1, ALREADY_INVITED: 19 });
    const places = await ground.database.query('select id from account_member where invited_email_canonical = $1', [
      bob.email,
    ]);
    expect(places).toHaveLength(1);
  });

  it('of overlapping batches in different orders invite each address once', async () => {
    const businessId = await found(ada);
    const emails = emailsOf(guests(10));
    const answers = await Promise.all(
      times(20, (index) => {
        const turned = [...emails.slice(index % 10), ...emails.slice(0, index % 10)];
        return invite(ada, businessId, index % 2 === 0 ? turned : turned.toReversed());
      }),
    );
    expect(tally(answers.flatMap(codesOf))).toEqual({ OK: 10, ALREADY_INVITED: 190 });
  });
});

describe('inviting and answering the same person in parallel', () => {
  it('never leaves two open invites, nor a member who is invited', async () => {
    const businessId = await found(ada);
    const invitees = guests(8);
    const ids = await invited(businessId, emailsOf(invitees));
    const rounds = invitees.map(async (bob, index) => {
      const [answer, ...again] = await Promise.all([
        respond(bob, [ids[index] ?? ''], index % 2 === 0),
        ...times(3, () => invite(ada, businessId, [bob.email])),
      ]);
      expect(codesOf(answer)).toEqual(['OK']);
      const codes = tally(again.flatMap(codesOf));
      // Accepted: it was open, or is a member. Declined: it was open, and then one of the three may open it again.
      expect(Object.keys(codes).every((code) => code !== (index % 2 === 0 ? 'OK' : 'ALREADY_MEMBER'))).toBe(true);
      expect(codes.OK ?? 0).toBeLessThanOrEqual(1);
    });
    await Promise.all(rounds);
  });
});

describe('batches that cross', () => {
  it('in different orders answer, take back and expire without a deadlock', async () => {
    const [bob = ada] = guests(1);
    const businesses = await Promise.all(times(10, () => found(ada)));
    const ids = (await Promise.all(businesses.map((business) => invited(business, [bob.email])))).flat();
    await ground.database.query('update invite set expires_at = clock_timestamp() where id = any($1)', [
      ids.slice(0, 2),
    ]);
    const calls = [
      ...times(6, (index) => respond(bob, index % 2 === 0 ? ids : ids.toReversed(), true)),
      ...times(4, (index) => respond(bob, index % 2 === 0 ? ids.toReversed() : ids, false)),
      ...businesses.map((business) => cancel(business, ids.toReversed())),
      ...businesses.map((business) => invite(ada, business, [bob.email, `other${business}@example.com`])),
    ];
    const codes = tally((await Promise.all(calls)).flatMap(codesOf));
    expect(Object.keys(codes)).toEqual(expect.not.arrayContaining(['SEAT_LIMIT', 'FORBIDDEN', 'INVALID_INPUT']));
    const open = await ground.database.query(
      `select id from invite where id = any($1) and status in ('PENDING_SEND', 'PENDING')`,
      [ids],
    );
    expect(open, 'each was answered, taken back or expired').toEqual([]);
  });
});
