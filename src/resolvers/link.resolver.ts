import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Public } from '../auth/decorators.js';
import { acceptInvitation } from '../commands/accept-invitation.js';
import { declineInvitation } from '../commands/decline-invitation.js';
import { hashLinkToken } from '../domain/link.js';
import { findInvitePreview } from '../queries/invite-preview.js';
import { Costly } from '../schema/costly.js';
import { LINK_TOKEN } from '../schema/descriptions.js';
import { InvitePreview } from '../schema/invite-preview.type.js';
import { AcceptInvitationInput, DeclineInvitationInput } from '../schema/link.inputs.js';
import { AcceptInvitationPayload, DeclineInvitationPayload } from '../schema/link.payloads.js';
import type { GatewayContext } from './context.js';

@Resolver(() => InvitePreview)
export class LinkResolver {
  @Public()
  @Query(() => InvitePreview, {
    nullable: true,
    description:
      'The invite of a link, for who holds the link; null when it is unknown, closed or expired. It changes nothing.',
  })
  async invitePreview(
    @Arg('token', () => String, { description: LINK_TOKEN }) token: string,
    @Ctx() context: GatewayContext,
  ) {
    await context.identity.rateLimits.take('previewsPerAddress', context.caller.address);
    return previewOf(context, token, { onlyOpen: true });
  }

  @Public()
  @Costly('password')
  @Mutation(() => AcceptInvitationPayload, {
    nullable: true,
    description:
      'Accepts an invite by its link: as the viewer, or as who shows by password or code to be the invitee, and is signed in.',
  })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput, { description: 'The link, and who answers.' })
    input: AcceptInvitationInput,
    @Ctx() context: GatewayContext,
  ) {
    const { answer, session } = await acceptInvitation(context.identity, context, input);
    // The member is theirs to see, though they came as nobody.
    if (session)
      context.answerAs({ kind: 'user', userId: session.user.id, tokenExpiresAtMs: session.expiresAt.getTime() });
    const [member] = answer.items;
    return {
      member: member?.id ? await context.loaders.member(member.id) : null,
      session,
      userErrors: answer.userErrors,
    };
  }

  @Public()
  @Mutation(() => DeclineInvitationPayload, {
    nullable: true,
    description: 'Declines an invite by its link, also without signing in.',
  })
  async declineInvitation(
    @Arg('input', () => DeclineInvitationInput, { description: 'The link.' }) input: DeclineInvitationInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const { userErrors } = await context.write('declineInvitation', {}, (tx) =>
      declineInvitation(tx, principal, input),
    );
    const invite = userErrors.length > 0 ? null : await previewOf(context, input.token, { onlyOpen: false });
    return { invite, userErrors };
  }
}

/** With an identity provider nobody has a password here. */
async function previewOf({ identity, read }: GatewayContext, token: string, options: { onlyOpen: boolean }) {
  const preview = await findInvitePreview(read.db, hashLinkToken(token), options);
  return preview && { ...preview, requiresPassword: preview.requiresPassword && identity.auth.jwksUrl === undefined };
}
