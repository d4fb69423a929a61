import type { Database } from '../../src/database/data-source.js';
import {
  BusinessDocument,
  CreateBusinessDocument,
  InviteMembersDocument,
  UpdateBusinessDocument,
} from '../operations/__generated__/graphql.js';
import { type Person, person, tokenOf } from '../support/person.js';
import type { Fleet } from './fleet.js';

/** Somebody who plays, with a token for the whole storm. */
export interface Player extends Person {
  token: string;
}

/** A business of the game. Its limit does not change any more. */
export interface Arena {
  id: string;
  owner: Player;
  seatLimit: number;
  /** How many of its changes happened before the game. */
  startSeq: number;
  /** Where to follow from to see the game alone. */
  startCursor: string;
}

/** An invite as the players know it; perhaps it is closed by now. */
export interface KnownInvite {
  id: string;
  businessId: string;
  invitee: Player;
}

/** A membership that was ended by hand, behind the change `seq` of its business. */
export interface Departure {
  businessId: string;
  seq: number;
}

/** What all clients play with, and what they learned. */
export interface Game {
  fleet: Fleet;
  database: Database;
  people: readonly Player[];
  arenas: Arena[];
  /** The newest invites of all businesses; picking from these few is what makes calls collide. */
  recent: KnownInvite[];
  /** Every change that a client was told of, as `invite status`, and how often. */
  acknowledged: Map<string, number>;
  departures: Departure[];
  /** Answered items by move and code. */
  tally: Map<string, number>;
  calls: number;
}

const PEOPLE = 36;
const RECENT = 40;
const OPEN_BEFORE = 20;

/** Three owners with a business each, and people to be invited, all known to the gateway. */
export async function setUpGame(fleet: Fleet, database: Database): Promise<Game> {
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => toPlayer(person(`p${n}`))));
  const [ada, bea, cyn] = await Promise.all(['ada', 'bea', 'cyn'].map((name) => toPlayer(person(name))));
  if (!ada || !bea || !cyn) throw new Error('Three names make three owners');
  const game: Game = {
    fleet,
    database,
    people,
    arenas: [],
    recent: [],
    acknowledged: new Map(),
    departures: [],
    tally: new Map(),
    calls: 0,
  };
  // An invite by user id is for people that are known, and their first request makes them so.
  await Promise.all(
    people.map(({ token }, n) => fleet.call(n, { token, document: BusinessDocument, variables: { id: 'nothing' } })),
  );
  await openArena(game, ada, 16);
  await openArena(game, bea, 48);
  // More open invites than seats: here acceptances fight for the few.
  await openArena(game, cyn, 4, OPEN_BEFORE);
  return game;
}

const toPlayer = async (who: Person): Promise<Player> => ({ ...who, token: await tokenOf(who) });

async function openArena(game: Game, owner: Player, seatLimit: number, openBefore = 0): Promise<void> {
  const { fleet, people } = game;
  const { token } = owner;
  const created = await fleet.call(0, {
    token,
    document: CreateBusinessDocument,
    variables: { input: { name: owner.email } },
  });
  const id = created.createBusiness?.business?.id;
  if (!id) throw new Error(`The business was refused: ${JSON.stringify(created)}`);
  const invited = people.slice(0, openBefore);
  if (openBefore > 0) {
    const { inviteMembers } = await fleet.call(0, {
      token,
      document: InviteMembersDocument,
      variables: { input: { businessId: id, invitees: invited.map(({ email }) => ({ email })) } },
    });
    for (const { index, invite } of inviteMembers?.results ?? []) {
      const invitee = invited[index];
      if (!invite || !invitee) throw new Error('An invite before the game was refused');
      remember(game, { id: invite.id, businessId: id, invitee });
    }
  }
  const limited = await fleet.call(0, {
    token,
    document: UpdateBusinessDocument,
    variables: { input: { businessId: id, seatLimit } },
  });
  const startCursor = limited.updateBusiness?.business?.eventCursor;
  if (!startCursor) throw new Error(`The limit was refused: ${JSON.stringify(limited)}`);
  game.arenas.push({ id, owner, seatLimit, startSeq: openBefore, startCursor });
}

export function remember(game: Pick<Game, 'recent'>, invite: KnownInvite): void {
  game.recent.push(invite);
  if (game.recent.length > RECENT) game.recent.shift();
}

export const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
