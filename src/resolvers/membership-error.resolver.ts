import { FieldResolver, Resolver, Root } from 'type-graphql';
import { isRetryable, type Refusal } from '../domain/errors.js';
import { MembershipError } from '../schema/membership-error.type.js';

@Resolver(() => MembershipError)
export class MembershipErrorResolver {
  @FieldResolver(() => [String], {
    description: 'The argument concerned, as a path, e.g. `["input", "invitees", "2", "email"]`.',
  })
  field(@Root() { field }: Refusal): string[] {
    return field ?? ['input'];
  }

  @FieldResolver(() => Boolean, { description: 'The same call may succeed later.' })
  retryable(@Root() { code }: Refusal): boolean {
    return isRetryable(code);
  }
}
