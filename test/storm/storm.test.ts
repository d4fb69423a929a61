import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type InviteMove, movesOf, nextStatus } from '../../src/domain/invite.js';
import { readHeads } from '../../src/events/log.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Chronicle, type Entry, groupBy, readChronicle, sentEntries, streamOf } from './chronicle.js';
import { type Fleet, startFleet } from './fleet.js';
import { type Game, setUpGame } from './game.js';
import { play } from './moves.js';
import { followThroughBreaks, type PersistentFollower } from './persistent-follower.js';

const CLIENTS = 16;
const STORM_MS = 20_000;
const KILL_AT_MS = [5_000, 12_000] as const;
const CUT_EVERY_MS = 3_000;

let test: TestDatabase;
let fleet: Fleet;
let game: Game;
let chronicle: Chronicle;
let followers: { businessId: string; following: PersistentFollower }[];
let failures: unknown[];

/** All of the storm; afterwards the servers are gone, and only what they left is looked at. */
beforeAll(async () => {
  test = await createTestDatabase();
  fleet = await startFleet(test.url);
  game = await setUpGame(fleet, test.database);
  followers = [0, 1, 2, 0].map((arena, n) => startFollower(arena, n));
  const began = performance.now();
  failures = await storm();
  const seconds = (performance.now() - began) / 1000;
  await vi.waitFor(async () => expect(await countLate()).toBe(0), { timeout: 5_000 });
  const calmAt = performance.now();
  await vi.waitFor(async () => expect(await countBehind()).toBe(0), { timeout: 10_000, interval: 20 });
  const caughtUpMs = performance.now() - calmAt;
  failures.push(...(await outcomes(followers.map(({ following }) => following.stop()))));
  await fleet.stop();
  chronicle = await readChronicle(test.database);
  report(seconds, caughtUpMs);
}, 60_000);
afterAll(async () => {
  await fleet.stop();
  await test.drop();
});

function startFollower(arenaIndex: number, n: number): { businessId: string; following: PersistentFollower } {
  const arena = game.arenas[arenaIndex];
  if (!arena) throw new Error('There are three arenas');
  const serverAt = (connection: number) => fleet.servers[(connection + n) % 2 === 0 ? 0 : 1];
  const { id: businessId, owner, startCursor: after } = arena;
  return { businessId, following: followThroughBreaks({ token: owner.token, businessId, after, serverAt }) };
}

/** What went wrong, of all that was to go well. */
async function storm(): Promise<unknown[]> {
  const over = AbortSignal.timeout(STORM_MS);
  const clients = Array.from({ length: CLIENTS }, (_, seed) => play(game, seed, () => over.aborted));
  const kills = KILL_AT_MS.map(async (atMs, n) => {
    await pause(atMs);
    await fleet.replace(n === 0 ? 0 : 1);
  });
  const cuts = setInterval(() => followers[game.calls % followers.length]?.following.cut(), CUT_EVERY_MS);
  const failed = await outcomes([...clients, ...kills]);
  clearInterval(cuts);
  return failed;
}

async function outcomes(work: Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(work);
  return settled.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
}

async function countLate(): Promise<number | undefined> {
  const [row] = await test.database.query<{ late: number }>(
    'select count(*) as late from invite where closed_at is null and expires_at <= clock_timestamp()',
  );
  return row?.late;
}

/** How many followers have not seen the newest change. */
async function countBehind(): Promise<number> {
  const heads = await readHeads(
    test.database,
    followers.map(({ businessId }) => `b:${businessId}`),
  );
  return followers.filter((one) => one.following.seen.at(-1)?.seq !== heads.get(`b:${one.businessId}`)?.seq).length;
}

