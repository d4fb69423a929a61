import type { Tx } from '../database/transaction.js';
import { SIGN_IN_CODE } from '../domain/accounts.js';
import type { Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { canonicalEmail } from '../domain/invitee.js';
import { refuse } from '../domain/result.js';
import { insertOutbox } from '../outbox/outbox.js';
import { findAccount } from '../store/accounts.js';
import { replaceCode } from '../store/sign-in-codes.js';
import { type Caller, type Identity, refuseSignIn } from './identity.js';
import { noSoonerThan } from './no-sooner-than.js';

const ANSWER_MS = 100; // a code that is made takes a commit

export interface RequestSignInCodeInput {
  email?: string | null | undefined;
  inviteToken?: string | null | undefined;
}

/** A mailbox, in the form that is compared and as it is spelled. */
export interface Mailbox {
  emailCanonical: string;
  email: string;
}

export interface CodeRequest {
  input: RequestSignInCodeInput;
  caller: Caller;
  /** Where the invite of a link goes; undefined for a link that is good for nothing. */
  findInvitee?: (inviteToken: string) => Promise<Mailbox | undefined>;
}

/**
 * Has a one-time code mailed to the address of an account, or to the invitee of a link. Undefined, whether or not there is
 * such an account or link, and after the same time; a refusal only for what is malformed. Throws RATE_LIMITED.
 */
export async function requestSignInCode(identity: Identity, request: CodeRequest): Promise<Refusal | undefined> {
  const elsewhere = refuseSignIn(identity);
  if (elsewhere) return elsewhere;
  const { email, inviteToken } = request.input;
  if ((email == null) === (inviteToken == null)) {
    return refuse('INVALID_INPUT', 'Give either email or inviteToken.', ['input', 'email']).error;
  }
  const emailCanonical = email == null ? undefined : canonicalEmail(email);
  if (email != null && emailCanonical === undefined) {
    return refuse('INVALID_INPUT', 'This is no e-mail address.', ['input', 'email']).error;
  }
  await identity.rateLimits.take('codesPerAddress', request.caller.address);
  await noSoonerThan(ANSWER_MS, () => mailCode(identity, request, emailCanonical));
  return undefined;
}

async function mailCode(identity: Identity, request: CodeRequest, emailCanonical: string | undefined): Promise<void> {
  const { database, rateLimits } = identity;
  const recipient = emailCanonical ?? `link:${request.input.inviteToken}`;
  await rateLimits.take('codesPerRecipient', recipient); // also where nothing is mailed, so that it tells nothing
  const mailbox =
    emailCanonical === undefined
      ? await request.findInvitee?.(request.input.inviteToken ?? '')
      : await mailboxOf(identity, emailCanonical);
  if (!mailbox) return;
  await database.transaction(async (tx) => {
    const now = await tx.clock();
    const { id } = await makeCode(tx, identity, mailbox, now);
    await insertOutbox(tx, [{ kind: 'SIGN_IN_CODE', subjectId: id, generation: 1, dueAt: now }]);
  });
}

async function mailboxOf({ database }: Identity, emailCanonical: string): Promise<Mailbox | undefined> {
  const account = await findAccount(database, emailCanonical);
  return account && { emailCanonical, email: account.email ?? emailCanonical };
}

/** Makes the code that is good for this mailbox from now on; the one before is good no more. Returns its digits too. */
export async function makeCode(
  tx: Tx,
  { codes }: Pick<Identity, 'codes'>,
  { emailCanonical, email }: Mailbox,
  now: Date,
): Promise<{ id: string; digits: string }> {
  const code = codes.make(newId('signInCode', now));
  const expiresAt = new Date(now.getTime() + SIGN_IN_CODE.lifetimeMs);
  await replaceCode(tx, { ...code, emailCanonical, email, expiresAt }, now);
  return { id: code.id, digits: codes.read(code) ?? '' };
}
