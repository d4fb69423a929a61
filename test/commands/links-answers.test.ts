import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '../../src/auth/principal.js';
import { createLinkStage, dump, type LinkStage, verdictOf } from './link-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

const PASSWORD = 'correct horse battery';

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
afterAll(() => stage.drop());

let people = 0;
const linked = (email = `guest${++people}@example.com`) => stage.linked(ada, business, email);

describe('an idempotency key of nobody', () => {
  it('gives the same member a new session, and ends the one before', async () => {
    const { id, token } = await linked();
    const input = { token, code: await stage.codeFor(token), idempotencyKey: 'once' };
    const accepted = [];
    for (let n = 0; n < 3; n++) accepted.push(await stage.acceptLink(input));
    expect(accepted.map(verdictOf)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    expect(new Set(accepted.map(({ answer }) => answer.items[0]?.id)).size).toBe(1);
    const sessions = await stage.database.query<{ id: string; live: boolean }>(
      'select id, ended_at is null as live from session where user_id = $1 order by created_at, id',
      [accepted[0]?.session?.user.id],
    );
    expect(sessions.map(({ live }) => live)).toEqual([false, false, true]);
    expect((await stage.told(id)).filter((line) => line.includes('ACCEPTED'))).toHaveLength(1);
  });

  it('belongs to its link: another input is a conflict, another link is not', async () => {
    const [one, two] = [await linked(), await linked()];
    const given = { password: PASSWORD, idempotencyKey: 'mine' };
    expect(verdictOf(await stage.acceptLink({ token: one.token, ...given }))).toBe('ACCEPTED');
    expect(verdictOf(await stage.acceptLink({ token: two.token, ...given }))).toBe('ACCEPTED');
    const other = { ...given, password: 'another password' };
    const conflict = await stage.acceptLink({ token: one.token, ...other });
    expect([verdictOf(conflict), conflict.session]).toEqual(['IDEMPOTENCY_CONFLICT', null]);
  });

  it('keeps a refusal, and neither token nor password', async () => {
    const { token } = await linked();
    const input = { token, password: 'a secret that stays one', code: '000000', idempotencyKey: 'refused' };
    expect(verdictOf(await stage.acceptLink(input))).toBe('INVALID_CREDENTIALS');
    expect(verdictOf(await stage.acceptLink(input))).toBe('INVALID_CREDENTIALS');
    const stored = await dump(stage);
    for (const secret of [token, input.password]) expect(stored).not.toContain(secret);
  });

  it('is not stored for a link that nobody made', async () => {
    const before = await stage.everything();
    const unknown = randomBytes(32).toString('base64url');
    const input = { token: unknown, password: PASSWORD, idempotencyKey: 'flood' };
    expect(verdictOf(await stage.acceptLink(input))).toBe('NOT_FOUND');
    expect(await stage.everything()).toEqual(before);
  });
});

describe('by link, signed in', () => {
  it('I01: another address is WRONG_RECIPIENT, one’s own counts verified or not', async () => {
    const { id, token } = await linked(`unverified${people}@example.com`);
    const [eve, bob] = [
      await stage.user(`eve${people}`),
      await stage.user(`unverified${people}`, { emailVerified: false }),
    ];
    expect(verdictOf(await stage.acceptAs(eve.principal, { token, password: PASSWORD }))).toBe('WRONG_RECIPIENT');
    expect(verdictsOf(await stage.declineLink(eve.principal, token))).toEqual(['call: WRONG_RECIPIENT']);
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
    const { answer, session } = await stage.acceptAs(bob.principal, { token, password: 'ignored' });
    expect([answer.items[0]?.id, session]).toEqual([(await stage.memberOf(id)).id, null]);
    expect(verdictOf(await stage.acceptAs(bob.principal, { token }))).toBe('ACCEPTED'); // once more, to the same end
    expect(verdictOf(await stage.acceptAs(eve.principal, { token }))).toBe('INVITE_NOT_PENDING');
  });

  it('an invite by user id is that person’s, whatever their address is by then', async () => {
    const name = `dan${people}`;
    const dan = await stage.user(name);
    const id = idOf(await stage.invite(ada, business, [{ userId: dan.id }]));
    const token = await stage.token(id);
    const twin = await stage.user(`twin${people}`, { email: dan.email });
    await stage.user(name, { email: `moved${people}@example.com` });
    expect(verdictOf(await stage.acceptAs(twin.principal, { token }))).toBe('WRONG_RECIPIENT');
    expect(verdictOf(await stage.acceptAs(dan.principal, { token }))).toBe('ACCEPTED');
  });

  it('as nobody such an invite makes the account of that person', async () => {
    const dan = await stage.user(`dana${people}`);
    const id = idOf(await stage.invite(ada, business, [{ userId: dan.id }]));
    const { session } = await stage.acceptLink({
      token: await stage.token(id),
      password: PASSWORD,
      firstName: 'Other',
    });
    expect(session?.user).toMatchObject({ id: dan.id, firstName: dan.firstName });
  });

  it('an API key is FORBIDDEN, and nobody UNAUTHENTICATED where people sign in elsewhere', async () => {
    const { token } = await linked();
    const key = { kind: 'apiKey' as const, apiKeyId: 'key_1', businessId: business, scopes: [] };
    await expect(stage.acceptAs(key, { token })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(stage.declineLink(key, token)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const auth = { ...stage.identity.auth, jwksUrl: 'https://id.example/jwks' };
    const elsewhere = stage.acceptAs(ANONYMOUS, { token, password: PASSWORD }, { ...stage.identity, auth });
    await expect(elsewhere).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('declining by link', () => {
  it('needs nobody to be known, once', async () => {
    const { id, token } = await linked();
    idOf(await stage.declineLink(ANONYMOUS, token));
    expect((await stage.told(id)).at(-1)).toBe('PENDING_SEND > DECLINED by USER');
    expect((await stage.memberOf(id)).status).toBe('INVITATION_DECLINED');
    expect(verdictsOf(await stage.declineLink(ANONYMOUS, token))).toEqual(['call: INVITE_NOT_PENDING']);
    expect(verdictsOf(await stage.declineLink(ANONYMOUS, 'unknown'))).toEqual(['call: NOT_FOUND']);
    const late = await linked();
    await stage.lapse(late.id);
    expect(verdictsOf(await stage.declineLink(ANONYMOUS, late.token))).toEqual(['call: INVITE_EXPIRED']);
    expect(await stage.statusOf(late.id)).toBe('EXPIRED');
  });

  it('against accepting and sending again: exactly one answer wins', async () => {
    const { id, token } = await linked();
    const [accepted, declined, resent] = await Promise.all([
      stage.acceptLink({ token, password: PASSWORD }),
      stage.declineLink(ANONYMOUS, token),
      stage.resend(ada, business, [id]),
    ]);
    const won = [verdictOf(accepted) === 'ACCEPTED', declined.userErrors.length === 0];
    const status = await stage.statusOf(id);
    expect(won.filter(Boolean).length).toBe(status === 'PENDING_SEND' ? 0 : 1);
    expect(verdictsOf(resent)[0]).toMatch(/OK|INVITE_NOT_PENDING/);
  });
});

describe('the limit of tries', () => {
  it('holds for the password of who has accepted, and for the code of a repeat', async () => {
    const limited = await createLinkStage({ limited: true });
    try {
      const owner = await limited.user('ada');
      const { token } = await limited.linked(owner, await limited.business(owner), 'nora@example.com');
      const code = await limited.codeFor(token);
      const input = { token, password: PASSWORD, code, idempotencyKey: 'once' };
      for (let n = 0; n < 12; n++) expect(verdictOf(await limited.acceptLink(input))).toBe('ACCEPTED'); // right ones are free
      const guess = (n: number) => (n % 2 ? { password: `wrong password ${n}` } : { code: `00000${n}` });
      const guesses = Array.from({ length: 10 }, (_, n) => ({ token, ...guess(n), idempotencyKey: 'once' }));
      for (const one of guesses) expect(verdictOf(await limited.acceptLink(one))).toBe('IDEMPOTENCY_CONFLICT');
      await expect(limited.acceptLink(input)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    } finally {
      await limited.drop();
    }
  });
});
