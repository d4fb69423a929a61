import type { Principal } from '../auth/principal.js';
import { readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { AssetPermissionLevel } from '../domain/asset.js';
import type { Page } from '../domain/page.js';
import type { AssetPermissionRow as StoredPermission } from '../entities/asset-permission.entity.js';
import { type AccountMemberRow, memberJson } from './account-members.js';
import { ASSET_JSON, type AssetRow } from './assets.js';
import type { ListOptions } from './list-options.js';
import { readPage } from './page.js';
import { type PartnershipRow, partnershipJson } from './partnerships.js';
import { type PersonRow, personJson } from './people.js';
import type { ReadContext } from './read-context.js';
import { lives, reviveTimes, Values } from './sql.js';

const PROPERTIES = [
  'id',
  'assetId',
  'memberId',
  'partnershipId',
  'levels',
  'grantedByUserId',
  'createdAt',
  'updatedAt',
  'expiresAt',
] as const satisfies readonly (keyof StoredPermission)[];

/**
 * A permission as it is read, with its asset and with what the policy judges by: the asset's owner, and the grantee's user or
 * business. The grantee and who granted it come along where they are asked for.
 */
export type AssetPermissionRow = Pick<StoredPermission, (typeof PROPERTIES)[number]> & {
  businessId: string;
  memberUserId: string | null;
  partnerId: string | null;
  asset: AssetRow;
  member?: AccountMemberRow | null;
  partnership?: PartnershipRow | null;
  grantedBy?: PersonRow | null;
};

const SELECT = `${selectList('x', PROPERTIES)}, a.business_id as "businessId", holder.user_id as "memberUserId",
  reach.partner_id as "partnerId", ${ASSET_JSON} as "asset"`;
const FROM = `asset_permission x join asset a on a.id = x.asset_id
  left join account_member holder on holder.id = x.member_id left join partnership reach on reach.id = x.partnership_id`;
const GRANTEE = `${memberJson('x.member_id')} as "member", ${partnershipJson('x.partnership_id')} as "partnership"`;

export interface AssetPermissionFilter {
  assetIds?: readonly string[] | null | undefined;
  memberIds?: readonly string[] | null | undefined;
  partnershipIds?: readonly string[] | null | undefined;
  levels?: readonly AssetPermissionLevel[] | null | undefined;
}

/** Whose permissions are listed, and the business that owns the assets. */
export interface PermissionsOf {
  type: 'Business' | 'Asset' | 'AccountMember' | 'Partnership';
  id: string;
  businessId: string;
}

const LISTED_BY = {
  Business: 'a.business_id',
  Asset: 'x.asset_id',
  AccountMember: 'x.member_id',
  Partnership: 'x.partnership_id',
} as const;

/** The permissions with these ids, each with its grantee, whoever may see them; the loaders ask the policy. */
export async function findPermissions(db: Queryable, ids: readonly string[]): Promise<AssetPermissionRow[]> {
  const rows = await db.prepared<AssetPermissionRow>(
    `select ${SELECT}, ${GRANTEE} from ${FROM} where x.id = any($1) and ${lives('x')}`,
    [ids],
  );
  return rows.map(revive);
}

/** The permissions of one business, asset, member or partnership that the viewer may see and that are not over. */
export async function listPermissions(
  context: ReadContext,
  standing: Standing,
  { type, id, businessId }: PermissionsOf,
  filter: AssetPermissionFilter | null | undefined,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<AssetPermissionRow>> {
  const values = new Values();
  const where = [
    `${LISTED_BY[type]} = ${values.add(id)}`,
    lives('x'),
    ...visible(standing, businessId, values),
    ...filterPermissions(filter, values),
  ];
  const source = {
    select: [
      SELECT,
      ...(selected.has('grantee') ? [GRANTEE] : []),
      ...(selected.has('grantedBy') ? [grantedBy(context.principal, values)] : []),
    ].join(', '),
    from: FROM,
    where,
    values: values.list,
    alias: 'x',
    order: [{ sql: 'x.created_at', type: 'timestamptz', direction: 'DESC', nullable: false } as const],
  };
  const identity = { field: `${type}.assetPermissions`, of: id, filter };
  const page = await readPage<AssetPermissionRow>(context, identity, source, args, withTotal);
  for (const row of page.rows) Object.assign(row, revive(row));
  return page;
}

const grantedBy = (principal: Principal, values: Values): string =>
  `${personJson('x.granted_by_user_id', principal, false, values)} as "grantedBy"`;

function visible(standing: Standing, businessId: string, values: Values): string[] {
  const scope = readScope(standing, 'permission:see', businessId);
  if (scope === 'all') return [];
  const { principal } = standing;
  const at = standing.at(businessId);
  const kinds = [
    scope.has('own') && principal.kind === 'user' && `holder.user_id = ${values.add(principal.userId)}`,
    scope.has('between') && `reach.partner_id = any(${values.add([...at.partnerOf])})`,
    scope.has('administeredAssets') && `x.asset_id = any(${values.add([...at.administeredAssetIds])})`,
  ];
  return [`(${kinds.filter((kind) => kind !== false).join(' or ') || 'false'})`];
}

function filterPermissions(filter: AssetPermissionFilter | null | undefined, values: Values): string[] {
  const where: string[] = [];
  if (filter?.assetIds) where.push(`x.asset_id = any(${values.add(filter.assetIds)})`);
  // A permission has one grantee, so members and partnerships together mean either.
  const grantees = [
    filter?.memberIds && `x.member_id = any(${values.add(filter.memberIds)})`,
    filter?.partnershipIds && `x.partnership_id = any(${values.add(filter.partnershipIds)})`,
  ].filter((sql) => typeof sql === 'string');
  if (grantees.length > 0) where.push(`(${grantees.join(' or ')})`);
  if (filter?.levels) where.push(`x.levels && ${values.add(filter.levels)}`);
  return where;
}

/** The grantee came as JSON, where times are texts. */
function revive(row: AssetPermissionRow): AssetPermissionRow {
  return {
    ...row,
    ...(row.member ? { member: reviveTimes(row.member) } : {}),
    ...(row.partnership ? { partnership: reviveTimes(row.partnership) } : {}),
  };
}
