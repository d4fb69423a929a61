import type { Principal } from '../auth/principal.js';
import { readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { Page } from '../domain/page.js';
import type { PartnershipRow as StoredPartnership } from '../entities/partnership.entity.js';
import { type BusinessRow, businessJson } from './businesses.js';
import type { ListOptions } from './list-options.js';
import { readPage } from './page.js';
import type { ReadContext } from './read-context.js';
import { jsonRow, lives, reviveTimes, Values } from './sql.js';

const PROPERTIES = ['id', 'hostId', 'partnerId', 'createdAt'] as const satisfies readonly (keyof StoredPartnership)[];
const SELECT = selectList('p', PROPERTIES);

/** A partnership as it is read. Its businesses are there when the list was asked for them; else they load by their ids. */
export type PartnershipRow = Pick<StoredPartnership, (typeof PROPERTIES)[number]> & {
  host?: BusinessRow;
  partner?: BusinessRow;
  /** Assets on which it holds a permission and the viewer ADMIN: who administers an asset sees who else reaches it. */
  assetIds?: string[];
  /** The viewer, where it is an API key of whose invite or request the partnership came. */
  createdByApiKeyId?: string | null;
};

/** INTERNAL: they access this business's assets. EXTERNAL: this business accesses theirs. */
export type PartnershipDirection = 'INTERNAL' | 'EXTERNAL';

const SIDES = {
  INTERNAL: { own: 'p.host_id', other: 'p.partner_id' },
  EXTERNAL: { own: 'p.partner_id', other: 'p.host_id' },
} as const;

type Side = 'host' | 'partner';
const SIDE_IDS = { host: 'p.host_id', partner: 'p.partner_id' } as const satisfies Record<Side, string>;

const withSides = (sides: readonly Side[]): string =>
  [SELECT, ...sides.map((side) => `${businessJson(SIDE_IDS[side])} as "${side}"`)].join(', ');

/** The sides that are asked for under `prefix`. */
export const sidesSelected = (selected: ReadonlySet<string>, prefix = ''): Side[] =>
  (['host', 'partner'] as const).filter((side) => selected.has(`${prefix}${side}`));

/**
 * The partnership whose id `idSql` is, as one JSON object, with its businesses where they are asked for; with what the policy
 * judges by for a `viewer` who does not see it anyway.
 */
export function partnershipJson(
  idSql: string,
  sides: readonly Side[] = [],
  viewer?: { principal: Principal; values: Values },
): string {
  const isKey = viewer?.principal.kind === 'apiKey';
  const select = isKey
    ? `${withSides(sides)}, ${createdBy(viewer.values.add(keyId(viewer.principal)))} as "createdByApiKeyId"`
    : withSides(sides);
  return jsonRow(select, `partnership p where p.id = ${idSql}`);
}

/** The key `keySql`, where an invite or a request that it created became the partnership `p`; else null. */
const createdBy = (keySql: string): string =>
  `(select made.created_by_api_key_id from invite made where made.created_by_api_key_id = ${keySql}
    and made.invitee_business_id in (p.host_id, p.partner_id) and made.partnership_id = p.id
    and made.type <> 'ASSET_REQUEST' limit 1)`;

const keyId = (principal: Principal): string | null => (principal.kind === 'apiKey' ? principal.apiKeyId : null);

/** What came as JSON has texts for times. */
export function reviveSides(row: PartnershipRow): PartnershipRow {
  if (row.host) row.host = reviveTimes(row.host);
  if (row.partner) row.partner = reviveTimes(row.partner);
  return row;
}

/** The partnerships with these ids, whoever may see them; the loaders ask the policy. */
export const findPartnerships = (
  db: Queryable,
  principal: Principal,
  ids: readonly string[],
): Promise<PartnershipRow[]> =>
  db.prepared<PartnershipRow>(
    `select ${SELECT}, array(select held.asset_id from account_member mine
       join asset_permission own on own.member_id = mine.id and 'ADMIN' = any(own.levels) and ${lives('own')}
       join asset_permission held on held.asset_id = own.asset_id and held.partnership_id = p.id and ${lives('held')}
       where mine.user_id = $2 and mine.status = 'ACTIVE') as "assetIds", ${createdBy('$3')} as "createdByApiKeyId"
     from partnership p where p.id = any($1)`,
    [ids, principal.kind === 'user' ? principal.userId : null, keyId(principal)],
  );

/** Business.partnerships: those of the business, in one direction or both, that the viewer may see. */
export async function listBusinessPartnerships(
  context: ReadContext,
  standing: Standing,
  businessId: string,
  direction: PartnershipDirection | null | undefined,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<PartnershipRow>> {
  const values = new Values();
  const scope = readScope(standing, 'partnership:see', businessId);
  const at = standing.at(businessId);
  const half = (way: PartnershipDirection): string => {
    const { own, other } = SIDES[way];
    const mine = `${own} = ${values.add(businessId)}`;
    if (scope === 'all') return mine;
    const kinds = [
      scope.has('created') && `${createdBy(values.add(keyId(standing.principal)))} is not null`,
      scope.has('between') && `${other} = any(${values.add([...at.partnerOf])})`,
      // The partner is a business of which such a viewer knows the name alone, so only the host's list shows it.
      scope.has('administeredAssets') &&
        way === 'INTERNAL' &&
        `exists (select from asset_permission held where held.partnership_id = p.id
          and held.asset_id = any(${values.add([...at.administeredAssetIds])}) and ${lives('held')})`,
    ];
    return `${mine} and (${kinds.filter((kind) => kind !== false).join(' or ') || 'false'})`;
  };
  const source = {
    select: withSides(sidesSelected(selected)),
    from: 'partnership p',
    where: [],
    either: (direction ? [direction] : (['INTERNAL', 'EXTERNAL'] as const)).map(half),
    values: values.list,
    alias: 'p',
    order: [{ sql: 'p.created_at', type: 'timestamptz', direction: 'DESC', nullable: false } as const],
  };
  const identity = { field: 'Business.partnerships', of: businessId, filter: direction ? { direction } : null };
  const page = await readPage<PartnershipRow>(context, identity, source, args, withTotal);
  for (const row of page.rows) reviveSides(row);
  return page;
}
