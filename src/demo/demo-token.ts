import { signAccessToken } from '../auth/access-token.js';
import type { Config } from '../config.js';
import { DAY_MS, SECOND_MS } from '../domain/limits.js';
import { DEMO_BUSINESSES } from './businesses.js';
import { DEMO_PEOPLE } from './people.js';

/** The names that `demoToken` knows: the first names of the demo's people, in lower case. */
export const DEMO_NAMES: readonly string[] = DEMO_PEOPLE.map(({ firstName }) => firstName.toLowerCase());

/** Each of these names with how that person is called, and what they own. */
export const listDemoPeople = (): [name: string, title: string][] =>
  DEMO_PEOPLE.map(({ firstName, lastName }, index) => {
    const owned = DEMO_BUSINESSES[index];
    return [firstName.toLowerCase(), `${firstName} ${lastName}${owned ? `, owner of ${owned.name}` : ''}`];
  });

/** An access token of the demo person with this first name in lower case, good for 24 hours; undefined for other names. */
export async function demoToken(
  name: string,
  { auth, secretKeys }: Pick<Config, 'auth' | 'secretKeys'>,
): Promise<string | undefined> {
  const person = DEMO_PEOPLE[DEMO_NAMES.indexOf(name)];
  const [secretKey] = secretKeys;
  if (!person || !secretKey) return undefined;
  const claims = {
    sub: person.id,
    email: person.email,
    email_verified: true,
    given_name: person.firstName,
    family_name: person.lastName,
  };
  return signAccessToken(secretKey, auth, claims, { lifetimeSeconds: DAY_MS / SECOND_MS });
}
