import { INVITE_EXPIRY, MINUTE_MS } from './limits.js';
import { ok, type Result, refuse } from './result.js';

export const INVITE_TYPES = ['MEMBER_INVITE', 'PARTNER_INVITE', 'PARTNER_REQUEST', 'ASSET_REQUEST'] as const;
export type InviteType = (typeof INVITE_TYPES)[number];

export const INVITE_STATUSES = ['PENDING_SEND', 'PENDING', 'ACCEPTED', 'DECLINED', 'CANCELLED', 'EXPIRED'] as const;
export type InviteStatus = (typeof INVITE_STATUSES)[number];

export type InviteMove = 'send' | 'accept' | 'decline' | 'cancel' | 'expire' | 'resend';

/** Every legal move, and where it leads; a status without moves is final. Nobody else compares or assigns a status. */
const LIFECYCLE: Readonly<Record<InviteStatus, Readonly<Partial<Record<InviteMove, InviteStatus>>>>> = {
  PENDING_SEND: {
    send: 'PENDING',
    accept: 'ACCEPTED',
    decline: 'DECLINED',
    cancel: 'CANCELLED',
    expire: 'EXPIRED',
    resend: 'PENDING_SEND',
  },
  PENDING: {
    accept: 'ACCEPTED',
    decline: 'DECLINED',
    cancel: 'CANCELLED',
    expire: 'EXPIRED',
    resend: 'PENDING_SEND',
  },
  EXPIRED: { resend: 'PENDING_SEND' },
  ACCEPTED: {},
  DECLINED: {},
  CANCELLED: {},
};

/** The statuses in which an invite can still be answered. The partial indices and the sweeper go by the same two. */
export const OPEN_STATUSES: readonly InviteStatus[] = INVITE_STATUSES.filter((status) => 'accept' in LIFECYCLE[status]);

export const isOpen = (invite: { status: InviteStatus }): boolean => OPEN_STATUSES.includes(invite.status);

/** Open, but its time is over: whoever finds it so writes EXPIRED before anything else. */
export const isLate = (invite: { status: InviteStatus; expiresAt: Date }, now: Date): boolean =>
  isOpen(invite) && invite.expiresAt <= now;

/** What may still be done with an invite in this status, whoever does it. */
export const movesOf = (status: InviteStatus): InviteMove[] => Object.keys(LIFECYCLE[status]) as InviteMove[]; // keys of a literal

/** The status that `move` leads to; INVITE_EXPIRED or INVITE_NOT_PENDING (naming the status) where it is not legal. */
export function nextStatus(status: InviteStatus, move: InviteMove): Result<InviteStatus> {
  const next = LIFECYCLE[status][move];
  if (next) return ok(next);
  return status === 'EXPIRED'
    ? refuse('INVITE_EXPIRED', 'The invite has expired. Ask for it to be sent again.')
    : refuse('INVITE_NOT_PENDING', `The invite is ${status} and can no longer be changed.`);
}

/** When an invite made at `now` expires: as asked within 5 minutes to 30 days, else after 7 days. */
export function expiryOf(asked: Date | undefined, now: Date): Result<Date> {
  if (!asked) return ok(new Date(now.getTime() + INVITE_EXPIRY.defaultMs));
  const aheadMs = asked.getTime() - now.getTime();
  if (aheadMs >= INVITE_EXPIRY.minMs && aheadMs <= INVITE_EXPIRY.maxMs) return ok(asked);
  return refuse('INVALID_INPUT', `expiresAt must lie ${INVITE_EXPIRY.minMs / MINUTE_MS} minutes to 30 days ahead.`, [
    'input',
    'expiresAt',
  ]);
}
