import type { Tx } from '../database/transaction.js';
import type { SignInCodes } from '../domain/sign-in-code.js';
import { lockAccount } from '../store/accounts.js';
import { openAccount } from './prove-identity.js';
import { type Mailbox, makeCode } from './request-sign-in-code.js';

/** Makes an account of a verified address, unless it has one, and a one-time code for it; returns the six digits. */
export async function makeAccount(
  tx: Tx,
  codes: SignInCodes,
  { emailCanonical, email, name }: Mailbox & { name?: string | undefined },
): Promise<string> {
  const known = await lockAccount(tx, emailCanonical);
  const now = await tx.clock();
  if (!known) {
    const [firstName = null, ...more] = name?.trim().split(/\s+/) ?? [];
    const lastName = more.join(' ') || null;
    await openAccount(tx, { emailCanonical, passwordHash: null }, { email, firstName, lastName }, now);
  }
  return (await makeCode(tx, { codes }, { emailCanonical, email: known?.email ?? email }, now)).digits;
}
