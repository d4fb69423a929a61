import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { registerAssets } from '../commands/register-assets.js';
import { removeAssets } from '../commands/remove-assets.js';
import type { AssetRow } from '../queries/assets.js';
import { RegisterAssetsInput, RemoveAssetsInput } from '../schema/asset.inputs.js';
import { RegisterAssetsPayload, RemoveAssetsPayload } from '../schema/asset.payloads.js';
import { Asset } from '../schema/asset.type.js';
import { Business } from '../schema/business.type.js';
import { ConnectionArgs } from '../schema/connection.js';
import { AssetPermissionConnection } from '../schema/connections.js';
import type { GatewayContext } from './context.js';
import { permissionsOf } from './permission-pages.js';
import { resultsPayload } from './results.js';

@Resolver(() => Asset)
export class AssetResolver {
  @Allow('asset:see')
  @Query(() => Asset, {
    nullable: true,
    description: 'An asset by its id; null when it is not there or not yours to see.',
  })
  asset(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() { loaders }: GatewayContext) {
    return loaders.asset(id);
  }

  @Allow('asset:register')
  @Mutation(() => RegisterAssetsPayload, {
    nullable: true,
    description: 'Makes assets of a business known, or gives known ones their new name, 1 to 100 at a time.',
  })
  async registerAssets(
    @Arg('input', () => RegisterAssetsInput, { description: 'Whose, and which.' }) input: RegisterAssetsInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('registerAssets', input, (tx) => registerAssets(tx, principal, input));
    return resultsPayload(answer, 'asset', context.loaders.asset);
  }

  @Allow('asset:remove')
  @Mutation(() => RemoveAssetsPayload, {
    nullable: true,
    description: 'Forgets assets, with all permissions on them, 1 to 100 at a time.',
  })
  async removeAssets(
    @Arg('input', () => RemoveAssetsInput, { description: 'Which.' }) input: RemoveAssetsInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('removeAssets', input, (tx) => removeAssets(tx, principal, input));
    return resultsPayload(answer, 'asset', context.loaders.asset);
  }

  @FieldResolver(() => Business, { description: 'The business that owns it.' })
  async owner(@Root() { owner, businessId }: AssetRow, @Ctx() { loaders }: GatewayContext) {
    return owner ?? (await loaders.standing(businessId)).at(businessId).business;
  }

  @FieldResolver(() => AssetPermissionConnection, {
    description: 'Who may do what with it, newest first, as far as the viewer may see that.',
  })
  permissions(
    @Root() { id, businessId }: AssetRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return permissionsOf(context, 'Asset', { id, businessId }, { args, info });
  }
}
