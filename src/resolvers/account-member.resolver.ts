import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { canSeeMemberEmail } from '../auth/policy.js';
import { removeMembers } from '../commands/remove-members.js';
import { updateMemberRoles } from '../commands/update-member-roles.js';
import type { AccountMemberRow } from '../queries/account-members.js';
import { RemoveMembersInput, UpdateMemberRolesInput } from '../schema/account-member.inputs.js';
import { RemoveMembersPayload, UpdateMemberRolesPayload } from '../schema/account-member.payloads.js';
import { AccountMember } from '../schema/account-member.type.js';
import { Business } from '../schema/business.type.js';
import { ConnectionArgs } from '../schema/connection.js';
import { AssetPermissionConnection } from '../schema/connections.js';
import { Invite } from '../schema/invite.type.js';
import { User } from '../schema/user.type.js';
import type { GatewayContext } from './context.js';
import { permissionsOf } from './permission-pages.js';
import { resultsPayload } from './results.js';

@Resolver(() => AccountMember)
export class AccountMemberResolver {
  @Allow('member:see')
  @Query(() => AccountMember, {
    nullable: true,
    description: 'A member by id; null when it is not there or not yours to see.',
  })
  accountMember(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() { loaders }: GatewayContext) {
    return loaders.member(id);
  }

  @Allow('member:update-roles')
  @Mutation(() => UpdateMemberRolesPayload, {
    nullable: true,
    description: 'Gives members other roles, or another end of their membership, 1 to 100 at a time.',
  })
  async updateMemberRoles(
    @Arg('input', () => UpdateMemberRolesInput, { description: 'Who is to be what.' }) input: UpdateMemberRolesInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('updateMemberRoles', input, (tx) => updateMemberRoles(tx, principal, input));
    return resultsPayload(answer, 'member', context.loaders.member);
  }

  @Allow('member:remove')
  @Mutation(() => RemoveMembersPayload, {
    nullable: true,
    description: 'Removes members with all that they reach, or has the viewer leave, 1 to 100 at a time.',
  })
  async removeMembers(
    @Arg('input', () => RemoveMembersInput, { description: 'Who.' }) input: RemoveMembersInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('removeMembers', input, (tx, alsoLock) =>
      removeMembers(tx, principal, input, alsoLock),
    );
    return resultsPayload(answer, 'member', context.loaders.member);
  }

  @FieldResolver(() => Business, { description: 'The business.' })
  async business(@Root() member: AccountMemberRow, @Ctx() { loaders }: GatewayContext) {
    return member.business ?? (await loaders.standing(member.businessId)).at(member.businessId).business;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "The person's e-mail; before acceptance the address as invited. Null unless the viewer may read the business's members, or is this person.",
  })
  async email(@Root() member: AccountMemberRow, @Ctx() { loaders }: GatewayContext) {
    const standing = member.seenAs ?? (await loaders.standing(member.businessId));
    return canSeeMemberEmail(standing, member) ? member.email : null;
  }

  @FieldResolver(() => String, { nullable: true, description: "The person's first name; null before acceptance." })
  firstName(@Root() member: AccountMemberRow) {
    return member.firstName;
  }

  @FieldResolver(() => String, { nullable: true, description: "The person's last name; null before acceptance." })
  lastName(@Root() member: AccountMemberRow) {
    return member.lastName;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null until they have accepted.' })
  user(@Root() member: AccountMemberRow, @Ctx() { loaders }: GatewayContext) {
    if (member.user) return member.user;
    return member.userId === null ? null : loaders.person(member.userId);
  }

  @FieldResolver(() => Invite, {
    nullable: true,
    description: 'The invite that made or last opened this row; null for a founder.',
  })
  invite(@Root() member: AccountMemberRow, @Ctx() { loaders }: GatewayContext) {
    if (member.invite) return loaders.visibleInvite(member.invite);
    return member.inviteId === null ? null : loaders.invite(member.inviteId);
  }

  @FieldResolver(() => AssetPermissionConnection, {
    description:
      "What they may do with which of the business's assets, newest first, as far as the viewer may see that.",
  })
  assetPermissions(
    @Root() { id, businessId }: AccountMemberRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return permissionsOf(context, 'AccountMember', { id, businessId }, { args, info });
  }
}
