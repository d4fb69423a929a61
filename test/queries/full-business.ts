import type { InviteStatus } from '../../src/domain/invite.js';
import { membershipAfter } from '../../src/domain/membership.js';
import type { AccountMemberRow } from '../../src/entities/account-member.entity.js';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import { businessRow, inviteRow, memberRow, minutes, type Rows, times, userRow } from './rows.js';

const STATUSES: InviteStatus[] = [
  'PENDING_SEND',
  'PENDING',
  'ACCEPTED',
  'DECLINED',
  'CANCELLED',
  'EXPIRED',
  'ACCEPTED',
];

const two = (index: number): string => String(index).padStart(3, '0');

/**
 * A business in which everything hangs on everything: `count` invites in every status, half by e-mail and half by user id,
 * made by ten admins, closed by different people, each with its member.
 */
export function fullBusiness(
  businessId: string,
  count: number,
): Rows & { invite: InviteRow[]; account_member: AccountMemberRow[] } {
  const ids = times(count, (index) => `${businessId}_${two(index)}`);
  const adminOf = (index: number): string => `usr_${businessId}_admin${index % 10}`;
  const personOf = (index: number): string => `usr_${ids[index]}`;
  const invite = ids.map((id, index) => {
    const status = STATUSES[index % STATUSES.length] ?? 'PENDING';
    const answered = status === 'ACCEPTED' || status === 'DECLINED';
    return inviteRow(`inv_${id}`, {
      businessId,
      status,
      inviteeEmail: `usr_${id}@example.com`,
      ...(index % 2 ? { inviteeUserId: personOf(index) } : {}),
      createdByUserId: adminOf(index),
      senderUserId: adminOf(index),
      closedByUserId: answered ? personOf(index) : status === 'CANCELLED' ? adminOf(index + 1) : null,
      closedAt: answered || status === 'CANCELLED' || status === 'EXPIRED' ? minutes(index + 1) : null,
      createdAt: minutes(index),
      memberId: `mem_${id}`,
    });
  });
  const member = invite.map((row, index) =>
    memberRow(`mem_${ids[index]}`, {
      businessId,
      status: membershipAfter(row.status),
      invitedEmail: row.inviteeEmail,
      invitedUserId: row.inviteeUserId,
      userId: row.status === 'ACCEPTED' ? personOf(index) : null,
      inviteId: row.id,
      createdAt: row.createdAt,
      acceptedAt: row.status === 'ACCEPTED' ? row.closedAt : null,
    }),
  );
  const admins = times(10, (index) =>
    memberRow(`mem_${businessId}_admin${index}`, { businessId, userId: adminOf(index), roles: ['BIZ_ADMIN'] }),
  );
  return {
    business: [businessRow(businessId)],
    app_user: [...ids.map((id) => userRow(`usr_${id}`)), ...times(10, (index) => userRow(adminOf(index)))],
    invite,
    account_member: [...member, ...admins],
  };
}
