import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type InviteStatus, movesOf, nextStatus } from '../../src/domain/invite.js';
import { readHeads } from '../../src/events/log.js';
import { brokenLaws, expectLaws } from '../commands/laws.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Chronicle, type Entry, groupBy, readChronicle, sentEntries, streamOf } from './chronicle.js';
import { type Fleet, startFleet } from './fleet.js';
import { type Game, setUpGame } from './game.js';
import { play } from './moves.js';
import { followThroughBreaks, type PersistentFollower } from './persistent-follower.js';

const CLIENTS = 16;
const STORM_MS = 20_000;
/** On a busy machine it goes on until there were as many calls, at most twice as long. */
const ENOUGH_CALLS = 500;
const KILL_AT_MS = [5_000, 12_000] as const;
const CUT_EVERY_MS = 3_000;
const LOOK_EVERY_MS = 1_000;
const MOMENT_MS = 2_000;

let test: TestDatabase;
let fleet: Fleet;
let game: Game;
let chronicle: Chronicle;
let followers: { businessId: string; following: PersistentFollower }[];
let failures: unknown[];
let looks = 0;

/** All of the storm; afterwards the servers are gone, and only what they left is looked at. */
beforeAll(async () => {
  test = await createTestDatabase();
  fleet = await startFleet(test.url);
  game = await setUpGame(fleet, test.database);
  followers = [0, 1, 2, 0].map((arena, n) => startFollower(arena, n));
  const began = performance.now();
  failures = await storm();
  const seconds = (performance.now() - began) / 1000;
  // What was made to last a moment ends within two seconds and one more.
  await pause(MOMENT_MS);
  await vi.waitFor(async () => expect(await countLate()).toBe(0), { timeout: 1_000 });
  const calmAt = performance.now();
  await vi.waitFor(async () => expect(await countBehind()).toBe(0), { timeout: 10_000, interval: 20 });
  const caughtUpMs = performance.now() - calmAt;
  failures.push(...(await outcomes(followers.map(({ following }) => following.stop()))));
  await fleet.stop();
  chronicle = await readChronicle(test.database);
  report(seconds, caughtUpMs);
}, 120_000);
afterAll(async () => {
  await fleet.stop();
  await test.drop();
});

function startFollower(arenaIndex: number, n: number): { businessId: string; following: PersistentFollower } {
  const arena = game.arenas[arenaIndex];
  if (!arena) throw new Error('There are three arenas');
  const serverAt = (connection: number) => fleet.servers[(connection + n) % 2 === 0 ? 0 : 1];
  const { id: businessId, founder, startCursor: after } = arena;
  return { businessId, following: followThroughBreaks({ token: founder.token, businessId, after, serverAt }) };
}

/** What went wrong, of all that was to go well. */
async function storm(): Promise<unknown[]> {
  const began = performance.now();
  const isOver = (): boolean => {
    const ms = performance.now() - began;
    return ms > STORM_MS && (game.calls >= ENOUGH_CALLS || ms > 2 * STORM_MS);
  };
  const clients = Array.from({ length: CLIENTS }, (_, seed) => play(game, seed, isOver));
  // One after the other, however long a server takes to start: at each moment one lives.
  const kill = async (): Promise<void> => {
    for (const [n, atMs] of KILL_AT_MS.entries()) {
      await pause(Math.max(0, began + atMs - performance.now()));
      await fleet.replace(n === 0 ? 0 : 1);
    }
  };
  const cuts = setInterval(() => followers[game.calls % followers.length]?.following.cut(), CUT_EVERY_MS);
  const failed = await outcomes([...clients, kill(), watch(isOver)]);
  clearInterval(cuts);
  return failed;
}

/** Looks again and again at what is committed: each law holds at every moment. */
async function watch(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const crowded = await test.database.query(
      `select b.id, count(*) from business b join account_member m on m.business_id = b.id and m.status = 'ACTIVE'
       group by b.id having count(*) > b.seat_limit`,
    );
    const broken = [
      ...(await brokenLaws(test.database)),
      ...(crowded.length > 0 ? [{ law: 'seats', rows: crowded }] : []),
    ];
    if (broken.length > 0) throw new Error(`Broken in the storm: ${JSON.stringify(broken)}`);
    looks++;
    await pause(LOOK_EVERY_MS);
  }
}

