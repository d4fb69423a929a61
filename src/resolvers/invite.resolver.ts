import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { can, canSeeInviteeEmail, canSeeWhoDeclined } from '../auth/policy.js';
import { isAddressedTo } from '../auth/relations.js';
import type { Answer } from '../commands/answer.js';
import { cancelInvites } from '../commands/cancel-invites.js';
import { inviteMembers } from '../commands/invite-members.js';
import { respondToInvites } from '../commands/respond-to-invites.js';
import { isLate, movesOf } from '../domain/invite.js';
import { type InviteRow, inviteeUserIdOf } from '../queries/invites.js';
import { AccountMember } from '../schema/account-member.type.js';
import { Business } from '../schema/business.type.js';
import { type InviteAction, InviteActionEnum } from '../schema/enums.js';
import { CancelInvitesInput, InviteMembersInput, RespondToInvitesInput } from '../schema/invite.inputs.js';
import { CancelInvitesPayload, InviteMembersPayload, RespondToInvitesPayload } from '../schema/invite.payloads.js';
import { Invite } from '../schema/invite.type.js';
import { User } from '../schema/user.type.js';
import type { GatewayContext } from './context.js';
import { signedInUser } from './signed-in-user.js';

@Resolver(() => Invite)
export class InviteResolver {
  @Allow('invite:see')
  @Query(() => Invite, {
    nullable: true,
    description: 'An invite by its id; null when it is not there or not yours to see.',
  })
  invite(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() { loaders }: GatewayContext) {
    return loaders.invite(id);
  }

  @Allow('invite:create')
  @Mutation(() => InviteMembersPayload, {
    nullable: true,
    description: 'Invites people to a business, 1 to 100 at a time.',
  })
  async inviteMembers(
    @Arg('input', () => InviteMembersInput, { description: 'Whom, and on which terms.' }) input: InviteMembersInput,
    @Ctx() context: GatewayContext,
  ) {
    const viewer = signedInUser(context);
    const limits = { openInvites: context.openInviteLimit };
    const answer = await context.write('inviteMembers', input, (tx) => inviteMembers(tx, viewer, input, limits));
    return invitesPayload(context, answer);
  }

  @Allow('invite:cancel')
  @Mutation(() => CancelInvitesPayload, { nullable: true, description: 'Takes back open invites, 1 to 100 at a time.' })
  async cancelInvites(
    @Arg('input', () => CancelInvitesInput, { description: 'Which.' }) input: CancelInvitesInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    return invitesPayload(
      context,
      await context.write('cancelInvites', input, (tx) => cancelInvites(tx, principal, input)),
    );
  }

  @Allow('invite:answer')
  @Mutation(() => RespondToInvitesPayload, {
    nullable: true,
    description: 'Accepts and declines invites addressed to you, 1 to 100 at a time.',
  })
  async respondToInvites(
    @Arg('input', () => RespondToInvitesInput, { description: 'The answers.' }) input: RespondToInvitesInput,
    @Ctx() context: GatewayContext,
  ) {
    const viewer = signedInUser(context);
    return invitesPayload(
      context,
      await context.write('respondToInvites', input, (tx) => respondToInvites(tx, viewer, input)),
    );
  }

  @FieldResolver(() => Business, { description: 'The business that sent it.' })
  async business(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext) {
    return invite.business ?? (await loaders.standing(invite.businessId)).at(invite.businessId).business;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The address as invited, for invites by e-mail. Null unless the viewer is the invitee or may read the business's invites.",
  })
  async inviteeEmail(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext) {
    if (invite.inviteeEmail === null) return null;
    return canSeeInviteeEmail(await loaders.standing(invite.businessId), invite) ? invite.inviteeEmail : null;
  }

  @FieldResolver(() => User, {
    nullable: true,
    description:
      'The person invited by user id, or who accepted. It never tells the inviting side that an account exists.',
  })
  inviteeUser(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext) {
    if (invite.inviteeUser !== undefined) return invite.inviteeUser;
    const userId = inviteeUserIdOf(invite);
    return userId === null ? null : loaders.person(userId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who created it. Null when an API key did, or the person is gone.',
  })
  createdBy(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext) {
    if (invite.createdBy !== undefined) return invite.createdBy;
    return invite.createdByUserId === null ? null : loaders.sender(invite.createdByUserId);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description:
      'Who closed it. Null for the system, and where it would tell the sender that an invited address has an account.',
  })
  async closedBy(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext) {
    if (invite.closedByUserId === null) return null;
    if (invite.status === 'DECLINED') {
      const standing = await loaders.standing(invite.businessId);
      if (!canSeeWhoDeclined(standing, invite)) return null;
    }
    return invite.closedBy ?? loaders.person(invite.closedByUserId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is addressed to the viewer.' })
  async viewerIsInvitee(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext): Promise<boolean> {
    return isAddressedTo(await loaders.standing(invite.businessId), invite);
  }

  @FieldResolver(() => [InviteActionEnum], { description: 'What this viewer may do with it now.' })
  async viewerActions(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext): Promise<InviteAction[]> {
    const standing = await loaders.standing(invite.businessId);
    const moves = isLate(invite, new Date()) ? [] : movesOf(invite.status);
    return [
      ...(can(standing, 'invite:answer', invite) && moves.includes('accept') ? (['ACCEPT', 'DECLINE'] as const) : []),
      ...(can(standing, 'invite:cancel', invite) && moves.includes('cancel') ? (['CANCEL'] as const) : []),
    ];
  }

  @FieldResolver(() => AccountMember, {
    nullable: true,
    description: 'The place in the business that a MEMBER_INVITE offers or gave.',
  })
  async member(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext) {
    if (invite.member) return loaders.visibleMember(invite.member);
    return invite.memberId === null ? null : loaders.member(invite.memberId);
  }
}

/** The answer with its invites read anew. */
async function invitesPayload({ loaders }: GatewayContext, { userErrors, items }: Answer) {
  const results = items.map(async ({ id, error }, index) => ({
    index,
    invite: id && (await loaders.invite(id)),
    error,
  }));
  return { results: await Promise.all(results), userErrors };
}
