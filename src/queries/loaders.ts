import DataLoader from 'dataloader';
import { can } from '../auth/policy.js';
import type { Principal } from '../auth/principal.js';
import { readStanding, type Standing, standingOf } from '../auth/standing.js';
import type { Queryable } from '../database/queryable.js';
import { type AccountMemberRow, findMembers } from './account-members.js';
import { type BusinessRow, countSeatsUsed } from './businesses.js';
import { findInvites, type InviteRow } from './invites.js';
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
  /** Null for what does not exist and for what this viewer may not see, here and below. */
  business(id: string): Promise<BusinessRow | null>;
  invite(id: string): Promise<InviteRow | null>;
  member(id: string): Promise<AccountMemberRow | null>;
  /** The invite's row that came with its member, or the member's that came with its invite, if the viewer may see it. */
  visibleInvite(row: InviteRow): Promise<InviteRow | null>;
  visibleMember(row: AccountMemberRow): Promise<AccountMemberRow | null>;
  /** A person as the viewer may see them. */
  person(id: string): Promise<PersonRow>;
  /** The same with the names, for the sender of an invite that the viewer sees. */
  sender(id: string): Promise<PersonRow>;
  /** Seats that are taken, whoever may know. */
  seatsUsed(businessId: string): Promise<number>;
}

export function createLoaders(db: Queryable, principal: Principal): Loaders {
  const standings = new DataLoader<string, Standing>(async (ids) => {
    const standing = await readStanding(db, principal, ids);
    return ids.map(() => standing);
  });
  const invites = new DataLoader<string, InviteRow | null>(async (ids) => {
    const rows = new Map((await findInvites(db, ids)).map((row) => [row.id, row]));
    return Promise.all(
      ids.map(async (id) => {
        const row = rows.get(id);
        return row ? visibleInvite(row) : null;
      }),
    );
  });
  const members = new DataLoader<string, AccountMemberRow | null>(async (ids) => {
    const rows = new Map((await findMembers(db, ids)).map((row) => [row.id, row]));
    return Promise.all(
      ids.map(async (id) => {
        const row = rows.get(id);
        return row ? visibleMember(row) : null;
      }),
    );
  });
  const people = new DataLoader<string, FoundPerson>((ids) => findPeople(db, principal, ids));
  const seats = new DataLoader<string, number>((ids) => countSeatsUsed(db, ids));

  async function visibleInvite(row: InviteRow): Promise<InviteRow | null> {
    return can(await standings.load(row.businessId), 'invite:see', row) ? row : null;
  }
  async function visibleMember(row: AccountMemberRow): Promise<AccountMemberRow | null> {
    return can(await standings.load(row.businessId), 'member:see', row) ? row : null;
  }

  let viewer: Promise<Standing> | undefined;
  return {
    viewer: () => {
      viewer ??= readStanding(db, principal, []);
      return viewer;
    },
    standing: (businessId) => standings.load(businessId),
    standings: async (businessIds) => {
      const loaded = await Promise.all(businessIds.map((id) => standings.load(id)));
      const [first] = loaded;
      return standingOf(
        principal,
        loaded.map((standing, index) => standing.at(businessIds[index] ?? '')),
        first,
      );
    },
    business: async (id) => {
      const standing = await standings.load(id);
      return can(standing, 'business:see', { businessId: id }) ? standing.at(id).business : null;
    },
    invite: (id) => invites.load(id),
    member: (id) => members.load(id),
    visibleInvite,
    visibleMember,
    person: async (id) => (await people.load(id)).person,
    sender: async (id) => (await people.load(id)).sender,
    seatsUsed: (businessId) => seats.load(businessId),
  };
}
