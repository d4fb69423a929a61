import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Business } from './business.type.js';
import { IDEMPOTENCY_KEY } from './descriptions.js';
import { MembershipError } from './membership-error.type.js';

@InputType('CreateBusinessInput', { description: 'A new business.' })
export class CreateBusinessInput {
  @Field(() => ID, {
    nullable: true,
    description: 'As its owning system names it: 1 to 64 letters, digits, `_` or `-`. Made here when absent.',
  })
  id?: string | null;

  @Field(() => String, { description: 'Its name, 1 to 100 characters.' })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Most members and open member invites together, at least 1; absent: no limit.',
  })
  seatLimit?: number | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('UpdateBusinessInput', { description: 'What changes of a business. What is absent stays.' })
export class UpdateBusinessInput {
  @Field(() => ID, { description: 'The business.' })
  businessId!: string;

  @Field(() => String, { nullable: true, description: 'Its new name, 1 to 100 characters; absent: unchanged.' })
  name?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Its new seat limit; absent: unchanged; null: no limit. May be below what is used.',
  })
  seatLimit?: number | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

function payload(name: string, what: string) {
  @ObjectType(name, { description: `What became of ${what}.`, simpleResolvers: true })
  class Payload {
    @Field(() => Business, { nullable: true, description: 'The business as it is now; null when refused.' })
    business!: Business | null;

    @Field(() => [MembershipError], { description: 'Why it was refused; empty when it was not.' })
    userErrors!: MembershipError[];
  }
  return Payload;
}

export const CreateBusinessPayload = payload('CreateBusinessPayload', 'the new business');
export const UpdateBusinessPayload = payload('UpdateBusinessPayload', 'the change of the business');
