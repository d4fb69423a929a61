import { can } from '../auth/policy.js';
import type { UserPrincipal } from '../auth/principal.js';
import { isAddressedUnverified } from '../auth/relations.js';
import type { Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { checkGrants, checkGrantTotal } from '../domain/grants.js';
import { nextStatus } from '../domain/invite.js';
import { ok, type Result, refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';
import { acceptMembership } from './accept-membership.js';
import { acceptPartnership } from './accept-partnership.js';
import { actorOf, SYSTEM_ACTOR } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import {
  type AnswerFacts,
  type InviteResponse,
  isRequest,
  offerOf,
  pairKey,
  readAnswerFacts,
  sidesOfInvite,
} from './answer-facts.js';
import { refuseOffer } from './grants.js';
import { maySend } from './sender-right.js';
import type { Writes } from './writes.js';

export interface RespondToInvitesInput {
  responses: readonly InviteResponse[];
  mode: BatchMode;
}

/**
 * Accepts and declines invites addressed to the viewer, or to a business that they administer. Of any number of answers at
 * once exactly one wins.
 */
export async function respondToInvites(
  tx: Tx,
  principal: UserPrincipal,
  { responses, mode }: RespondToInvitesInput,
): Promise<Decision> {
  const grants = responses.map(({ assetGrants }) => assetGrants);
  const fault = firstRefusal([checkBatchSize(responses, 'responses'), checkGrantTotal(grants, ['input', 'responses'])]);
  if (fault) return refuseCall(fault);
  const facts = await readAnswerFacts(tx, principal, responses);
  facts.held.expireLate(facts.now, facts.due);
  return decideBatch({ items: responses, mode, due: facts.due }, (response, index, asked) => {
    const path = ['input', 'responses', `${index}`];
    const verdict = judge(facts, response, [...path, 'assetGrants'], asked);
    if (verdict.ok || verdict.error.field) return verdict;
    return { ok: false, error: { ...verdict.error, field: [...path, 'inviteId'] } };
  });
}

/** Judges one answer and notes in `asked` what it does. `path` leads to the grants that it names. */
function judge(facts: AnswerFacts, response: InviteResponse, path: string[], asked: Writes): Result<string> {
  const { accept, assetGrants } = response;
  const illFormed = assetGrants && (accept ? checkGrants(assetGrants, path, 0) : misplaced(path));
  if (illFormed) return { ok: false, error: illFormed };
  const invite = facts.held.get(response.inviteId);
  if (!invite) return refuse('NOT_FOUND', NOT_FOUND);

  const done = accept && isOwnAcceptance(facts, invite);
  const stranger = done ? undefined : refuseRecipient(facts.standing, invite);
  if (stranger?.code === 'NOT_FOUND') return { ok: false, error: stranger };
  if (assetGrants && !isRequest(invite)) return { ok: false, error: misplaced(path) };
  if (done) return ok(invite.id);
  if (stranger) return { ok: false, error: stranger };

  const offer = offerOf(invite, assetGrants, path);
  const excess = offer && refuseOffer(facts.offers, offer);
  if (excess?.code === 'NOT_FOUND') return { ok: false, error: excess }; // goes before the invite's status, the rest behind
  const next = nextStatus(invite.status, accept ? 'accept' : 'decline');
  if (!next.ok) return next;
  if (!accept) {
    facts.held.move(invite, next.value, actorOf(facts.principal), facts.now, asked);
    return ok(invite.id);
  }
  if (!maySend(invite, facts)) {
    // Due whatever becomes of the other answers.
    const cancelled = facts.held.move(invite, 'CANCELLED', SYSTEM_ACTOR, facts.now, facts.due);
    return nextStatus(cancelled.status, 'accept') as Result<string>; // CANCELLED is final: always a refusal
  }
  if (excess) return { ok: false, error: excess };
  const sides = sidesOfInvite(invite);
  return sides ? acceptPartnership(facts, invite, sides, response, asked) : acceptMembership(facts, invite, asked);
}

const NOT_FOUND = 'There is no such invite, or it is not yours to answer.';

const misplaced = (path: string[]): Refusal =>
  refuse('INVALID_INPUT', 'assetGrants can be named only when a request is accepted.', path).error;

/** Why this viewer may not answer, or undefined. A stranger learns nothing, not even that the invite exists. */
function refuseRecipient(standing: Standing, invite: InviteRow): Refusal | undefined {
  if (can(standing, 'invite:answer', invite)) return undefined;
  if (can(standing, 'invite:see', invite)) return refuse('FORBIDDEN', 'Only the invitee can answer this invite.').error;
  return isAddressedUnverified(standing, invite)
    ? refuse('EMAIL_NOT_VERIFIED', 'The invite is for your address. Verify the address, then answer.').error
    : refuse('NOT_FOUND', NOT_FOUND).error;
}

/** The viewer accepted this very invite before, and the membership or partnership that came of it lives. */
export function isOwnAcceptance({ held, principal, partnerships, standing }: AnswerFacts, invite: InviteRow): boolean {
  if (invite.status !== 'ACCEPTED' || invite.closedByUserId !== principal.userId) return false;
  const sides = sidesOfInvite(invite);
  if (sides) {
    return can(standing, 'invite:answer', invite) && partnerships.get(pairKey(sides))?.id === invite.partnershipId;
  }
  const member = held.memberOf(invite);
  return member?.status === 'ACTIVE' && member.userId === principal.userId;
}
