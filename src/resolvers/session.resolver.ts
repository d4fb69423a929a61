import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Public } from '../auth/decorators.js';
import { findInvitee } from '../commands/link-invitee.js';
import type { SessionGrant } from '../commands/open-session.js';
import { refreshSession } from '../commands/refresh-session.js';
import { requestSignInCode } from '../commands/request-sign-in-code.js';
import { signIn } from '../commands/sign-in.js';
import { signOut } from '../commands/sign-out.js';
import type { Result } from '../domain/result.js';
import { Costly } from '../schema/costly.js';
import { RefreshSessionInput, RequestSignInCodeInput, SignInInput, SignOutInput } from '../schema/session.inputs.js';
import { RequestSignInCodePayload, Session, SessionPayload, SignOutPayload } from '../schema/session.type.js';
import type { GatewayContext } from './context.js';

@Resolver(() => Session)
export class SessionResolver {
  @Public()
  @Mutation(() => RequestSignInCodePayload, {
    nullable: true,
    description: 'Mails a one-time code, to the address of an account or to the invitee of a link.',
  })
  async requestSignInCode(
    @Arg('input', () => RequestSignInCodeInput, { description: 'Where to.' }) input: RequestSignInCodeInput,
    @Ctx() { identity, caller }: GatewayContext,
  ) {
    const refusal = await requestSignInCode(identity, {
      input,
      caller,
      findInvitee: (inviteToken) => findInvitee(identity, inviteToken),
    });
    return { accepted: !refusal, userErrors: refusal ? [refusal] : [] };
  }

  @Public()
  @Costly('password')
  @Mutation(() => SessionPayload, {
    nullable: true,
    description: 'Opens a session for an account, by its password, a one-time code, or both.',
  })
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Who, and what shows it.' }) input: SignInInput,
    @Ctx() { identity, caller }: GatewayContext,
  ) {
    return sessionPayload(await signIn(identity, input, caller));
  }

  @Public()
  @Mutation(() => SessionPayload, {
    nullable: true,
    description: 'Gives the next pair of tokens for a refresh token. Using one again later ends the session.',
  })
  async refreshSession(
    @Arg('input', () => RefreshSessionInput, { description: 'Which session.' }) input: RefreshSessionInput,
    @Ctx() { identity }: GatewayContext,
  ) {
    return sessionPayload(await refreshSession(identity, input));
  }

  @Public()
  @Mutation(() => SignOutPayload, {
    nullable: true,
    description: 'Ends a session: its tokens are good no more, and its sockets are closed.',
  })
  async signOut(
    @Arg('input', () => SignOutInput, { description: 'Which session.' }) input: SignOutInput,
    @Ctx() { identity }: GatewayContext,
  ) {
    await signOut(identity, input);
    return { userErrors: [] };
  }
}

const sessionPayload = (result: Result<SessionGrant>) =>
  result.ok ? { session: result.value, userErrors: [] } : { session: null, userErrors: [result.error] };
