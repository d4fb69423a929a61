import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

/** Two spellings of one address, each another test's own. */
const SPELLINGS = [
  { what: 'case before the @', first: 'zoe.1@example.com', second: 'ZOE.1@example.com' },
  { what: 'case of the domain', first: 'zoe.2@example.com', second: 'zoe.2@EXAMPLE.Com' },
  { what: 'space around', first: 'zoe.3@example.com', second: ' \tzoe.3@example.com\n' },
  { what: 'punycode and letters', first: 'zoe.4@bücher.example', second: 'zoe.4@xn--bcher-kva.example' },
  { what: 'letters in capitals', first: 'zoe.5@xn--bcher-kva.example', second: 'zoe.5@BÜCHER.example' },
  { what: 'a letter and its combining marks', first: 'zoe.6@café.example', second: 'zoe.6@cafe\u0301.example' },
];
const DIFFERENT = [
  { what: 'dots before the @', first: 'dot.ted@gmail.com', second: 'dotted@gmail.com' },
  { what: 'a plus tag', first: 'plus@gmail.com', second: 'plus+tag@gmail.com' },
  { what: 'a subdomain', first: 'sub@example.com', second: 'sub@mail.example.com' },
];

describe('two addresses that differ', () => {
  it.each(SPELLINGS)(
    'in $what are one invitee: ALREADY_INVITED, one by one and in one batch',
    async ({ first, second }) => {
      const once = await stage.business(ada);
      expect(verdictsOf(await stage.invite(ada, once, [second, first]))).toEqual(['OK', 'ALREADY_INVITED']);
      expect(verdictsOf(await stage.invite(ada, business, [first]))).toEqual(['OK']);
      const answer = await stage.invite(ada, business, [second]);
      expect(verdictsOf(answer)).toEqual(['ALREADY_INVITED']);
      expect(answer.items[0]?.error?.field).toEqual(['input', 'invitees', '0']);
      const rows = await stage.database.query('select invitee_email from invite where business_id = $1', [once]);
      expect(rows, 'kept as it was spelled').toEqual([{ invitee_email: second.trim() }]);
    },
  );

  it.each(SPELLINGS)('in $what are one person, who finds the invite', async ({ first, second }) => {
    const theirs = await stage.business(ada);
    const zoe = await somebody({ email: first });
    const id = await stage.invited(ada, theirs, second);
    expect(verdictsOf(await stage.accept(zoe, id))).toEqual(['OK']);
    expect(verdictsOf(await stage.invite(ada, theirs, [second, first]))).toEqual(['ALREADY_MEMBER', 'ALREADY_MEMBER']);
  });

  it.each(DIFFERENT)('in $what are two invitees', async ({ first, second }) => {
    expect(verdictsOf(await stage.invite(ada, business, [first, second]))).toEqual(['OK', 'OK']);
    const id = await stage.invited(ada, await stage.business(ada), first);
    expect(verdictsOf(await stage.accept(await somebody({ email: second }), id))).toEqual(['NOT_FOUND']);
  });
});

describe('a member', () => {
  it('is ALREADY_MEMBER by address and by user id, whatever they were invited by', async () => {
    const bob = await somebody();
    await stage.join(ada, business, [bob]);
    const invitees = [bob.email.toUpperCase(), { userId: bob.id }];
    expect(verdictsOf(await stage.invite(ada, business, invitees))).toEqual(['ALREADY_MEMBER', 'ALREADY_MEMBER']);
  });

  it('is ALREADY_MEMBER by the address that they have verified now, and by no earlier one', async () => {
    const bob = await somebody();
    await stage.join(ada, business, [bob]);
    await stage.know({ ...bob, email: 'bob.now@example.com' });
    const invitees = ['bob.now@example.com', bob.email];
    expect(verdictsOf(await stage.invite(ada, business, invitees))).toEqual(['ALREADY_MEMBER', 'OK']);
    await stage.know({ ...bob, email: 'bob.later@example.com', emailVerified: false });
    expect(verdictsOf(await stage.invite(ada, business, ['bob.later@example.com']))).toEqual(['OK']);
  });

  it('who was invited twice, by address and by id, accepts one: the other is ALREADY_MEMBER, open, and keeps its seat', async () => {
    const bob = await somebody();
    const theirs = await stage.business(ada, { seatLimit: 3 });
    const { items } = await stage.invite(ada, theirs, [bob.email, { userId: bob.id }]);
    const [byEmail = '', byId = ''] = items.map((item) => item.id ?? '');
    expect(verdictsOf(await stage.accept(bob, byId, byEmail))).toEqual(['OK', 'ALREADY_MEMBER']);
    expect(verdictsOf(await stage.accept(bob, byEmail, byId))).toEqual(['ALREADY_MEMBER', 'OK']);
    expect(await stage.statusOf(byEmail)).toBe('PENDING_SEND');
    expect(verdictsOf(await stage.invite(ada, theirs, ['late@example.com']))).toEqual(['SEAT_LIMIT']);
    expect(verdictsOf(await stage.decline(bob, byEmail))).toEqual(['OK']);
    expect(verdictsOf(await stage.invite(ada, theirs, ['late@example.com']))).toEqual(['OK']);
    await expectLaws(stage.database);
  });

  it('of one business is a stranger to another', async () => {
    const bob = await somebody();
    await stage.join(ada, business, [bob]);
    expect(verdictsOf(await stage.invite(ada, await stage.business(ada), [bob.email]))).toEqual(['OK']);
  });
});

