import { describe, expect, it } from 'vitest';
import {
  expiryOf,
  INVITE_STATUSES,
  type InviteMove,
  type InviteStatus,
  isLate,
  isOpen,
  movesOf,
  nextStatus,
  OPEN_STATUSES,
} from '../../src/domain/invite.js';
import { DAY_MS, MINUTE_MS } from '../../src/domain/limits.js';
import { MEMBERSHIP_STATUSES, membershipAfter, SEATED_STATUSES } from '../../src/domain/membership.js';

const MOVES = ['send', 'accept', 'decline', 'cancel', 'expire', 'resend'] as const satisfies InviteMove[];

const LIFECYCLE: Record<InviteStatus, (InviteStatus | '–')[]> = {
  //              send       accept      decline     cancel       expire     resend
  PENDING_SEND: ['PENDING', 'ACCEPTED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'PENDING_SEND'],
  PENDING: ['–', 'ACCEPTED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'PENDING_SEND'],
  EXPIRED: ['–', '–', '–', '–', '–', 'PENDING_SEND'],
  ACCEPTED: ['–', '–', '–', '–', '–', '–'],
  DECLINED: ['–', '–', '–', '–', '–', '–'],
  CANCELLED: ['–', '–', '–', '–', '–', '–'],
};

describe('the lifecycle of an invite', () => {
  it.each(
    INVITE_STATUSES.flatMap((status) =>
      MOVES.map((move, column) => [status, move, LIFECYCLE[status][column]] as const),
    ),
  )('takes %s by %s to %s', (status, move, next) => {
    const result = nextStatus(status, move);
    if (next !== '–') return expect(result).toEqual({ ok: true, value: next });
    return expect(result).toMatchObject({
      ok: false,
      error: { code: status === 'EXPIRED' ? 'INVITE_EXPIRED' : 'INVITE_NOT_PENDING' },
    });
  });

  it('names the status in which a closed invite is', () => {
    for (const status of ['ACCEPTED', 'DECLINED', 'CANCELLED'] as const) {
      expect(nextStatus(status, 'cancel')).toMatchObject({ error: { message: expect.stringContaining(status) } });
    }
  });

  it('tells the same moves that it allows', () => {
    for (const status of INVITE_STATUSES) {
      expect(movesOf(status)).toEqual(MOVES.filter((_, column) => LIFECYCLE[status][column] !== '–'));
    }
  });

  it('calls open what can be answered', () => {
    expect(OPEN_STATUSES).toEqual(['PENDING_SEND', 'PENDING']);
    expect(INVITE_STATUSES.filter((status) => isOpen({ status }))).toEqual(OPEN_STATUSES);
  });

  it('calls late what is open at the very moment at which it expires, and nothing that is closed', () => {
    const now = new Date('2026-01-01T00:00:00.000Z');
    const before = new Date(now.getTime() - 1);
    expect(isLate({ status: 'PENDING', expiresAt: now }, now)).toBe(true);
    expect(isLate({ status: 'PENDING_SEND', expiresAt: now }, now)).toBe(true);
    expect(isLate({ status: 'PENDING', expiresAt: now }, before)).toBe(false);
    for (const status of ['ACCEPTED', 'DECLINED', 'CANCELLED', 'EXPIRED'] as const) {
      expect(isLate({ status, expiresAt: before }, now)).toBe(false);
    }
  });

  it('leaves each member row in the status of its invite', () => {
    expect(INVITE_STATUSES.map(membershipAfter)).toEqual([
      'INVITED',
      'INVITED',
      'ACTIVE',
      'INVITATION_DECLINED',
      'INVITATION_REVOKED',
      'INVITATION_EXPIRED',
    ]);
    expect(MEMBERSHIP_STATUSES.filter((status) => SEATED_STATUSES.includes(status))).toEqual(['INVITED', 'ACTIVE']);
  });
});

describe('the end of an invite', () => {
  const now = new Date('2026-01-01T00:00:00.000Z');
  const ahead = (ms: number) => new Date(now.getTime() + ms);

  it.each([
    ['7 days ahead unless asked for', undefined, ahead(7 * DAY_MS)],
    ['5 minutes ahead at the earliest', ahead(5 * MINUTE_MS), ahead(5 * MINUTE_MS)],
    ['30 days ahead at the latest', ahead(30 * DAY_MS), ahead(30 * DAY_MS)],
  ])('lies %s', (_, asked, expected) => {
    expect(expiryOf(asked, now)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['a millisecond too early', ahead(5 * MINUTE_MS - 1)],
    ['a millisecond too late', ahead(30 * DAY_MS + 1)],
    ['in the past', ahead(-1)],
    ['no time at all', new Date(Number.NaN)],
  ])('is refused %s', (_, asked) => {
    expect(expiryOf(asked, now)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', field: ['input', 'expiresAt'] },
    });
  });
});
