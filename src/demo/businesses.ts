import type { AssetGrant, AssetPermissionLevel, AssetType } from '../domain/asset.js';
import { DAY_MS } from '../domain/limits.js';

export const DEMO_BUSINESSES = [
  { id: 'acme', name: 'Acme', seatLimit: 120 },
  { id: 'globex', name: 'Globex', seatLimit: null },
  { id: 'initech', name: 'Initech', seatLimit: 80 },
] as const;

/** How many days the demo's history tells of. */
export const DEMO_DAYS = 30;

/** When the invites of a day are sent, in ms since the beginning; the last day's before the present. */
export const dayMs = (day: number): number => day * DAY_MS;

/** The id of the business with this place in `DEMO_BUSINESSES`. */
export const businessIdOf = (business: number): string => DEMO_BUSINESSES[business]?.id ?? '';

const KINDS = [
  { kind: 'ads-us', type: 'AD_ACCOUNT', name: 'ads, United States' },
  { kind: 'ads-eu', type: 'AD_ACCOUNT', name: 'ads, Europe' },
  { kind: 'profile', type: 'PROFILE', name: 'profile' },
  { kind: 'catalog', type: 'CATALOG', name: 'catalog' },
] as const satisfies readonly { kind: string; type: AssetType; name: string }[];
export type AssetKind = (typeof KINDS)[number]['kind'];

/** The assets of a business: two ad accounts, a profile and a catalog, twelve in all. */
export const assetsOf = (business: number): { id: string; type: AssetType; name: string }[] =>
  KINDS.map(({ kind, type, name }) => ({
    id: assetIdOf(business, kind),
    type,
    name: `${DEMO_BUSINESSES[business]?.name} ${name}`,
  }));

export const assetIdOf = (business: number, kind: AssetKind): string => `${businessIdOf(business)}-${kind}`;

/** Levels on an asset of a business. */
export const grantOf = (business: number, kind: AssetKind, ...levels: AssetPermissionLevel[]): AssetGrant => ({
  assetId: assetIdOf(business, kind),
  levels,
});
