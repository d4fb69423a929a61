import { Field, ObjectType } from 'type-graphql';
import type { MembershipErrorCode, Refusal } from '../domain/errors.js';
import { MembershipErrorCodeEnum } from './enums.js';

@ObjectType('MembershipError', { description: 'An expected refusal, in the one shape that all mutations share.' })
export class MembershipError implements Pick<Refusal, 'code' | 'message'> {
  @Field(() => MembershipErrorCodeEnum, { description: 'Why, for programs.' })
  code!: MembershipErrorCode;

  @Field(() => String, { description: 'Why, and what to do, for people.' })
  message!: string;
}
