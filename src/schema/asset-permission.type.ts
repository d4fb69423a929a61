import { createUnionType, Directive, Field, ObjectType } from 'type-graphql';
import type { AssetPermissionLevel } from '../domain/asset.js';
import type { AssetPermissionEntity } from '../entities/asset-permission.entity.js';
import { AccountMember } from './account-member.type.js';
import { AssetPermissionLevelEnum } from './asset.enums.js';
import { Node, nodeTypeOf } from './node.type.js';
import { Partnership } from './partnership.type.js';
import { DateTime } from './scalars.js';

export const AssetGrantee = createUnionType({
  name: 'AssetGrantee',
  description: "Who holds a permission: a member of the asset's owner, or a partnership with it.",
  types: () => [AccountMember, Partnership] as const,
  resolveType: (value: { id: string }) => nodeTypeOf(value.id),
});

type Shown = 'id' | 'levels' | 'createdAt' | 'updatedAt' | 'expiresAt';

@Directive('@key(fields: "id")')
@ObjectType('AssetPermission', {
  implements: Node,
  description: 'What one grantee may do with one asset. One row per grantee and asset.',
  simpleResolvers: true,
})
export class AssetPermission extends Node implements Pick<AssetPermissionEntity, Shown> {
  @Field(() => [AssetPermissionLevelEnum], { description: 'What the grantee may do.' })
  levels!: AssetPermissionLevel[];

  @Field(() => DateTime, { description: 'When the grantee was first given anything on the asset.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'From then on it gives nothing; null: until revoked.' })
  expiresAt!: Date | null;
}
