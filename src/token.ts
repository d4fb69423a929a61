/** `npm run token -- --as grace`: prints an access token of a demo person, good for 24 hours. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, ConfigError, loadConfig } from './config.js';
import { DEMO_NAMES, demoToken } from './demo/demo-token.js';

const SECRET_KEY_FILE = join(import.meta.dirname, '..', '.data', 'secret-key');

try {
  console.log(await tokenOf(readName()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}

async function tokenOf(name: string): Promise<string> {
  const config = loadConfig(process.env, 'demo');
  if (config.auth.jwksUrl) throw new Error('AUTH_JWKS_URL is set: tokens come from your identity provider.');
  const token = await demoToken(name, { ...config, secretKeys: await readSecretKeys(config) });
  if (!token) throw new Error(`There is no demo person "${name}". There are: ${DEMO_NAMES.join(', ')}.`);
  return token;
}

function readName(): string {
  const { values } = parseArgs({ options: { as: { type: 'string' } } });
  if (!values.as) throw new Error(`Say whose token: npm run token -- --as NAME. There are: ${DEMO_NAMES.join(', ')}.`);
  return values.as.toLowerCase();
}

async function readSecretKeys({ secretKeys }: Config): Promise<string[]> {
  if (secretKeys.length > 0) return secretKeys;
  const kept = await readFile(SECRET_KEY_FILE, 'utf8').catch(() => {
    throw new Error('There is no secret key yet: start the demo once with npm start, or set SECRET_KEY.');
  });
  return [kept.trim()];
}
