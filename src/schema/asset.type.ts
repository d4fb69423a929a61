import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { AssetType } from '../domain/asset.js';
import type { AssetEntity } from '../entities/asset.entity.js';
import { AssetTypeEnum } from './asset.enums.js';

@Directive('@key(fields: "id")')
@ObjectType('Asset', {
  description: 'Something that a business owns and lets its members and partners reach.',
  simpleResolvers: true,
})
export class Asset implements Pick<AssetEntity, 'id' | 'type' | 'name'> {
  @Field(() => ID, { description: 'As its owning system names it.' })
  id!: string;

  @Field(() => AssetTypeEnum, { description: 'What kind of asset it is; it decides which levels there are.' })
  type!: AssetType;

  @Field(() => String, { description: 'Its name, 1 to 100 characters.' })
  name!: string;
}
