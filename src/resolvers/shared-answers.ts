import type { DeliveredChange } from '../events/hub.js';

/** Fields whose answers are the same for all who may follow the stream; with what may be selected below those of objects. */
export interface SharedFields {
  readonly [field: string]: true | SharedObject;
}

interface SharedObject {
  readonly fields: SharedFields;
  /** Changes for which the answer does depend on the viewer. */
  readonly unless?: (change: DeliveredChange) => boolean;
}

/** Columns, shown to whoever sees the row. */
const all = (...fields: string[]): SharedFields => Object.fromEntries(fields.map((field) => [field, true]));

const BUSINESS = { fields: all('id', 'name', 'createdAt') };
/** A well-formed id always resolves; e-mail and names depend on the viewer. */
const PERSON = { fields: all('id') };
/** Its names are for everybody who sees the invite. */
const SENDER = { fields: all('id', 'firstName', 'lastName') };

const MEMBER = {
  // `email` and the row itself: administrators and keys with READ of its business, which is whom the stream is for.
  fields: {
    ...all('id', 'status', 'roles', 'email', 'firstName', 'lastName', 'createdAt', 'acceptedAt', 'expiresAt'),
    business: BUSINESS,
    user: PERSON,
  },
};

const INVITE = {
  // A stream holds the invites that its business has sent or was sent, and all of its followers may see them. An invite with
  // `inviteeEmail` or a member has no other business at its other end, so its followers are those of the sender.
  fields: {
    ...all('id', 'type', 'status', 'roles', 'message', 'inviteeEmail', 'sendCount'),
    ...all('createdAt', 'updatedAt', 'sentAt', 'expiresAt', 'closedAt', 'membershipExpiresAt'),
    business: BUSINESS,
    inviteeBusiness: BUSINESS,
    createdBy: SENDER,
    inviteeUser: PERSON,
    member: MEMBER,
  },
};

/**
 * What one execution may answer for many subscribers, by subscription field. Everything else depends on the viewer, or may:
 * `viewerIsInvitee`, `viewerRoles`, `User.email`, `Invite.closedBy` (who declined, for one), lists with cursors of the
 * viewer's own. A document with any of that is executed once per principal. An inbox is one person's anyway.
 */
export const SHARED_ANSWERS: SharedFields = {
  inviteStatusChanged: {
    fields: {
      ...all('cursor', 'seq', 'previousStatus', 'status', 'occurredAt'),
      invite: INVITE,
      actor: {
        fields: { kind: true, user: { ...PERSON, unless: ({ status }) => status === 'DECLINED' } },
      },
    },
  },
};
