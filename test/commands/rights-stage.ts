import type { Principal } from '../../src/auth/principal.js';
import type { Answer, BatchMode, Decision } from '../../src/commands/answer.js';
import { endPartnerships } from '../../src/commands/end-partnerships.js';
import { type AssetInput, registerAssets } from '../../src/commands/register-assets.js';
import { removeAssets } from '../../src/commands/remove-assets.js';
import { removeMembers } from '../../src/commands/remove-members.js';
import { revokeAssetPermissions } from '../../src/commands/revoke-asset-permissions.js';
import { runMutation } from '../../src/commands/run-mutation.js';
import { type AssetPermissionInput, setAssetPermissions } from '../../src/commands/set-asset-permissions.js';
import { type MemberRolesInput, updateMemberRoles } from '../../src/commands/update-member-roles.js';
import type { Tx } from '../../src/database/transaction.js';
import type { AssetPermissionLevel } from '../../src/domain/asset.js';
import { newId } from '../../src/domain/ids.js';
import type { MembershipStatus } from '../../src/domain/membership.js';
import { appendChanges } from '../../src/events/log.js';
import { businessStream } from '../../src/events/stream-key.js';
import { type Actor, createStage, idOf } from './stage.js';

/** A stage with what gives and takes rights: assets, permissions, roles, removal, partnerships. */
export type RightsStage = Awaited<ReturnType<typeof createRightsStage>>;

interface Batch {
  mode: BatchMode;
}

interface Terms {
  mode?: BatchMode;
  idempotencyKey?: string;
}

export async function createRightsStage() {
  const stage = await createStage();
  const { database, mutations } = stage;

  /** Runs a command as this person, BEST_EFFORT unless the terms say otherwise. */
  const as = <Input extends object>(
    { principal }: Actor,
    command: (tx: Tx, principal: Principal, input: Input & Batch, alsoLock: readonly string[]) => Promise<Decision>,
    given: Input,
    terms: Terms = {},
  ): Promise<Answer> => {
    const input = { ...given, mode: 'BEST_EFFORT' as const, ...terms };
    return runMutation(mutations, { name: command.name, principal, input }, (tx, alsoLock) =>
      command(tx, principal, input, alsoLock),
    );
  };
  const register = (who: Actor, businessId: string, assets: readonly AssetInput[]) =>
    as(who, registerAssets, { businessId, assets });
  const set = (who: Actor, businessId: string, permissions: readonly AssetPermissionInput[], terms?: Terms) =>
    as(who, setAssetPermissions, { businessId, permissions }, terms);
  const activeId = async (businessId: string, who: Actor): Promise<string> => {
    const [row] = await database.query<{ id: string }>(
      `select id from account_member where business_id = $1 and user_id = $2 and status = 'ACTIVE'`,
      [businessId, who.id],
    );
    if (!row) throw new Error(`${who.id} is no member of ${businessId}`);
    return row.id;
  };
  let assets = 0;

  return {
    ...stage,
    register,
    set,
    activeId,
    /** Registers one asset of a new id and returns it. */
    asset: async (owner: Actor, businessId: string, type: AssetInput['type'] = 'AD_ACCOUNT'): Promise<string> =>
      idOf(await register(owner, businessId, [{ id: `asset-${++assets}-of-${businessId}`, type, name: 'An asset' }])),
    removeAssets: (who: Actor, businessId: string, assetIds: readonly string[], terms?: Terms) =>
      as(who, removeAssets, { businessId, assetIds }, terms),
    revoke: (who: Actor, businessId: string, permissionIds: readonly string[], terms?: Terms) =>
      as(who, revokeAssetPermissions, { businessId, permissionIds }, terms),
    end: (who: Actor, businessId: string, partnershipIds: readonly string[], terms?: Terms) =>
      as(who, endPartnerships, { businessId, partnershipIds }, terms),
    roles: (who: Actor, businessId: string, members: readonly MemberRolesInput[], terms?: Terms) =>
      as(who, updateMemberRoles, { businessId, members }, terms),
    remove: (who: Actor, businessId: string, memberIds: readonly string[], terms?: Terms) =>
      as(who, removeMembers, { businessId, memberIds }, terms),
    /** Gives a member levels on an asset and returns the permission's id. */
    give: async (owner: Actor, businessId: string, assetId: string, memberId: string, levels: AssetPermissionLevel[]) =>
      idOf(await set(owner, businessId, [{ assetId, memberId, levels }])),
    /** A partnership, as an accepted partner invite leaves it. */
    partnership: async (hostId: string, partnerId: string): Promise<string> => {
      const id = newId('partnership', new Date());
      await database.query('insert into partnership values ($1, $2, $3, clock_timestamp())', [id, hostId, partnerId]);
      return id;
    },
    partnershipOf: async (hostId: string, partnerId: string): Promise<string | undefined> => {
      const [row] = await database.query<{ id: string }>(
        'select id from partnership where host_id = $1 and partner_id = $2',
        [hostId, partnerId],
      );
      return row?.id;
    },
    /** An open ASSET_REQUEST along a partnership. */
    assetRequest: async (hostId: string, partnerId: string, { lifeMs = 60_000 } = {}): Promise<string> => {
      const id = newId('invite', new Date());
      await database.transaction(async (tx) => {
        await tx.query(
          `insert into invite (id, type, status, business_id, invitee_business_id, roles, generation, send_count, created_at,
             updated_at, expires_at) values ($1, 'ASSET_REQUEST', 'PENDING', $3, $2, '{PARTNER}', 1, 1, clock_timestamp(),
             clock_timestamp(), clock_timestamp() + make_interval(secs => $4))`,
          [id, hostId, partnerId, lifeMs / 1000],
        );
        const streamKeys = [businessStream(hostId), businessStream(partnerId)];
        const actor = { kind: 'SYSTEM' as const };
        const created = { inviteId: id, streamKeys, previousStatus: null, status: 'PENDING' as const, actor };
        await appendChanges(tx, [{ ...created, occurredAt: await tx.clock() }]);
      });
      return id;
    },
    permissionIds: async () =>
      (await database.query<{ id: string }>('select id from asset_permission')).map((row) => row.id),
    permissions: () => permissionsOf(stage),
    status: async (memberId: string): Promise<MembershipStatus | undefined> => {
      const [row] = await database.query<{ status: MembershipStatus }>(
        'select status from account_member where id = $1',
        [memberId],
      );
      return row?.status;
    },
    access: async (businessId: string): Promise<number> => {
      const [row] = await database.query<{ access: number }>('select access from stream_head where stream_key = $1', [
        `b:${businessId}`,
      ]);
      return row?.access ?? 0;
    },
  };
}

/** All permissions there are, as people would say them: `ad1 mem_1 ADMIN,ANALYST`. */
async function permissionsOf({ database }: { database: RightsDatabase }): Promise<string[]> {
  const rows = await database.query<{ line: string }>(
    `select concat_ws(' ', asset_id, member_id, partnership_id, array_to_string(levels, ',')) as line
     from asset_permission order by asset_id, member_id, partnership_id`,
  );
  return rows.map((row) => row.line);
}

type RightsDatabase = Awaited<ReturnType<typeof createStage>>['database'];
