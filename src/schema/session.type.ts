import { Field, ObjectType } from 'type-graphql';
import { MembershipError } from './membership-error.type.js';
import { DateTime } from './scalars.js';
import { User } from './user.type.js';

@ObjectType('Session', { description: 'A person signed in on one device.', simpleResolvers: true })
export class Session {
  @Field(() => String, { description: 'For the authorization header, as Bearer: a JWT, good for 10 minutes.' })
  accessToken!: string;

  @Field(() => String, { description: 'For `refreshSession`: opaque, good for one use within 30 days.' })
  refreshToken!: string;

  @Field(() => DateTime, { description: 'When the access token ends.' })
  expiresAt!: Date;

  @Field(() => User, { description: 'Who is signed in.' })
  user!: User;
}

@ObjectType('SessionPayload', { description: 'What became of signing in, or of refreshing.', simpleResolvers: true })
export class SessionPayload {
  @Field(() => Session, { nullable: true, description: 'The session; null when refused.' })
  session!: Session | null;

  @Field(() => [MembershipError], { description: 'Why it was refused; empty when it was not.' })
  userErrors!: MembershipError[];
}

@ObjectType('SignOutPayload', { description: 'What became of signing out.', simpleResolvers: true })
export class SignOutPayload {
  @Field(() => [MembershipError], { description: 'Always empty: whoever signs out is signed out.' })
  userErrors!: MembershipError[];
}

@ObjectType('RequestSignInCodePayload', { description: 'What became of asking for a code.', simpleResolvers: true })
export class RequestSignInCodePayload {
  @Field(() => Boolean, {
    description: 'True for every well-formed request, also where there is no such account or link.',
  })
  accepted!: boolean;

  @Field(() => [MembershipError], { description: 'What is malformed; empty when nothing is.' })
  userErrors!: MembershipError[];
}
