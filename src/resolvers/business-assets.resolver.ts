import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { can } from '../auth/policy.js';
import { listBusinessAssets } from '../queries/assets.js';
import type { BusinessRow } from '../queries/businesses.js';
import { listBusinessPartnerships, type PartnershipDirection } from '../queries/partnerships.js';
import { PartnershipDirectionEnum } from '../schema/asset.enums.js';
import { Business } from '../schema/business.type.js';
import { ConnectionArgs } from '../schema/connection.js';
import { AssetConnection, AssetPermissionConnection, PartnershipConnection } from '../schema/connections.js';
import { Costly } from '../schema/costly.js';
import { InviteStats } from '../schema/invite-stats.type.js';
import { AssetFilter, AssetPermissionFilter } from '../schema/list.inputs.js';
import { DateTime } from '../schema/scalars.js';
import { listOptions, toConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { permissionsOf } from './permission-pages.js';

/** What hangs on a business besides its invites and members. */
@Resolver(() => Business)
export class BusinessAssetsResolver {
  @FieldResolver(() => PartnershipConnection, {
    description: 'Its partnerships, newest first, as far as the viewer may see them.',
  })
  async partnerships(
    @Root() { id }: BusinessRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('direction', () => PartnershipDirectionEnum, { nullable: true, description: 'Which way; absent: both.' })
    direction: PartnershipDirection | null | undefined,
    @Ctx() { read, loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const standing = await loaders.standing(id);
    return toConnection(await listBusinessPartnerships(read, standing, id, direction, listOptions(args, info)));
  }

  @FieldResolver(() => AssetConnection, {
    description: 'The assets that it owns, newest first, as far as the viewer may see them.',
  })
  async assets(
    @Root() { id }: BusinessRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => AssetFilter, { nullable: true, description: 'Which of them.' }) filter:
      | AssetFilter
      | null
      | undefined,
    @Ctx() { read, loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const standing = await loaders.standing(id);
    return toConnection(await listBusinessAssets(read, standing, id, filter, listOptions(args, info)));
  }

  @FieldResolver(() => AssetPermissionConnection, {
    description: 'Who may do what with the assets that it owns, newest first, as far as the viewer may see that.',
  })
  assetPermissions(
    @Root() { id }: BusinessRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => AssetPermissionFilter, { nullable: true, description: 'Which of them.' }) filter:
      | AssetPermissionFilter
      | null
      | undefined,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return permissionsOf(context, 'Business', { id, businessId: id }, { args, filter, info });
  }

  @Costly('count')
  @FieldResolver(() => InviteStats, {
    nullable: true,
    description: 'What became of the invites and requests that it sent. Null for who may not see them.',
  })
  async inviteStats(
    @Root() { id }: BusinessRow,
    @Arg('since', () => DateTime, { description: 'From when on.' }) since: Date,
    @Ctx() { loaders }: GatewayContext,
  ) {
    const may = can(await loaders.standing(id), 'stats:see', { businessId: id });
    return may ? loaders.inviteStats({ businessId: id, since }) : null;
  }
}
