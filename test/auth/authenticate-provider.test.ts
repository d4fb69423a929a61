import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signAccessToken } from '../../src/auth/access-token.js';
import { createAuthenticator } from '../../src/auth/authenticate.js';
import type { KnownClaims } from '../../src/auth/claims.js';

const NAMES = { issuer: 'https://id.example.com/', audience: 'membership' };
const SECRET = randomBytes(32).toString('base64url');
const NOW_SECONDS = Math.floor(Date.now() / 1000);
const CLAIMS = { iss: NAMES.issuer, aud: NAMES.audience, sub: 'auth0|1', iat: NOW_SECONDS, exp: NOW_SECONDS + 600 };
const UNAUTHENTICATED = { name: 'RequestError', code: 'UNAUTHENTICATED' };

interface KeyPair {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  jwk: JWK;
}

/** What the provider publishes and how it answers; a test changes it. */
const provider = { status: 200, keys: [] as JWK[], fetches: 0 };
const server = createServer((_request, response) => {
  provider.fetches++;
  response.writeHead(provider.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ keys: provider.keys }));
});
let jwksUrl: string;
let rsa: KeyPair;
let ec: KeyPair;
let ed: KeyPair;

async function keyPair(alg: string, kid: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  // Without `alg`, as some large providers publish theirs: the header's algorithm must then fit the kind of the key.
  return { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid } };
}

beforeAll(async () => {
  [rsa, ec, ed] = await Promise.all([keyPair('RS256', 'rsa'), keyPair('ES256', 'ec'), keyPair('EdDSA', 'ed')]);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  jwksUrl = `http://127.0.0.1:${port}/jwks.json`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  Object.assign(provider, { status: 200, keys: [rsa.jwk, ec.jwk, ed.jwk], fetches: 0 });
});

function setUp() {
  const met: KnownClaims[] = [];
  const authenticator = createAuthenticator({
    auth: { ...NAMES, jwksUrl },
    secretKeys: [SECRET],
    rememberUser: async (claims) => {
      met.push(claims);
    },
  });
  return { authenticate: (token: string) => authenticator.authenticate(`Bearer ${token}`), authenticator, met };
}

function sign(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}, key = rsa.privateKey) {
  const protectedHeader = { alg: 'RS256', kid: 'rsa', ...header };
  return new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader(protectedHeader)
    .sign(key, { crit: { future: true } });
}

describe('an identity provider', () => {
  it.each<[string, string, () => KeyPair]>([
    ['RS256', 'rsa', () => rsa],
    ['ES256', 'ec', () => ec],
    ['EdDSA', 'ed', () => ed],
  ])('is believed when it signs with %s', async (alg, kid, pair) => {
    const { authenticate, met } = setUp();
    const claims = { email: 'ada@acme.example', email_verified: true, given_name: 'Ada', family_name: 'Lovelace' };
    const principal = await authenticate(await sign(claims, { alg, kid }, pair().privateKey));
    expect(principal).toEqual({ kind: 'user', userId: 'auth0|1', tokenExpiresAtMs: CLAIMS.exp * 1000 });
    expect(met).toEqual([
      {
        userId: 'auth0|1',
        email: 'ada@acme.example',
        emailVerified: true,
        firstName: 'Ada',
        lastName: 'Lovelace',
        claimedAt: new Date(CLAIMS.iat * 1000),
      },
    ]);
  });

  it.each(['JWT', 'jwt', 'at+jwt', 'application/at+jwt', undefined])('may call its tokens %s', async (typ) => {
    expect(await setUp().authenticate(await sign({}, { typ }))).toMatchObject({ userId: 'auth0|1' });
  });

  it('may name several audiences', async () => {
    expect(await setUp().authenticate(await sign({ aud: ['others', 'membership'] }))).toMatchObject({ kind: 'user' });
  });

  it('is asked for its keys once for many tokens', async () => {
    const { authenticate } = setUp();
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => sign({ sub: `user-${index}` })));
    await Promise.all(tokens.map(authenticate));
    expect(provider.fetches).toBe(1);
  });

  it('cannot be made to answer a look-up for each made-up key id', async () => {
    const { authenticate } = setUp();
    for (let index = 0; index < 20; index++) {
      await expect(authenticate(await sign({}, { kid: `made-up-${index}` }))).rejects.toMatchObject(UNAUTHENTICATED);
    }
    expect(provider.fetches).toBe(1);
  });

  it('that does not answer is no fault of the token: the next use asks again', async () => {
    const { authenticate, met } = setUp();
    const token = await sign();
    provider.status = 503;
    await expect(authenticate(token)).rejects.toMatchObject({ name: 'KeysUnavailableError' });
    expect(met).toEqual([]);
    provider.status = 200;
    expect(await authenticate(token)).toMatchObject({ userId: 'auth0|1' });
  });

  it('replaces our own tokens and keys', async () => {
    const { authenticate, authenticator } = setUp();
    const own = await signAccessToken(SECRET, NAMES, { sub: 'auth0|1' }, { lifetimeSeconds: 600 });
    await expect(authenticate(own)).rejects.toMatchObject(UNAUTHENTICATED);
    expect(authenticator.jwks()).toEqual({ keys: [] });
  });
});

describe('J01 a token that the provider did not sign', () => {
  it('is refused with alg none', async () => {
    await expect(setUp().authenticate(new UnsecuredJWT(CLAIMS).encode())).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('is refused with HS256 and a public key as the secret, though the JWK names no algorithm', async () => {
    const secrets = [
      Buffer.from(await exportSPKI(rsa.publicKey)),
      Buffer.from(JSON.stringify(rsa.jwk)),
      Buffer.from(rsa.jwk.n ?? '', 'base64url'),
    ];
    for (const secret of secrets) {
      const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'rsa' }).sign(secret);
      await expect(setUp().authenticate(token)).rejects.toMatchObject(UNAUTHENTICATED);
    }
  });

  it('is refused with a symmetric key among the published ones', async () => {
    const secret = randomBytes(32);
    provider.keys = [{ kty: 'oct', k: secret.toString('base64url'), kid: 'oct' }];
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'oct' }).sign(secret);
    await expect(setUp().authenticate(token)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('is refused when another key made it under a published key id', async () => {
    const stranger = await keyPair('RS256', 'rsa');
    await expect(setUp().authenticate(await sign({}, {}, stranger.privateKey))).rejects.toMatchObject(UNAUTHENTICATED);
  });
});

describe('J02 a token that the provider signed', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['of another type', { typ: 'logout+jwt' }, {}],
    ['for another audience', {}, { aud: 'others' }],
    ['from another issuer', {}, { iss: 'https://id.example.com' }],
    ['of an unknown key id', { kid: 'unknown' }, {}],
    ['that has expired', {}, { exp: NOW_SECONDS - 60 }],
    ['that never expires', {}, { exp: undefined }],
    ['that begins in the future', {}, { nbf: NOW_SECONDS + 600 }],
    ['without a time of issue', {}, { iat: undefined }],
    ['with critical extensions', { crit: ['future'], future: 1 }, {}],
    ['without a subject', {}, { sub: undefined }],
  ])('is refused %s', async (_, header, claims) => {
    const { authenticate, met } = setUp();
    await expect(authenticate(await sign(claims, header))).rejects.toMatchObject(UNAUTHENTICATED);
    expect(met).toEqual([]);
  });
});
