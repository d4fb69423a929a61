import type { Database } from '../../src/database/data-source.js';
import type { AssetType } from '../../src/domain/asset.js';
import type { InviteType } from '../../src/domain/invite.js';
import {
  BusinessDocument,
  type BusinessRole,
  CreateBusinessDocument,
  InviteMembersDocument,
  RegisterAssetsDocument,
  RespondToInvitesDocument,
  UpdateBusinessDocument,
} from '../operations/__generated__/graphql.js';
import { type Person, person, tokenOf } from '../support/person.js';
import type { Fleet } from './fleet.js';

/** Somebody who plays, with a token for the whole storm. */
export interface Player extends Person {
  token: string;
}

/** An asset that comes and goes, always the same. */
export interface Prop {
  id: string;
  type: AssetType;
  name: string;
}

/** A business of the game. Its limit does not change any more. */
export interface Arena {
  id: string;
  /** Keeps every right through the storm; of the crown nobody does. */
  founder: Player;
  /** Who was given rights, and perhaps has them still; of the crown those who fight for it. */
  deputies: Player[];
  /** The newest places in it, perhaps closed by now: never the founder's, except in the crown. */
  places: string[];
  props: Prop[];
  seatLimit: number;
  /** How many of its changes happened before the game. */
  startSeq: number;
  /** Where to follow from to see the game alone. */
  startCursor: string;
}

/** An invite as the players know it; perhaps it is closed by now. */
export interface KnownInvite {
  id: string;
  type: InviteType;
  businessId: string;
  /** Who is invited, or which business. */
  invitee: Player | Arena;
}

export interface KnownPartnership {
  id: string;
  hostId: string;
  partnerId: string;
}

/** What all clients play with, and what they learned. */
export interface Game {
  fleet: Fleet;
  database: Database;
  people: readonly Player[];
  /** Three businesses that people join, and that reach each other's assets. */
  arenas: Arena[];
  /** A fourth one: its OWNERs throw each other out. */
  crown: Arena;
  /** The newest invites of all businesses; picking from these few is what makes calls collide. */
  recent: KnownInvite[];
  partnerships: KnownPartnership[];
  /** Ids of permissions with their arena. */
  permissions: { id: string; arena: Arena }[];
  playerAt: Map<string, Player>;
  /** Every change that a client was told of, as `invite status`, and how often. */
  acknowledged: Map<string, number>;
  /** Changes that were made, but that who made them was no longer to see. */
  unseen: number;
  /** Partnerships that a client was told it had ended. */
  ended: string[];
  /** Answered items by move and code. */
  tally: Map<string, number>;
  calls: number;
}

const PEOPLE = 36;
const RECENT = 48;
const OPEN_BEFORE = 20;

/** Three owners with a business each, four with one together, and people to be invited, all known to the gateway. */
export async function setUpGame(fleet: Fleet, database: Database): Promise<Game> {
  await noteDepartures(database);
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => toPlayer(person(`p${n}`))));
  // An invite by user id is for people that are known, and their first request makes them so.
  await Promise.all(
    people.map(({ token }, n) => fleet.call(n, { token, document: BusinessDocument, variables: { id: 'nothing' } })),
  );
  const arenas = [
    await openArena(fleet, 'ada', 16),
    await openArena(fleet, 'bea', 48),
    // More open invites than seats: here acceptances fight for the few.
    await openArena(fleet, 'cyn', 4, { invited: people.slice(0, OPEN_BEFORE), roles: ['EMPLOYEE'] }),
  ];
  return {
    fleet,
    database,
    people,
    arenas: arenas.map(({ arena }) => arena),
    crown: await openCrown(fleet, database),
    recent: arenas.flatMap(({ invites }) => invites),
    partnerships: [],
    permissions: [],
    playerAt: new Map(),
    acknowledged: new Map(),
    unseen: 0,
    ended: [],
    tally: new Map(),
    calls: 0,
  };
}

const toPlayer = async (who: Person): Promise<Player> => ({ ...who, token: await tokenOf(who) });

