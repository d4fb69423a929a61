import type { Tx } from '../database/transaction.js';
import { isLate, nextStatus } from '../domain/invite.js';
import { deleteOutbox, findAddressed, type OutboxItem } from '../outbox/outbox.js';
import { lockInvites } from '../store/invites.js';
import { readNoticeRecipients } from '../store/recipients.js';
import { SYSTEM_ACTOR } from './actor.js';
import type { Decision } from './answer.js';
import { HeldInvites } from './held-invites.js';
import { Writes } from './writes.js';

/**
 * Makes of each notice to a business one mail to each of its administrators as they are now, so that each is handed over and
 * tried again for itself. A mail whose reader has gone comes here again, in case that nobody was told yet. With nobody to
 * tell the invite is PENDING, without a mail counted.
 */
export async function addressNotices(tx: Tx, notices: readonly OutboxItem[]): Promise<Decision> {
  const inviteIds = notices.map(({ subjectId }) => subjectId);
  const held = await HeldInvites.read(tx, await lockInvites(tx, inviteIds));
  const now = await tx.clock();
  await deleteOutbox(
    tx,
    notices.map(({ id }) => id),
  );
  const businessIds = held.all().flatMap(({ inviteeBusinessId }) => inviteeBusinessId ?? []);
  const recipients = await readNoticeRecipients(tx, businessIds);
  const addressed = new Set((await findAddressed(tx, inviteIds)).map(keyOf));
  const writes = new Writes();
  for (const { kind, subjectId, generation } of notices) {
    const invite = held.get(subjectId);
    if (!invite || invite.generation !== generation || isLate(invite, now)) continue;
    const next = nextStatus(invite.status, 'send');
    if (!next.ok) continue;
    const readers = recipients.filter(({ businessId }) => businessId === invite.inviteeBusinessId);
    for (const { userId: recipientUserId } of readers) {
      const key = keyOf({ subjectId, recipientUserId });
      if (!addressed.has(key)) writes.outbox.push({ kind, subjectId, recipientUserId, generation, dueAt: now });
      addressed.add(key);
    }
    if (readers.length === 0) held.move(invite, next.value, SYSTEM_ACTOR, now, writes);
  }
  return { answer: { userErrors: [], items: inviteIds.map((id) => ({ id, error: null })) }, writes };
}

const keyOf = ({ subjectId, recipientUserId }: Pick<OutboxItem, 'subjectId' | 'recipientUserId'>): string =>
  `${subjectId} ${recipientUserId}`;
