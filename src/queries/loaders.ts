import DataLoader from 'dataloader';
import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding, type Standing, standingOf } from '../auth/standing.js';
import type { Queryable } from '../database/queryable.js';
import { type AccountMemberRow, findMembers, findMembersByKey, type MemberKey } from './account-members.js';
import { type AssetPermissionRow, findPermissions } from './asset-permissions.js';
import { type AssetRow, findAssets } from './assets.js';
import { type BusinessRow, countSeatsUsed } from './businesses.js';
import { countInvites, type InviteStatsRow, type StatsAsked } from './invite-stats.js';
import { findInvites, type InviteRow } from './invites.js';
import { findPartnerships, type PartnershipRow } from './partnerships.js';
import { type FoundPerson, findPeople, type PersonRow } from './people.js';

/**
 * What hangs on things that are already there, one statement per kind however many ask. Made anew for each request, each
 * mutation's answer and each delivered change: nothing is remembered longer, and nothing is shared between viewers.
 */
export interface Loaders {
  /** Who the viewer is, apart from any business. */
  viewer(): Promise<Standing>;
  /** What the viewer is to this business; brings the business itself along. */
  standing(businessId: string): Promise<Standing>;
  /** The same for several businesses at once, for what lies between them. */
  standings(businessIds: readonly string[]): Promise<Standing>;
  /** The same for the sides of an invite. */
  standingOfInvite(invite: Pick<InviteRow, 'businessId' | 'inviteeBusinessId'>): Promise<Standing>;
  /** Null for what does not exist and for what this viewer may not see, here and below. */
  business(id: string): Promise<BusinessRow | null>;
  invite(id: string): Promise<InviteRow | null>;
  member(id: string): Promise<AccountMemberRow | null>;
  /** What this person is in this business: their ACTIVE row, else their newest. */
  memberOf(key: MemberKey): Promise<AccountMemberRow | null>;
  partnership(id: string): Promise<PartnershipRow | null>;
  asset(id: string): Promise<AssetRow | null>;
  permission(id: string): Promise<AssetPermissionRow | null>;
  /** A row that came along with another one, if the viewer may see it. */
  visibleInvite(row: InviteRow): Promise<InviteRow | null>;
  visibleMember(row: AccountMemberRow): Promise<AccountMemberRow | null>;
  visiblePartnership(row: PartnershipRow): Promise<PartnershipRow | null>;
  visibleAsset(row: AssetRow): Promise<AssetRow | null>;
  /** A person as the viewer may see them. */
  person(id: string): Promise<PersonRow>;
  /** The same with the names, for the sender of an invite that the viewer sees. */
  sender(id: string): Promise<PersonRow>;
  /** Seats that are taken, whoever may know. */
  seatsUsed(businessId: string): Promise<number>;
  /** What became of the invites of a business, whoever may know. */
  inviteStats(asked: StatsAsked): Promise<InviteStatsRow>;
}

/** Rows by id, each read once; null for what does not exist. */
const rowLoader = <Row extends { id: string }>(find: (ids: readonly string[]) => Promise<Row[]>) =>
  new DataLoader<string, Row | null>(async (ids) => {
    const rows = new Map((await find(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });

/** A loader whose keys have two parts. */
const pairLoader = <Key extends object, Found>(load: (keys: readonly Key[]) => Promise<Found[]>) =>
  new DataLoader<Key, Found, string>(load, { cacheKeyFn: (key) => JSON.stringify(Object.values(key)) });

export function createLoaders(db: Queryable, principal: Principal): Loaders {
  const standings = new DataLoader<string, Standing>(async (ids) => {
    const standing = await readStanding(db, principal, ids);
    return ids.map(() => standing);
  });
  const invites = rowLoader((ids) => findInvites(db, ids));
  const members = rowLoader((ids) => findMembers(db, ids));
  const partnerships = rowLoader((ids) => findPartnerships(db, principal, ids));
  const assets = rowLoader((ids) => findAssets(db, ids));
  const permissions = rowLoader((ids) => findPermissions(db, ids));
  const membersByKey = pairLoader(async (keys: readonly MemberKey[]) => {
    const rows = await findMembersByKey(db, keys);
    const known = new Map(rows.map((row) => [`${row.businessId} ${row.userId}`, row]));
    return keys.map(({ businessId, userId }) => known.get(`${businessId} ${userId}`) ?? null);
  });
  const people = new DataLoader<string, FoundPerson>((ids) => findPeople(db, principal, ids));
  const seats = new DataLoader<string, number>((ids) => countSeatsUsed(db, ids));
  const stats = pairLoader((asked: readonly StatsAsked[]) => countInvites(db, asked));

  async function between(businessIds: readonly string[]): Promise<Standing> {
    const loaded = await standings.loadMany(businessIds);
    const found = loaded.map((standing) => {
      if (standing instanceof Error) throw standing;
      return standing;
    });
    const facts = found.map((standing, index) => standing.at(businessIds[index] ?? ''));
    return standingOf(principal, facts, found[0]);
  }
  const standingOfInvite: Loaders['standingOfInvite'] = ({ businessId, inviteeBusinessId }) =>
    inviteeBusinessId === null ? standings.load(businessId) : between([businessId, inviteeBusinessId]);

  const visible = {
    invite: async (row: InviteRow) => (can(await standingOfInvite(row), 'invite:see', row) ? row : null),
    member: async (row: AccountMemberRow) =>
      can(await standings.load(row.businessId), 'member:see', row) ? row : null,
    partnership: async (row: PartnershipRow) =>
      can(await between([row.hostId, row.partnerId]), 'partnership:see', row) ? row : null,
    asset: async (row: AssetRow) =>
      can(await standings.load(row.businessId), 'asset:see', { ...row, assetId: row.id }) ? row : null,
    permission: async (row: AssetPermissionRow) => {
      const sides = row.partnerId === null ? [row.businessId] : [row.businessId, row.partnerId];
      return can(await between(sides), 'permission:see', row) ? row : null;
    },
  };
  const seen =
    <Key, Row>(rows: { load(key: Key): Promise<Row | null> }, judge: (row: Row) => Promise<Row | null>) =>
    async (key: Key): Promise<Row | null> => {
      const row = await rows.load(key);
      return row === null ? null : judge(row);
    };

  let viewer: Promise<Standing> | undefined;
  return {
    viewer: () => {
      viewer ??= readStanding(db, principal, []);
      return viewer;
    },
    standing: (businessId) => standings.load(businessId),
    standings: between,
    standingOfInvite,
    business: async (id) => {
      const standing = await standings.load(id);
      return can(standing, 'business:see', { businessId: id }) ? standing.at(id).business : null;
    },
    invite: seen(invites, visible.invite),
    member: seen(members, visible.member),
    memberOf: seen(membersByKey, visible.member),
    partnership: seen(partnerships, visible.partnership),
    asset: seen(assets, visible.asset),
    permission: seen(permissions, visible.permission),
    visibleInvite: visible.invite,
    visibleMember: visible.member,
    visiblePartnership: visible.partnership,
    visibleAsset: visible.asset,
    person: async (id) => (await people.load(id)).person,
    sender: async (id) => (await people.load(id)).sender,
    seatsUsed: (businessId) => seats.load(businessId),
    inviteStats: (asked) => stats.load(asked),
  };
}
