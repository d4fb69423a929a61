import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { canSeeMemberEmail } from '../auth/policy.js';
import type { AccountMemberRow } from '../queries/account-members.js';
import { AccountMember } from '../schema/account-member.type.js';
import { Business } from '../schema/business.type.js';
import { Invite } from '../schema/invite.type.js';
import { User } from '../schema/user.type.js';
import type { GatewayContext } from './context.js';

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
    return canSeeMemberEmail(await loaders.standing(member.businessId), member) ? member.email : null;
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
}
