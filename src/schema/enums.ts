import { MEMBERSHIP_ERROR_CODES, type MembershipErrorCode } from '../domain/errors.js';
import { INVITE_STATUSES, INVITE_TYPES, type InviteStatus, type InviteType } from '../domain/invite.js';
import { BUSINESS_ROLES, type BusinessRole, MEMBERSHIP_STATUSES, type MembershipStatus } from '../domain/membership.js';
import { enumOf } from './enum-of.js';

export const InviteTypeEnum = enumOf<InviteType>('InviteType', 'What an invite offers or asks for.', INVITE_TYPES, {
  MEMBER_INVITE: 'A person is invited to join the business.',
  PARTNER_INVITE: "Another business is offered access to this business's assets.",
  PARTNER_REQUEST: "This business asks another to become its partner, to reach that one's assets.",
  ASSET_REQUEST: "This business asks an existing partner for access to more of that one's assets.",
});

export const InviteStatusEnum = enumOf<InviteStatus>('InviteStatus', 'How far an invite has come.', INVITE_STATUSES, {
  PENDING_SEND: 'Stored; the e-mail has not been handed over yet. It can be answered already.',
  PENDING: 'Sent, and waiting for an answer.',
  ACCEPTED: 'Accepted. Final.',
  DECLINED: 'Declined by the invitee. Final.',
  CANCELLED:
    'Taken back by the inviting side, or by the system when its sender lost the right to give what it gives. Final.',
  EXPIRED: 'Not answered in time. It can only be sent again.',
});

export const BusinessRoleEnum = enumOf<BusinessRole>(
  'BusinessRole',
  'What somebody is in a business.',
  BUSINESS_ROLES,
  {
    OWNER: 'Does everything, and gives every role. A business always has one.',
    BIZ_ADMIN: 'Does everything but touch owners.',
    EMPLOYEE: 'Belongs to the business, and sees their own rows.',
    PARTNER: "The role of partner invites and requests; never a member's.",
  },
);

export const MembershipStatusEnum = enumOf<MembershipStatus>(
  'MembershipStatus',
  'How far a membership has come.',
  MEMBERSHIP_STATUSES,
  {
    INVITED: 'Invited; the invite is open.',
    ACTIVE: 'A member.',
    INVITATION_DECLINED: 'The invite was declined.',
    INVITATION_EXPIRED: 'The invite expired.',
    INVITATION_REVOKED: 'The invite was taken back.',
    REMOVED: 'Left, or was removed.',
  },
);

export const InviteActionEnum = enumOf(
  'InviteAction',
  'What may be done with an invite.',
  ['ACCEPT', 'DECLINE', 'CANCEL', 'RESEND', 'SET_ASSET_GRANTS'],
  {
    ACCEPT: 'Accept it.',
    DECLINE: 'Decline it.',
    CANCEL: 'Take it back.',
    RESEND: 'Send it again, with a new link and a new expiry.',
    SET_ASSET_GRANTS: 'Change what it grants.',
  },
);
export type InviteAction = keyof typeof InviteActionEnum;

export const InviteDirectionEnum = enumOf('InviteDirection', 'Which way an invite went.', ['SENT', 'RECEIVED'], {
  SENT: 'Sent by this business.',
  RECEIVED: 'Addressed to this business, or in an inbox to the viewer.',
});

export const OrderDirectionEnum = enumOf(
  'OrderDirection',
  'Which way a list is ordered. Nulls come last both ways.',
  ['ASC', 'DESC'],
  {
    ASC: 'Smallest, earliest first.',
    DESC: 'Largest, latest first.',
  },
);
export type OrderDirection = keyof typeof OrderDirectionEnum;

export const InviteOrderFieldEnum = enumOf(
  'InviteOrderField',
  'What invites can be ordered by.',
  ['CREATED_AT', 'EXPIRES_AT', 'UPDATED_AT'],
  { CREATED_AT: 'When it was created.', EXPIRES_AT: 'When it expires.', UPDATED_AT: 'When it was last changed.' },
);

export const AccountMemberOrderFieldEnum = enumOf(
  'AccountMemberOrderField',
  'What members can be ordered by.',
  ['CREATED_AT', 'ACCEPTED_AT', 'EMAIL', 'FIRST_NAME', 'LAST_NAME'],
  {
    CREATED_AT: 'When they were first invited, or founded the business.',
    ACCEPTED_AT: 'When they became a member.',
    EMAIL: 'Their e-mail, whatever its case.',
    FIRST_NAME: 'Their first name, whatever its case.',
    LAST_NAME: 'Their last name, whatever its case.',
  },
);

export const ActorKindEnum = enumOf('ActorKind', 'What kind of actor made a change.', ['USER', 'API_KEY', 'SYSTEM'], {
  USER: 'A person.',
  API_KEY: 'A program, with an API key.',
  SYSTEM: 'The gateway itself: delivery, expiry, cascades.',
});

export const BatchModeEnum = enumOf(
  'BatchMode',
  'What a refused item means for the others of its batch.',
  ['BEST_EFFORT', 'ALL_OR_NOTHING'],
  {
    BEST_EFFORT: 'Each item stands on its own.',
    ALL_OR_NOTHING: 'One refusal refuses all; the items that were not refused themselves are ABORTED.',
  },
);
export type BatchMode = keyof typeof BatchModeEnum;

export const MembershipErrorCodeEnum = enumOf<MembershipErrorCode>(
  'MembershipErrorCode',
  'Why something was refused.',
  MEMBERSHIP_ERROR_CODES,
  {
    INVALID_INPUT: 'An argument is malformed or out of bounds.',
    BATCH_TOO_LARGE: 'More items than one call may carry.',
    IDEMPOTENCY_CONFLICT: 'The idempotency key was used with another input.',
    NOT_FOUND: 'It does not exist, or is not yours to know.',
    FORBIDDEN: 'You may see it, but not do this.',
    EMAIL_NOT_VERIFIED: 'The invite is for your address, which is not verified yet.',
    WRONG_RECIPIENT: 'The invite is for somebody else.',
    INVITE_NOT_PENDING: 'The invite is closed already; the message names its status.',
    INVITE_EXPIRED: 'The invite was not answered in time.',
    INVALID_CREDENTIALS: 'The password or code does not hold.',
    WEAK_PASSWORD: 'The password is too short, too long, or the e-mail itself.',
    ROLE_CEILING: 'It would give a role that you may not give.',
    LAST_OWNER: 'A business cannot be without an owner.',
    NOT_A_PARTNER: 'There is no partnership with that business.',
    CANNOT_RESHARE: 'The asset is shared with the business, which does not own it.',
    GRANT_CEILING: 'It would give a level on an asset that you may not give.',
    LEVEL_NOT_APPLICABLE: 'The level does not exist for this type of asset.',
    ASSET_NOT_REQUESTABLE: 'Assets of this type cannot be asked for.',
    SELF_INVITE: 'One cannot invite oneself.',
    ALREADY_MEMBER: 'The person is a member already.',
    ALREADY_PARTNER: 'The business is a partner already.',
    ALREADY_INVITED: 'There is an open invite to this invitee.',
    SEAT_LIMIT: 'All seats of the business are taken.',
    PENDING_LIMIT: 'The business has as many open invites as it may have.',
    ABORTED: 'Another item of the batch was refused.',
  },
);
