import { selectList } from '../database/columns.js';
import type { InviteRow as StoredInvite } from '../entities/invite.entity.js';
import { jsonRow } from './sql.js';

const PROPERTIES = [
  'id',
  'type',
  'status',
  'businessId',
  'inviteeEmail',
  'inviteeEmailCanonical',
  'inviteeUserId',
  'inviteeBusinessId',
  'roles',
  'assetGrants',
  'membershipExpiresAt',
  'message',
  'createdByUserId',
  'createdByApiKeyId',
  'createdAt',
  'updatedAt',
  'sentAt',
  'expiresAt',
  'closedAt',
  'closedByUserId',
  'sendCount',
  'memberId',
  'partnershipId',
] as const satisfies readonly (keyof StoredInvite)[];

/** An invite as it is read, without what hangs on it. */
export type InviteColumns = Pick<StoredInvite, (typeof PROPERTIES)[number]>;

/** The columns of `invite i`. */
export const INVITE_SELECT = selectList('i', PROPERTIES);

/** The invite whose id `idSql` is, as one JSON object. */
export const inviteJson = (idSql: string): string => jsonRow(INVITE_SELECT, `invite i where i.id = ${idSql}`);
