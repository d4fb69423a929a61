import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { publicKeys, signAccessToken } from '../../src/auth/access-token.js';

const SECRET = randomBytes(32).toString('base64url');
const NAMES = { issuer: 'gateway', audience: 'clients' };
const NOW = new Date('2026-01-02T03:04:05.678Z');

describe('an access token', () => {
  it('carries names, times and what is known of the person', async () => {
    const token = await signAccessToken(
      SECRET,
      NAMES,
      { sub: 'usr_ada', email: 'ada@acme.example', email_verified: true, given_name: 'Ada', family_name: undefined },
      { lifetimeSeconds: 600, now: NOW },
    );
    const issuedAt = Math.floor(NOW.getTime() / 1000);
    expect(decodeJwt(token)).toEqual({
      iss: 'gateway',
      aud: 'clients',
      sub: 'usr_ada',
      iat: issuedAt,
      exp: issuedAt + 600,
      email: 'ada@acme.example',
      email_verified: true,
      given_name: 'Ada',
    });
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'EdDSA',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('is verifiable by anyone with the published keys', async () => {
    const token = await signAccessToken(SECRET, NAMES, { sub: 'usr_ada' }, { lifetimeSeconds: 600 });
    const keys = createLocalJWKSet({ keys: publicKeys([randomBytes(32).toString('base64url'), SECRET]) });
    const { payload } = await jwtVerify(token, keys, { ...NAMES, algorithms: ['EdDSA'] });
    expect(payload.sub).toBe('usr_ada');
  });
});

describe('the published keys', () => {
  it('follow from the secret alone, so that every process and start publishes the same', () => {
    expect(publicKeys(['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        x: 'grjMx-f-Cz7Yclb4YW0T2Smqk7HlvRwn_kf7NjFcUBA',
        kid: 'osMWFNBaHoKOZ8eWBNq3Lpy9nucQe595TYeC_Hb0jwU',
        alg: 'EdDSA',
        use: 'sig',
      },
    ]);
  });

  it('hold no private part', () => {
    expect(publicKeys([SECRET])[0]).not.toHaveProperty('d');
  });
});
