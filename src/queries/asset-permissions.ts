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
import { readPages } from './page.js';
import { type PartnershipRow, partnershipJson, reviveSides, sidesSelected } from './partnerships.js';
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
  /** Of one that a mutation has ended: what the viewer was to the business before. */
  seenAs?: Standing;
};

const SELECT = `${selectList('x', PROPERTIES)}, x.business_id as "businessId", holder.user_id as "memberUserId",
  reach.partner_id as "partnerId", ${ASSET_JSON} as "asset"`;
const TABLE = 'asset_permission x';
const JOINS = `join asset a on a.id = x.asset_id
  left join account_member holder on holder.id = x.member_id left join partnership reach on reach.id = x.partnership_id`;

/** Whoever holds it: a member with their person, a partnership with its businesses, where those are asked for. */
function grantee(asked?: { selected: ReadonlySet<string>; principal: Principal; values: Values }): string {
  const member = memberJson('x.member_id', asked?.selected.has('grantee.user') ? asked : undefined);
  const partnership = partnershipJson('x.partnership_id', asked && sidesSelected(asked.selected, 'grantee.'));
  return `${member} as "member", ${partnership} as "partnership"`;
}

export interface AssetPermissionFilter {
  assetIds?: readonly string[] | null | undefined;
  memberIds?: readonly string[] | null | undefined;
  partnershipIds?: readonly string[] | null | undefined;
  levels?: readonly AssetPermissionLevel[] | null | undefined;
}

/** Whose permissions are listed, and the business that owns the assets. */
export interface PermissionsOf {
  id: string;
  businessId: string;
}

/** By what the permissions of a thing are found. */
const LISTED_BY = {
  Business: 'x.business_id',
  Asset: 'x.asset_id',
  AccountMember: 'x.member_id',
  Partnership: 'x.partnership_id',
} as const;
export type PermissionHolder = keyof typeof LISTED_BY;

/** The permissions with these ids, each with its grantee, whoever may see them; the loaders ask the policy. */
export async function findPermissions(db: Queryable, ids: readonly string[]): Promise<AssetPermissionRow[]> {
  const rows = await db.prepared<AssetPermissionRow>(
    `select ${SELECT}, ${grantee()} from ${TABLE} ${JOINS} where x.id = any($1) and ${lives('x')}`,
    [ids],
  );
  return rows.map(revive);
}

/**
 * The permissions of each of these businesses, assets, members or partnerships that the viewer may see and that are not over:
 * the same page of each, in one statement.
 */
export async function listPermissions(
  context: ReadContext,
  standing: Standing,
  type: PermissionHolder,
  of: readonly PermissionsOf[],
  filter: AssetPermissionFilter | null | undefined,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<AssetPermissionRow>[]> {
  const values = new Values();
  const { principal } = context;
  const source = {
    select: [
      SELECT,
      ...(selected.has('grantee') ? [grantee({ selected, principal, values })] : []),
      ...(selected.has('grantedBy') ? [grantedBy(principal, values)] : []),
    ].join(', '),
    from: TABLE,
    joins: JOINS,
    where: [`${LISTED_BY[type]} = asked.id`, lives('x'), VISIBLE, ...filterPermissions(filter, values)],
    values: values.list,
    alias: 'x',
    order: [{ sql: 'x.created_at', type: 'timestamptz', direction: 'DESC', nullable: false } as const],
  };
  const lists = of.map(({ id, businessId }) => ({
    identity: { field: `${type}.assetPermissions`, of: id, filter },
    columns: { id, ...visibleAt(standing, businessId) },
  }));
  const pages = await readPages<AssetPermissionRow>(context, lists, ASKED, source, args, withTotal);
  for (const { rows } of pages) for (const row of rows) revive(row);
  return pages;
}

const grantedBy = (principal: Principal, values: Values): string =>
  `${personJson('x.granted_by_user_id', principal, false, values)} as "grantedBy"`;

/** What the viewer may see of the permissions on one business's assets. */
interface Visible {
  everything: boolean;
  own_user_id: string | null;
  partner_ids: readonly string[];
  administered_ids: readonly string[];
}
const ASKED = 'id text, everything boolean, own_user_id text, partner_ids text[], administered_ids text[]';
const VISIBLE = `(asked.everything or holder.user_id = asked.own_user_id or reach.partner_id = any(asked.partner_ids)
  or x.asset_id = any(asked.administered_ids))`;

function visibleAt(standing: Standing, businessId: string): Visible {
  const scope = readScope(standing, 'permission:see', businessId);
  if (scope === 'all') return { everything: true, own_user_id: null, partner_ids: [], administered_ids: [] };
  const { principal } = standing;
  const at = standing.at(businessId);
  return {
    everything: false,
    own_user_id: scope.has('own') && principal.kind === 'user' ? principal.userId : null,
    partner_ids: scope.has('between') ? [...at.partnerOf] : [],
    administered_ids: scope.has('administeredAssets') ? [...at.administeredAssetIds] : [],
  };
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

/** What came as JSON has texts for times. */
function revive(row: AssetPermissionRow): AssetPermissionRow {
  if (row.member) row.member = reviveTimes(row.member);
  if (row.partnership) row.partnership = reviveSides(reviveTimes(row.partnership));
  return row;
}
