import type { Principal } from '../auth/principal.js';
import type { AssetGrant } from '../domain/asset.js';
import type { Refusal } from '../domain/errors.js';
import { storedGrants } from '../domain/grants.js';
import { isStorableText, MESSAGE_LENGTH } from '../domain/limits.js';
import type { Links } from '../domain/link.js';
import { refuse } from '../domain/result.js';
import type { AccountMemberRow } from '../entities/account-member.entity.js';
import type { InviteRow } from '../entities/invite.entity.js';

/** What all invites of one call have in common. */
export interface InviteTerms {
  type: InviteRow['type'];
  businessId: string;
  roles: InviteRow['roles'];
  membershipExpiresAt?: Date | null | undefined;
  message?: string | null | undefined;
  expiresAt: Date;
  principal: Principal;
  now: Date;
}

export const FIRST_GENERATION = 1;

export const TOO_MANY_OPEN = 'The business has as many open invites as it may have. Wait for answers, or cancel some.';

/** How many invites a business may send. */
export interface SendingLimits {
  /** Most open ones. */
  openInvites: number;
  /** Counts the people or businesses that are to be written to; throws RATE_LIMITED. */
  takeInvitees?: (count: number) => Promise<void>;
}

/** What sending invites needs besides the input. */
export interface Sending extends SendingLimits {
  links: Links;
}

type Addressed = Pick<
  InviteRow,
  'inviteeEmail' | 'inviteeEmailCanonical' | 'inviteeUserId' | 'inviteeBusinessId' | 'linkSalt' | 'linkHash'
>;

/** A new invite on these terms, sent by the principal. What is not named of whom it is addressed to is null. */
export function newInvite(
  id: string,
  terms: InviteTerms,
  {
    assetGrants,
    memberId = null,
    ...addressed
  }: Partial<Addressed> & {
    assetGrants?: readonly AssetGrant[] | null | undefined;
    memberId?: string | null;
  },
): InviteRow {
  const { type, businessId, roles, membershipExpiresAt = null, message = null, expiresAt, principal, now } = terms;
  const sender = senderOf(principal);
  return {
    id,
    type,
    status: 'PENDING_SEND',
    businessId,
    inviteeEmail: null,
    inviteeEmailCanonical: null,
    inviteeUserId: null,
    inviteeBusinessId: null,
    linkSalt: null,
    linkHash: null,
    ...addressed,
    roles,
    assetGrants: storedGrants(assetGrants ?? []),
    membershipExpiresAt,
    message,
    createdByUserId: sender.senderUserId,
    createdByApiKeyId: sender.senderApiKeyId,
    ...sender,
    generation: FIRST_GENERATION,
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

/** Who sends an invite, as it names them: a person or an API key. */
export const senderOf = (principal: Principal): Pick<InviteRow, 'senderUserId' | 'senderApiKeyId'> => ({
  senderUserId: principal.kind === 'user' ? principal.userId : null,
  senderApiKeyId: principal.kind === 'apiKey' ? principal.apiKeyId : null,
});

/** The place that a new invite to a person offers: a new row, or a closed one that is opened again, user and names hidden. */
export const invitedMember = (
  invite: Pick<InviteRow, 'id' | 'businessId' | 'roles' | 'inviteeEmail' | 'inviteeEmailCanonical' | 'inviteeUserId'>,
  { id, createdAt, now }: { id: string; createdAt: Date; now: Date },
): AccountMemberRow => ({
  id,
  businessId: invite.businessId,
  status: 'INVITED',
  roles: invite.roles,
  invitedEmail: invite.inviteeEmail,
  invitedEmailCanonical: invite.inviteeEmailCanonical,
  invitedUserId: invite.inviteeUserId,
  userId: null,
  inviteId: invite.id,
  createdAt,
  updatedAt: now,
  acceptedAt: null,
  membershipExpiresAt: null,
});

/** INVALID_INPUT for a message that is too long, or that the database cannot store. */
export const checkMessage = (message: string | null | undefined): Refusal | undefined =>
  message == null || isStorableText(message, MESSAGE_LENGTH)
    ? undefined
    : refuse('INVALID_INPUT', `message can have ${MESSAGE_LENGTH} characters, and no NUL among them.`, [
        'input',
        'message',
      ]).error;
