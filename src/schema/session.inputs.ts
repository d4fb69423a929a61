import { Field, InputType } from 'type-graphql';

@InputType('RequestSignInCodeInput', { description: 'Where a one-time code goes: exactly one of the two.' })
export class RequestSignInCodeInput {
  @Field(() => String, { nullable: true, description: 'The token of an invite link: to its invitee.' })
  inviteToken?: string | null;

  @Field(() => String, { nullable: true, description: 'The address of an account.' })
  email?: string | null;
}

@InputType('SignInInput', { description: 'Who signs in, and what shows it: a password, a code, or both.' })
export class SignInInput {
  @Field(() => String, { description: 'The address of the account.' })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The password. Together with a code it is set, where the account has none: 10 to 256 characters.',
  })
  password?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The one-time code: six digits, good for 10 minutes and 5 tries.',
  })
  code?: string | null;
}

@InputType('RefreshSessionInput', { description: 'Which session goes on.' })
export class RefreshSessionInput {
  @Field(() => String, { description: 'Its newest refresh token. It is good for this one use.' })
  refreshToken!: string;
}

@InputType('SignOutInput', { description: 'Which session ends.' })
export class SignOutInput {
  @Field(() => String, { description: 'A refresh token of it.' })
  refreshToken!: string;
}
