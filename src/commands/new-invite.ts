import type { UserPrincipal } from '../auth/principal.js';
import type { AssetGrant } from '../domain/asset.js';
import type { Refusal } from '../domain/errors.js';
import { storedGrants } from '../domain/grants.js';
import { isStorableText, MESSAGE_LENGTH } from '../domain/limits.js';
import { refuse } from '../domain/result.js';
import type { InviteRow } from '../entities/invite.entity.js';

/** What all invites of one call have in common. */
export interface InviteTerms {
  type: InviteRow['type'];
  businessId: string;
  roles: InviteRow['roles'];
  membershipExpiresAt?: Date | null | undefined;
  message?: string | null | undefined;
  expiresAt: Date;
  principal: UserPrincipal;
  now: Date;
}

type Invitee = Pick<InviteRow, 'inviteeEmail' | 'inviteeEmailCanonical' | 'inviteeUserId' | 'inviteeBusinessId'>;

/** A new invite on these terms, sent by the principal. What `invitee` does not name is null. */
export function newInvite(
  id: string,
  terms: InviteTerms,
  {
    assetGrants,
    memberId = null,
    ...invitee
  }: Partial<Invitee> & {
    assetGrants?: readonly AssetGrant[] | null | undefined;
    memberId?: string | null;
  },
): InviteRow {
  const { type, businessId, roles, membershipExpiresAt = null, message = null, expiresAt, principal, now } = terms;
  return {
    id,
    type,
    status: 'PENDING_SEND',
    businessId,
    inviteeEmail: null,
    inviteeEmailCanonical: null,
    inviteeUserId: null,
    inviteeBusinessId: null,
    ...invitee,
    roles,
    assetGrants: storedGrants(assetGrants ?? []),
    membershipExpiresAt,
    message,
    createdByUserId: principal.userId,
    senderUserId: principal.userId,
    generation: 1,
    sendCount: 0,
    createdAt: now,
    updatedAt: now,
    sentAt: null,
    expiresAt,
    closedAt: null,
    closedByUserId: null,
    memberId,
    partnershipId: null,
  };
}

/** INVALID_INPUT for a message that is too long, or that the database cannot store. */
export const checkMessage = (message: string | null | undefined): Refusal | undefined =>
  message == null || isStorableText(message, MESSAGE_LENGTH)
    ? undefined
    : refuse('INVALID_INPUT', `message can have ${MESSAGE_LENGTH} characters, and no NUL among them.`, [
        'input',
        'message',
      ]).error;
