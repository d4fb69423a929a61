import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { cancelInvites } from '../commands/cancel-invites.js';
import { inviteMembers } from '../commands/invite-members.js';
import { resendInvites } from '../commands/resend-invites.js';
import { respondToInvites } from '../commands/respond-to-invites.js';
import {
  CancelInvitesInput,
  InviteMembersInput,
  ResendInvitesInput,
  RespondToInvitesInput,
} from '../schema/invite.inputs.js';
import {
  CancelInvitesPayload,
  InviteMembersPayload,
  ResendInvitesPayload,
  RespondToInvitesPayload,
} from '../schema/invite.payloads.js';
import type { GatewayContext } from './context.js';
import { resultsPayload } from './results.js';
import { sendingLimits } from './sending-limits.js';
import { signedInUser } from './signed-in-user.js';

@Resolver()
export class MemberInvitesResolver {
  @Allow('invite:create')
  @Mutation(() => InviteMembersPayload, {
    nullable: true,
    description: 'Invites people to a business, 1 to 100 at a time.',
  })
  async inviteMembers(
    @Arg('input', () => InviteMembersInput, { description: 'Whom, and on which terms.' }) input: InviteMembersInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const sending = sendingOf(context, input);
    const answer = await context.write('inviteMembers', input, (tx) => inviteMembers(tx, principal, input, sending));
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }

  @Allow('invite:cancel')
  @Mutation(() => CancelInvitesPayload, { nullable: true, description: 'Takes back open invites, 1 to 100 at a time.' })
  async cancelInvites(
    @Arg('input', () => CancelInvitesInput, { description: 'Which.' }) input: CancelInvitesInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('cancelInvites', input, (tx) => cancelInvites(tx, principal, input));
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }

  @Allow('invite:answer')
  @Mutation(() => RespondToInvitesPayload, {
    nullable: true,
    description:
      'Accepts and declines invites addressed to you or to businesses that you administer, 1 to 100 at a time.',
  })
  async respondToInvites(
    @Arg('input', () => RespondToInvitesInput, { description: 'The answers.' }) input: RespondToInvitesInput,
    @Ctx() context: GatewayContext,
  ) {
    const viewer = signedInUser(context);
    const answer = await context.write('respondToInvites', input, (tx) => respondToInvites(tx, viewer, input));
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }

  @Allow('invite:resend')
  @Mutation(() => ResendInvitesPayload, {
    nullable: true,
    description:
      'Sends invites again, 1 to 100 at a time: open ones and expired ones. Each has a new link, and the one before is dead at once.',
  })
  async resendInvites(
    @Arg('input', () => ResendInvitesInput, { description: 'Which, and until when.' }) input: ResendInvitesInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const sending = sendingOf(context, input);
    const answer = await context.write('resendInvites', input, (tx, alsoLock) =>
      resendInvites(tx, principal, input, sending, alsoLock),
    );
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }
}

/** What sending invites of this business needs besides the input. */
const sendingOf = (context: GatewayContext, input: { businessId: string }) => ({
  links: context.identity.links,
  ...sendingLimits(context, input),
});
