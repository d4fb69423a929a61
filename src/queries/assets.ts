import { readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { AssetType } from '../domain/asset.js';
import type { Page } from '../domain/page.js';
import type { AssetRow as StoredAsset } from '../entities/asset.entity.js';
import { type BusinessRow, businessJson } from './businesses.js';
import type { ListOptions } from './list-options.js';
import { readPage } from './page.js';
import type { ReadContext } from './read-context.js';
import { contains, reviveTimes, Values } from './sql.js';

const PROPERTIES = ['id', 'type', 'name', 'businessId'] as const satisfies readonly (keyof StoredAsset)[];
const SELECT = selectList('a', PROPERTIES);

/** An asset as it is read. */
export type AssetRow = Pick<StoredAsset, (typeof PROPERTIES)[number]> & { owner?: BusinessRow };

/** The asset that a statement has joined as `a`, as one JSON object. */
export const ASSET_JSON = `json_build_object('id', a.id, 'type', a.type, 'name', a.name, 'businessId', a.business_id)`;

/** The assets that the grants name which `grantsSql` is, as far as they exist; null for none. */
export const grantedAssetsJson = (grantsSql: string): string =>
  `(select json_agg(${ASSET_JSON}) from asset a
    where a.id in (select grants ->> 'assetId' from jsonb_array_elements(${grantsSql}) grants))`;

export interface AssetFilter {
  types?: readonly AssetType[] | null | undefined;
  query?: string | null | undefined;
}

/** The assets with these ids, whoever may see them; the loaders ask the policy. */
export const findAssets = (db: Queryable, ids: readonly string[]): Promise<AssetRow[]> =>
  db.prepared<AssetRow>(`select ${SELECT} from asset a where a.id = any($1)`, [ids]);

/** Business.assets: those that the business owns and the viewer may see. */
export async function listBusinessAssets(
  context: ReadContext,
  standing: Standing,
  businessId: string,
  filter: AssetFilter | null | undefined,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<AssetRow>> {
  const values = new Values();
  const scope = readScope(standing, 'asset:see', businessId);
  const at = standing.at(businessId);
  const where = [`a.business_id = ${values.add(businessId)}`];
  if (scope !== 'all') {
    const held = scope.has('heldAssets') ? at.heldAssetIds : [];
    const offered = scope.has('addressed') ? at.offeredAssetIds : [];
    where.push(`a.id = any(${values.add([...held, ...offered])})`);
  }
  if (filter?.types) where.push(`a.type = any(${values.add(filter.types)})`);
  if (filter?.query) where.push(contains('a.name', filter.query, values));
  const source = {
    select: selected.has('owner') ? `${SELECT}, ${businessJson('a.business_id')} as "owner"` : SELECT,
    from: 'asset a',
    where,
    values: values.list,
    alias: 'a',
    order: [{ sql: 'a.created_at', type: 'timestamptz', direction: 'DESC', nullable: false } as const],
  };
  const identity = { field: 'Business.assets', of: businessId, filter };
  const page = await readPage<AssetRow>(context, identity, source, args, withTotal);
  for (const row of page.rows) if (row.owner) row.owner = reviveTimes(row.owner);
  return page;
}
