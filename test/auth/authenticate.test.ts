import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { type AccessClaims, publicKeys, signAccessToken } from '../../src/auth/access-token.js';
import { createAuthenticator } from '../../src/auth/authenticate.js';
import type { KnownClaims } from '../../src/auth/claims.js';
import { deriveKey } from '../../src/domain/seal.js';

const SECRET = randomBytes(32).toString('base64url');
const OTHER_SECRET = randomBytes(32).toString('base64url');
const NAMES = { issuer: 'gateway', audience: 'clients' };
const ADA: AccessClaims = {
  sub: 'usr_ada',
  email: 'Ada@acme.example',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Lovelace',
};
const START = Date.parse('2026-01-02T03:04:05Z');
const NOW_SECONDS = START / 1000;

/** An authenticator on a clock of its own, and whom it has met. */
function setUp(secretKeys: string[] = [SECRET], remember = async (_claims: KnownClaims): Promise<void> => {}) {
  const met: KnownClaims[] = [];
  const clock = { ms: START };
  const authenticator = createAuthenticator({
    auth: NAMES,
    secretKeys,
    now: () => new Date(clock.ms),
    rememberUser: async (claims) => {
      met.push(claims);
      await remember(claims);
    },
  });
  return { authenticate: (token: string) => authenticator.authenticate(`Bearer ${token}`), authenticator, met, clock };
}

const sign = (claims = ADA, lifetimeSeconds = 600, secret = SECRET) =>
  signAccessToken(secret, NAMES, claims, { lifetimeSeconds, now: new Date(START) });

/** A token signed with the server's own key whose header and claims differ from what the server makes. */
function forge(header: Record<string, unknown>, claims: Record<string, unknown>): Promise<string> {
  const seed = deriveKey(SECRET, 'access-token');
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const valid = { iss: 'gateway', aud: 'clients', sub: 'usr_ada', iat: NOW_SECONDS, exp: NOW_SECONDS + 600 };
  return new SignJWT({ ...valid, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: publicKeys([SECRET])[0]?.kid ?? '', ...header })
    .sign(key, { crit: { future: true } });
}

const UNAUTHENTICATED = { name: 'RequestError', code: 'UNAUTHENTICATED' };