/**
 * Notes each end of a membership behind the change `seq` of its business. Whoever takes a seat holds the business's row, as
 * who ends a membership does: those up to here came before, those behind come after.
 */
async function noteDepartures(database: Database): Promise<void> {
  await database.query(`
    create table departure (business_id text, invite_id text, seq bigint);
    create function note_departure() returns trigger language plpgsql as $$ begin
      insert into departure values (new.business_id, new.invite_id,
        coalesce((select seq from stream_head where stream_key = 'b:' || new.business_id), 0));
      return null;
    end $$;
    create trigger note_departure after update on account_member for each row
      when (old.status = 'ACTIVE' and new.status = 'REMOVED') execute function note_departure()`);
}

interface Invited {
  invited: readonly Player[];
  roles: BusinessRole[];
}

interface Opened {
  arena: Arena;
  invites: KnownInvite[];
}

async function openArena(
  fleet: Fleet,
  name: string,
  seatLimit: number,
  before: Invited = { invited: [], roles: ['EMPLOYEE'] },
): Promise<Opened> {
  const founder = await toPlayer(person(name));
  const { token } = founder;
  const created = await fleet.call(0, { token, document: CreateBusinessDocument, variables: { input: { name } } });
  const businessId = created.createBusiness?.business?.id;
  if (!businessId) throw new Error(`The business was refused: ${JSON.stringify(created)}`);
  const props: Prop[] = [
    { id: `${name}-ad1`, type: 'AD_ACCOUNT', name: 'An ad account' },
    { id: `${name}-ad2`, type: 'AD_ACCOUNT', name: 'Another ad account' },
    { id: `${name}-profile`, type: 'PROFILE', name: 'A profile' },
    { id: `${name}-catalog`, type: 'CATALOG', name: 'A catalog' },
  ];
  await fleet.call(0, { token, document: RegisterAssetsDocument, variables: { input: { businessId, assets: props } } });
  const invites = before.invited.length > 0 ? await inviteBefore(fleet, founder, businessId, before) : [];
  const limited = await fleet.call(0, {
    token,
    document: UpdateBusinessDocument,
    variables: { input: { businessId, seatLimit } },
  });
  const startCursor = limited.updateBusiness?.business?.eventCursor;
  if (!startCursor) throw new Error(`The limit was refused: ${JSON.stringify(limited)}`);
  const startSeq = invites.length;
  const arena = { id: businessId, founder, deputies: [], places: [], props, seatLimit, startSeq, startCursor };
  return { arena, invites };
}

async function inviteBefore(
  fleet: Fleet,
  { token }: Player,
  businessId: string,
  { invited, roles }: Invited,
): Promise<KnownInvite[]> {
  const { inviteMembers } = await fleet.call(0, {
    token,
    document: InviteMembersDocument,
    variables: { input: { businessId, roles, invitees: invited.map(({ email }) => ({ email })) } },
  });
  return invited.map((invitee, index) => {
    const invite = inviteMembers?.results[index]?.invite;
    if (!invite) throw new Error('An invite before the game was refused');
    return { id: invite.id, type: 'MEMBER_INVITE', businessId, invitee };
  });
}

async function openCrown(fleet: Fleet, database: Database): Promise<Arena> {
  const others = await Promise.all(['eli', 'fay', 'gus'].map((name) => toPlayer(person(name))));
  const { arena, invites } = await openArena(fleet, 'dot', 8, { invited: others, roles: ['OWNER'] });
  for (const [index, { id }] of invites.entries()) {
    const { token } = others[index] ?? arena.founder;
    const input = { responses: [{ inviteId: id, accept: true }] };
    await fleet.call(0, { token, document: RespondToInvitesDocument, variables: { input } });
  }
  const places = await database.query<{ id: string }>('select id from account_member where business_id = $1', [
    arena.id,
  ]);
  return {
    ...arena,
    deputies: [arena.founder, ...others],
    places: places.map(({ id }) => id),
    startSeq: 2 * others.length,
  };
}

/** Adds to what is picked from, which stays short. */
export function remember<Item>(items: Item[], item: Item, most = RECENT): void {
  items.push(item);
  if (items.length > most) items.shift();
}

export const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
