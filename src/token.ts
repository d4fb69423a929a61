/** `npm run token -- --as grace`: prints an access token of a demo person, good for 24 hours. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { signAccessToken } from './auth/access-token.js';
import { type Config, ConfigError, loadConfig } from './config.js';
import { DEMO_PEOPLE } from './demo/people.js';
import { DAY_MS, SECOND_MS } from './domain/limits.js';

const SECRET_KEY_FILE = join(import.meta.dirname, '..', '.data', 'secret-key');

try {
  console.log(await demoToken(readName()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}

async function demoToken(name: string): Promise<string> {
  const config = loadConfig(process.env, 'demo');
  if (config.auth.jwksUrl) throw new Error('AUTH_JWKS_URL is set: tokens come from your identity provider.');
  const person = DEMO_PEOPLE.find(({ firstName }) => firstName.toLowerCase() === name);
  if (!person) throw new Error(`There is no demo person "${name}". There are: ${demoNames()}.`);
  const claims = {
    sub: person.id,
    email: person.email,
    email_verified: true,
    given_name: person.firstName,
    family_name: person.lastName,
  };
  return signAccessToken(await readSecretKey(config), config.auth, claims, { lifetimeSeconds: DAY_MS / SECOND_MS });
}

function readName(): string {
  const { values } = parseArgs({ options: { as: { type: 'string' } } });
  if (!values.as) throw new Error(`Say whose token: npm run token -- --as NAME. There are: ${demoNames()}.`);
  return values.as.toLowerCase();
}

async function readSecretKey({ secretKeys }: Config): Promise<string> {
  if (secretKeys[0]) return secretKeys[0];
  const kept = await readFile(SECRET_KEY_FILE, 'utf8').catch(() => {
    throw new Error('There is no secret key yet: start the demo once with npm start, or set SECRET_KEY.');
  });
  return kept.trim();
}

function demoNames(): string {
  return DEMO_PEOPLE.map(({ firstName }) => firstName.toLowerCase()).join(', ');
}
