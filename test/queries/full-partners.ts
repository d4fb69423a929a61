import type { InviteStatus } from '../../src/domain/invite.js';
import type { AssetRow } from '../../src/entities/asset.entity.js';
import type { AssetPermissionRow } from '../../src/entities/asset-permission.entity.js';
import type { BusinessEntity } from '../../src/entities/business.entity.js';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import type { PartnershipRow } from '../../src/entities/partnership.entity.js';
import type { fullBusiness } from './full-business.js';
import { assetRow, businessRow, inviteRow, minutes, partnershipRow, permissionRow, type Rows, times } from './rows.js';

const TYPES = ['PARTNER_INVITE', 'PARTNER_REQUEST', 'ASSET_REQUEST'] as const;
const STATUSES: InviteStatus[] = ['PENDING', 'ACCEPTED', 'DECLINED', 'EXPIRED'];

interface Partners extends Rows {
  business: BusinessEntity[];
  invite: InviteRow[];
  partnership: PartnershipRow[];
  asset: AssetRow[];
  asset_permission: AssetPermissionRow[];
}

/**
 * What goes between a full business and `count` others: an asset per partner, a partnership in either direction with
 * permissions on two of the host's assets, an invite or request of each type either way, and the same permissions for each
 * member. Times lie between those of the invites to people, so that pages hold all four types.
 */
export function fullPartners(full: ReturnType<typeof fullBusiness>, businessId: string, count: number): Partners {
  const partnerIds = times(count, (index) => `${businessId}_partner_${String(index).padStart(3, '0')}`);
  const adminOf = (index: number): string => `usr_${businessId}_admin${index % 10}`;
  const own = partnerIds.map((id, index) => assetRow(`${id}_own`, { businessId, createdAt: minutes(index) }));
  const theirs = partnerIds.map((id) => assetRow(`${id}_their`, { businessId: id }));
  const partnership = partnerIds.map((id, index) => ({
    ...(index % 5 === 4 ? partnershipRow(`prt_${id}`, id, businessId) : partnershipRow(`prt_${id}`, businessId, id)),
    createdAt: minutes(index),
  }));

  const twoOf = (assets: readonly AssetRow[], index: number) =>
    [assets[index], assets[(index + 1) % assets.length]].flatMap((asset) => asset?.id ?? []);
  const given = (grantee: string, index: number, assetIds: readonly string[], holder: Partial<AssetPermissionRow>) =>
    assetIds.map((assetId) =>
      permissionRow(`prm_${grantee}_${assetId}`, assetId, {
        ...holder,
        grantedByUserId: adminOf(index),
        createdAt: minutes(index),
      }),
    );
  const toPartners = partnership.flatMap(({ id, hostId }, index) =>
    given(id, index, hostId === businessId ? twoOf(own, index) : [`${hostId}_their`], { partnershipId: id }),
  );
  const active = full.account_member.filter(({ status }) => status === 'ACTIVE');
  const toMembers = active.flatMap(({ id }, index) => given(id, index, twoOf(own, index), { memberId: id }));

  const invite = partnerIds.map((partnerId, index) => {
    const isSent = index % 2 === 0;
    const status = STATUSES[index % STATUSES.length] ?? 'PENDING';
    const type = TYPES[index % TYPES.length] ?? 'PARTNER_INVITE';
    return inviteRow(`inv_${partnerId}`, {
      type,
      status,
      businessId: isSent ? businessId : partnerId,
      inviteeBusinessId: isSent ? partnerId : businessId,
      inviteeEmail: null,
      inviteeEmailCanonical: null,
      roles: ['PARTNER'],
      assetGrants: [
        ...twoOf(own, index).map((assetId) => ({ assetId, levels: ['ANALYST' as const] })),
        { assetId: `${partnerId}_their`, levels: ['ADMIN'] },
      ],
      createdByUserId: adminOf(index),
      senderUserId: adminOf(index),
      closedAt: status === 'PENDING' ? null : minutes(index + 1),
      closedByUserId: status === 'ACCEPTED' || status === 'DECLINED' ? adminOf(index + 1) : null,
      partnershipId: status === 'ACCEPTED' ? `prt_${partnerId}` : null,
      createdAt: minutes(index + 0.5),
    });
  });
  return {
    business: partnerIds.map(businessRow),
    invite,
    partnership,
    asset: [...own, ...theirs],
    asset_permission: [...toMembers, ...toPartners],
  };
}
