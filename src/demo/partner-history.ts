import { SYSTEM } from '../auth/principal.js';
import { cancelInvites } from '../commands/cancel-invites.js';
import { expireInvites } from '../commands/expire-invites.js';
import { invitePartners } from '../commands/invite-partners.js';
import { requestAssetAccess } from '../commands/request-asset-access.js';
import { requestPartnerships } from '../commands/request-partnerships.js';
import { respondToInvites } from '../commands/respond-to-invites.js';
import { setAssetPermissions } from '../commands/set-asset-permissions.js';
import type { AssetPermissionLevel } from '../domain/asset.js';
import { DAY_MS, HOUR_MS, INVITE_EXPIRY, MINUTE_MS } from '../domain/limits.js';
import { type AssetKind, assetIdOf, businessIdOf, DEMO_BUSINESSES, dayMs } from './businesses.js';
import { DEMO_DEALINGS, type PlannedDealing } from './partner-plan.js';
import { type Happening, ownerOf, type Past } from './past.js';

const LIMITS = { openInvites: 1_000 };

// At minutes at which nothing else happens: what different calls make in the same moment lies in any order.
const SENT_MINUTE = 13;
const ANSWERED_AFTER_MS = 5 * HOUR_MS + 4 * MINUTE_MS;

/** What the businesses have dealt with each other, and whom they have let reach their assets. */
export const partnerHappenings = (past: Past): Happening[] => [
  ...DEMO_DEALINGS.flatMap((dealing) => happeningsOf(past, dealing)),
  ...DEMO_BUSINESSES.map((_, business) => ({
    atMs: dayMs(14) + HOUR_MS + (40 + business) * MINUTE_MS,
    happen: () => permitMembers(past, business),
  })),
  ...DEMO_BUSINESSES.map((_, host) => ({
    atMs: dayMs(16) + HOUR_MS + (40 + host) * MINUTE_MS,
    happen: () => permitPartners(past, host),
  })),
];

function happeningsOf(past: Past, dealing: PlannedDealing): Happening[] {
  const sentMs = dayMs(dealing.day) + SENT_MINUTE * MINUTE_MS;
  let inviteId = '';
  const send = async () => {
    inviteId = (await sendDealing(past, dealing))[0] ?? '';
  };
  const happenings: Happening[] = [{ atMs: sentMs, happen: send }];
  switch (dealing.fate) {
    case 'ACCEPTED':
    case 'DECLINED':
      happenings.push({ atMs: sentMs + ANSWERED_AFTER_MS, happen: () => answerDealing(past, dealing, inviteId) });
      break;
    case 'CANCELLED':
      happenings.push({ atMs: sentMs + ANSWERED_AFTER_MS, happen: () => cancelDealing(past, dealing, inviteId) });
      break;
    case 'EXPIRED':
      happenings.push({
        atMs: sentMs + INVITE_EXPIRY.defaultMs,
        happen: () => past.run(SYSTEM, (tx) => expireInvites(tx, 1)),
      });
      break;
    case 'PENDING':
      break;
  }
  return happenings;
}

function sendDealing(past: Past, { type, from, to, fate, grants }: PlannedDealing): Promise<string[]> {
  const [businessId, partnerId, owner] = [businessIdOf(from), businessIdOf(to), ownerOf(from)];
  const terms = { businessId, mode: 'ALL_OR_NOTHING', validateOnly: false } as const;
  if (type === 'ASSET_REQUEST') {
    const requests = [{ partnerId, assetGrants: grants }];
    return past.run(owner, (tx) => requestAssetAccess(tx, owner, { ...terms, requests }, LIMITS));
  }
  const send = type === 'PARTNER_INVITE' ? invitePartners : requestPartnerships;
  const input = {
    ...terms,
    partnerIds: [partnerId],
    assetGrants: grants.length > 0 ? grants : null,
    expiresAt: fate === 'PENDING' ? new Date(past.now.getTime() + INVITE_EXPIRY.maxMs) : null,
  };
  return past.run(owner, (tx) => send(tx, owner, input, LIMITS));
}

function answerDealing(past: Past, { to, fate, granted }: PlannedDealing, inviteId: string): Promise<unknown> {
  const owner = ownerOf(to);
  const response = { inviteId, accept: fate === 'ACCEPTED', assetGrants: granted };
  return past.run(owner, (tx) => respondToInvites(tx, owner, { responses: [response], mode: 'BEST_EFFORT' }));
}

function cancelDealing(past: Past, { from }: PlannedDealing, inviteId: string): Promise<unknown> {
  const owner = ownerOf(from);
  const input = { businessId: businessIdOf(from), inviteIds: [inviteId], mode: 'BEST_EFFORT' } as const;
  return past.run(owner, (tx) => cancelInvites(tx, owner, input));
}

/** What the first members of each business are given; the last one for a while. */
const MEMBER_LEVELS: readonly { kind: AssetKind; levels: AssetPermissionLevel[] }[] = [
  { kind: 'ads-us', levels: ['ADMIN'] },
  { kind: 'ads-eu', levels: ['FINANCE_MANAGER', 'FINANCE_EDIT'] },
  { kind: 'catalog', levels: ['CATALOGS_MANAGER'] },
  { kind: 'ads-eu', levels: ['CAMPAIGN_MANAGER', 'AUDIENCE_MANAGER'] },
];

async function permitMembers(past: Past, business: number): Promise<void> {
  const [businessId, owner] = [businessIdOf(business), ownerOf(business)];
  const members = await past.database.prepared<{ id: string }>(
    `select id from account_member where business_id = $1 and status = 'ACTIVE' and roles = '{EMPLOYEE}'
     order by accepted_at, user_id limit $2`,
    [businessId, MEMBER_LEVELS.length],
  );
  const permissions = members.flatMap(({ id }, index) => {
    const given = MEMBER_LEVELS[index];
    if (!given) return [];
    const expiresAt = index === MEMBER_LEVELS.length - 1 ? past.at(past.endMs + 14 * DAY_MS) : null;
    return [{ memberId: id, assetId: assetIdOf(business, given.kind), levels: given.levels, expiresAt }];
  });
  await past.run(owner, (tx) => setAssetPermissions(tx, owner, { businessId, permissions, mode: 'ALL_OR_NOTHING' }));
}

/** Each host lets its partners see its catalog besides. */
async function permitPartners(past: Past, host: number): Promise<void> {
  const [businessId, owner] = [businessIdOf(host), ownerOf(host)];
  const partnerships = await past.database.prepared<{ id: string }>(
    'select id from partnership where host_id = $1 order by created_at',
    [businessId],
  );
  if (partnerships.length === 0) return;
  const permissions = partnerships.map(({ id }) => ({
    partnershipId: id,
    assetId: assetIdOf(host, 'catalog'),
    levels: ['CATALOGS_VIEWER' as const],
  }));
  await past.run(owner, (tx) => setAssetPermissions(tx, owner, { businessId, permissions, mode: 'ALL_OR_NOTHING' }));
}
