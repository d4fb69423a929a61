import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { invitePartners } from '../commands/invite-partners.js';
import { requestAssetAccess } from '../commands/request-asset-access.js';
import { requestPartnerships } from '../commands/request-partnerships.js';
import { setInviteAssetGrants } from '../commands/set-invite-asset-grants.js';
import { SetInviteAssetGrantsInput } from '../schema/asset-grant.inputs.js';
import {
  InvitePartnersPayload,
  RequestAssetAccessPayload,
  RequestPartnershipsPayload,
  SetInviteAssetGrantsPayload,
} from '../schema/invite.payloads.js';
import {
  InvitePartnersInput,
  RequestAssetAccessInput,
  RequestPartnershipsInput,
} from '../schema/partner-invite.inputs.js';
import type { GatewayContext } from './context.js';
import { resultsPayload } from './results.js';
import { sendingLimits } from './sending-limits.js';

@Resolver()
export class PartnerInvitesResolver {
  @Allow('invite:create')
  @Mutation(() => InvitePartnersPayload, {
    nullable: true,
    description: "Offers other businesses access to this one's assets, 1 to 100 at a time.",
  })
  async invitePartners(
    @Arg('input', () => InvitePartnersInput, { description: 'Whom, and on which terms.' }) input: InvitePartnersInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const limits = sendingLimits(context, input);
    const answer = await context.write('invitePartners', input, (tx) => invitePartners(tx, principal, input, limits));
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }

  @Allow('invite:create')
  @Mutation(() => RequestPartnershipsPayload, {
    nullable: true,
    description: 'Asks other businesses to let this one reach their assets, 1 to 100 at a time.',
  })
  async requestPartnerships(
    @Arg('input', () => RequestPartnershipsInput, { description: 'Whom, and for what.' })
    input: RequestPartnershipsInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const limits = sendingLimits(context, input);
    const answer = await context.write('requestPartnerships', input, (tx) =>
      requestPartnerships(tx, principal, input, limits),
    );
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }

  @Allow('invite:create')
  @Mutation(() => RequestAssetAccessPayload, {
    nullable: true,
    description: 'Asks partners for access to more of their assets: one request per partner, 1 to 100 at a time.',
  })
  async requestAssetAccess(
    @Arg('input', () => RequestAssetAccessInput, { description: 'Whom, and for what.' }) input: RequestAssetAccessInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const limits = sendingLimits(context, input);
    const answer = await context.write('requestAssetAccess', input, (tx) =>
      requestAssetAccess(tx, principal, input, limits),
    );
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }

  @Allow('invite:set-grants')
  @Mutation(() => SetInviteAssetGrantsPayload, {
    nullable: true,
    description: 'Replaces what open invites grant or ask for, 1 to 100 at a time.',
  })
  async setInviteAssetGrants(
    @Arg('input', () => SetInviteAssetGrantsInput, { description: 'Which, and what instead.' })
    input: SetInviteAssetGrantsInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('setInviteAssetGrants', input, (tx) =>
      setInviteAssetGrants(tx, principal, input),
    );
    return resultsPayload(answer, 'invite', context.loaders.invite);
  }
}
