import { expect } from 'vitest';
import { makeAccount } from '../../src/commands/make-account.js';
import type { Database } from '../../src/database/data-source.js';
import { deriveKey } from '../../src/domain/seal.js';
import { createSignInCodes } from '../../src/domain/sign-in-code.js';
import { SignInDocument, type SignInInput } from '../operations/__generated__/graphql.js';
import type { Client } from './client.js';
import { TEST_SECRET } from './person.js';

/** Codes as all gateways of the tests make them. */
export const TEST_CODES = createSignInCodes([deriveKey(TEST_SECRET, 'sign-in-code')]);

/** Makes an account, or a new code for it, as `npm run user` does; returns the code. */
export const accountOf = (database: Database, email: string, name?: string): Promise<string> =>
  database.transaction((tx) => makeAccount(tx, TEST_CODES, { email, emailCanonical: email.toLowerCase(), name }));

/** Makes an account with this password. */
export async function accountWithPassword(
  { database }: { database: Database },
  client: Client,
  email: string,
  password: string,
): Promise<void> {
  const code = await accountOf(database, email);
  await session(client, { email, code, password });
}

/** Signs in; throws when that is refused. */
export async function session(client: Client, input: SignInInput) {
  const { signIn } = await client.run(SignInDocument, { input });
  if (!signIn?.session) throw new Error(`Refused: ${JSON.stringify(signIn?.userErrors)}`);
  return signIn.session;
}

/** The code of the refusal, `session`, or the code of a top-level error. */
export async function outcome(client: Client, input: SignInInput): Promise<string | undefined> {
  const { data, errors } = await client.send(SignInDocument, { input });
  if (errors?.[0]) return errors[0].extensions?.code;
  return data?.signIn?.session ? 'session' : data?.signIn?.userErrors[0]?.code;
}

/** Waits until `probe` is true, at most 5 s. */
export const eventually = (probe: () => Promise<boolean> | boolean, withinMs = 5_000): Promise<void> =>
  expect.poll(probe, { timeout: withinMs, interval: 20 }).toBe(true);

/** The newest code that was mailed to this address; waits for one other than `not`. */
export async function mailedCode(database: Database, email: string, not?: string): Promise<string> {
  let code: string | undefined;
  await eventually(async () => {
    const [mail] = await database.query<{ text: string }>(
      `select text from kept_mail where recipient = $1 and subject = 'Your sign-in code' order by created_at desc limit 1`,
      [email],
    );
    code = mail && /\b\d{6}\b/.exec(mail.text)?.[0];
    return code !== undefined && code !== not;
  });
  return code ?? '';
}
