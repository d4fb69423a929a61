import type { Tx } from '../database/transaction.js';
import { checkPassword, SIGN_IN_CODE } from '../domain/accounts.js';
import { newId } from '../domain/ids.js';
import { ok, type Result, refuse } from '../domain/result.js';
import {
  type AccountRow,
  findAccount,
  findAccountOf,
  insertAccounts,
  lockAccount,
  setPassword,
} from '../store/accounts.js';
import { consumeCode, countTry, lockCode, type TriedCode } from '../store/sign-in-codes.js';
import { upsertUsers } from '../store/users.js';
import type { Caller, Identity } from './identity.js';

/** What somebody gives to show who they are. */
export interface Credentials {
  password?: string | null | undefined;
  code?: string | null | undefined;
}

/** Whose account it is about. */
export interface Claimed {
  emailCanonical: string;
  /** They came by a link that went to this address: where there is no account, a password or a code makes one. */
  mayBeNew: boolean;
}

/** Credentials that were right. Good for nothing until `holdProof` and `redeemProof` in the transaction of the command. */
export interface Proof {
  emailCanonical: string;
  /** Null: the account is to be made. */
  account: AccountRow | null;
  /** The code to be used up. */
  codeId: string | null;
  /** The password to be set, hashed. */
  passwordHash: string | null;
}

const wrong = () =>
  refuse('INVALID_CREDENTIALS', 'The e-mail, password or code does not hold. Ask for a new code, or try again.');

/**
 * Checks credentials, outside of any transaction, counting the try first. With both the code must hold, and the password is
 * set where the account has none, or proven. Refuses with INVALID_INPUT (neither), WEAK_PASSWORD (one that would be set) or
 * INVALID_CREDENTIALS, and takes as long where there is no account. Throws RATE_LIMITED.
 */
export async function proveIdentity(
  { database, passwords, codes, rateLimits }: Identity,
  { emailCanonical, mayBeNew }: Claimed,
  { password, code }: Credentials,
  { address }: Caller,
): Promise<Result<Proof>> {
  if (password == null && code == null) {
    return refuse('INVALID_INPUT', 'Give the password, the one-time code, or both.', ['input', 'password']);
  }
  const account = (await findAccount(database, emailCanonical)) ?? null;
  const opens = account === null && mayBeNew;
  // With a code the password can only be one to set or one that was strong enough when it was.
  const weak = password != null && (code != null || opens) ? checkPassword(password, emailCanonical) : undefined;
  if (weak) return { ok: false, error: weak };

  await rateLimits.take('triesPerAddress', address);
  await rateLimits.take('triesPerAccount', emailCanonical);
  const tried = code == null ? undefined : await countTry(database, emailCanonical);
  if (code != null && !(tried && codeHolds(tried) && codes.matches(tried, code))) return wrong();
  let passwordHash: string | null = null;
  if (password != null) {
    const sets = opens || (account?.passwordHash === null && code != null);
    if (sets) passwordHash = await passwords.hash(password);
    else if (!(await passwords.verify(account?.passwordHash, password))) return wrong();
  }
  if (account === null && !mayBeNew) return wrong();
  await rateLimits.giveBack('triesPerAddress', address);
  await rateLimits.giveBack('triesPerAccount', emailCanonical);
  return ok({ emailCanonical, account, codeId: tried?.id ?? null, passwordHash });
}

/** By its own count, as it was returned with this try: of six at once five may go on. `holdProof` asks again, under a lock. */
const codeHolds = ({ isGood, tries, dayTries }: TriedCode): boolean =>
  isGood && tries <= SIGN_IN_CODE.tries && dayTries <= SIGN_IN_CODE.triesPerDay;

/**
 * Locks what the proof rests on (behind invites and businesses) and asks whether it still holds: INVALID_CREDENTIALS when
 * the code was used meanwhile, or the account was made or given a password. Writes nothing, so a command may still refuse.
 */
export async function holdProof(tx: Tx, proof: Proof): Promise<Result<Proof>> {
  const account = await lockAccount(tx, proof.emailCanonical);
  if (account?.userId !== proof.account?.userId || account?.passwordHash !== proof.account?.passwordHash)
    return wrong();
  if (proof.codeId === null) return ok(proof);
  const code = await lockCode(tx, proof.codeId);
  return code && code.expiresAt > (await tx.clock()) ? ok(proof) : wrong();
}

/** Who a new account is for. */
export interface NewPerson {
  /** As it is spelled. */
  email: string;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  /** Made when absent. */
  userId?: string | undefined;
  /** The person with this id is known already, and only has no account. */
  isKnown?: boolean;
}

/** Uses the code up, makes the account, sets the password: what `holdProof` has found good. The last thing a command does. */
export async function redeemProof(tx: Tx, proof: Proof, person: NewPerson, now: Date): Promise<AccountRow> {
  if (proof.codeId !== null) await consumeCode(tx, proof.codeId, now);
  if (proof.account === null) return openAccount(tx, proof, person, now);
  if (proof.passwordHash !== null) await setPassword(tx, proof.account.userId, proof.passwordHash);
  return proof.account;
}

/** Makes an account of a verified address, and the person unless they are known already. */
export async function openAccount(
  tx: Tx,
  { emailCanonical, passwordHash }: Pick<Proof, 'emailCanonical' | 'passwordHash'>,
  { email, firstName = null, lastName = null, userId, isKnown = false }: NewPerson,
  now: Date,
): Promise<AccountRow> {
  const id = userId ?? newId('user', now);
  if (!isKnown) {
    const known = {
      id,
      email,
      emailCanonical,
      emailVerified: true,
      firstName,
      lastName,
      claimedAt: now,
      createdAt: now,
    };
    await upsertUsers(tx, [known]);
  }
  await insertAccounts(tx, [{ userId: id, emailCanonical, passwordHash, createdAt: now }]);
  const account = await findAccountOf(tx, id);
  if (!account) throw new Error('The account that was just made is gone');
  return account;
}
