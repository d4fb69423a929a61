import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInDocument } from '../operations/__generated__/graphql.js';
import { accountOf, accountWithPassword, outcome } from '../support/account.js';
import { type Client, createClient } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let nobody: Client;
beforeAll(async () => {
  gateway = await startGateway();
  nobody = gateway.with(undefined);
});
afterAll(() => gateway.stop());

const make = (email: string) => accountOf(gateway.database, email);
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a password', () => {
  it('is set by password and code together for an account that has none, and then proves it alone', async () => {
    const email = 'first-password@example.com';
    const code = await make(email);
    expect(await outcome(nobody, { email, password: PASSWORD })).toBe('INVALID_CREDENTIALS'); // none yet
    expect(await outcome(nobody, { email, password: PASSWORD, code })).toBe('session');
    expect(await outcome(nobody, { email, password: PASSWORD })).toBe('session');
    expect(await outcome(nobody, { email, password: `${PASSWORD}!` })).toBe('INVALID_CREDENTIALS');
    const [row] = await gateway.database.query<{ hash: string }>(
      'select password_hash as hash from account where email_canonical = $1',
      [email],
    );
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('is not replaced by another one, also with a code; then the code stays good', async () => {
    const email = 'kept-password@example.com';
    await accountWithPassword(gateway, nobody, email, PASSWORD);
    const code = await make(email);
    expect(await outcome(nobody, { email, password: 'another password', code })).toBe('INVALID_CREDENTIALS');
    expect(await outcome(nobody, { email, password: PASSWORD, code: wrongOf(code) })).toBe('INVALID_CREDENTIALS');
    expect(await outcome(nobody, { email, password: PASSWORD, code })).toBe('session');
  });

  it.each([
    ['nine characters', '123456789'],
    ['257 characters', 'x'.repeat(257)],
    ['the e-mail itself', ' Weak@Example.com '],
  ])('is WEAK_PASSWORD with %s, whether or not there is an account, and uses up no code', async (_, password) => {
    const email = 'weak@example.com';
    const code = await make(email);
    expect(await outcome(nobody, { email, password, code })).toBe('WEAK_PASSWORD');
    if (password.length !== 18)
      expect(await outcome(nobody, { email: 'none@example.com', password, code })).toBe('WEAK_PASSWORD');
    expect(await outcome(nobody, { email, code })).toBe('session');
  });

  it('may be of any script and length up to 256, and typed on another keyboard', async () => {
    const email = 'unicode@example.com';
    const code = await make(email);
    const password = 'pässwörd日本語🔑🔑'.normalize('NFC');
    expect(await outcome(nobody, { email, password, code })).toBe('session');
    expect(await outcome(nobody, { email, password: password.normalize('NFD') })).toBe('session');
  });

  it('I18: unknown, wrong, malformed and without a password all read the same', async () => {
    await accountWithPassword(gateway, nobody, 'reads@example.com', PASSWORD);
    const answers = await Promise.all(
      ['reads@example.com', 'nobody@example.com'].map((email) =>
        nobody.send(SignInDocument, { input: { email, password: 'not the password' } }),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(await outcome(nobody, { email: 'no address', password: PASSWORD })).toBe('INVALID_CREDENTIALS');
    expect(await outcome(nobody, { email: 'reads@example.com' })).toBe('INVALID_INPUT');
  });

  it('is RATE_LIMITED at the eleventh wrong try in 15 minutes, over all servers, and says when to come back', async () => {
    const email = 'tried@example.com';
    await accountWithPassword(gateway, nobody, email, PASSWORD);
    const second = await startApp(gateway.databaseUrl);
    const clients = [nobody, createClient(second.url, undefined)];
    for (let index = 0; index < 10; index++) {
      expect(await outcome(clients[index % 2] ?? nobody, { email, password: 'not the password' })).toBe(
        'INVALID_CREDENTIALS',
      );
    }
    for (const client of clients) {
      const { errors, data } = await client.send(SignInDocument, { input: { email, password: PASSWORD } });
      expect(data).toEqual({ signIn: null });
      expect(errors).toMatchObject([{ path: ['signIn'], extensions: { code: 'RATE_LIMITED' } }]);
      const retryAfter = Number(errors?.[0]?.extensions?.retryAfter);
      expect(retryAfter).toBeGreaterThan(800);
      expect(retryAfter).toBeLessThanOrEqual(900);
    }
    await second.stop();
  });

  it('gives right tries back: who signs in often is not limited', async () => {
    const email = 'often@example.com';
    await accountWithPassword(gateway, nobody, email, PASSWORD);
    for (let index = 0; index < 12; index++)
      expect(await outcome(nobody, { email, password: PASSWORD })).toBe('session');
  });
});
