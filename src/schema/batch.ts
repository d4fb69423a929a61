import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { MembershipError } from './membership-error.type.js';

/** The result type of one item of a batch, with the thing it concerns under `field`. `what` names that thing in words. */
export function resultType<Thing extends object>(
  name: string,
  field: string,
  thing: () => ClassType<Thing>,
  { what, concerns }: { what: string; concerns: string },
) {
  @ObjectType(name, { description: `What became of one item of a batch of ${what}.`, simpleResolvers: true })
  class Result {
    @Field(() => Int, { description: 'Which item of the input, from 0.' })
    index!: number;

    @Field(() => MembershipError, { nullable: true, description: 'Why the item was refused.' })
    error!: MembershipError | null;
  }
  Field(thing, { nullable: true, description: concerns })(Result.prototype, field);
  return Result;
}

/** The payload of a mutation that takes a batch. */
export function batchPayload<Result extends object>(name: string, what: string, result: ClassType<Result>) {
  @ObjectType(name, { description: `What became of ${what}.`, simpleResolvers: true })
  class Payload {
    @Field(() => [result], {
      description: 'One per item, in input order; empty exactly when `userErrors` is not.',
    })
    results!: Result[];

    @Field(() => [MembershipError], { description: 'Why the call was refused as a whole.' })
    userErrors!: MembershipError[];
  }
  return Payload;
}
