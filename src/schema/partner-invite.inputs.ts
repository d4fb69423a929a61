import { Field, ID, InputType } from 'type-graphql';
import { AssetGrantInput } from './asset-grant.inputs.js';
import { BATCH_MODE, BUSINESS_ID, IDEMPOTENCY_KEY, INVITE_EXPIRES_AT, MESSAGE, VALIDATE_ONLY } from './descriptions.js';
import { type BatchMode, BatchModeEnum } from './enums.js';
import { DateTime } from './scalars.js';

@InputType('InvitePartnersInput', { description: "Businesses that are offered access to this one's assets." })
export class InvitePartnersInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => [ID], { description: 'The businesses that are invited, 1 to 100.' })
  partnerIds!: string[];

  @Field(() => [AssetGrantInput], {
    nullable: true,
    description: 'What acceptance gives them: levels on assets of this business, 1 to 100 assets; absent: nothing yet.',
  })
  assetGrants?: AssetGrantInput[] | null;

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

@InputType('RequestPartnershipsInput', { description: 'Businesses whose assets this one wants to reach.' })
export class RequestPartnershipsInput {
  @Field(() => ID, { description: 'The business that asks.' })
  businessId!: string;

  @Field(() => [ID], { description: 'The businesses that are asked, 1 to 100.' })
  partnerIds!: string[];

  @Field(() => [AssetGrantInput], {
    nullable: true,
    description: 'What is asked for, 1 to 100 assets; the other side decides, and need not have them.',
  })
  assetGrants?: AssetGrantInput[] | null;

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

@InputType('AssetAccessRequestInput', { description: 'What is asked of one partner.' })
export class AssetAccessRequestInput {
  @Field(() => ID, { description: 'The business that owns the assets and has let this one in as a partner.' })
  partnerId!: string;

  @Field(() => [AssetGrantInput], { description: 'Levels on its ad accounts and profiles, 1 to 100 assets.' })
  assetGrants!: AssetGrantInput[];
}

@InputType('RequestAssetAccessInput', { description: 'More assets that this business wants to reach of its partners.' })
export class RequestAssetAccessInput {
  @Field(() => ID, { description: 'The business that asks.' })
  businessId!: string;

  @Field(() => [AssetAccessRequestInput], { description: 'What is asked of whom, 1 to 100 partners.' })
  requests!: AssetAccessRequestInput[];

  @Field(() => String, { nullable: true, description: MESSAGE })
  message?: string | null;

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => Boolean, { defaultValue: false, description: VALIDATE_ONLY })
  validateOnly!: boolean;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
