import type { Tx } from '../database/transaction.js';
import { nextStatus } from '../domain/invite.js';
import { deleteOutbox, type OutboxItem } from '../outbox/outbox.js';
import { lockInvites } from '../store/invites.js';
import { SYSTEM_ACTOR } from './actor.js';
import type { Decision } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { Writes } from './writes.js';

/**
 * Counts mails that were handed over, and removes them from the outbox. A mail counts if its generation is still the
 * invite's, also when that is closed by now; the status moves only where it still says that nothing was sent. Of a notice that
 * goes to several people the first moves it, and each counts.
 */
export async function markInvitesSent(tx: Tx, sent: readonly OutboxItem[]): Promise<Decision> {
  const held = await HeldInvites.read(
    tx,
    await lockInvites(
      tx,
      sent.map((item) => item.subjectId),
    ),
  );
  const now = await tx.clock();
  const writes = new Writes();
  for (const item of sent) {
    const invite = held.get(item.subjectId);
    if (!invite || invite.generation !== item.generation) continue;
    const next = nextStatus(invite.status, 'send');
    const counted = next.ok ? held.move(invite, next.value, SYSTEM_ACTOR, now, writes) : invite;
    held.changeInvite({ ...counted, sentAt: now, sendCount: counted.sendCount + 1 }, writes);
  }
  await deleteOutbox(
    tx,
    sent.map((item) => item.id),
  );
  return { answer: { userErrors: [], items: sent.map((item) => ({ id: item.subjectId, error: null })) }, writes };
}
