import { Field, ID, InputType } from 'type-graphql';
import type { BusinessRole } from '../domain/membership.js';
import { BATCH_MODE, BUSINESS_ID, IDEMPOTENCY_KEY } from './descriptions.js';
import { type BatchMode, BatchModeEnum, BusinessRoleEnum } from './enums.js';
import { DateTime } from './scalars.js';

@InputType('MemberRolesInput', { description: 'What one member is to be from now on.' })
export class MemberRolesInput {
  @Field(() => ID, { description: 'An ACTIVE member of the business.' })
  memberId!: string;

  @Field(() => [BusinessRoleEnum], {
    description: 'In the place of the roles held: at least one, none above your own, never PARTNER.',
  })
  roles!: BusinessRole[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the membership ends by itself; absent: unchanged; null: never. An OWNER has none.',
  })
  expiresAt?: Date | null;
}

@InputType('UpdateMemberRolesInput', { description: 'Members who are to have other roles.' })
export class UpdateMemberRolesInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => [MemberRolesInput], { description: 'The members, 1 to 100.' })
  members!: MemberRolesInput[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('RemoveMembersInput', { description: 'Members who are to go, or oneself to leave.' })
export class RemoveMembersInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => [ID], {
    description: "The members, 1 to 100. One's own: leave. One that is INVITED: its invite is taken back.",
  })
  memberIds!: string[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
