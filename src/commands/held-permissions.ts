import { type AssetGrant, type GrantConflictStrategy, isOver, orderLevels, resolveConflict } from '../domain/asset.js';
import { newId } from '../domain/ids.js';
import type { AssetPermissionRow } from '../entities/asset-permission.entity.js';
import type { Writes } from './writes.js';

/** Who receives levels: a member or a partner. */
export type Grantee = Pick<AssetPermissionRow, 'memberId' | 'partnershipId'>;

/**
 * The permissions that a command has locked, as they are at this point of the decision: a later item of a batch sees what
 * an earlier one gave.
 */
export class HeldPermissions {
  private readonly rows: Map<string, AssetPermissionRow>;
  private readonly made = new Set<string>();

  constructor(
    rows: readonly AssetPermissionRow[],
    private readonly now: Date,
  ) {
    this.rows = new Map(rows.map((row) => [keyOf(row, row.assetId), row]));
  }

  /** Gives the grantee these levels until revoked, and returns what was given: not what a conflict left as it was. */
  grant(
    grantee: Grantee,
    grants: readonly AssetGrant[],
    { strategy, grantedByUserId }: { strategy: GrantConflictStrategy; grantedByUserId: string | null },
    writes: Writes,
  ): AssetGrant[] {
    return grants.flatMap(({ assetId, levels }) => {
      const known = this.rows.get(keyOf(grantee, assetId));
      const held = known && !isOver(known, this.now) ? known : undefined; // what is over gives nothing, also before it is removed
      if (held && strategy === 'SKIP') return [];
      this.put(
        {
          id: known?.id ?? newId('assetPermission', this.now, this.made.size),
          assetId,
          memberId: grantee.memberId,
          partnershipId: grantee.partnershipId,
          levels: resolveConflict(held?.levels ?? [], levels, strategy),
          grantedByUserId,
          createdAt: held?.createdAt ?? this.now,
          updatedAt: this.now,
          // Levels that were given for a time must not outlive it by being merged with others.
          expiresAt:
            strategy === 'MERGE' && held?.levels.some((level) => !levels.includes(level)) ? held.expiresAt : null,
        },
        known !== undefined,
        writes,
      );
      return { assetId, levels: orderLevels(levels) };
    });
  }

  private put(row: AssetPermissionRow, isKnown: boolean, writes: Writes): void {
    if (!isKnown) this.made.add(row.id);
    this.rows.set(keyOf(row, row.assetId), row);
    (this.made.has(row.id) ? writes.newPermissions : writes.permissions).set(row.id, row);
  }
}

const keyOf = ({ memberId, partnershipId }: Grantee, assetId: string): string =>
  `${memberId ?? partnershipId} ${assetId}`;
