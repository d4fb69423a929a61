import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { can } from '../auth/policy.js';
import type { Answer } from '../commands/answer.js';
import { createBusiness } from '../commands/create-business.js';
import { updateBusiness } from '../commands/update-business.js';
import type { BusinessRole } from '../domain/membership.js';
import { businessStream } from '../events/stream-key.js';
import { listBusinessMembers } from '../queries/account-members.js';
import type { BusinessRow } from '../queries/businesses.js';
import { listBusinessInvites } from '../queries/invites.js';
import {
  CreateBusinessInput,
  CreateBusinessPayload,
  UpdateBusinessInput,
  UpdateBusinessPayload,
} from '../schema/business.inputs.js';
import { Business } from '../schema/business.type.js';
import { ConnectionArgs } from '../schema/connection.js';
import { AccountMemberConnection, InviteConnection, InviteStatusChangeConnection } from '../schema/connections.js';
import { Costly } from '../schema/costly.js';
import { BusinessRoleEnum } from '../schema/enums.js';
import { AccountMemberFilter, AccountMemberOrder, InviteFilter, InviteOrder } from '../schema/list.inputs.js';
import { listOptions, toConnection } from './connection.js';
import type { GatewayContext } from './context.js';
import { signedInUser } from './signed-in-user.js';

@Resolver(() => Business)
export class BusinessResolver {
  @Allow('business:see')
  @Query(() => Business, {
    nullable: true,
    description: 'A business by its id. Null: unknown and not permitted look the same, here and everywhere.',
  })
  business(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() { loaders }: GatewayContext) {
    return loaders.business(id);
  }

  @Allow('business:create')
  @Mutation(() => CreateBusinessPayload, {
    nullable: true,
    description: 'Makes a business; the viewer becomes its OWNER.',
  })
  async createBusiness(
    @Arg('input', () => CreateBusinessInput, { description: 'The new business.' }) input: CreateBusinessInput,
    @Ctx() context: GatewayContext,
  ) {
    const viewer = signedInUser(context);
    return businessPayload(
      context,
      await context.write('createBusiness', input, (tx) => createBusiness(tx, viewer, input)),
    );
  }

  @Allow('business:update')
  @Mutation(() => UpdateBusinessPayload, {
    nullable: true,
    description: 'Changes the name or the seat limit of a business.',
  })
  async updateBusiness(
    @Arg('input', () => UpdateBusinessInput, { description: 'What changes.' }) input: UpdateBusinessInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    return businessPayload(
      context,
      await context.write('updateBusiness', input, (tx) => updateBusiness(tx, principal, input)),
    );
  }

  @FieldResolver(() => [BusinessRoleEnum], { description: "The viewer's roles in it; empty for who is no member." })
  async viewerRoles(@Root() { id }: BusinessRow, @Ctx() { loaders }: GatewayContext): Promise<readonly BusinessRole[]> {
    return (await loaders.standing(id)).at(id).roles;
  }

  @FieldResolver(() => Int, { nullable: true, description: "Most seats. Null: no limit, or not the viewer's to see." })
  async seatLimit(@Root() { id, seatLimit }: BusinessRow, @Ctx() { loaders }: GatewayContext) {
    return can(await loaders.standing(id), 'stats:see', { businessId: id }) ? seatLimit : null;
  }

  @Costly('count')
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Active members and open member invites, each invitee as named once. Null for who may not see the members.',
  })
  async seatsUsed(@Root() { id }: BusinessRow, @Ctx() { loaders }: GatewayContext) {
    return can(await loaders.standing(id), 'stats:see', { businessId: id }) ? loaders.seatsUsed(id) : null;
  }

  @FieldResolver(() => InviteConnection, {
    description: 'Its invites, newest first unless ordered, as far as the viewer may see them.',
  })
  async invites(
    @Root() { id }: BusinessRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => InviteFilter, { nullable: true, description: 'Which of them.' }) filter:
      | InviteFilter
      | null
      | undefined,
    @Arg('orderBy', () => InviteOrder, { nullable: true, description: 'In which order.' }) orderBy:
      | InviteOrder
      | null
      | undefined,
    @Ctx() { read, loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const standing = await loaders.standing(id);
    return toConnection(await listBusinessInvites(read, standing, id, filter, orderBy, listOptions(args, info)));
  }

  @FieldResolver(() => AccountMemberConnection, {
    description:
      'Its members and who is invited to be one, newest first unless ordered, as far as the viewer may see them.',
  })
  async members(
    @Root() { id }: BusinessRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => AccountMemberFilter, { nullable: true, description: 'Which of them.' }) filter:
      | AccountMemberFilter
      | null
      | undefined,
    @Arg('orderBy', () => [AccountMemberOrder], {
      nullable: true,
      description: 'In which order; the first counts most.',
    })
    orderBy: AccountMemberOrder[] | null | undefined,
    @Ctx() { read, loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const standing = await loaders.standing(id);
    return toConnection(await listBusinessMembers(read, standing, id, filter, orderBy, listOptions(args, info)));
  }

  @FieldResolver(() => InviteStatusChangeConnection, {
    description:
      'What happened to its invites, oldest first; the cursors are those of the subscription `inviteStatusChanged`.',
  })
  async inviteStatusChanges(
    @Root() { id }: BusinessRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders, hub }: GatewayContext,
  ) {
    const mayFollow = can(await loaders.standing(id), 'stream:follow', { businessId: id });
    return toConnection(await hub.list(mayFollow ? businessStream(id) : null, args));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Position of `inviteStatusChanged`, not later than what this response shows. Null for who may not follow it.',
  })
  async eventCursor(@Root() { id }: BusinessRow, @Ctx() { loaders, hub }: GatewayContext) {
    const standing = await loaders.standing(id);
    if (!can(standing, 'stream:follow', { businessId: id })) return null;
    return hub.cursor(businessStream(id), { epoch: standing.epoch, seq: standing.at(id).streamSeq });
  }
}

async function businessPayload({ loaders }: GatewayContext, { userErrors, items }: Answer) {
  const [item] = items;
  const business = item?.id ? await loaders.business(item.id) : null;
  return { business, userErrors: item?.error ? [item.error] : userErrors };
}
