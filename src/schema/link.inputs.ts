import { Field, InputType } from 'type-graphql';
import { IDEMPOTENCY_KEY, LINK_TOKEN } from './descriptions.js';

@InputType('AcceptInvitationInput', {
  description:
    'The link of an invite, and what shows that its invitee answers. Who is signed in needs neither password nor code.',
})
export class AcceptInvitationInput {
  @Field(() => String, { description: LINK_TOKEN })
  token!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The password: of a new account it is set, 10 to 256 characters; of an existing one it must hold.',
  })
  password?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The one-time code, instead of the password; with both the code must hold.',
  })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'The first name of a new account, 1 to 100 characters.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'The last name of a new account, 1 to 100 characters.' })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType('DeclineInvitationInput', { description: 'The link of an invite that is declined.' })
export class DeclineInvitationInput {
  @Field(() => String, { description: LINK_TOKEN })
  token!: string;
}
