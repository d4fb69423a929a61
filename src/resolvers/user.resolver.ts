import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { listMemberships, listMembershipsOf } from '../queries/account-members.js';
import type { PersonRow } from '../queries/people.js';
import { ConnectionArgs } from '../schema/connection.js';
import { AccountMemberConnection } from '../schema/connections.js';
import { User } from '../schema/user.type.js';
import { listOptions, toConnection } from './connection.js';
import type { GatewayContext } from './context.js';

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => AccountMemberConnection, {
    description: "The viewer's own memberships, or of others those in businesses that the viewer administers.",
  })
  async memberships(
    @Root() { id }: PersonRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { read, loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const options = listOptions(args, info);
    const { principal } = read;
    const isViewer = principal.kind === 'user' && principal.userId === id;
    return toConnection(
      isViewer
        ? await listMemberships(read, await loaders.viewer(), undefined, options)
        : await listMembershipsOf(read, id, options),
    );
  }
}
