import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ApiKeyScope } from '../domain/api-key.js';
import { ApiKey } from './api-key.type.js';
import { BUSINESS_ID, IDEMPOTENCY_KEY } from './descriptions.js';
import { ApiKeyScopeEnum } from './enums.js';
import { MembershipError } from './membership-error.type.js';
import { DateTime } from './scalars.js';

@InputType('CreateApiKeyInput', { description: 'A new API key.' })
export class CreateApiKeyInput {
  @Field(() => ID, { description: 'The business that it acts for, and for no other.' })
  businessId!: string;

  @Field(() => String, { description: 'What it is for, 1 to 100 characters.' })
  name!: string;

  @Field(() => [ApiKeyScopeEnum], { description: 'What it may do; at least one.' })
  scopes!: ApiKeyScope[];

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; absent: never.' })
  expiresAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: `${IDEMPOTENCY_KEY} The secret is not kept: a repeat gives the same key another one, and the first ends.`,
  })
  idempotencyKey?: string | null;
}

@InputType('RevokeApiKeyInput', { description: 'Which API key ends.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: BUSINESS_ID })
  businessId!: string;

  @Field(() => ID, { description: 'The key.' })
  apiKeyId!: string;
}

@ObjectType('CreateApiKeyPayload', { description: 'What became of the new API key.', simpleResolvers: true })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The key; null when refused.' })
  apiKey!: ApiKey | null;

  @Field(() => String, { nullable: true, description: 'The whole secret, shown this once and kept nowhere.' })
  secret!: string | null;

  @Field(() => [MembershipError], { description: 'Why it was refused; empty when it was not.' })
  userErrors!: MembershipError[];
}

@ObjectType('RevokeApiKeyPayload', { description: 'What became of the API key.', simpleResolvers: true })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The key as it is now; null when refused.' })
  apiKey!: ApiKey | null;

  @Field(() => [MembershipError], { description: 'Why it was refused; empty when it was not.' })
  userErrors!: MembershipError[];
}
