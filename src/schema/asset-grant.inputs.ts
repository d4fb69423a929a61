import { Field, ID, InputType } from 'type-graphql';
import type { AssetPermissionLevel } from '../domain/asset.js';
import { AssetPermissionLevelEnum } from './asset.enums.js';
import { BATCH_MODE, BUSINESS_ID, IDEMPOTENCY_KEY, LEVELS } from './descriptions.js';
import { type BatchMode, BatchModeEnum } from './enums.js';

@InputType('AssetGrantInput', { description: 'Levels on one asset.' })
export class AssetGrantInput {
  @Field(() => ID, { description: 'The asset.' })
  assetId!: string;

  @Field(() => [AssetPermissionLevelEnum], { description: LEVELS })
  levels!: AssetPermissionLevel[];
}

@InputType('InviteAssetGrantsInput', { description: 'What one open invite is to grant.' })
export class InviteAssetGrantsInput {
  @Field(() => ID, { description: 'An open invite that this business sent.' })
  inviteId!: string;

  @Field(() => [AssetGrantInput], {
    description: 'In the place of what it carries; up to 100 assets, none for nothing.',
  })
  assetGrants!: AssetGrantInput[];
}

@InputType('SetInviteAssetGrantsInput', { description: 'Open invites that are to grant something else.' })
export class SetInviteAssetGrantsInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => [InviteAssetGrantsInput], { description: 'The invites, 1 to 100.' })
  invites!: InviteAssetGrantsInput[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
