import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLinks } from '../../src/domain/link.js';
import { sendMails } from '../../src/jobs/send-mails.js';
import { createRateLimits } from '../../src/server/rate-limits.js';
import { expectLaws } from './laws.js';
import { createLinkStage, dump, type LinkStage, verdictOf } from './link-stage.js';
import { type Actor, idOf } from './stage.js';

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
afterAll(async () => {
  await expectLaws(stage.database);
  await stage.drop();
});

let people = 0;
const address = () => `guest${++people}@example.com`;
const linked = (email = address(), terms = {}) => stage.linked(ada, business, email, terms);

describe('the link of an invite', () => {
  it('I09: is stored as a hash alone, and stands in its mail alone', async () => {
    const { id, token } = await linked();
    expect(token).toMatch(/^[\w-]{43}$/);
    const mails = (await stage.deliver()).filter(({ text }) => text.includes(id));
    expect(mails.map(({ link }) => link)).toEqual([`https://gateway.example/invite#token=${token}`]);
    const stored = await dump(stage);
    expect(stored).toContain(id);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });

  it('is the same in each attempt at its mail, under the same Message-ID', async () => {
    const { id } = await linked();
    const attempts: string[] = [];
    const mine = (refused: boolean) => (mail: { text: string; link: string | null; messageId: string }) => {
      if (mail.text.includes(id)) attempts.push(`${mail.messageId} ${mail.link}`);
      return refused && mail.text.includes(id);
    };
    await stage.deliver(mine(true));
    await stage.deliver(mine(false));
    expect(attempts.length).toBeGreaterThan(1);
    expect(new Set(attempts).size).toBe(1);
  });

  it('is told again by an older key, and holds when no key is left that made it', () => {
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const made = createLinks([older]).make('inv_1', 3);
    const stored = { id: 'inv_1', generation: 3, ...made };
    const token = createLinks([older]).read(stored);
    expect(token).toBeDefined();
    expect(createLinks([newer, older]).read(stored)).toBe(token);
    expect(createLinks([newer]).read(stored)).toBeUndefined(); // it is looked up by its hash all the same
    expect(createLinks([older]).read({ ...stored, generation: 4 })).toBeUndefined();
    expect(createLinks([older]).make('inv_1', 3).linkHash).not.toEqual(made.linkHash);
  });

  it('that no key tells any more goes out in no mail: the invite waits, and can be sent again', async () => {
    const { id } = await linked();
    const warned: string[] = [];
    const log = { warn: (_facts: object, message: string) => void warned.push(message) };
    const sent: string[] = [];
    const mailer = { send: async ({ text }: { text: string }) => void sent.push(text) };
    const links = createLinks([randomBytes(32)]);
    const { database } = stage;
    const rateLimits = createRateLimits(database, { on: false });
    await sendMails({ database, mailer, links, rateLimits, publicUrl: () => 'https://gateway.example', log });
    expect(sent.filter((text) => text.includes(id))).toEqual([]);
    expect(warned.join()).toContain('is to be sent again');
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
    idOf(await stage.resend(ada, business, [id]));
    expect((await stage.deliver()).filter(({ text }) => text.includes(id))).toHaveLength(1);
  });
});

