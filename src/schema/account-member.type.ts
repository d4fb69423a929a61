import { Directive, Field, ObjectType } from 'type-graphql';
import type { BusinessRole, MembershipStatus } from '../domain/membership.js';
import type { AccountMemberEntity } from '../entities/account-member.entity.js';
import { BusinessRoleEnum, MembershipStatusEnum } from './enums.js';
import { Node } from './node.type.js';
import { DateTime } from './scalars.js';

@Directive('@key(fields: "id")')
@Directive('@key(fields: "business { id } user { id }")')
@ObjectType('AccountMember', {
  implements: Node,
  description: "A person's place in a business, from the moment of the invite on: members and invitations in one list.",
  simpleResolvers: true,
})
export class AccountMember
  extends Node
  implements Pick<AccountMemberEntity, 'id' | 'status' | 'roles' | 'createdAt' | 'acceptedAt'>
{
  @Field(() => MembershipStatusEnum, { description: 'How far it has come.' })
  status!: MembershipStatus;

  @Field(() => [BusinessRoleEnum], { description: 'What the person is in the business, or is offered to be.' })
  roles!: BusinessRole[];

  @Field(() => DateTime, { description: 'When they were first invited, or founded the business.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When they became a member.' })
  acceptedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Of the invite while INVITED; of a membership that ends by itself while ACTIVE.',
  })
  expiresAt!: Date | null;
}
