import { Field, ObjectType } from 'type-graphql';
import type { ApiKeyScope } from '../domain/api-key.js';
import type { ApiKeyEntity } from '../entities/api-key.entity.js';
import { connectionTypes } from './connection.js';
import { ApiKeyScopeEnum } from './enums.js';
import { Node } from './node.type.js';
import { DateTime } from './scalars.js';

type Shown = 'id' | 'name' | 'prefix' | 'scopes' | 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'revokedAt';

@ObjectType('ApiKey', {
  implements: Node,
  description: 'What a program of a business calls with: `authorization: Bearer` and the secret.',
  simpleResolvers: true,
})
export class ApiKey extends Node implements Pick<ApiKeyEntity, Shown> {
  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  name!: string;

  @Field(() => String, { description: 'The readable part of its secret, to tell keys apart by.' })
  prefix!: string;

  @Field(() => [ApiKeyScopeEnum], { description: 'What it may do.' })
  scopes!: ApiKeyScope[];

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the minute; null: never.' })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; null: never.' })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null while it was not.' })
  revokedAt!: Date | null;
}

export const { Connection: ApiKeyConnection } = connectionTypes(() => ApiKey, 'ApiKey', 'API keys');
