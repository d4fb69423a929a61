import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { Public } from '../auth/decorators.js';
import { inboxScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import { inboxStream } from '../events/stream-key.js';
import { listMemberships } from '../queries/account-members.js';
import { listReceivedInvites } from '../queries/invites.js';
import { ConnectionArgs } from '../schema/connection.js';
import { AccountMemberConnection, InviteConnection } from '../schema/connections.js';
import { AccountMemberFilter, InviteFilter } from '../schema/list.inputs.js';
import { User } from '../schema/user.type.js';
import { Viewer } from '../schema/viewer.type.js';
import { listOptions, toConnection } from './connection.js';
import type { GatewayContext } from './context.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Public()
  @Query(() => Viewer, { nullable: true, description: 'Who is calling. Null when nobody is signed in.' })
  async viewer(@Ctx() { principal, loaders }: GatewayContext): Promise<Standing | null> {
    if (principal.kind === 'anonymous') return null;
    const standing = await loaders.viewer();
    return standing.principal.kind === 'anonymous' ? null : standing; // an API key that has ended
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person. Null for an API key.' })
  user(@Ctx() { principal, loaders }: GatewayContext) {
    return principal.kind === 'user' ? loaders.person(principal.userId) : null;
  }

  @FieldResolver(() => AccountMemberConnection, {
    description: "The viewer's memberships and the places they are offered: INVITED and ACTIVE unless filtered.",
  })
  async memberships(
    @Root() standing: Standing,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => AccountMemberFilter, { nullable: true, description: 'Which of them.' }) filter:
      | AccountMemberFilter
      | null
      | undefined,
    @Ctx() { read }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return toConnection(await listMemberships(read, standing, filter, listOptions(args, info)));
  }

  @FieldResolver(() => InviteConnection, {
    description: 'Invites addressed to the viewer personally, in every status. Empty without a verified e-mail.',
  })
  async receivedInvites(
    @Root() standing: Standing,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => InviteFilter, { nullable: true, description: 'Which of them.' }) filter:
      | InviteFilter
      | null
      | undefined,
    @Ctx() { read }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return toConnection(await listReceivedInvites(read, standing, filter, listOptions(args, info)));
  }

  @FieldResolver(() => String, {
    description: 'Position of `viewerInviteStatusChanged`, not later than what this response shows.',
  })
  eventCursor(@Root() standing: Standing, @Ctx() { hub }: GatewayContext): string {
    // Without an inbox it is the beginning of a stream that nobody writes to.
    const inbox = inboxScope(standing);
    return hub.cursor(inbox ? inboxStream(inbox.email) : 'u:', {
      epoch: standing.epoch,
      seq: inbox ? standing.inboxSeq : 0,
    });
  }
}
