import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { can, canSeeInviteeEmail, canSeeWhoDeclined } from '../auth/policy.js';
import { isLate, isOpen, movesOf } from '../domain/invite.js';
import { type InviteRow, inviteeUserIdOf } from '../queries/invites.js';
import { AccountMember } from '../schema/account-member.type.js';
import { AssetGrant } from '../schema/asset-grant.type.js';
import { Business } from '../schema/business.type.js';
import { type InviteAction, InviteActionEnum } from '../schema/enums.js';
import { Invite } from '../schema/invite.type.js';
import { Partnership } from '../schema/partnership.type.js';
import { User } from '../schema/user.type.js';
import type { GrantRow } from './asset-grant.resolver.js';
import type { GatewayContext } from './context.js';

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

  @FieldResolver(() => Business, {
    nullable: true,
    description: 'The business that a partner invite or request is addressed to.',
  })
  async inviteeBusiness(@Root() { inviteeBusiness, inviteeBusinessId }: InviteRow, @Ctx() { loaders }: GatewayContext) {
    if (inviteeBusinessId === null) return null;
    return inviteeBusiness ?? (await loaders.standing(inviteeBusinessId)).at(inviteeBusinessId).business;
  }

  @FieldResolver(() => [AssetGrant], {
    description: 'What acceptance grants or granted; of a request what it asks for, until it is accepted.',
  })
  assetGrants(@Root() { assetGrants, grantedAssets }: InviteRow): GrantRow[] {
    if (grantedAssets === undefined) return assetGrants;
    return assetGrants.map((grant) => ({
      ...grant,
      found: grantedAssets?.find(({ id }) => id === grant.assetId) ?? null,
    }));
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

  @FieldResolver(() => Boolean, {
    description: 'Whether it is addressed to the viewer, or to a business that they administer.',
  })
  async viewerIsInvitee(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext): Promise<boolean> {
    return can(await loaders.standingOfInvite(invite), 'invite:answer', invite);
  }

  @FieldResolver(() => [InviteActionEnum], { description: 'What this viewer may do with it now.' })
  async viewerActions(@Root() invite: InviteRow, @Ctx() { loaders }: GatewayContext): Promise<InviteAction[]> {
    const standing = await loaders.standingOfInvite(invite);
    const late = isLate(invite, new Date());
    const moves = late ? [] : movesOf(invite.status);
    const maySetGrants = isOpen(invite) && !late && can(standing, 'invite:set-grants', invite);
    return [
      ...(can(standing, 'invite:answer', invite) && moves.includes('accept') ? (['ACCEPT', 'DECLINE'] as const) : []),
      ...(can(standing, 'invite:cancel', invite) && moves.includes('cancel') ? (['CANCEL'] as const) : []),
      ...(maySetGrants ? (['SET_ASSET_GRANTS'] as const) : []),
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

  @FieldResolver(() => Partnership, {
    nullable: true,
    description: 'What came of an accepted partner invite or request, while it lasts.',
  })
  async partnership(@Root() { partnership, partnershipId }: InviteRow, @Ctx() { loaders }: GatewayContext) {
    if (partnership !== undefined) return partnership && loaders.visiblePartnership(partnership);
    return partnershipId === null ? null : loaders.partnership(partnershipId);
  }
}
