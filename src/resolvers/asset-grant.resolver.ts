import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AssetGrant as StoredGrant } from '../domain/asset.js';
import type { AssetRow } from '../queries/assets.js';
import { Asset } from '../schema/asset.type.js';
import { AssetGrant } from '../schema/asset-grant.type.js';
import type { GatewayContext } from './context.js';

/** A grant, with its asset where the list brought it along: null where there is none. */
export type GrantRow = StoredGrant & { found?: AssetRow | null };

@Resolver(() => AssetGrant)
export class AssetGrantResolver {
  @FieldResolver(() => Asset, {
    nullable: true,
    description:
      "The asset itself. Null when it is gone, or not the viewer's to see: who asks sees it once they reach it.",
  })
  asset(@Root() { assetId, found }: GrantRow, @Ctx() { loaders }: GatewayContext) {
    if (found === undefined) return loaders.asset(assetId);
    return found && loaders.visibleAsset(found);
  }
}
