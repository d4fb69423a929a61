export const ASSET_TYPES = ['AD_ACCOUNT', 'PROFILE', 'CATALOG'] as const;
export type AssetType = (typeof ASSET_TYPES)[number];

export const ASSET_PERMISSION_LEVELS = [
  'ADMIN',
  'ANALYST',
  'FINANCE_MANAGER',
  'FINANCE_EDIT',
  'FINANCE_VIEW',
  'AUDIENCE_MANAGER',
  'CAMPAIGN_MANAGER',
  'CATALOGS_MANAGER',
  'CATALOGS_VIEWER',
  'PROFILE_PUBLISHER',
] as const;
export type AssetPermissionLevel = (typeof ASSET_PERMISSION_LEVELS)[number];

/** Which levels exist for which type of asset. */
const LEVELS: Readonly<Record<AssetType, ReadonlySet<AssetPermissionLevel>>> = {
  AD_ACCOUNT: new Set([
    'ADMIN',
    'ANALYST',
    'FINANCE_MANAGER',
    'FINANCE_EDIT',
    'FINANCE_VIEW',
    'AUDIENCE_MANAGER',
    'CAMPAIGN_MANAGER',
    'CATALOGS_MANAGER',
    'CATALOGS_VIEWER',
  ]),
  PROFILE: new Set(['ADMIN', 'ANALYST', 'PROFILE_PUBLISHER']),
  CATALOG: new Set(['ADMIN', 'ANALYST', 'CATALOGS_MANAGER', 'CATALOGS_VIEWER']),
};

/** Whether the level exists for this type of asset. */
export const isApplicable = (level: AssetPermissionLevel, type: AssetType): boolean => LEVELS[type].has(level);

/** Whether a partner can ask for assets of this type. */
export const isRequestable = (type: AssetType): boolean => type !== 'CATALOG';

/** Levels on one asset, as an invite offers them or asks for them. */
export interface AssetGrant {
  assetId: string;
  levels: AssetPermissionLevel[];
}

export type GrantConflictStrategy = 'MERGE' | 'REPLACE' | 'SKIP';

/** The levels without repetition, in their one order. */
export const orderLevels = (levels: readonly AssetPermissionLevel[]): AssetPermissionLevel[] =>
  ASSET_PERMISSION_LEVELS.filter((level) => levels.includes(level));

/** What a grantee has on an asset after a grant, given what it has already (nothing: an empty list). */
export function resolveConflict(
  held: readonly AssetPermissionLevel[],
  granted: readonly AssetPermissionLevel[],
  strategy: GrantConflictStrategy,
): AssetPermissionLevel[] {
  if (held.length === 0 || strategy === 'REPLACE') return orderLevels(granted);
  return strategy === 'SKIP' ? orderLevels(held) : orderLevels([...held, ...granted]);
}

/** Its time is over: it gives nothing, also before the sweeper has deleted it. */
export const isOver = (permission: { expiresAt: Date | null }, now: Date): boolean =>
  permission.expiresAt !== null && permission.expiresAt <= now;
