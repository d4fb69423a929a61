import { Field, ID, InputType } from 'type-graphql';
import type { AssetPermissionLevel } from '../domain/asset.js';
import { AssetPermissionLevelEnum } from './asset.enums.js';
import { BATCH_MODE, BUSINESS_ID, IDEMPOTENCY_KEY, LEVELS } from './descriptions.js';
import { type BatchMode, BatchModeEnum } from './enums.js';
import { DateTime } from './scalars.js';

@InputType('AssetPermissionInput', {
  description: 'What one grantee is to have on one asset: exactly one of `memberId` and `partnershipId`.',
})
export class AssetPermissionInput {
  @Field(() => ID, { description: 'An asset of the business.' })
  assetId!: string;

  @Field(() => ID, { nullable: true, description: 'An ACTIVE member of the business.' })
  memberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A partnership in which the business is the host.' })
  partnershipId?: string | null;

  @Field(() => [AssetPermissionLevelEnum], { description: `In the place of those held. ${LEVELS}` })
  levels!: AssetPermissionLevel[];

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; absent or null: when revoked.' })
  expiresAt?: Date | null;
}

@InputType('SetAssetPermissionsInput', { description: 'Who is to have what on which assets.' })
export class SetAssetPermissionsInput {
  @Field(() => ID, { description: 'The business that owns the assets.' })
  businessId!: string;

  @Field(() => [AssetPermissionInput], { description: 'The permissions, 1 to 100.' })
  permissions!: AssetPermissionInput[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('RevokeAssetPermissionsInput', { description: 'Permissions to take away, or to give up.' })
export class RevokeAssetPermissionsInput {
  @Field(() => ID, { description: `${BUSINESS_ID} The owner of the assets, or the partner that gives up its own.` })
  businessId!: string;

  @Field(() => [ID], { description: 'The permissions, 1 to 100.' })
  permissionIds!: string[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
