import { can } from '../auth/policy.js';
import type { UserPrincipal } from '../auth/principal.js';
import { isAddressedUnverified } from '../auth/relations.js';
import type { Tx } from '../database/transaction.js';
import type { Refusal } from '../domain/errors.js';
import { nextStatus } from '../domain/invite.js';
import { type Result, refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { lockInvites } from '../store/invites.js';
import { acceptMembership } from './accept-membership.js';
import { SYSTEM_ACTOR } from './actor.js';
import { type Decision, refuseCall } from './answer.js';
import { type AnswerFacts, readAnswerFacts } from './answer-facts.js';
import { HeldInvites } from './held-invites.js';
import type { Candidate } from './link-invitee.js';
import { type AcceptedSession, openSession } from './open-session.js';
import { holdProof, type Proof, redeemProof } from './prove-identity.js';
import { isOwnAcceptance } from './respond-to-invites.js';
import { maySend } from './sender-right.js';
import { Writes } from './writes.js';

/** The link that somebody holds, with the invite that it was found to be of. */
export interface Linked {
  linkHash: Buffer;
  inviteId: string;
  /** No further round: what cannot be judged by this proof is refused. */
  isLast: boolean;
}

/** Thrown where the invite or the account is no longer what the proof was made for: it is to be made again. */
export class ProveAgain extends Error {
  constructor() {
    super('The invite or the account has changed since the credentials were checked');
    this.name = 'ProveAgain';
  }
}

/** Somebody who is not signed in and has shown who they are. */
export interface Newcomer {
  candidate: Candidate;
  /** Told of the session that was opened. */
  opened(session: AcceptedSession): void;
}

const TOKEN_PATH = ['input', 'token'];

/**
 * Accepts the invite of a link for this person: the viewer, or a newcomer, for whom a session is opened too. The verdicts on
 * who answers come between those on the invite and those on what it gives.
 */
export async function acceptByLink(
  tx: Tx,
  principal: UserPrincipal,
  link: Linked,
  newcomer?: Newcomer,
): Promise<Decision> {
  let held: Result<Proof> | undefined;
  const facts = await readAnswerFacts(tx, principal, [{ inviteId: link.inviteId, accept: true }], async () => {
    held = newcomer && (await holdProof(tx, newcomer.candidate.proof));
  });
  facts.held.expireLate(facts.now, facts.due);
  const invite = facts.held.get(link.inviteId);
  if (!invite?.linkHash?.equals(link.linkHash)) return refused(facts, UNKNOWN_LINK);
  const isOwn = isOwnAcceptance(facts, invite);
  if (newcomer && invite.status === 'ACCEPTED' && !newcomer.candidate.isAccepter && !link.isLast)
    throw new ProveAgain();
  if (newcomer && held && !held.ok) {
    if (!link.isLast) throw new ProveAgain();
    return refuseCall(statusRefusal(invite) ?? held.error, facts.due);
  }
  if (isOwn && (!newcomer || newcomer.candidate.isAccepter)) return answer(tx, facts, invite, new Writes(), newcomer);

  const stranger = newcomer ? undefined : refuseStranger(facts, invite);
  const error = statusRefusal(invite) ?? stranger ?? refuseSender(facts, invite);
  if (error) return refused(facts, error);
  const asked = new Writes();
  const accepted = acceptMembership(facts, invite, asked);
  return accepted.ok ? answer(tx, facts, invite, asked, newcomer) : refused(facts, accepted.error);
}

/** Who has not shown who they are: the status of the invite goes before what was wrong with that. */
export async function refuseByLink(tx: Tx, refusal: Refusal | undefined, link: Linked): Promise<Decision> {
  const held = await HeldInvites.read(tx, await lockInvites(tx, [link.inviteId]));
  const due = new Writes();
  held.expireLate(await tx.clock(), due);
  const invite = held.get(link.inviteId);
  if (!invite?.linkHash?.equals(link.linkHash)) return refuseCall(UNKNOWN_LINK, due);
  const closed = statusRefusal(invite);
  if (closed && refusal && invite.status === 'ACCEPTED' && !link.isLast) throw new ProveAgain(); // perhaps by the same person
  const error = closed ?? refusal;
  if (error) return refuseCall(error, due);
  if (link.isLast) throw new Error(`The invite ${invite.id} is open after all`);
  throw new ProveAgain();
}

export const UNKNOWN_LINK = refuse(
  'NOT_FOUND',
  'This link is unknown, or a newer one has taken its place.',
  TOKEN_PATH,
).error;

const refused = (facts: AnswerFacts, error: Refusal): Decision => refuseCall(atToken(error), facts.due);

const atToken = (error: Refusal): Refusal => ({ ...error, field: TOKEN_PATH });

function statusRefusal(invite: InviteRow): Refusal | undefined {
  const next = nextStatus(invite.status, 'accept');
  return next.ok ? undefined : atToken(next.error);
}

/** The link came from the invitee's mailbox, so their address counts as it is, verified or not. */
function refuseStranger({ standing }: AnswerFacts, invite: InviteRow): Refusal | undefined {
  if (can(standing, 'invite:answer', invite) || isAddressedUnverified(standing, invite)) return undefined;
  return refuse('WRONG_RECIPIENT', 'The invite is for another address than yours. Sign in as its invitee, or sign out.')
    .error;
}

/** An invite is as good as its sender: one whose sender may no longer give what it gives is cancelled by the attempt. */
function refuseSender(facts: AnswerFacts, invite: InviteRow): Refusal | undefined {
  if (maySend(invite, facts)) return undefined;
  return statusRefusal(facts.held.move(invite, 'CANCELLED', SYSTEM_ACTOR, facts.now, facts.due));
}

/** The member, and for a newcomer the session: their ids are what is kept under an idempotency key. */
async function answer(
  tx: Tx,
  facts: AnswerFacts,
  invite: InviteRow,
  asked: Writes,
  newcomer: Newcomer | undefined,
): Promise<Decision> {
  const { now, principal, due } = facts;
  const items = [{ id: invite.memberId, error: null }];
  if (newcomer) {
    const { proof, person } = newcomer.candidate;
    const account = await redeemProof(tx, proof, person, now);
    const opened = await openSession(tx, principal.userId, now);
    newcomer.opened({ opened, account, now });
    items.push({ id: opened.sessionId, error: null });
  }
  const writes = new Writes();
  writes.add(due);
  writes.add(asked);
  return { answer: { userErrors: [], items }, writes };
}
