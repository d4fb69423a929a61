import {
  ASSET_PERMISSION_LEVELS,
  ASSET_TYPES,
  type AssetPermissionLevel,
  type AssetType,
  type GrantConflictStrategy,
} from '../domain/asset.js';
import { enumOf } from './enum-of.js';

export const AssetTypeEnum = enumOf<AssetType>('AssetType', 'What kind of asset it is.', ASSET_TYPES, {
  AD_ACCOUNT: 'An account that advertises and is billed.',
  PROFILE: 'A public profile that publishes.',
  CATALOG: 'A catalog of products. It cannot be asked for, only offered.',
});

export const AssetPermissionLevelEnum = enumOf<AssetPermissionLevel>(
  'AssetPermissionLevel',
  'What somebody may do with an asset. Not each level exists for each type of asset.',
  ASSET_PERMISSION_LEVELS,
  {
    ADMIN: 'Everything; a member with it also says who else may reach the asset. For all types.',
    ANALYST: 'Read its figures. For all types.',
    FINANCE_MANAGER: 'Manage billing. AD_ACCOUNT only.',
    FINANCE_EDIT: 'Change billing details. AD_ACCOUNT only.',
    FINANCE_VIEW: 'Read billing. AD_ACCOUNT only.',
    AUDIENCE_MANAGER: 'Manage audiences. AD_ACCOUNT only.',
    CAMPAIGN_MANAGER: 'Manage campaigns. AD_ACCOUNT only.',
    CATALOGS_MANAGER: 'Manage catalogs. AD_ACCOUNT and CATALOG.',
    CATALOGS_VIEWER: 'Read catalogs. AD_ACCOUNT and CATALOG.',
    PROFILE_PUBLISHER: 'Publish in its name. PROFILE only.',
  },
);

export const PartnershipDirectionEnum = enumOf(
  'PartnershipDirection',
  'Which way a partnership goes, seen from one of its businesses.',
  ['INTERNAL', 'EXTERNAL'],
  {
    INTERNAL: "They reach this business's assets.",
    EXTERNAL: 'This business reaches theirs.',
  },
);

export const GrantConflictStrategyEnum = enumOf<GrantConflictStrategy>(
  'GrantConflictStrategy',
  'What is granted where the grantee has levels on the asset already.',
  ['MERGE', 'REPLACE', 'SKIP'],
  {
    MERGE: 'The levels of before and those of now.',
    REPLACE: 'The levels of now alone.',
    SKIP: 'The levels of before alone.',
  },
);
