import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallerDocument, RequestSignInCodeDocument, SignInDocument } from '../operations/__generated__/graphql.js';
import { accountOf, mailedCode, outcome, session } from '../support/account.js';
import { type Client, createClient } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let nobody: Client;
/** The same without limits: what protects codes does not rest on them. */
let unlimited: Awaited<ReturnType<typeof startApp>>;
let free: Client;
beforeAll(async () => {
  gateway = await startGateway();
  nobody = gateway.with(undefined);
  unlimited = await startApp(gateway.databaseUrl, { RATE_LIMITS: 'off' });
  free = createClient(unlimited.url, undefined);
});
afterAll(async () => {
  await unlimited.stop();
  await gateway.stop();
});

const make = (email: string) => accountOf(gateway.database, email);
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const askForCode = async (email: string) =>
  (await nobody.run(RequestSignInCodeDocument, { input: { email } })).requestSignInCode;

describe('a code', () => {
  it('is mailed to who asks for it, and opens one session', async () => {
    const email = 'mail@example.com';
    const first = await make(email);
    expect(await askForCode(email)).toEqual({ accepted: true, userErrors: [] });
    const code = await mailedCode(gateway.database, email);
    const { user } = await session(nobody, { email, code });
    expect(user.email).toBe(email);
    expect(await outcome(nobody, { email, code })).toBe('INVALID_CREDENTIALS');
    expect(await outcome(nobody, { email, code: first })).toBe('INVALID_CREDENTIALS');
  });

  it('I27: given twenty times at once, to two servers, opens one session', async () => {
    const email = 'race@example.com';
    const code = await make(email);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(free, { email, code })));
    expect(outcomes.filter((one) => one === 'session')).toHaveLength(1);
    const [row] = await gateway.database.query<{ sessions: number }>(
      `select count(*) as sessions from session s join app_user u on u.id = s.user_id where u.email = $1`,
      [email],
    );
    expect(row).toEqual({ sessions: 1 });
  });

  it('I28: has five tries, whatever the address that they seem to come from, and also without rate limits', async () => {
    const email = 'guessed@example.com';
    const code = await make(email);
    for (let index = 0; index < 5; index++) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${index}` };
      const body = JSON.stringify({
        query: String(SignInDocument),
        variables: { input: { email, code: wrongOf(code) } },
      });
      const response = await fetch(`${unlimited.url}/graphql`, { method: 'POST', headers, body });
      expect(await response.json()).toMatchObject({
        data: { signIn: { userErrors: [{ code: 'INVALID_CREDENTIALS' }] } },
      });
    }
    expect(await outcome(free, { email, code })).toBe('INVALID_CREDENTIALS');
  });

  it('I28: has twenty wrong tries a day over all codes of the account', async () => {
    const email = 'patient@example.com';
    for (let round = 0; round < 4; round++) {
      const code = await make(email);
      for (let index = 0; index < 5; index++) await outcome(free, { email, code: wrongOf(code) });
    }
    expect(await outcome(free, { email, code: await make(email) })).toBe('INVALID_CREDENTIALS');
    await gateway.database.query(
      `update sign_in_code set day_began_at = day_began_at - interval '1 day' where email = $1`,
      [email],
    );
    expect(await outcome(free, { email, code: await make(email) })).toBe('session');
  });

  it('may be right on the fifth try, of those that come at once', async () => {
    const email = 'fifth@example.com';
    const code = await make(email);
    for (let index = 0; index < 4; index++) await outcome(free, { email, code: wrongOf(code) });
    expect(await outcome(free, { email, code })).toBe('session');
  });

  it('I29: is dead once there is a newer one, and opens no other account', async () => {
    const [email, other] = ['old-code@example.com', 'other-account@example.com'];
    const old = await make(email);
    const code = await make(email);
    await make(other);
    expect(await outcome(nobody, { email, code: old })).toBe(old === code ? 'session' : 'INVALID_CREDENTIALS');
    expect(await outcome(nobody, { email: other, code })).toBe('INVALID_CREDENTIALS');
    expect(await outcome(nobody, { email, code })).toBe('session');
  });

  it('ends after ten minutes', async () => {
    const email = 'slow@example.com';
    const code = await make(email);
    await gateway.database.query('update sign_in_code set expires_at = clock_timestamp() where email = $1', [email]);
    expect(await outcome(nobody, { email, code })).toBe('INVALID_CREDENTIALS');
  });

  it.each(['', '12345', '1234567', '１２３４５６', '\0', ' 123456 '])(
    'is six digits and nothing else: %j',
    async (code) => {
      await make('shape@example.com');
      expect(await outcome(free, { email: 'shape@example.com', code })).toBe('INVALID_CREDENTIALS');
    },
  );

  it('I21: is in no answer, and in no log', async () => {
    const email = 'secret@example.com';
    await make(email);
    const answer = await nobody.send(RequestSignInCodeDocument, { input: { email } });
    const code = await mailedCode(gateway.database, email);
    expect(JSON.stringify(answer)).not.toContain(code);
    await outcome(nobody, { email, code: wrongOf(code), password: PASSWORD });
    expect(
      [...gateway.logged, ...unlimited.logged].filter((line) => line.includes(code) || line.includes(email)),
    ).toEqual([]);
  });
});

describe('asking for a code', () => {
  it('I18: says the same and takes as long where there is no account, and mails nothing', async () => {
    const email = 'known@example.com';
    await make(email);
    const timed = async (address: string) => {
      const began = performance.now();
      expect(await askForCode(address)).toEqual({ accepted: true, userErrors: [] });
      return performance.now() - began;
    };
    await timed(email);
    expect(await timed(email)).toBeGreaterThan(95);
    expect(await timed('stranger@example.com')).toBeGreaterThan(95);
    await mailedCode(gateway.database, email);
    expect(await gateway.database.query(`select 1 from kept_mail where recipient like 'stranger%'`)).toEqual([]);
    expect(await gateway.database.query(`select 1 from sign_in_code where email like 'stranger%'`)).toEqual([]);
  });

  it('reads an address in whatever spelling', async () => {
    await make('spelled@example.com');
    expect(await askForCode(' Spelled@EXAMPLE.com ')).toEqual({ accepted: true, userErrors: [] });
    const code = await mailedCode(gateway.database, 'spelled@example.com');
    expect(await outcome(nobody, { email: 'SPELLED@example.com', code })).toBe('session');
  });

  it.each([
    ['neither', {}],
    ['both', { email: 'a@example.com', inviteToken: 'x' }],
    ['no address', { email: 'no address' }],
    ['I30: two addresses in one', { email: 'a@example.com,b@example.com' }],
  ])('is INVALID_INPUT with %s', async (_, input) => {
    const { requestSignInCode } = await nobody.run(RequestSignInCodeDocument, { input });
    expect(requestSignInCode).toMatchObject({ accepted: false, userErrors: [{ code: 'INVALID_INPUT' }] });
  });

  it('I30: takes no list and no object for an address', async () => {
    for (const email of [['a@example.com', 'b@example.com'], { eq: 'a@example.com' }, 7]) {
      const { errors } = await nobody.send(String(RequestSignInCodeDocument), { input: { email } });
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });

  it('I36: is RATE_LIMITED after 20 mails an hour to one address, known or not', async () => {
    const email = 'flooded@example.com';
    await Promise.all(Array.from({ length: 20 }, () => askForCode(email)));
    const { errors } = await nobody.send(RequestSignInCodeDocument, { input: { email } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  });

  it('accepts the token of a link that leads nowhere', async () => {
    const { requestSignInCode } = await nobody.run(RequestSignInCodeDocument, { input: { inviteToken: 'nothing' } });
    expect(requestSignInCode).toEqual({ accepted: true, userErrors: [] });
  });
});

describe('who is who', () => {
  it('I23: a known person with the same address, unverified, is not joined to the account', async () => {
    const squatter = person('squatter', { email: 'victim@example.com', emailVerified: false });
    await (await gateway.as(squatter)).run(CallerDocument, {});
    const { user } = await session(nobody, { email: squatter.email, code: await make(squatter.email) });
    expect(user.id).not.toBe(squatter.id);
    expect(user.id).toMatch(/^usr_/);
  });

  it('I21: nobody marks an address as verified: no input has such a field', async () => {
    const { data } = await nobody.send<
      { __schema: { types: { name: string; inputFields: { name: string }[] | null }[] } },
      object
    >('{ __schema { types { name inputFields { name } } } }');
    const fields = data?.__schema.types.flatMap(({ name, inputFields }) =>
      (inputFields ?? []).map((field) => `${name}.${field.name}`),
    );
    expect(fields?.filter((field) => /verif/i.test(field))).toEqual([]);
  });

  it('I22, I46: what a cookie says counts for nothing', async () => {
    const token = await tokenOf(person('ada'));
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `authorization=Bearer ${token}; verified=true; session=${token}`,
      },
      body: JSON.stringify({ query: '{ viewer { user { id } } }' }),
    });
    expect(await response.json()).toMatchObject({ data: { viewer: null } });
  });

  it('G02: one document signs in once, also through aliases and fragments', async () => {
    const input = '(input: { email: "a@example.com", password: "x" }) { userErrors { code } }';
    const twice = `mutation { a: signIn${input} ...B } fragment B on Mutation { b: signIn${input} }`;
    const { errors } = await nobody.send(twice);
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });

  it('with an identity provider is told by that one: FORBIDDEN names it, signing out never refuses', async () => {
    const provided = await startApp(gateway.databaseUrl, {
      AUTH_ISSUER: 'https://id.example.com/',
      AUTH_AUDIENCE: 'gateway',
      AUTH_JWKS_URL: 'http://127.0.0.1:9/jwks.json',
    });
    const { data } = await createClient(provided.url, undefined).send<
      Record<string, { userErrors: { code: string; message: string }[] }>,
      object
    >(`mutation {
      signIn(input: { email: "a@example.com", password: "x" }) { session { accessToken } userErrors { code message } }
      requestSignInCode(input: { email: "a@example.com" }) { accepted userErrors { code message } }
      signOut(input: { refreshToken: "x" }) { userErrors { code message } }
    }`);
    const message = expect.stringContaining('https://id.example.com/');
    const refused = { userErrors: [{ code: 'FORBIDDEN', message }] };
    expect(data).toMatchObject({
      signIn: { session: null, ...refused },
      requestSignInCode: { accepted: false, ...refused },
      signOut: { userErrors: [] },
    });
    const refreshed = await createClient(provided.url, undefined).send<{ refreshSession: object }, object>(
      'mutation { refreshSession(input: { refreshToken: "x" }) { session { accessToken } userErrors { code message } } }',
    );
    expect(refreshed.data?.refreshSession).toMatchObject({ session: null, ...refused });
    await provided.stop();
  });
});