async function outcomes(work: Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(work);
  return settled.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
}

async function countLate(): Promise<number | undefined> {
  const [row] = await test.database.query<{ late: number }>(
    `select (select count(*) from invite where closed_at is null and expires_at <= clock_timestamp())
       + (select count(*) from account_member where status = 'ACTIVE' and membership_expires_at <= clock_timestamp())
       + (select count(*) from asset_permission where expires_at <= clock_timestamp()) as late`,
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
    expect(made.filter((key) => !MUST_HAPPEN.includes(key) && !mayHappen(key))).toEqual([]);
    expect(fleet.breaks).toBeGreaterThan(0);
    expect(followers.every(({ following }) => following.returns > 0)).toBe(true);
  });

  it('every law of the stored rows held whenever somebody looked, and holds', async () => {
    expect(looks).toBeGreaterThan(STORM_MS / LOOK_EVERY_MS / 4);
    await expectLaws(test.database);
  });

  it('no business ever had more members, or more members and open invites, than seats', () => {
    for (const arena of [...game.arenas, game.crown]) expect(overruns(arena)).toEqual([]);
  });

  it('the members are exactly those who accepted and have not gone', () => {
    const { members, invites, departures } = chronicle;
    const active = members.filter(({ status, inviteId }) => status === 'ACTIVE' && inviteId !== null);
    for (const { id, inviteId, userId } of active) {
      expect(invites.get(inviteId ?? '')).toMatchObject({ status: 'ACCEPTED', memberId: id, closedByUserId: userId });
    }
    for (const { id } of [...game.arenas, game.crown]) {
      const accepted = [...invites.values()].filter(
        ({ type, businessId, status }) => type === 'MEMBER_INVITE' && businessId === id && status === 'ACCEPTED',
      );
      const gone = departures.filter(({ businessId, inviteId }) => businessId === id && inviteId !== null);
      const here = active.filter(({ businessId }) => businessId === id);
      expect(here).toHaveLength(accepted.length - gone.length);
      expect(new Set(here.map(({ userId }) => userId)).size).toBe(here.length);
    }
  });

  it('the partnerships are exactly those that were accepted and have not been ended, each ended once', () => {
    const made = new Set([...chronicle.invites.values()].flatMap(({ partnershipId }) => partnershipId ?? []));
    const ended = new Set(game.ended);
    expect(ended.size).toBe(game.ended.length);
    expect(chronicle.partnerships.toSorted()).toEqual([...made].filter((id) => !ended.has(id)).sort());
    expect(game.ended.filter((id) => !made.has(id))).toEqual([]);
  });

  it('each acknowledged change stands in the log once, and none that was not acknowledged', () => {
    const startSeqs = new Map([...game.arenas, game.crown].map(({ id, startSeq }) => [`b:${id}`, startSeq]));
    const logged = sentEntries(chronicle)
      .filter(({ actorKind, streamKey, seq }) => actorKind === 'USER' && seq > (startSeqs.get(streamKey) ?? 0))
      .map(({ inviteId, status }) => `${inviteId} ${status}`);
    expect(new Set(logged).size).toBe(logged.length);
    expect([...game.acknowledged.keys()].filter((key) => !logged.includes(key))).toEqual([]);
    // Who loses a right in the same moment may not see what they did with it.
    const unknown = logged.filter((key) => !game.acknowledged.has(key));
    expect(unknown.length, unknown.join()).toBeLessThanOrEqual(game.unseen);
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
    const told = groupBy([...chronicle.streams.values()].flat(), ({ inviteId }) => inviteId);
    expect([...told.keys()].sort()).toEqual([...chronicle.invites.keys()].sort());
    for (const [id, { businessId, addressedKey, status }] of chronicle.invites) {
      const byStream = groupBy(told.get(id) ?? [], ({ streamKey }) => streamKey);
      expect([...byStream.keys()].sort()).toEqual([`b:${businessId}`, addressedKey].sort());
      const sent = byStream.get(`b:${businessId}`) ?? [];
      expect(faultOfWalk(sent)).toBeUndefined();
      expect(sent.at(-1)?.status).toBe(status);
      expect(byStream.get(addressedKey)?.map(withoutPlace)).toEqual(sent.map(withoutPlace));
    }
  });

  it('each INVITED row has its one open invite, each open invite its row, and each invite its mail', () => {
    const open = [...chronicle.invites.values()].filter(
      ({ type, status }) => type === 'MEMBER_INVITE' && movesOf(status).includes('accept'),
    );
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

const happened = (move: string, ...codes: string[]): string[] => codes.map((code) => `${move} ${code}`);
const MUST_HAPPEN = [
  ...happened('invite', 'ok', 'ALREADY_INVITED', 'ALREADY_MEMBER', 'SEAT_LIMIT', 'repeated'),
  ...happened('respond', 'ok', 'INVITE_NOT_PENDING', 'INVITE_EXPIRED', 'SEAT_LIMIT'),
  ...happened('answer', 'ok', 'INVITE_NOT_PENDING'),
  ...happened('cancel', 'ok', 'INVITE_NOT_PENDING'),
  ...happened('partner', 'ok', 'ALREADY_PARTNER'),
  ...happened('ask', 'ok', 'ALREADY_PARTNER'),
  ...happened('access', 'ok'),
  ...happened('end', 'ok', 'NOT_FOUND'),
  ...happened('regrant', 'ok'),
  ...happened('give', 'ok', 'NOT_FOUND'),
  ...happened('revoke', 'ok', 'NOT_FOUND'),
  ...happened('forget', 'ok'),
  ...happened('register', 'ok'),
  ...happened('roles', 'ok', 'INVALID_INPUT'),
  ...happened('remove', 'ok', 'INVALID_INPUT'),
  ...happened('crown', 'ok', 'LAST_OWNER', 'call FORBIDDEN'),
  'lapse ok',
];
/** Of any move: who lost a right; an asset or invite that has gone. */
const MAY_HAPPEN = [
  'repeated',
  ...['NOT_FOUND', 'FORBIDDEN', 'INVITE_NOT_PENDING', 'INVITE_EXPIRED', 'INVALID_INPUT'],
  ...['call FORBIDDEN', 'call NOT_FOUND', 'call INVALID_INPUT', 'ok'],
];
const MAY_HAPPEN_TO: Record<string, string[]> = {
  respond: ['ALREADY_MEMBER'],
  answer: ['ALREADY_MEMBER', 'SEAT_LIMIT'],
  invite: ['SELF_INVITE'],
  partner: ['ALREADY_INVITED'],
  ask: ['ALREADY_INVITED'],
  access: ['ALREADY_INVITED', 'NOT_A_PARTNER', 'ASSET_NOT_REQUESTABLE'],
  regrant: ['ALREADY_MEMBER', 'ALREADY_PARTNER', 'ASSET_NOT_REQUESTABLE'],
  roles: ['ROLE_CEILING'],
  crown: ['ROLE_CEILING', 'SELF_INVITE', 'ALREADY_MEMBER', 'ALREADY_INVITED', 'SEAT_LIMIT', 'call ROLE_CEILING'],
};
const mayHappen = (key: string): boolean => {
  const [move = '', ...outcome] = key.split(' ');
  return [...MAY_HAPPEN, ...(MAY_HAPPEN_TO[move] ?? [])].includes(outcome.join(' '));
};

/** Where in the order of the log seats were taken that were not there. */
function overruns({ id, seatLimit, startSeq }: Game['arenas'][number]): string[] {
  let used = 1; // the founder
  let active = 1;
  const departures = chronicle.departures.filter(({ businessId }) => businessId === id);
  return sentEntries(chronicle).flatMap(({ streamKey, seq, inviteId, status }) => {
    if (streamKey !== `b:${id}` || chronicle.invites.get(inviteId)?.type !== 'MEMBER_INVITE') return [];
    for (; departures[0] !== undefined && departures[0].seq < seq; departures.shift()) {
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
  let current: InviteStatus | null = null;
  for (const { seq, previousStatus, status } of entries) {
    if (previousStatus !== current || !targets(current).includes(status))
      return `${seq}: ${previousStatus} → ${status}`;
    current = status;
  }
  return undefined;
}

function targets(from: InviteStatus | null): (InviteStatus | undefined)[] {
  if (from === null) return ['PENDING_SEND'];
  return movesOf(from).map((move) => {
    const next = nextStatus(from, move);
    return next.ok ? next.value : undefined;
  });
}

const withoutPlace = ({ streamKey: _, seq: __, ...change }: Entry) => change;
