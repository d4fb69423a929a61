import { Field, ID, InputType } from 'type-graphql';
import type { AssetType } from '../domain/asset.js';
import { AssetTypeEnum } from './asset.enums.js';
import { BATCH_MODE, BUSINESS_ID, IDEMPOTENCY_KEY } from './descriptions.js';
import { type BatchMode, BatchModeEnum } from './enums.js';

@InputType('AssetInput', { description: 'One asset, as its owning system knows it.' })
export class AssetInput {
  @Field(() => ID, { description: 'As its owning system names it: 1 to 64 letters, digits, `_` or `-`.' })
  id!: string;

  @Field(() => AssetTypeEnum, { description: 'What kind of asset it is. It never changes.' })
  type!: AssetType;

  @Field(() => String, { description: 'Its name, 1 to 100 characters.' })
  name!: string;
}

@InputType('RegisterAssetsInput', { description: 'Assets to make known. Those known already get their new name.' })
export class RegisterAssetsInput {
  @Field(() => ID, { description: 'The business that owns them.' })
  businessId!: string;

  @Field(() => [AssetInput], { description: 'The assets, 1 to 100.' })
  assets!: AssetInput[];

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('RemoveAssetsInput', { description: 'Assets to forget, with all permissions on them.' })
export class RemoveAssetsInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => [ID], { description: 'Assets that this business owns, 1 to 100.' })
  assetIds!: string[];

  @Field(() => BatchModeEnum, { defaultValue: 'BEST_EFFORT', description: BATCH_MODE })
  mode!: BatchMode;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
