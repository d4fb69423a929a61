import { AccountMember } from './account-member.type.js';
import { Asset } from './asset.type.js';
import { AssetPermission } from './asset-permission.type.js';
import { connectionTypes } from './connection.js';
import { Invite } from './invite.type.js';
import { InviteStatusChange } from './invite-status-change.type.js';
import { Partnership } from './partnership.type.js';

export const { Connection: InviteConnection } = connectionTypes(() => Invite, 'Invite', 'invites');
export const { Connection: AccountMemberConnection } = connectionTypes(() => AccountMember, 'AccountMember', 'members');
export const { Connection: InviteStatusChangeConnection } = connectionTypes(
  () => InviteStatusChange,
  'InviteStatusChange',
  'status changes, oldest first',
  false,
);
export const { Connection: PartnershipConnection } = connectionTypes(() => Partnership, 'Partnership', 'partnerships');
export const { Connection: AssetConnection } = connectionTypes(() => Asset, 'Asset', 'assets');
export const { Connection: AssetPermissionConnection } = connectionTypes(
  () => AssetPermission,
  'AssetPermission',
  'permissions on assets',
);
