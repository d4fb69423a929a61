import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CancelInvitesDocument,
  type GrantConflictStrategy,
  InviteMembersDocument,
} from '../operations/__generated__/graphql.js';
import { acknowledge, call } from './call.js';
import { grantsOf, speakerOf } from './choices.js';
import { AnswerDocument } from './documents.js';
import { count, type Game, type KnownInvite, remember } from './game.js';
import { address, endSome, regrant } from './partner-moves.js';
import { createRandom, type Random } from './random.js';
import { changeProps, changeRoles, fightForCrown, give, removeSome, takeBack } from './rights-moves.js';

type Move = (game: Game, random: Random) => Promise<void>;

/** Each move as often as it is made in a hundred. */
const MOVES = (
  [
    [16, invite],
    [22, respond],
    [6, cancel],
    [5, lapse],
    [11, address],
    [4, endSome],
    [3, regrant],
    [8, give],
    [4, takeBack],
    [3, changeProps],
    [4, changeRoles],
    [7, removeSome],
    [7, fightForCrown],
  ] satisfies [number, Move][]
).flatMap(([share, move]): Move[] => Array.from({ length: share }, () => move));

const LONG_MS = 1_000;
const REST_MS = 3_000;

/**
 * One client of the storm: it makes one move after the other until `isOver`. After a long wait it rests: on a machine that has
 * no time for all of them they would queue for the same rows until statements are cut off, after 5 s.
 */
export async function play(game: Game, seed: number, isOver: () => boolean): Promise<void> {
  const random = createRandom(seed);
  while (!isOver()) {
    const began = performance.now();
    await random.pick(MOVES)?.(game, random);
    const waitedMs = performance.now() - began;
    if (waitedMs > LONG_MS) await pause(Math.min(2 * waitedMs, REST_MS));
  }
}

async function invite(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  if (!arena) return;
  const invitees = random.some(game.people, 1 + random.below(4));
  const named = invitees.flatMap((invitee) => {
    const byEmail = { invitee, input: { email: invitee.email } };
    const byUserId = { invitee, input: { userId: invitee.id } };
    // One person under both names is two invitees until one of them accepts.
    return random.pick([[byEmail], [byEmail], [byUserId], [byUserId, byEmail]]) ?? [];
  });
  const results = await call(game, random, 'invite', {
    token: speakerOf(arena, random).token,
    document: InviteMembersDocument,
    variables: {
      input: {
        businessId: arena.id,
        invitees: named.map(({ input }) => input),
        assetGrants: random.below(4) === 0 ? grantsOf(arena, random) : null,
        idempotencyKey: randomUUID(),
      },
    },
    payloadOf: (data) => data.inviteMembers,
  });
  for (const [index, { invite, error }] of results.entries()) {
    const invitee = named[index]?.invitee;
    if (!invite || !invitee) {
      if (!error) game.unseen++;
      continue;
    }
    acknowledge(game, invite.id, 'PENDING_SEND');
    remember(game.recent, { id: invite.id, type: 'MEMBER_INVITE', businessId: arena.id, invitee });
    if (!invite.member) continue;
    remember(arena.places, invite.member.id);
    game.playerAt.set(invite.member.id, invitee);
  }
}

const STRATEGIES: readonly GrantConflictStrategy[] = ['MERGE', 'REPLACE', 'SKIP'];

async function respond(game: Game, random: Random): Promise<void> {
  const first = random.pick(game.recent);
  if (!first) return;
  const isArena = 'founder' in first.invitee;
  const who = 'founder' in first.invitee ? speakerOf(first.invitee, random) : first.invitee;
  const isTheirs = ({ invitee }: KnownInvite): boolean =>
    invitee === first.invitee || ('founder' in invitee ? !isArena && invitee.deputies.includes(who) : invitee === who);
  const others = game.recent.filter((known) => known !== first && isTheirs(known));
  const known = [first, ...random.some(others, random.below(3))];
  const responses = known.map(({ id, type, invitee }) => {
    const accept = random.below(10) < 6;
    const isNamed = accept && 'founder' in invitee && type.endsWith('REQUEST') && random.below(2) === 0;
    return {
      inviteId: id,
      accept,
      grantConflict: random.pick(STRATEGIES) ?? 'MERGE',
      ...(isNamed ? { assetGrants: grantsOf(invitee, random) } : {}),
    };
  });
  const results = await call(game, random, isArena ? 'answer' : 'respond', {
    token: who.token,
    document: AnswerDocument,
    variables: { input: { responses, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.respondToInvites,
  });
  for (const [index, { invite, error }] of results.entries()) {
    const response = responses[index];
    if (error || !response) continue;
    acknowledge(game, response.inviteId, response.accept ? 'ACCEPTED' : 'DECLINED');
    const { id, host, partner } = invite?.partnership ?? {};
    if (id && host && partner) remember(game.partnerships, { id, hostId: host.id, partnerId: partner.id }, 12);
  }
}

async function cancel(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  const ours = random.some(
    game.recent.filter((known) => known.businessId === arena?.id),
    1 + random.below(3),
  );
  if (!arena || ours.length === 0) return;
  const results = await call(game, random, 'cancel', {
    token: speakerOf(arena, random).token,
    document: CancelInvitesDocument,
    variables: {
      input: { businessId: arena.id, inviteIds: ours.map(({ id }) => id), idempotencyKey: randomUUID() },
    },
    payloadOf: (data) => data.cancelInvites,
  });
  for (const [index, { error }] of results.entries()) {
    const id = ours[index]?.id;
    if (!error && id) acknowledge(game, id, 'CANCELLED');
  }
}

/** Lets the time of an invite run out; the sweepers, or who comes before them, do the rest. */
async function lapse(game: Game, random: Random): Promise<void> {
  const known = random.pick(game.recent);
  if (!known) return;
  const lapsed = await game.database.query(
    `update invite set expires_at = clock_timestamp() where id = $1 and closed_at is null returning id`,
    [known.id],
  );
  if (lapsed.length > 0) count(game.tally, 'lapse ok');
}