function report(seconds: number, caughtUpMs: number): void {
  const changes = sentEntries(chronicle).length;
  const tally = [...game.tally].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, times]) => `  ${key}: ${times}`);
  const lines = [
    `Storm: ${game.calls} calls in ${seconds.toFixed(1)} s (${Math.round(game.calls / seconds)}/s), ${changes} changes`,
    `  connections lost at calls: ${fleet.breaks}, by followers: ${followers.map((one) => one.following.returns)}`,
    `  followers caught up ${Math.round(caughtUpMs)} ms after the last change`,
    ...tally,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

describe('after two servers were killed under 16 clients', () => {
  it('every call was answered: no deadlock, no failure, no connection lost of a server that lived', () => {
    const complaints = fleet.logged().filter((line) => /"level":[56]0/.test(line));
    expect({ failures, complaints, deadlocks: chronicle.deadlocks }).toEqual({
      failures: [],
      complaints: [],
      deadlocks: 0,
    });
  });

  it('every move of the game was made, and refused for the reasons of the game alone', () => {
    const made = [...game.tally.keys()];
    expect(made).toEqual(expect.arrayContaining(MUST_HAPPEN));
    expect(made.filter((key) => !MUST_HAPPEN.includes(key) && !MAY_HAPPEN.includes(key))).toEqual([]);
    expect(fleet.breaks).toBeGreaterThan(0);
    expect(followers.every(({ following }) => following.returns > 0)).toBe(true);
  });

  it('no business ever had more members, or more members and open invites, than seats', () => {
    for (const arena of game.arenas) expect(overruns(arena)).toEqual([]);
  });

  it('the members are exactly those who accepted and have not left', () => {
    const { members, invites } = chronicle;
    const active = members.filter(({ status, inviteId }) => status === 'ACTIVE' && inviteId !== null);
    for (const { id, inviteId, userId } of active) {
      expect(invites.get(inviteId ?? '')).toMatchObject({ status: 'ACCEPTED', memberId: id, closedByUserId: userId });
    }
    for (const { id } of game.arenas) {
      const accepted = [...invites.values()].filter(
        ({ businessId, status }) => businessId === id && status === 'ACCEPTED',
      );
      const left = game.departures.filter(({ businessId }) => businessId === id);
      const here = active.filter(({ businessId }) => businessId === id);
      expect(here).toHaveLength(accepted.length - left.length);
      expect(new Set(here.map(({ userId }) => userId)).size).toBe(here.length);
    }
  });

  it('each acknowledged change stands in the log once, and none that was not acknowledged', () => {
    const startSeqs = new Map(game.arenas.map(({ id, startSeq }) => [`b:${id}`, startSeq]));
    const logged = sentEntries(chronicle)
      .filter(({ actorKind, streamKey, seq }) => actorKind === 'USER' && seq > (startSeqs.get(streamKey) ?? 0))
      .map(({ inviteId, status }) => `${inviteId} ${status}`);
    expect(logged.sort()).toEqual([...game.acknowledged.keys()].sort());
    const repeated = [...game.acknowledged].filter(([key, times]) => times > 1 && !key.endsWith('ACCEPTED'));
    expect(repeated).toEqual([]); // only an acceptance may be said twice
  });

  it('the numbers of every stream are dense, and reach its head', () => {
    const { streams, heads } = chronicle;
    expect([...streams.keys()].sort()).toEqual([...heads.keys()].sort());
    for (const [key, entries] of streams) {
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: heads.get(key) ?? 0 }, (_, n) => n + 1));
    }
  });

  it('both sides of an invite were told the same, each in the order of the lifecycle', () => {
    const sent = groupBy(sentEntries(chronicle), ({ inviteId }) => inviteId);
    const received = groupBy(
      [...chronicle.streams].flatMap(([key, entries]) => (key.startsWith('u:') ? entries : [])),
      ({ inviteId }) => inviteId,
    );
    expect([...sent.keys()].sort()).toEqual([...chronicle.invites.keys()].sort());
    for (const [id, entries] of sent) {
      const invite = chronicle.invites.get(id);
      expect(faultOfWalk(entries)).toBeUndefined();
      expect(entries.at(-1)?.status).toBe(invite?.status);
      expect(new Set(entries.map(({ streamKey }) => streamKey))).toEqual(new Set([`b:${invite?.businessId}`]));
      const other = received.get(id) ?? [];
      expect(new Set(other.map(({ streamKey }) => streamKey))).toEqual(new Set([invite?.inboxKey]));
      expect(other.map(withoutPlace)).toEqual(entries.map(withoutPlace));
    }
  });

  it('each INVITED row has its one open invite, each open invite its row, and each invite its mail', () => {
    const open = [...chronicle.invites.values()].filter(({ status }) => movesOf(status as never).includes('accept'));
    const invited = chronicle.members.filter(({ status }) => status === 'INVITED');
    const pairs = invited.map(({ id, inviteId }) => `${id} ${inviteId}`);
    expect(pairs.sort()).toEqual(open.map(({ id, memberId }) => `${memberId} ${id}`).sort());
    expect([...chronicle.mails]).toEqual(expect.arrayContaining([...chronicle.invites.keys()].map((id) => [id, 1])));
    expect(chronicle.mails.size).toBe(chronicle.invites.size);
  });

  it('each follower has seen the log of its business, all of it, once, in order', () => {
    for (const { businessId, following } of followers) {
      const startSeq = game.arenas.find(({ id }) => id === businessId)?.startSeq ?? 0;
      const logged = streamOf(chronicle, businessId).slice(startSeq);
      expect(logged.length).toBeGreaterThan(0);
      expect(following.seen.map((one) => [one.seq, one.invite.id, one.previousStatus, one.status])).toEqual(
        logged.map((one) => [one.seq, one.inviteId, one.previousStatus, one.status]),
      );
    }
  });
});

