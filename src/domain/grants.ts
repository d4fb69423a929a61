import { type AssetGrant, orderLevels } from './asset.js';
import type { Refusal } from './errors.js';
import { GRANTS_LIMIT, LEVELS_LIMIT } from './limits.js';
import { refuse } from './result.js';

/**
 * INVALID_INPUT for a list of grants that has not its form: `least` to 100 assets, each named once, with 1 to 10 levels.
 * `path` leads to the list in the arguments.
 */
export function checkGrants(
  grants: readonly AssetGrant[],
  path: readonly string[],
  least: 0 | 1 = 1,
): Refusal | undefined {
  if (grants.length < least || grants.length > GRANTS_LIMIT.perList) {
    const message = `assetGrants must name ${least} to ${GRANTS_LIMIT.perList} assets.`;
    return refuse('INVALID_INPUT', message, [...path]).error;
  }
  const named = new Set<string>();
  for (const [index, { assetId, levels }] of grants.entries()) {
    const at = (field: string): string[] => [...path, `${index}`, field];
    if (named.has(assetId)) return refuse('INVALID_INPUT', 'The asset is named twice.', at('assetId')).error;
    if (levels.length === 0 || levels.length > LEVELS_LIMIT) {
      return refuse('INVALID_INPUT', `levels must name 1 to ${LEVELS_LIMIT}.`, at('levels')).error;
    }
    named.add(assetId);
  }
  return undefined;
}

/** INVALID_INPUT for lists that together hold more grants than one call may. `path` leads to what holds the lists. */
export function checkGrantTotal(
  lists: readonly (readonly AssetGrant[] | null | undefined)[],
  path: string[],
): Refusal | undefined {
  const total = lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  if (total <= GRANTS_LIMIT.perCall) return undefined;
  return refuse('INVALID_INPUT', `At most ${GRANTS_LIMIT.perCall} grants are allowed in one call.`, path).error;
}

/** Grants as they are stored: levels without repetition and in their one order, and nothing besides. */
export const storedGrants = (grants: readonly AssetGrant[]): AssetGrant[] =>
  grants.map(({ assetId, levels }) => ({ assetId, levels: orderLevels(levels) }));