describe('oneself', () => {
  const NAMES: { how: string; name: (who: Actor) => string | { userId: string } }[] = [
    { how: 'address', name: (who) => who.email },
    { how: 'address in capitals', name: (who) => who.email.toUpperCase() },
    { how: 'user id', name: (who) => ({ userId: who.id }) },
  ];

  it.each(NAMES)('by $how is SELF_INVITE', async ({ name }) => {
    const before = await stage.everything();
    expect(verdictsOf(await stage.invite(ada, business, [name(ada)]))).toEqual(['SELF_INVITE']);
    expect(await stage.everything()).toEqual(before);
  });

  it('by an address that one has not verified is SELF_INVITE too', async () => {
    const eve = await somebody({ emailVerified: false });
    const theirs = await stage.business(eve);
    expect(verdictsOf(await stage.invite(eve, theirs, [eve.email]))).toEqual(['SELF_INVITE']);
  });
});

describe('an invitee by user id', () => {
  const UNKNOWN: { who: string; make: () => Promise<string> }[] = [
    { who: 'nobody here', make: async () => 'usr_nobody' },
    { who: 'nobody by an empty id', make: async () => '' },
    { who: 'nobody by an id with a NUL', make: async () => 'a\0b' },
    { who: 'nobody by an id of 256 characters', make: async () => 'a'.repeat(256) },
    { who: 'without a verified e-mail', make: async () => (await somebody({ emailVerified: false })).id },
    { who: 'without any e-mail', make: async () => (await somebody({ email: 'nonsense' })).id },
  ];

  it.each(UNKNOWN)('who is $who is NOT_FOUND', async ({ make }) => {
    const userId = await make();
    const before = await stage.everything();
    expect(verdictsOf(await stage.invite(ada, business, [{ userId }]))).toEqual(['NOT_FOUND']);
    expect(await stage.everything()).toEqual(before);
  });

  it('is told in the same words whether the person is unknown or has no verified e-mail', async () => {
    const unverified = await somebody({ emailVerified: false });
    const { items } = await stage.invite(ada, business, [{ userId: unverified.id }, { userId: 'usr_nobody' }]);
    expect(new Set(items.map((item) => item.error?.message)).size).toBe(1);
  });

  it('is ALREADY_INVITED by the same id, and open to be invited by address beside it', async () => {
    const bob = await somebody();
    const invitees = [{ userId: bob.id }, { userId: bob.id }, bob.email, bob.email];
    const answer = await stage.invite(ada, business, invitees);
    expect(verdictsOf(answer)).toEqual(['OK', 'ALREADY_INVITED', 'OK', 'ALREADY_INVITED']);
    await expectLaws(stage.database);
  });

  it('answers alone, whatever their address is by then, and who shares it does not', async () => {
    const bob = await somebody();
    const twin = await somebody({ email: bob.email });
    const id = idOf(await stage.invite(ada, business, [{ userId: bob.id }]));
    expect(verdictsOf(await stage.accept(twin, id))).toEqual(['NOT_FOUND']);
    const moved = await stage.know({ ...bob, email: 'bob.moved@example.com', emailVerified: false });
    expect(verdictsOf(await stage.accept(moved, id))).toEqual(['OK']);
    expect(await stage.memberOf(id)).toMatchObject({ status: 'ACTIVE', userId: bob.id });
  });

  it('has it told in the stream of the address that is theirs when it happens', async () => {
    const bob = await somebody();
    const id = idOf(await stage.invite(ada, business, [{ userId: bob.id }]));
    await stage.know({ ...bob, email: 'bob.after@example.com' });
    await stage.cancel(ada, business, [id]);
    const events = await stage.database.query(
      'select stream_key as key, status from stream_event where invite_id = $1 and stream_key like $2 order by status',
      [id, 'u:%'],
    );
    expect(events).toEqual([
      { key: inboxStream('bob.after@example.com'), status: 'CANCELLED' },
      { key: inboxStream(bob.email), status: 'PENDING_SEND' },
    ]);
  });
});

describe('the naming of an invitee', () => {
  const NAMINGS: { what: string; invitee: { email?: string | null; userId?: string | null }; field: string[] }[] = [
    { what: 'nobody', invitee: {}, field: [] },
    { what: 'nulls', invitee: { email: null, userId: null }, field: [] },
    { what: 'both', invitee: { email: 'a@example.com', userId: 'usr_ada' }, field: [] },
    { what: 'an empty address', invitee: { email: '' }, field: ['email'] },
    { what: 'a name', invitee: { email: 'bob' }, field: ['email'] },
    { what: 'one label', invitee: { email: 'bob@localhost' }, field: ['email'] },
    { what: 'two addresses', invitee: { email: 'a@example.com,b@example.com' }, field: ['email'] },
    { what: 'a comment', invitee: { email: 'a@b.test (x) c.test' }, field: ['email'] },
    { what: 'a NUL', invitee: { email: 'a\0@example.com' }, field: ['email'] },
    { what: 'a lone surrogate', invitee: { email: 'a@exa\ud800mple.com' }, field: ['email'] },
  ];

  it.each(NAMINGS)('by $what is INVALID_INPUT, and leads to the item', async ({ invitee, field }) => {
    const answer = await stage.invite(ada, business, ['good@example.com', invitee as string], { validateOnly: true });
    expect(verdictsOf(answer)).toEqual(['OK', 'INVALID_INPUT']);
    expect(answer.items[1]?.error?.field).toEqual(['input', 'invitees', '1', ...field]);
  });
});
