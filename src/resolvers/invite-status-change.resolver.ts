import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Allow, requireAccess } from '../auth/decorators.js';
import { can, canSeeWhoDeclined } from '../auth/policy.js';
import { inboxScope } from '../auth/read-scope.js';
import { RequestError } from '../domain/errors.js';
import type { DeliveredChange } from '../events/hub.js';
import { businessStream, inboxStream } from '../events/stream-key.js';
import type { InviteRow } from '../queries/invites.js';
import { Invite } from '../schema/invite.type.js';
import { Actor, InviteStatusChange } from '../schema/invite-status-change.type.js';
import { InviteFilter } from '../schema/list.inputs.js';
import { User } from '../schema/user.type.js';
import { changeMatcher, inboxMatcher } from './change-matcher.js';
import type { GatewayContext } from './context.js';

interface BusinessArgs {
  businessId: string;
  filter?: InviteFilter | null;
  inviteIds?: string[] | null;
  after?: string | null;
}

/** What type-graphql hands to `subscribe`, with the arguments as the field declares them. */
interface Subscribing<Args> {
  args: Args;
  context: GatewayContext;
}

/** Who may no longer follow a stream learns just that. One that does not exist is refused alike. */
const forbidden = (): RequestError => new RequestError('FORBIDDEN', 'You may not follow this.');

/** Asks the policy for the business's stream; the `access` it returns is of the same statement as the standing. */
async function judgeBusiness({ principal, freshLoaders }: GatewayContext, businessId: string): Promise<number> {
  const standing = await freshLoaders().standing(businessId);
  if (!can(standing, 'stream:follow', { businessId })) {
    requireAccess(principal, 'stream:follow');
    throw forbidden();
  }
  return standing.at(businessId).access;
}

/** Asks whether the inbox that was followed from the start is still the viewer's. */
async function judgeInbox({ freshLoaders }: GatewayContext, streamKey: string): Promise<number> {
  const standing = await freshLoaders().viewer();
  const inbox = inboxScope(standing);
  if (!inbox || inboxStream(inbox.email) !== streamKey) throw forbidden();
  return standing.inboxAccess;
}

@Resolver(() => InviteStatusChange)
export class InviteStatusChangeResolver {
  @Allow('stream:follow')
  @Subscription(() => InviteStatusChange, {
    description:
      'Everything that happens to invites sent or received by this business. With `after`: first all that happened behind that cursor, then live, without gap or duplicate. A cursor that is malformed, of another stream, or older than what is kept is refused before the first event (CURSOR_INVALID, CURSOR_EXPIRED).',
    subscribe: async ({ args, context }: Subscribing<BusinessArgs>) => {
      const { businessId, filter, inviteIds, after } = args;
      requireAccess(context.principal, 'stream:follow');
      const streamKey = businessStream(businessId);
      return context.hub.follow({
        streamKey,
        judgedAccess: await judgeBusiness(context, businessId),
        afterSeq: await context.hub.position(streamKey, after),
        judge: () => judgeBusiness(context, businessId),
        ...changeMatcher(context, { businessId, filter, inviteIds }),
      });
    },
  })
  inviteStatusChanged(
    @Root() change: DeliveredChange,
    @Arg('businessId', () => ID, { description: 'The business.' }) _businessId: string,
    @Arg('filter', () => InviteFilter, {
      nullable: true,
      description: 'Only changes of such invites; `statuses` is about the new status.',
    })
    _filter?: InviteFilter | null,
    @Arg('inviteIds', () => [ID], { nullable: true, description: 'Only changes of these invites.' }) _inviteIds?:
      | string[]
      | null,
    @Arg('after', () => String, { nullable: true, description: 'Resume behind this cursor; absent: from now on.' })
    _after?: string | null,
  ): DeliveredChange {
    return change;
  }

  @Allow('inbox:follow')
  @Subscription(() => InviteStatusChange, {
    description: 'The same for invites addressed to the viewer personally, across businesses.',
    subscribe: async ({ args, context }: Subscribing<{ after?: string | null }>) => {
      requireAccess(context.principal, 'inbox:follow');
      const standing = await context.freshLoaders().viewer();
      const inbox = inboxScope(standing);
      if (!inbox) throw new RequestError('FORBIDDEN', 'There is no inbox without a verified e-mail.');
      const streamKey = inboxStream(inbox.email);
      return context.hub.follow({
        streamKey,
        afterSeq: await context.hub.position(streamKey, args.after),
        judgedAccess: standing.inboxAccess,
        judge: () => judgeInbox(context, streamKey),
        ...inboxMatcher(context),
      });
    },
  })
  viewerInviteStatusChanged(
    @Root() change: DeliveredChange,
    @Arg('after', () => String, { nullable: true, description: 'Resume behind this cursor; absent: from now on.' })
    _after?: string | null,
  ): DeliveredChange {
    return change;
  }

  @FieldResolver(() => Invite, { description: 'The invite, as it is now.' })
  invite(@Root() change: DeliveredChange, @Ctx() { loaders }: GatewayContext): Promise<InviteRow | null> {
    return loaders.invite(change.inviteId);
  }

  @FieldResolver(() => Actor, { description: 'Who made the change.' })
  actor(@Root() { actorKind, actorUserId, status, inviteId }: DeliveredChange) {
    return { kind: actorKind, userId: actorUserId, status, inviteId };
  }
}

/** What an actor is resolved from: the change says whether naming them would tell too much. */
type ActorRow = { userId: string | null } & Pick<DeliveredChange, 'status' | 'inviteId'>;

@Resolver(() => Actor)
export class ActorResolver {
  @FieldResolver(() => User, {
    nullable: true,
    description: 'The person. Null where it would tell the sender that an invited address has an account.',
  })
  async user(@Root() { userId, status, inviteId }: ActorRow, @Ctx() { loaders }: GatewayContext) {
    if (userId === null) return null;
    if (status !== 'DECLINED') return loaders.person(userId);
    // The person along with the invite, so that a list of changes loads all its people at once.
    const [person, invite] = await Promise.all([loaders.person(userId), loaders.invite(inviteId)]);
    if (!invite) return null;
    return canSeeWhoDeclined(await loaders.standing(invite.businessId), invite) ? person : null;
  }
}
