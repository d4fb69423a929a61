import { canonicalEmail } from '../domain/invitee.js';
import { ok, type Result, refuse } from '../domain/result.js';
import { type Caller, type Identity, refuseSignIn } from './identity.js';
import { noSoonerThan } from './no-sooner-than.js';
import { grantSession, openSession, type SessionGrant } from './open-session.js';
import { type Credentials, holdProof, proveIdentity, redeemProof } from './prove-identity.js';

const ANSWER_MS = 100; // a try at an account that is there writes one row more than at one that is not

export interface SignInInput extends Credentials {
  email: string;
}

/**
 * Opens a session for an account, by its password, by a one-time code, or by both; with both the password of an account that
 * has none is set. Every refusal but a missing or weak password reads the same, and takes as long.
 */
export async function signIn(identity: Identity, input: SignInInput, caller: Caller): Promise<Result<SessionGrant>> {
  const elsewhere = refuseSignIn(identity);
  if (elsewhere) return { ok: false, error: elsewhere };
  return noSoonerThan(ANSWER_MS, () => signInHere(identity, input, caller));
}

async function signInHere(identity: Identity, input: SignInInput, caller: Caller): Promise<Result<SessionGrant>> {
  const emailCanonical = canonicalEmail(input.email);
  if (emailCanonical === undefined)
    return refuse('INVALID_CREDENTIALS', 'There is no such e-mail address.', ['input', 'email']);
  const proof = await proveIdentity(identity, { emailCanonical, mayBeNew: false }, input, caller);
  if (!proof.ok) return proof;
  const opened = await identity.database.transaction(async (tx) => {
    const held = await holdProof(tx, proof.value);
    if (!held.ok) return held;
    const now = await tx.clock(); // behind the locks
    const account = await redeemProof(tx, held.value, { email: input.email }, now);
    return ok({ session: await openSession(tx, account.userId, now), account, now });
  });
  if (!opened.ok) return opened;
  const { session, account, now } = opened.value;
  return ok(await grantSession(identity, session, account, now));
}