describe('the authorization header', () => {
  it.each([undefined, ''])('may be absent: the caller is anonymous (%j)', async (header) => {
    expect(await setUp().authenticator.authenticate(header)).toEqual({ kind: 'anonymous' });
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('names its scheme in any case: %s', async (scheme) => {
    const { authenticator } = setUp();
    expect(await authenticator.authenticate(`${scheme} ${await sign()}`)).toMatchObject({ userId: 'usr_ada' });
  });

  it.each(['Bearer', 'Bearer ', 'Bearer a b', 'Basic YTpi', 'Bearer null', 'Bearer a.b.c', 'Bearer 💥', ' ', '\0'])(
    'is refused as a whole when it holds no token, never taken for anonymous: %j',
    async (header) => {
      await expect(setUp().authenticator.authenticate(header)).rejects.toMatchObject(UNAUTHENTICATED);
    },
  );

  it('is refused without a scheme', async () => {
    await expect(setUp().authenticator.authenticate(await sign())).rejects.toMatchObject(UNAUTHENTICATED);
  });
});

describe('a valid token', () => {
  it('makes its holder a user until it ends, and known', async () => {
    const { authenticate, met } = setUp();
    expect(await authenticate(await sign())).toEqual({
      kind: 'user',
      userId: 'usr_ada',
      tokenExpiresAtMs: START + 600_000,
    });
    expect(met).toEqual([
      {
        userId: 'usr_ada',
        email: 'Ada@acme.example',
        emailVerified: true,
        firstName: 'Ada',
        lastName: 'Lovelace',
        claimedAt: new Date(START),
      },
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['blanks', { email: ' ', given_name: '', family_name: '  ' }],
    ['other types', { email: ['a@b.example'], email_verified: 'true', given_name: 1, family_name: null }],
    ['what cannot be stored', { email: 'a\0@b.example', given_name: '\0', family_name: 'x\0y' }],
    ['halves of characters', { email: 'a\ud800@b.example', given_name: '\udc00', family_name: 'x\ud800y' }],
  ])('makes nobody verified or named by %s', async (_, claims) => {
    const { authenticate, met } = setUp();
    await authenticate(await forge({}, claims));
    expect(met[0]).toMatchObject({ email: null, emailVerified: false, firstName: null, lastName: null });
  });

  it('is remembered once, however often it is used at once or later', async () => {
    const { authenticate, met } = setUp();
    const token = await sign();
    const principals = await Promise.all(Array.from({ length: 50 }, () => authenticate(token)));
    await authenticate(token);
    expect(new Set(principals.map((principal) => JSON.stringify(principal))).size).toBe(1);
    expect(met).toHaveLength(1);
  });

  it('of the same person that is newer is remembered again', async () => {
    const { authenticate, met } = setUp();
    await authenticate(await sign());
    await authenticate(await sign({ ...ADA, given_name: 'Augusta' }));
    expect(met.map(({ firstName }) => firstName)).toEqual(['Ada', 'Augusta']);
  });

  it('is not kept when its holder could not be remembered: the next use tries again', async () => {
    let failures = 1;
    const { authenticate, met } = setUp([SECRET], async () => {
      if (failures-- > 0) throw new Error('database is away');
    });
    const token = await sign();
    await expect(authenticate(token)).rejects.toThrow('database is away');
    expect(await authenticate(token)).toMatchObject({ userId: 'usr_ada' });
    expect(met).toHaveLength(2);
  });

  it('ends with its `exp` and 5 s of tolerance, also when it was seen before', async () => {
    const { authenticate, clock } = setUp();
    const [seen, unseen] = [await sign(), await sign({ sub: 'usr_grace' })];
    await authenticate(seen);
    clock.ms = START + 604_999;
    expect(await authenticate(seen)).toMatchObject({ userId: 'usr_ada' });
    clock.ms = START + 605_000;
    await expect(authenticate(seen)).rejects.toMatchObject({
      ...UNAUTHENTICATED,
      message: 'The access token has expired.',
    });
    await expect(authenticate(seen)).rejects.toMatchObject(UNAUTHENTICATED);
    await expect(authenticate(unseen)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('costs microseconds when it is used again', async () => {
    const { authenticate } = setUp();
    const token = await sign();
    await authenticate(token);
    const rounds: number[] = [];
    for (let round = 0; round < 10; round++) {
      const begun = performance.now();
      for (let use = 0; use < 100; use++) await authenticate(token);
      rounds.push(performance.now() - begun);
    }
    // The best round, so that a busy machine does not count: checking 100 signatures takes 30 ms.
    expect(Math.min(...rounds)).toBeLessThan(5);
  });
});

describe('a rotated secret', () => {
  it('lets tokens of the old key live while it is listed, and ends them with it', async () => {
    const token = await sign(ADA, 600, OTHER_SECRET);
    expect(await setUp([SECRET, OTHER_SECRET]).authenticate(token)).toMatchObject({ userId: 'usr_ada' });
    await expect(setUp([SECRET]).authenticate(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('is published with the others, the making key first', () => {
    const { authenticator } = setUp([SECRET, OTHER_SECRET]);
    expect(authenticator.jwks()).toEqual({ keys: publicKeys([SECRET, OTHER_SECRET]) });
  });
});

describe('J01 a token without a signature of ours', () => {
  const jwk = publicKeys([SECRET])[0];
  const header = { typ: 'at+jwt', kid: jwk?.kid ?? '' };
  const claims = { iss: 'gateway', aud: 'clients', sub: 'usr_ada', iat: NOW_SECONDS, exp: NOW_SECONDS + 600 };

  it('is refused with alg none', async () => {
    const plain = new UnsecuredJWT(claims).encode();
    await expect(setUp().authenticate(plain)).rejects.toMatchObject(UNAUTHENTICATED);
    const named = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url');
    await expect(setUp().authenticate(`${named}.${plain.split('.')[1]}.`)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it.each<[string, Buffer]>([
    ['x', Buffer.from(jwk?.x ?? '', 'base64url')],
    ['JWK', Buffer.from(JSON.stringify(jwk))],
    ['PEM', Buffer.from(createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }))],
  ])('is refused with HS256 and the public key as the secret (%s)', async (_, secret) => {
    const token = await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret);
    await expect(setUp().authenticate(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('is refused with its claims or signature exchanged', async () => {
    const [head, payload, signature] = (await sign()).split('.');
    const [, other] = (await sign({ sub: 'usr_eve' })).split('.');
    for (const token of [
      `${head}.${other}.${signature}`,
      `${head}.${payload}.${'A'.repeat(86)}`,
      `${head}.${payload}.`,
    ]) {
      await expect(setUp().authenticate(token)).rejects.toMatchObject(UNAUTHENTICATED);
    }
  });

  it('is refused with a key that it brings along', async () => {
    const foreign = publicKeys([OTHER_SECRET])[0];
    const [, payload] = (await sign()).split('.');
    const head = Buffer.from(JSON.stringify({ ...header, alg: 'EdDSA', jwk: foreign })).toString('base64url');
    const [, , signature] = (await sign(ADA, 600, OTHER_SECRET)).split('.');
    await expect(setUp().authenticate(`${head}.${payload}.${signature}`)).rejects.toMatchObject(UNAUTHENTICATED);
  });
});

describe('J02 a token that was signed by us', () => {
  it('is accepted as the cases below make it, when nothing is wrong', async () => {
    expect(await setUp().authenticate(await forge({}, {}))).toMatchObject({ userId: 'usr_ada' });
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['of another type', { typ: 'refresh+jwt' }, {}],
    ['of the general type', { typ: 'JWT' }, {}],
    ['for another audience', {}, { aud: 'others' }],
    ['for nobody', {}, { aud: undefined }],
    ['from another issuer', {}, { iss: 'someone' }],
    ['of an unknown key id', { kid: 'unknown' }, {}],
    ['of no key id', { kid: undefined }, {}],
    ['that has expired', {}, { exp: NOW_SECONDS - 5 }],
    ['that never expires', {}, { exp: undefined }],
    ['that expires beyond the calendar', {}, { exp: 1e300 }],
    ['that begins in the future', {}, { nbf: NOW_SECONDS + 6 }],
    ['without a time of issue', {}, { iat: undefined }],
    ['with a time of issue beyond the calendar', {}, { iat: -1 }],
    ['with critical extensions', { crit: ['future'], future: 1 }, {}],
    ['with b64 as a critical extension', { crit: ['b64'], b64: true }, {}],
    ['without a subject', {}, { sub: undefined }],
    ['with an empty subject', {}, { sub: '' }],
    ['with a subject of 256 characters', {}, { sub: 'a'.repeat(256) }],
    ['with a subject beyond ASCII', {}, { sub: 'usr_ädä' }],
    ['with a subject of two lines', {}, { sub: 'usr\n' }],
    ['with a number as the subject', {}, { sub: 7 }],
  ])('is refused %s', async (_, header, claims) => {
    const { authenticate, met } = setUp();
    await expect(authenticate(await forge(header, claims))).rejects.toMatchObject(UNAUTHENTICATED);
    expect(met).toEqual([]);
  });

  it('is accepted within 5 s of tolerance', async () => {
    const { authenticate } = setUp();
    expect(await authenticate(await forge({}, { exp: NOW_SECONDS - 4 }))).toMatchObject({ kind: 'user' });
    expect(await authenticate(await forge({}, { nbf: NOW_SECONDS + 5 }))).toMatchObject({ kind: 'user' });
  });

  it('never shows itself in the refusal', async () => {
    const token = await forge({}, { aud: 'others' });
    const refusal = await setUp()
      .authenticate(token)
      .catch((error: Error) => `${error.message} ${error.stack}`);
    expect(refusal).toContain('unexpected "aud" claim value');
    for (const part of token.split('.')) expect(refusal).not.toContain(part);
  });
});
