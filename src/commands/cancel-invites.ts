import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { nextStatus } from '../domain/invite.js';
import { refuse } from '../domain/result.js';
import { lockInvites } from '../store/invites.js';
import { actorOf } from './actor.js';
import { type BatchMode, checkBatchSize, type Decision, decideBatch, refuseCall } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { refuseBusiness } from './refuse-business.js';
import { Writes } from './writes.js';

export interface CancelInvitesInput {
  businessId: string;
  inviteIds: readonly string[];
  mode: BatchMode;
}

/** Takes back open invites that this business sent. */
export async function cancelInvites(tx: Tx, principal: Principal, input: CancelInvitesInput): Promise<Decision> {
  const fault = checkBatchSize(input.inviteIds, 'inviteIds');
  if (fault) return refuseCall(fault);
  const held = await HeldInvites.read(tx, await lockInvites(tx, input.inviteIds));
  const now = await tx.clock();
  const standing = await readStanding(tx, principal, [input.businessId]);
  const due = new Writes();
  held.expireLate(now, due);
  if (!can(standing, 'invite:cancel', { businessId: input.businessId })) {
    return refuseCall(refuseBusiness(standing, input.businessId), due);
  }
  return decideBatch({ items: input.inviteIds, mode: input.mode, due }, (inviteId, index, asked) => {
    const invite = held.get(inviteId);
    const field = ['input', 'inviteIds', `${index}`];
    if (!invite || invite.businessId !== input.businessId) {
      return refuse('NOT_FOUND', 'This business has sent no such invite.', field);
    }
    const next = nextStatus(invite.status, 'cancel');
    if (!next.ok) return { ok: false, error: { ...next.error, field } };
    held.move(invite, next.value, actorOf(principal), now, asked);
    return { ok: true, value: invite.id };
  });
}
