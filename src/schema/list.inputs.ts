import { Field, ID, InputType } from 'type-graphql';
import type { AssetPermissionLevel, AssetType } from '../domain/asset.js';
import type { InviteStatus, InviteType } from '../domain/invite.js';
import type { BusinessRole, MembershipStatus } from '../domain/membership.js';
import { AssetPermissionLevelEnum, AssetTypeEnum } from './asset.enums.js';
import { Costly } from './costly.js';
import {
  AccountMemberOrderFieldEnum,
  BusinessRoleEnum,
  InviteDirectionEnum,
  InviteOrderFieldEnum,
  InviteStatusEnum,
  InviteTypeEnum,
  MembershipStatusEnum,
  type OrderDirection,
  OrderDirectionEnum,
} from './enums.js';

@InputType('InviteFilter', { description: 'Which invites. What is absent does not restrict.' })
export class InviteFilter {
  @Field(() => [InviteStatusEnum], {
    nullable: true,
    description: 'In one of these statuses; in a subscription the new status of the change.',
  })
  statuses?: InviteStatus[] | null;

  @Field(() => [InviteTypeEnum], { nullable: true, description: 'Of one of these types.' })
  types?: InviteType[] | null;

  @Field(() => InviteDirectionEnum, { nullable: true, description: 'Sent or received by this business; absent: both.' })
  direction?: keyof typeof InviteDirectionEnum | null;

  @Costly('search')
  @Field(() => String, {
    nullable: true,
    description: "Part of the invitee's e-mail or of the partner's name, whatever the case.",
  })
  query?: string | null;
}

@InputType('InviteOrder', { description: 'How invites are ordered. Ties are broken by id.' })
export class InviteOrder {
  @Field(() => InviteOrderFieldEnum, { description: 'By what.' })
  field!: keyof typeof InviteOrderFieldEnum;

  @Field(() => OrderDirectionEnum, { description: 'Which way.' })
  direction!: OrderDirection;
}

@InputType('AccountMemberFilter', { description: 'Which members. What is absent does not restrict.' })
export class AccountMemberFilter {
  @Costly('search')
  @Field(() => String, { nullable: true, description: 'Part of the e-mail, first or last name, whatever the case.' })
  query?: string | null;

  @Field(() => [MembershipStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  statuses?: MembershipStatus[] | null;

  @Field(() => [BusinessRoleEnum], { nullable: true, description: 'With one of these roles.' })
  roles?: BusinessRole[] | null;
}

@InputType('AccountMemberOrder', { description: 'How members are ordered. Ties are broken by id.' })
export class AccountMemberOrder {
  @Field(() => AccountMemberOrderFieldEnum, { description: 'By what.' })
  field!: keyof typeof AccountMemberOrderFieldEnum;

  @Field(() => OrderDirectionEnum, { description: 'Which way.' })
  direction!: OrderDirection;
}

@InputType('AssetFilter', { description: 'Which assets. What is absent does not restrict.' })
export class AssetFilter {
  @Field(() => [AssetTypeEnum], { nullable: true, description: 'Of one of these types.' })
  types?: AssetType[] | null;

  @Costly('search')
  @Field(() => String, { nullable: true, description: 'Part of the name, whatever the case.' })
  query?: string | null;
}

@InputType('AssetPermissionFilter', { description: 'Which permissions. What is absent does not restrict.' })
export class AssetPermissionFilter {
  @Field(() => [ID], { nullable: true, description: 'On one of these assets.' })
  assetIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of one of these members, or of one of `partnershipIds`.' })
  memberIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Of one of these partnerships, or of one of `memberIds`.' })
  partnershipIds?: string[] | null;

  @Field(() => [AssetPermissionLevelEnum], { nullable: true, description: 'With one of these levels.' })
  levels?: AssetPermissionLevel[] | null;
}
