import type { UserPrincipal } from '../auth/principal.js';
import type { Refusal } from '../domain/errors.js';
import { newId } from '../domain/ids.js';
import { isStorableText, NAME_LENGTH } from '../domain/limits.js';
import { hashLinkToken } from '../domain/link.js';
import { refuse } from '../domain/result.js';
import { findAccountOf } from '../store/accounts.js';
import { findInviteOfLink, type LinkedInvite } from '../store/invites.js';
import type { Caller, Identity } from './identity.js';
import { type Credentials, type NewPerson, type Proof, proveIdentity } from './prove-identity.js';
import type { Mailbox } from './request-sign-in-code.js';

/** What somebody gives who holds a link and is not signed in. */
export interface LinkCredentials extends Credentials {
  /** Of a new account. */
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
}

/** Somebody who has proven to be the invitee, or who accepted before; to be held and redeemed in the transaction. */
export interface Candidate {
  principal: UserPrincipal;
  proof: Proof;
  person: NewPerson;
  /** They accepted this very invite before: all they get is another session. */
  isAccepter: boolean;
}

/** A candidate, or why there is none; without either the status of the invite says it. */
export interface Tried {
  candidate?: Candidate;
  refusal?: Refusal | undefined;
  /** Gives back what was counted as a try, if all turned out right. */
  giveBack?: () => Promise<void>;
}

/** Where a code goes that is asked for by link: to the invitee, as long as the invite can be answered. */
export async function findInvitee({ database }: Identity, inviteToken: string): Promise<Mailbox | undefined> {
  const invite = await findInviteOfLink(database, hashLinkToken(inviteToken));
  if (!invite?.isOpen || invite.emailCanonical === null) return undefined;
  return { emailCanonical: invite.emailCanonical, email: invite.email ?? invite.emailCanonical };
}

/** Checks what is given against the invitee of the link, outside of any transaction; the try is counted first. */
export async function proveInvitee(
  identity: Identity,
  invite: LinkedInvite,
  input: LinkCredentials & { idempotencyKey?: string | null | undefined },
  caller: Caller,
): Promise<Tried> {
  if (!invite.isOpen) return invite.status === 'ACCEPTED' ? proveAccepter(identity, invite, input, caller) : {};
  const fault = checkNames(input);
  if (fault) return { refusal: fault };
  const { email, emailCanonical, inviteeUserId } = invite;
  if (emailCanonical === null) return { refusal: NO_MAILBOX }; // of who was named by id, and has no address any more
  const proof = await proveIdentity(identity, { emailCanonical, mayBeNew: true }, input, caller);
  if (!proof.ok) return { refusal: proof.error };
  const { account } = proof.value;
  if (inviteeUserId !== null && account && account.userId !== inviteeUserId) return { refusal: NO_MAILBOX };
  const userId = account?.userId ?? inviteeUserId ?? newId('user', new Date());
  const { firstName, lastName } = input;
  return {
    candidate: {
      principal: asUser(userId),
      proof: proof.value,
      person: {
        email: email ?? emailCanonical,
        firstName: firstName?.trim(),
        lastName: lastName?.trim(),
        userId,
        isKnown: inviteeUserId !== null,
      },
      isAccepter: false,
    },
  };
}

/**
 * Who accepted is told apart by their password alone: a code is used up, and the link is known to whoever reads the mailbox.
 * A repeat under an idempotency key is judged by its fingerprint, which is a try at the code in it.
 */
async function proveAccepter(
  identity: Identity,
  { closedByUserId, emailCanonical }: LinkedInvite,
  { password, code, idempotencyKey }: LinkCredentials & { idempotencyKey?: string | null | undefined },
  caller: Caller,
): Promise<Tried> {
  const account = closedByUserId === null ? undefined : await findAccountOf(identity.database, closedByUserId);
  if (password == null) {
    return code == null || idempotencyKey == null
      ? {}
      : { giveBack: await takeTries(identity, account?.emailCanonical ?? emailCanonical ?? '', caller) };
  }
  if (!account) return {};
  const proof = await proveIdentity(
    identity,
    { emailCanonical: account.emailCanonical, mayBeNew: false },
    { password },
    caller,
  );
  if (!proof.ok || proof.value.account?.userId !== account.userId) return {};
  const person = { email: account.email ?? account.emailCanonical };
  return { candidate: { principal: asUser(account.userId), proof: proof.value, person, isAccepter: true } };
}

async function takeTries(
  { rateLimits }: Identity,
  emailCanonical: string,
  { address }: Caller,
): Promise<() => Promise<void>> {
  await rateLimits.take('triesPerAddress', address);
  await rateLimits.take('triesPerAccount', emailCanonical);
  return async () => {
    await rateLimits.giveBack('triesPerAddress', address);
    await rateLimits.giveBack('triesPerAccount', emailCanonical);
  };
}

const asUser = (userId: string): UserPrincipal => ({
  kind: 'user',
  userId,
  tokenExpiresAtMs: Number.POSITIVE_INFINITY,
});

const NO_MAILBOX = refuse(
  'INVALID_CREDENTIALS',
  'The password or code does not hold. Ask for a new code, or try again.',
).error;

function checkNames(input: LinkCredentials): Refusal | undefined {
  const wrong = (['firstName', 'lastName'] as const).find((field) => {
    const name = input[field];
    return name != null && (name.trim() === '' || !isStorableText(name.trim(), NAME_LENGTH));
  });
  if (!wrong) return undefined;
  return refuse('INVALID_INPUT', `${wrong} must have 1 to ${NAME_LENGTH} characters.`, ['input', wrong]).error;
}
