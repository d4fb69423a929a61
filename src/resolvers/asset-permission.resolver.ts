import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { can } from '../auth/policy.js';
import { revokeAssetPermissions } from '../commands/revoke-asset-permissions.js';
import { setAssetPermissions } from '../commands/set-asset-permissions.js';
import type { AccountMemberRow } from '../queries/account-members.js';
import type { AssetPermissionRow } from '../queries/asset-permissions.js';
import { Asset } from '../schema/asset.type.js';
import { RevokeAssetPermissionsInput, SetAssetPermissionsInput } from '../schema/asset-permission.inputs.js';
import { RevokeAssetPermissionsPayload, SetAssetPermissionsPayload } from '../schema/asset-permission.payloads.js';
import { AssetGrantee, AssetPermission } from '../schema/asset-permission.type.js';
import { User } from '../schema/user.type.js';
import type { GatewayContext } from './context.js';
import { resultsPayload } from './results.js';

@Resolver(() => AssetPermission)
export class AssetPermissionResolver {
  @Allow('permission:set')
  @Mutation(() => SetAssetPermissionsPayload, {
    nullable: true,
    description: 'Gives members and partners levels on assets, in the place of those held, 1 to 100 at a time.',
  })
  async setAssetPermissions(
    @Arg('input', () => SetAssetPermissionsInput, { description: 'Who is to have what.' })
    input: SetAssetPermissionsInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('setAssetPermissions', input, (tx) => setAssetPermissions(tx, principal, input));
    return resultsPayload(answer, 'permission', context.loaders.permission);
  }

  @Allow('permission:revoke')
  @Mutation(() => RevokeAssetPermissionsPayload, {
    nullable: true,
    description: "Takes permissions away, or gives one's own up, 1 to 100 at a time.",
  })
  async revokeAssetPermissions(
    @Arg('input', () => RevokeAssetPermissionsInput, { description: 'Which.' }) input: RevokeAssetPermissionsInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('revokeAssetPermissions', input, (tx) =>
      revokeAssetPermissions(tx, principal, input),
    );
    return resultsPayload(answer, 'permission', context.loaders.permission);
  }

  @FieldResolver(() => Asset, { description: 'The asset.' })
  asset(@Root() { asset }: AssetPermissionRow) {
    return asset;
  }

  @FieldResolver(() => AssetGrantee, { description: 'Who holds it.' })
  async grantee(@Root() { member, partnership, seenAs }: AssetPermissionRow, @Ctx() { loaders }: GatewayContext) {
    if (!member) return partnership;
    const standing = seenAs ?? (await loaders.standing(member.businessId));
    return can(standing, 'member:see', member) ? member : asGrantee(member);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who gave it; null when an API key did, or the person is gone.',
  })
  grantedBy(@Root() { grantedBy, grantedByUserId }: AssetPermissionRow, @Ctx() { loaders }: GatewayContext) {
    if (grantedBy !== undefined) return grantedBy;
    return grantedByUserId === null ? null : loaders.person(grantedByUserId);
  }
}

/** What whoever sees a permission sees of the member that holds it: id, roles, business, and that they are one. */
const asGrantee = (member: AccountMemberRow): AccountMemberRow => ({
  ...member,
  userId: null,
  inviteId: null,
  email: null,
  firstName: null,
  lastName: null,
  acceptedAt: null,
  expiresAt: null,
  user: null,
  invite: null,
});
