import { Field, ID, InputType } from 'type-graphql';
import type { GrantConflictStrategy } from '../domain/asset.js';
import type { BusinessRole } from '../domain/membership.js';
import { GrantConflictStrategyEnum } from './asset.enums.js';
import { AssetGrantInput } from './asset-grant.inputs.js';
import { BATCH_MODE, BUSINESS_ID, IDEMPOTENCY_KEY, INVITE_EXPIRES_AT, MESSAGE, VALIDATE_ONLY } from './descriptions.js';
import { type BatchMode, BatchModeEnum, BusinessRoleEnum } from './enums.js';
import { DateTime } from './scalars.js';

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

  @Field(() => [AssetGrantInput], {
    nullable: true,
    description: 'What acceptance gives besides: levels on assets of the business, 1 to 100 assets.',
  })
  assetGrants?: AssetGrantInput[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the memberships end by themselves, later than `expiresAt`; absent: never. Not for an OWNER.',
  })
  membershipExpiresAt?: Date | null;

  @Field(() => String, { nullable: true, description: MESSAGE })
  message?: string | null;

  @Field(() => DateTime, { nullable: true, description: INVITE_EXPIRES_AT })
  expiresAt?: Date | null;

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => Boolean, { defaultValue: false, description: VALIDATE_ONLY })
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
  @Field(() => ID, { description: 'An invite addressed to you, or to a business that you administer.' })
  inviteId!: string;

  @Field(() => Boolean, { description: 'Accept it, or decline it.' })
  accept!: boolean;

  @Field(() => [AssetGrantInput], {
    nullable: true,
    description: 'Accepting a request: what is granted, 0 to 100 assets; absent: what was asked for. Nowhere else.',
  })
  assetGrants?: AssetGrantInput[] | null;

  @Field(() => GrantConflictStrategyEnum, {
    defaultValue: 'MERGE',
    description: 'Accepting a request: what holds where the partner has levels on an asset already.',
  })
  grantConflict!: GrantConflictStrategy;
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
