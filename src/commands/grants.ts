import { can } from '../auth/policy.js';
import type { Standing } from '../auth/standing.js';
import type { Tx } from '../database/transaction.js';
import { type AssetGrant, isApplicable, isRequestable } from '../domain/asset.js';
import { firstRefusal, type Refusal } from '../domain/errors.js';
import { isWellFormedOwnedId } from '../domain/invitee.js';
import { refuse } from '../domain/result.js';
import type { AssetRow } from '../entities/asset.entity.js';
import { findSharedAssets } from '../store/asset-permissions.js';

/** What a business is to give of its own: to a partner, or to members (null). `path` leads to the grants in the arguments. */
export interface Offer {
  businessId: string;
  partnerId: string | null;
  grants: readonly AssetGrant[];
  path: readonly string[];
}

/** What the verdicts on offers go by. */
export interface OfferFacts {
  standing: Standing;
  assets: ReadonlyMap<string, AssetRow>;
  /** By business: the assets of others that are shared with it. */
  shared: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads which of the offered assets are only shared with the business that offers them. `assets` are held. */
export async function readOfferFacts(
  tx: Tx,
  { standing, assets, now }: { standing: Standing; assets: ReadonlyMap<string, AssetRow>; now: Date },
  offers: readonly Offer[],
): Promise<OfferFacts> {
  const foreign = new Map<string, string[]>();
  for (const { businessId, grants } of offers) {
    const ids = grants.flatMap(({ assetId }) => (assets.get(assetId)?.businessId === businessId ? [] : assetId));
    if (ids.length > 0) foreign.set(businessId, [...(foreign.get(businessId) ?? []), ...ids]);
  }
  const shared = new Map<string, ReadonlySet<string>>();
  // One statement per business that names what it does not own: none in a call that is in order.
  for (const [businessId, ids] of foreign) shared.set(businessId, await findSharedAssets(tx, businessId, ids, now));
  return { standing, assets, shared };
}

/** Why this may not be offered, or undefined: each asset is the business's own, each level exists and is the viewer's to give. */
export function refuseOffer(facts: OfferFacts, { businessId, partnerId, grants, path }: Offer): Refusal | undefined {
  const { standing, assets, shared } = facts;
  return firstRefusal(
    grants.map(({ assetId, levels }, index) => {
      const asset = assets.get(assetId);
      const at = fieldAt(path, index);
      if (asset?.businessId !== businessId) {
        return shared.get(businessId)?.has(assetId)
          ? refuse('CANNOT_RESHARE', 'This asset is shared with the business, which cannot share it on.', at('assetId'))
              .error
          : refuseUnknown(at('assetId'));
      }
      if (!can(standing, 'permission:set', { businessId, assetId, memberUserId: null, partnerId })) {
        return refuse('GRANT_CEILING', 'You cannot give these levels.', at('levels')).error;
      }
      return refuseLevels(asset, levels, at('levels'));
    }),
  );
}

/** Why this may not be asked of a partner, or undefined: each asset is the partner's, and of a type that can be asked for. */
export function refuseRequest(
  assets: ReadonlyMap<string, AssetRow>,
  hostId: string,
  grants: readonly AssetGrant[],
  path: readonly string[],
): Refusal | undefined {
  return firstRefusal(
    grants.map(({ assetId, levels }, index) => {
      const asset = assets.get(assetId);
      const at = fieldAt(path, index);
      if (asset?.businessId !== hostId) return refuseUnknown(at('assetId'));
      const inapplicable = refuseLevels(asset, levels, at('levels'));
      if (inapplicable || isRequestable(asset.type)) return inapplicable;
      return refuse('ASSET_NOT_REQUESTABLE', 'Only ad accounts and profiles can be asked for.', at('assetId')).error;
    }),
  );
}

/** INVALID_INPUT for what can be no asset of a stranger's: whether there is one, is not said. */
export function refuseIllFormed(grants: readonly AssetGrant[], path: readonly string[]): Refusal | undefined {
  const index = grants.findIndex(({ assetId }) => !isWellFormedOwnedId(assetId));
  if (index === -1) return undefined;
  return refuse('INVALID_INPUT', 'This cannot be the id of an asset.', fieldAt(path, index)('assetId')).error;
}

/**
 * What of these grants can be given by `ownerId` now. What is gone or another's by now is left out, and levels that do not
 * exist for the asset (an id may have come back with another type); of what was asked for, also what cannot be asked for.
 */
export function grantable(
  assets: ReadonlyMap<string, AssetRow>,
  ownerId: string,
  grants: readonly AssetGrant[],
  { requested }: { requested: boolean },
): AssetGrant[] {
  return grants.flatMap(({ assetId, levels }) => {
    const asset = assets.get(assetId);
    if (asset?.businessId !== ownerId || (requested && !isRequestable(asset.type))) return [];
    const applicable = levels.filter((level) => isApplicable(level, asset.type));
    return applicable.length === 0 ? [] : { assetId, levels: applicable };
  });
}

function refuseLevels(asset: AssetRow, levels: AssetGrant['levels'], field: string[]): Refusal | undefined {
  const level = levels.find((one) => !isApplicable(one, asset.type));
  return level && refuse('LEVEL_NOT_APPLICABLE', `${level} does not exist on ${asset.type}.`, field).error;
}

const refuseUnknown = (field: string[]): Refusal => refuse('NOT_FOUND', 'The business has no such asset.', field).error;

const fieldAt =
  (path: readonly string[], index: number) =>
  (field: string): string[] => [...path, `${index}`, field];
