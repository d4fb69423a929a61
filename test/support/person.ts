import { signAccessToken } from '../../src/auth/access-token.js';

/** The secret of all gateways that tests start, so that a token holds at each of them. */
export const TEST_SECRET = Buffer.alloc(32, 'membership').toString('base64url');
export const TEST_AUTH = { issuer: 'membership-gateway', audience: 'membership-gateway' };

/** Somebody who calls. */
export interface Person {
  id: string;
  email: string;
  emailVerified?: boolean;
  firstName?: string;
  lastName?: string;
}

/** A person by a first name: `person('ada')` is ada@example.com, verified. */
export const person = (name: string, overrides: Partial<Person> = {}): Person => ({
  id: `usr_${name}`,
  email: `${name}@example.com`,
  emailVerified: true,
  firstName: name.charAt(0).toUpperCase() + name.slice(1),
  lastName: 'Test',
  ...overrides,
});

export interface TokenOptions {
  lifetimeSeconds?: number;
  /** When it is issued. */
  now?: Date;
  issuer?: string;
  secret?: string;
}

/** An access token of this person. */
export const tokenOf = (
  who: Person,
  { lifetimeSeconds = 3_600, now, issuer, secret }: TokenOptions = {},
): Promise<string> =>
  signAccessToken(
    secret ?? TEST_SECRET,
    { ...TEST_AUTH, ...(issuer ? { issuer } : {}) },
    {
      sub: who.id,
      email: who.email,
      email_verified: who.emailVerified ?? true,
      ...(who.firstName ? { given_name: who.firstName } : {}),
      ...(who.lastName ? { family_name: who.lastName } : {}),
    },
    { lifetimeSeconds, ...(now ? { now } : {}) },
  );
