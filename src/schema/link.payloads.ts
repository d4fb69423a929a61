import { Field, ObjectType } from 'type-graphql';
import { AccountMember } from './account-member.type.js';
import { InvitePreview } from './invite-preview.type.js';
import { MembershipError } from './membership-error.type.js';
import { Session } from './session.type.js';

@ObjectType('AcceptInvitationPayload', { description: 'What became of accepting by link.', simpleResolvers: true })
export class AcceptInvitationPayload {
  @Field(() => AccountMember, { nullable: true, description: 'The membership; null when refused.' })
  member!: AccountMember | null;

  @Field(() => Session, {
    nullable: true,
    description: 'A session of the new member; null when refused, and for who was signed in already.',
  })
  session!: Session | null;

  @Field(() => [MembershipError], { description: 'Why it was refused; empty when it was not.' })
  userErrors!: MembershipError[];
}

@ObjectType('DeclineInvitationPayload', { description: 'What became of declining by link.', simpleResolvers: true })
export class DeclineInvitationPayload {
  @Field(() => InvitePreview, { nullable: true, description: 'The invite as it is now; null when refused.' })
  invite!: InvitePreview | null;

  @Field(() => [MembershipError], { description: 'Why it was refused; empty when it was not.' })
  userErrors!: MembershipError[];
}
