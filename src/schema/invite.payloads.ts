import { Field, Int, ObjectType } from 'type-graphql';
import { Invite } from './invite.type.js';
import { MembershipError } from './membership-error.type.js';

@ObjectType('InviteResult', { description: 'What became of one item of a batch of invites.', simpleResolvers: true })
export class InviteResult {
  @Field(() => Int, { description: 'Which item of the input, from 0.' })
  index!: number;

  @Field(() => Invite, { nullable: true, description: 'The invite as it is now; null when refused, and in a dry run.' })
  invite!: Invite | null;

  @Field(() => MembershipError, { nullable: true, description: 'Why the item was refused.' })
  error!: MembershipError | null;
}

function payload(name: string, what: string) {
  @ObjectType(name, { description: `What became of ${what}.`, simpleResolvers: true })
  class Payload {
    @Field(() => [InviteResult], {
      description: 'One per item, in input order; empty exactly when `userErrors` is not.',
    })
    results!: InviteResult[];

    @Field(() => [MembershipError], { description: 'Why the call was refused as a whole.' })
    userErrors!: MembershipError[];
  }
  return Payload;
}

export const InviteMembersPayload = payload('InviteMembersPayload', 'inviting people');
export const CancelInvitesPayload = payload('CancelInvitesPayload', 'taking invites back');
export const RespondToInvitesPayload = payload('RespondToInvitesPayload', 'answering invites');
