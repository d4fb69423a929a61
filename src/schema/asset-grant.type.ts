import { Field, ID, ObjectType } from 'type-graphql';
import type { AssetPermissionLevel, AssetGrant as StoredGrant } from '../domain/asset.js';
import { AssetPermissionLevelEnum } from './asset.enums.js';

@ObjectType('AssetGrant', {
  description: 'Levels on one asset, as an invite offers or asks for them.',
  simpleResolvers: true,
})
export class AssetGrant implements StoredGrant {
  @Field(() => ID, { description: 'The asset; who asks for it knows no more than this.' })
  assetId!: string;

  @Field(() => [AssetPermissionLevelEnum], { description: 'The levels.' })
  levels!: AssetPermissionLevel[];
}
