import type { Principal } from '../../src/auth/principal.js';
import type { Database } from '../../src/database/data-source.js';
import { snakeCase } from '../../src/database/snake-naming.js';
import type { AccountMemberRow } from '../../src/entities/account-member.entity.js';
import type { AppUserEntity } from '../../src/entities/app-user.entity.js';
import type { AssetRow } from '../../src/entities/asset.entity.js';
import type { AssetPermissionRow } from '../../src/entities/asset-permission.entity.js';
import type { BusinessEntity } from '../../src/entities/business.entity.js';
import type { InviteRow } from '../../src/entities/invite.entity.js';
import type { PartnershipRow } from '../../src/entities/partnership.entity.js';
import { insertPermissions } from '../../src/store/asset-permissions.js';
import { randomFrom } from '../auth/world.js';

// Rows put in by SQL: a list must hold for whatever the tables hold, not only for what commands write today.

/** When the rows of these tests begin, and so many minutes later. */
export const minutes = (count: number): Date => new Date(Date.UTC(2026, 0, 1) + count * 60_000);
/** In no test's past: nothing in these lists is late. */
export const LATER = new Date(Date.UTC(2100, 0, 1));

export const asUser = (userId: string): Principal => ({ kind: 'user', userId, tokenExpiresAtMs: LATER.getTime() });

export const businessRow = (id: string): BusinessEntity => ({
  id,
  name: `Business ${id}`,
  seatLimit: null,
  createdAt: minutes(0),
  updatedAt: minutes(0),
});

export const userRow = (id: string, overrides: Partial<AppUserEntity> = {}): AppUserEntity => ({
  id,
  email: `${id}@example.com`,
  emailCanonical: (overrides.email ?? `${id}@example.com`).toLowerCase(),
  emailVerified: true,
  firstName: 'First',
  lastName: 'Last',
  claimedAt: minutes(0),
  createdAt: minutes(0),
  ...overrides,
});

/** An invite by e-mail, unless it names a user. */
export const inviteRow = (id: string, overrides: Partial<InviteRow> = {}): InviteRow => ({
  id,
  type: 'MEMBER_INVITE',
  status: 'PENDING',
  businessId: 'acme',
  inviteeEmail: `${id}@example.com`,
  inviteeEmailCanonical: overrides.inviteeEmail?.toLowerCase() ?? `${id}@example.com`,
  inviteeUserId: null,
  roles: ['EMPLOYEE'],
  message: null,
  createdByUserId: null,
  createdByApiKeyId: null,
  senderUserId: null,
  senderApiKeyId: null,
  generation: 1,
  linkSalt: null,
  linkHash: null,
  sendCount: 1,
  createdAt: minutes(0),
  updatedAt: minutes(0),
  sentAt: null,
  expiresAt: LATER,
  closedAt: null,
  closedByUserId: null,
  memberId: null,
  inviteeBusinessId: null,
  assetGrants: [],
  membershipExpiresAt: null,
  partnershipId: null,
  ...overrides,
  ...(overrides.inviteeUserId ? { inviteeEmail: null, inviteeEmailCanonical: null } : {}),
});

export const memberRow = (id: string, overrides: Partial<AccountMemberRow> = {}): AccountMemberRow => ({
  id,
  businessId: 'acme',
  status: 'ACTIVE',
  roles: ['EMPLOYEE'],
  invitedEmail: null,
  invitedEmailCanonical: overrides.invitedEmail?.toLowerCase() ?? null,
  invitedUserId: null,
  userId: null,
  inviteId: null,
  createdAt: minutes(0),
  updatedAt: minutes(0),
  acceptedAt: null,
  membershipExpiresAt: null,
  ...overrides,
});

export const assetRow = (id: string, overrides: Partial<AssetRow> = {}): AssetRow => ({
  id,
  type: 'AD_ACCOUNT',
  name: `Asset ${id}`,
  businessId: 'acme',
  createdAt: minutes(0),
  updatedAt: minutes(0),
  ...overrides,
});

export const partnershipRow = (id: string, hostId: string, partnerId: string): PartnershipRow => ({
  id,
  hostId,
  partnerId,
  createdAt: minutes(0),
});

/** A permission of the member or partnership that it names. */
export const permissionRow = (
  id: string,
  assetId: string,
  overrides: Partial<AssetPermissionRow>,
): AssetPermissionRow => ({
  id,
  assetId,
  memberId: null,
  partnershipId: null,
  levels: ['ANALYST'],
  grantedByUserId: null,
  createdAt: minutes(0),
  updatedAt: minutes(0),
  expiresAt: null,
  ...overrides,
});

/** What a table's rows are made of. */
export interface Rows {
  business?: BusinessEntity[];
  app_user?: AppUserEntity[];
  invite?: InviteRow[];
  account_member?: AccountMemberRow[];
  partnership?: PartnershipRow[];
  asset?: AssetRow[];
  asset_permission?: AssetPermissionRow[];
}

const TABLES = [
  'business',
  'app_user',
  'invite',
  'account_member',
  'partnership',
  'asset',
  'asset_permission',
] as const satisfies readonly (keyof Rows)[];

/** Puts these rows in, all in one transaction: invites and members name each other. */
export async function insertRows(database: Database, rows: Rows): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('set constraints all deferred');
    for (const table of TABLES) {
      if (table === 'asset_permission') {
        await insertPermissions(tx, rows.asset_permission ?? []);
        continue;
      }
      const columns = (rows[table] ?? []).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value])),
      );
      await tx.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(columns),
      ]);
    }
  });
}

/** Chance that can be run again. */
export function chance(seed: number) {
  const random = randomFrom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T; // asked of lists that have items
  return { below, pick, maybe: (share: number): boolean => random() < share };
}
export type Chance = ReturnType<typeof chance>;

/** `make(0)`, `make(1)`, … */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
