/** `npm run user -- --email E [--name N]`: makes a verified account and prints a one-time sign-in code for it. */
import { parseArgs } from 'node:util';
import { makeAccount } from './commands/make-account.js';
import { ConfigError, loadConfig } from './config.js';
import { openDatabase } from './database/data-source.js';
import { SIGN_IN_CODE } from './domain/accounts.js';
import { canonicalEmail } from './domain/invitee.js';
import { MINUTE_MS, NAME_LENGTH } from './domain/limits.js';
import { deriveKey } from './domain/seal.js';
import { createSignInCodes } from './domain/sign-in-code.js';

try {
  const { email, code } = await addUser();
  console.log(`Code ${code}: sign in as ${email} with it within ${SIGN_IN_CODE.lifetimeMs / MINUTE_MS} minutes.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}

async function addUser(): Promise<{ email: string; code: string }> {
  const { email, emailCanonical, name } = readArguments();
  const { url, codes } = readConfig();
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    return { email, code: await database.transaction((tx) => makeAccount(tx, codes, { email, emailCanonical, name })) };
  } finally {
    await database.close();
  }
}

function readArguments() {
  const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } });
  const email = values.email?.trim();
  if (!email) throw new Error('Say whose account: npm run user -- --email ada@example.com --name "Ada Lovelace"');
  const emailCanonical = canonicalEmail(email);
  if (!emailCanonical) throw new Error(`"${email}" is no e-mail address.`);
  if ([...(values.name ?? '')].length > NAME_LENGTH) throw new Error(`A name has at most ${NAME_LENGTH} characters.`);
  return { email, emailCanonical, name: values.name };
}

/** The code is made with the server's key, so that the server knows it. */
function readConfig() {
  const { databaseUrl, secretKeys, auth } = loadConfig(process.env, 'demo'); // whose variables may all be absent
  if (auth.jwksUrl) throw new Error('AUTH_JWKS_URL is set: people come from your identity provider.');
  const faults = [
    ...(databaseUrl ? [] : ['DATABASE_URL is missing: set it to the database of the server']),
    ...(secretKeys.length > 0 ? [] : ['SECRET_KEY is missing: set it to the one of the server']),
  ];
  if (!databaseUrl || faults.length > 0) throw new ConfigError(faults);
  return { url: databaseUrl, codes: createSignInCodes(secretKeys.map((key) => deriveKey(key, 'sign-in-code'))) };
}