describe('accepting by link as nobody', () => {
  it('makes a person with an account and a session', async () => {
    const email = address();
    const { id, token } = await linked(email.toUpperCase());
    const { answer, session } = await stage.acceptLink({ token, password: PASSWORD, firstName: ' Nora ' });
    expect(answer.items[0]?.id).toBe((await stage.memberOf(id)).id);
    expect(session?.user).toMatchObject({ email: email.toUpperCase(), firstName: 'Nora', lastName: null });
    expect(await stage.memberOf(id)).toMatchObject({ status: 'ACTIVE', userId: session?.user.id });
    expect((await stage.told(id)).at(-1)).toBe(`PENDING_SEND > ACCEPTED by ${session?.user.id}`);
  });

  it.each([
    { what: 'nothing that proves anything', given: {}, verdict: 'INVALID_INPUT' },
    { what: 'a name that is none', given: { password: PASSWORD, lastName: ' ' }, verdict: 'INVALID_INPUT' },
    { what: 'a weak password', given: { password: 'short' }, verdict: 'WEAK_PASSWORD' },
    { what: 'a code that nobody was mailed', given: { code: '000000' }, verdict: 'INVALID_CREDENTIALS' },
  ])('is $verdict with $what, and the invite stays open', async ({ given, verdict }) => {
    const { id, token } = await linked();
    expect(verdictOf(await stage.acceptLink({ token, ...given }))).toBe(verdict);
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
    await stage.cancel(ada, business, [id]);
    expect(verdictOf(await stage.acceptLink({ token, ...given }))).toBe('INVITE_NOT_PENDING'); // which goes before
  });

  it('finds what is late expired, and writes so', async () => {
    const { id, token } = await linked();
    await stage.lapse(id);
    expect(verdictOf(await stage.acceptLink({ token }))).toBe('INVITE_EXPIRED');
    expect(await stage.told(id)).toEqual(['PENDING_SEND by usr_ada', 'PENDING_SEND > EXPIRED by SYSTEM']);
  });

  it('uses a code up only when it succeeds', async () => {
    const { token } = await linked();
    await stage.update(ada, { businessId: business, seatLimit: 1 });
    const code = await stage.codeFor(token);
    expect(verdictOf(await stage.acceptLink({ token, code }))).toBe('SEAT_LIMIT');
    await stage.update(ada, { businessId: business, seatLimit: null });
    expect(verdictOf(await stage.acceptLink({ token, code }))).toBe('ACCEPTED');
    expect(verdictOf(await stage.acceptLink({ token, code }))).toBe('INVITE_NOT_PENDING');
  });

  it('cancels an invite whose sender has gone, and leaves no account behind', async () => {
    const beth = await stage.user(`beth${people}`);
    await stage.join(ada, business, [beth], ['BIZ_ADMIN']);
    const email = address();
    const { id, token } = await stage.linked(beth, business, email);
    idOf(await stage.remove(ada, business, [await stage.activeId(business, beth)]));
    expect(verdictOf(await stage.acceptLink({ token, password: 'short' }))).toBe('WEAK_PASSWORD'); // goes before
    expect(verdictOf(await stage.acceptLink({ token, password: PASSWORD }))).toBe('INVITE_NOT_PENDING');
    expect((await stage.told(id)).at(-1)).toBe('PENDING_SEND > CANCELLED by SYSTEM');
    expect(await stage.database.query('select from account where email_canonical = $1', [email])).toEqual([]);
  });

  it('again is the same member with another session by the password alone, as long as the membership lives', async () => {
    const { token } = await linked();
    const first = await stage.acceptLink({ token, password: PASSWORD });
    const second = await stage.acceptLink({ token, password: PASSWORD, code: '000000' });
    expect(second.answer.items[0]).toEqual(first.answer.items[0]);
    expect(second.session?.refreshToken).not.toBe(first.session?.refreshToken);
    for (const given of [{}, { password: 'another password' }, { code: '000000' }]) {
      expect(verdictOf(await stage.acceptLink({ token, ...given }))).toBe('INVITE_NOT_PENDING');
    }
    idOf(await stage.remove(ada, business, [first.answer.items[0]?.id ?? '']));
    expect(verdictOf(await stage.acceptLink({ token, password: PASSWORD }))).toBe('INVITE_NOT_PENDING');
  });

  it('proves the account that is there, and sets a password only with a code', async () => {
    const email = address();
    const first = await linked(email);
    expect(verdictOf(await stage.acceptLink({ token: first.token, code: await stage.codeFor(first.token) }))).toBe(
      'ACCEPTED',
    );
    business = await stage.business(ada);
    const second = await linked(email);
    expect(verdictOf(await stage.acceptLink({ token: second.token, password: PASSWORD }))).toBe('INVALID_CREDENTIALS');
    const code = await stage.codeFor(second.token);
    expect(verdictOf(await stage.acceptLink({ token: second.token, password: PASSWORD, code }))).toBe('ACCEPTED');
    business = await stage.business(ada);
    const third = await linked(email);
    expect(verdictOf(await stage.acceptLink({ token: third.token, password: PASSWORD }))).toBe('ACCEPTED');
  });

  it('of two links at once makes one person with two memberships', async () => {
    const email = address();
    const links = [await linked(email), await stage.linked(ada, await stage.business(ada), email)];
    const accepted = await Promise.all(links.map(({ token }) => stage.acceptLink({ token, password: PASSWORD })));
    expect(accepted.map(verdictOf)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(new Set(accepted.map(({ session }) => session?.user.id)).size).toBe(1);
  });

  it('I24: twelve times at once is one acceptance, and the same member each time', async () => {
    const { id, token } = await linked();
    const accepted = await Promise.all(
      Array.from({ length: 12 }, () => stage.acceptLink({ token, password: PASSWORD })),
    );
    expect(new Set(accepted.map(({ answer }) => answer.items[0]?.id)).size).toBe(1);
    expect(new Set(accepted.map(({ session }) => session?.refreshToken)).size).toBe(12);
    expect((await stage.told(id)).filter((line) => line.includes('ACCEPTED'))).toHaveLength(1);
  });
});
