import { randomUUID } from 'node:crypto';
import {
  CancelInvitesDocument,
  InviteMembersDocument,
  type InviteResultsFragment,
  RespondToInvitesDocument,
} from '../operations/__generated__/graphql.js';
import type { CallRequest } from './fleet.js';
import { count, type Game, remember } from './game.js';
import { createRandom, type Random } from './random.js';

/** One client of the storm: it makes one move after the other until `isOver`. */
export async function play(game: Game, seed: number, isOver: () => boolean): Promise<void> {
  const random = createRandom(seed);
  while (!isOver()) {
    const dice = random.below(100);
    if (dice < 30) await invite(game, random);
    else if (dice < 62) await respond(game, random);
    else if (dice < 77) await cancel(game, random);
    else if (dice < 85) await lapse(game, random);
    else await depart(game, random);
  }
}

interface Payload {
  results: InviteResultsFragment[];
  userErrors: { code: string }[];
}

/**
 * Calls one of the servers, and sometimes the other once more: the same key must give the same answer. Counts what became
 * of the items and returns them.
 */
async function call<Data, Variables>(
  game: Game,
  random: Random,
  move: string,
  { payloadOf, ...request }: CallRequest<Data, Variables> & { payloadOf: (data: Data) => Payload | null | undefined },
): Promise<InviteResultsFragment[]> {
  const first = random.below(2);
  const payload = payloadOf(await game.fleet.call(first, request));
  game.calls++;
  if (!payload || payload.userErrors.length > 0) throw new Error(`${move} was refused: ${JSON.stringify(payload)}`);
  if (random.below(10) === 0) {
    const again = payloadOf(await game.fleet.call(first + 1, request));
    if (gist(again) !== gist(payload)) throw new Error(`One key, two answers: ${gist(payload)} and ${gist(again)}`);
    count(game.tally, `${move} repeated`);
  }
  for (const { error } of payload.results) count(game.tally, `${move} ${error?.code ?? 'ok'}`);
  return payload.results;
}

const gist = (payload: Payload | null | undefined): string =>
  JSON.stringify(payload?.results.map(({ invite, error }) => [invite?.id, error?.code, error?.message]));

const acknowledge = (game: Game, inviteId: string, status: string): void => {
  count(game.acknowledged, `${inviteId} ${status}`);
};

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
    token: arena.owner.token,
    document: InviteMembersDocument,
    variables: {
      input: { businessId: arena.id, invitees: named.map(({ input }) => input), idempotencyKey: randomUUID() },
    },
    payloadOf: (data) => data.inviteMembers,
  });
  for (const [index, { invite }] of results.entries()) {
    const invitee = named[index]?.invitee;
    if (!invite || !invitee) continue;
    acknowledge(game, invite.id, 'PENDING_SEND');
    remember(game, { id: invite.id, businessId: arena.id, invitee });
  }
}

async function respond(game: Game, random: Random): Promise<void> {
  const first = random.pick(game.recent);
  if (!first) return;
  const { invitee } = first;
  const others = game.recent.filter((known) => known.invitee === invitee && known !== first);
  const responses = [first, ...random.some(others, random.below(3))].map(({ id }) => ({
    inviteId: id,
    accept: random.below(10) < 6,
  }));
  const results = await call(game, random, 'respond', {
    token: invitee.token,
    document: RespondToInvitesDocument,
    variables: { input: { responses, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.respondToInvites,
  });
  for (const [index, { invite }] of results.entries()) {
    if (invite) acknowledge(game, invite.id, responses[index]?.accept ? 'ACCEPTED' : 'DECLINED');
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
    token: arena.owner.token,
    document: CancelInvitesDocument,
    variables: {
      input: { businessId: arena.id, inviteIds: ours.map(({ id }) => id), idempotencyKey: randomUUID() },
    },
    payloadOf: (data) => data.cancelInvites,
  });
  for (const { invite } of results) if (invite) acknowledge(game, invite.id, 'CANCELLED');
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

/** Ends a membership by hand, under the business's lock as every end of one, so that seats come free again. */
async function depart(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  if (!arena) return;
  const seq = await game.database.transaction(async (tx) => {
    await tx.query('select id from business where id = $1 for no key update', [arena.id]);
    const left = await tx.query(
      `update account_member set status = 'REMOVED' where id = (
         select id from account_member where business_id = $1 and status = 'ACTIVE' and invite_id is not null
         order by accepted_at limit 1) returning id`,
      [arena.id],
    );
    // Whoever takes a seat needs the business's lock: those up to here came before, those behind come after.
    const [head] = await tx.query<{ seq: number }>('select seq from stream_head where stream_key = $1', [
      `b:${arena.id}`,
    ]);
    return left.length > 0 ? head?.seq : undefined;
  });
  if (seq === undefined) return;
  game.departures.push({ businessId: arena.id, seq });
  count(game.tally, 'depart ok');
}
