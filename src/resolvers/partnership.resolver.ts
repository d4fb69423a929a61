import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { endPartnerships } from '../commands/end-partnerships.js';
import type { PartnershipRow } from '../queries/partnerships.js';
import { Business } from '../schema/business.type.js';
import { ConnectionArgs } from '../schema/connection.js';
import { AssetPermissionConnection } from '../schema/connections.js';
import { EndPartnershipsInput, EndPartnershipsPayload } from '../schema/partnership.inputs.js';
import { Partnership } from '../schema/partnership.type.js';
import type { GatewayContext } from './context.js';
import { permissionsOf } from './permission-pages.js';
import { resultsPayload } from './results.js';

@Resolver(() => Partnership)
export class PartnershipResolver {
  @Allow('partnership:end')
  @Mutation(() => EndPartnershipsPayload, {
    nullable: true,
    description: 'Ends partnerships from either side, with all their permissions, 1 to 100 at a time.',
  })
  async endPartnerships(
    @Arg('input', () => EndPartnershipsInput, { description: 'Which.' }) input: EndPartnershipsInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('endPartnerships', input, (tx, alsoLock) =>
      endPartnerships(tx, principal, input, alsoLock),
    );
    return resultsPayload(answer, 'partnership', context.loaders.partnership);
  }

  @FieldResolver(() => Business, { description: 'The business whose assets are reached.' })
  async host(@Root() { host, hostId }: PartnershipRow, @Ctx() { loaders }: GatewayContext) {
    return host ?? (await loaders.standing(hostId)).at(hostId).business;
  }

  @FieldResolver(() => Business, { description: 'The business that reaches them.' })
  async partner(@Root() { partner, partnerId }: PartnershipRow, @Ctx() { loaders }: GatewayContext) {
    return partner ?? (await loaders.standing(partnerId)).at(partnerId).business;
  }

  @FieldResolver(() => AssetPermissionConnection, {
    description:
      "What the partner may do with which of the host's assets, newest first, as far as the viewer may see that.",
  })
  assetPermissions(
    @Root() { id, hostId }: PartnershipRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return permissionsOf(context, 'Partnership', { id, businessId: hostId }, { args, info });
  }
}
