import type { AssetGrant } from '../domain/asset.js';
import type { PartnerInviteType } from '../domain/partnership.js';
import { grantOf } from './businesses.js';

/** What one business asks of another or offers it. */
export interface PlannedDealing {
  type: PartnerInviteType;
  /** Indices into `DEMO_BUSINESSES`. */
  from: number;
  to: number;
  /** Days since the beginning; no two on one. */
  day: number;
  fate: 'ACCEPTED' | 'DECLINED' | 'CANCELLED' | 'EXPIRED' | 'PENDING';
  /** What is offered, or asked for. */
  grants: AssetGrant[];
  /** What the accepter of a request gives in its place. */
  granted?: AssetGrant[];
}

const [ACME, GLOBEX, INITECH] = [0, 1, 2] as const;
const offer = (from: number, to: number) => ({ type: 'PARTNER_INVITE' as const, from, to });
const request = (from: number, to: number) => ({ type: 'PARTNER_REQUEST' as const, from, to });
const assetRequest = (from: number, to: number) => ({ type: 'ASSET_REQUEST' as const, from, to });

/** The partnerships that live in the end: Globex reaches assets of Acme, and Acme assets of Initech. */
export const DEMO_DEALINGS: readonly PlannedDealing[] = [
  { ...request(GLOBEX, INITECH), day: 1, fate: 'DECLINED', grants: [grantOf(INITECH, 'ads-us', 'ANALYST')] },
  {
    ...offer(ACME, GLOBEX),
    day: 2,
    fate: 'ACCEPTED',
    grants: [grantOf(ACME, 'ads-us', 'ANALYST'), grantOf(ACME, 'profile', 'PROFILE_PUBLISHER')],
  },
  { ...offer(INITECH, GLOBEX), day: 4, fate: 'CANCELLED', grants: [grantOf(INITECH, 'catalog', 'CATALOGS_VIEWER')] },
  {
    ...request(ACME, INITECH),
    day: 6,
    fate: 'ACCEPTED',
    grants: [grantOf(INITECH, 'ads-us', 'ADMIN'), grantOf(INITECH, 'profile', 'ANALYST')],
    granted: [grantOf(INITECH, 'ads-us', 'ANALYST', 'CAMPAIGN_MANAGER')],
  },
  { ...offer(GLOBEX, INITECH), day: 8, fate: 'EXPIRED', grants: [] },
  { ...assetRequest(GLOBEX, ACME), day: 10, fate: 'ACCEPTED', grants: [grantOf(ACME, 'ads-eu', 'FINANCE_VIEW')] },
  { ...assetRequest(ACME, INITECH), day: 13, fate: 'DECLINED', grants: [grantOf(INITECH, 'ads-eu', 'ADMIN')] },
  { ...offer(GLOBEX, ACME), day: 15, fate: 'DECLINED', grants: [grantOf(GLOBEX, 'profile', 'ANALYST')] },
  { ...assetRequest(GLOBEX, ACME), day: 18, fate: 'CANCELLED', grants: [grantOf(ACME, 'profile', 'ADMIN')] },
  { ...request(INITECH, ACME), day: 24, fate: 'PENDING', grants: [grantOf(ACME, 'ads-us', 'ANALYST')] },
  {
    ...assetRequest(GLOBEX, ACME),
    day: 26,
    fate: 'PENDING',
    grants: [grantOf(ACME, 'ads-eu', 'AUDIENCE_MANAGER', 'CAMPAIGN_MANAGER')],
  },
  { ...offer(GLOBEX, INITECH), day: 28, fate: 'PENDING', grants: [grantOf(GLOBEX, 'ads-us', 'ANALYST')] },
];
