import { Field, ID, InputType } from 'type-graphql';
import type { BusinessRole } from '../domain/membership.js';
import { BATCH_MODE, BUSINESS_ID, IDEMPOTENCY_KEY } from './descriptions.js';
import { BatchModeEnum, BusinessRoleEnum } from './enums.js';
import { DateTime } from './scalars.js';

type BatchMode = keyof typeof BatchModeEnum;

@InputType('InviteeInput', { description: 'Who is invited: exactly one of the two.' })
export class InviteeInput {
  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  email?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A person known here with a verified e-mail, to which the mail goes.',
  })
  userId?: string | null;
}

@InputType('InviteMembersInput', { description: 'People to invite to a business, all on the same terms.' })
export class InviteMembersInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => [InviteeInput], { description: 'Who is invited, 1 to 100.' })
  invitees!: InviteeInput[];

  @Field(() => [BusinessRoleEnum], {
    defaultValue: ['EMPLOYEE'],
    description: 'The roles that acceptance gives: at least one, none above your own, never PARTNER.',
  })
  roles!: BusinessRole[];

  @Field(() => String, { nullable: true, description: 'A personal word, up to 1,000 characters.' })
  message?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the invites expire: 5 minutes to 30 days ahead; 7 days when absent.',
  })
  expiresAt?: Date | null;

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => Boolean, { defaultValue: false, description: 'Only the verdicts: nothing is written, nothing is sent.' })
  validateOnly!: boolean;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('CancelInvitesInput', { description: 'Open invites to take back.' })
export class CancelInvitesInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => [ID], { description: 'Invites that this business sent, 1 to 100.' })
  inviteIds!: string[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('InviteResponseInput', { description: 'The answer to one invite.' })
export class InviteResponseInput {
  @Field(() => ID, { description: 'An invite addressed to you.' })
  inviteId!: string;

  @Field(() => Boolean, { description: 'Accept it, or decline it.' })
  accept!: boolean;
}

@InputType('RespondToInvitesInput', { description: 'Answers to invites addressed to you, of any business.' })
export class RespondToInvitesInput {
  @Field(() => [InviteResponseInput], { description: 'The answers, 1 to 100.' })
  responses!: InviteResponseInput[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
