import { AccountMember } from './account-member.type.js';
import { connectionTypes } from './connection.js';
import { Invite } from './invite.type.js';
import { InviteStatusChange } from './invite-status-change.type.js';

export const { Connection: InviteConnection } = connectionTypes(() => Invite, 'Invite', 'invites');
export const { Connection: AccountMemberConnection } = connectionTypes(() => AccountMember, 'AccountMember', 'members');
export const { Connection: InviteStatusChangeConnection } = connectionTypes(
  () => InviteStatusChange,
  'InviteStatusChange',
  'status changes, oldest first',
  false,
);