const MUST_HAPPEN = [
  ...['invite ok', 'invite ALREADY_INVITED', 'invite ALREADY_MEMBER', 'invite SEAT_LIMIT', 'invite repeated'],
  ...['respond ok', 'respond INVITE_NOT_PENDING', 'respond INVITE_EXPIRED', 'respond SEAT_LIMIT', 'respond repeated'],
  ...['cancel ok', 'cancel INVITE_NOT_PENDING', 'lapse ok', 'depart ok'],
];
const MAY_HAPPEN = ['respond ALREADY_MEMBER', 'cancel INVITE_EXPIRED', 'cancel repeated'];

/** Where in the order of the log seats were taken that were not there. */
function overruns({ id, seatLimit, startSeq }: Game['arenas'][number]): string[] {
  let used = 1; // the owner
  let active = 1;
  const departures = game.departures.filter(({ businessId }) => businessId === id).map(({ seq }) => seq);
  departures.sort((a, b) => a - b);
  return streamOf(chronicle, id).flatMap(({ seq, status }) => {
    for (; departures[0] !== undefined && departures[0] < seq; departures.shift()) {
      used--;
      active--;
    }
    if (status === 'PENDING_SEND') used++;
    else if (status === 'ACCEPTED') active++;
    else used--;
    const taken = status === 'PENDING_SEND' ? used : status === 'ACCEPTED' ? active : 0;
    return seq > startSeq && taken > seatLimit ? [`${seq} ${status}: ${taken} of ${seatLimit}`] : [];
  });
}

/** The first step of an invite that the lifecycle does not know. */
function faultOfWalk(entries: readonly Entry[]): string | undefined {
  let current: Entry['previousStatus'] = null;
  for (const { seq, previousStatus, status } of entries) {
    const from = current as Parameters<typeof movesOf>[0] | null; // statuses come from the database as texts
    const legal = from === null ? ['PENDING_SEND'] : movesOf(from).map((move) => target(from, move));
    if (previousStatus !== current || !legal.includes(status)) return `${seq}: ${previousStatus} → ${status}`;
    current = status;
  }
  return undefined;
}

function target(from: Parameters<typeof movesOf>[0], move: InviteMove): string | undefined {
  const next = nextStatus(from, move);
  return next.ok ? next.value : undefined;
}

const withoutPlace = ({ streamKey: _, seq: __, ...change }: Entry) => change;
