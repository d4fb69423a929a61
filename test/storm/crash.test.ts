import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, prepareGround } from './ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround();
});
afterAll(() => ground.clear());

describe('a server that is killed', () => {
  it('right after its answer: whoever follows on another server has the change within 2 s', async () => {
    const victim = await ground.startServer();
    const [id] = await ground.invite(victim, ['answered@example.com'], randomUUID());
    await victim.kill();
    await expect.poll(() => ground.timesSeen(id), { timeout: 2_000, interval: 10 }).toBe(1);
  });

  it('between its commit and its hint: the change arrives within 2 s, and a repeat is answered with it', async () => {
    const victim = await ground.startServer();
    const gate = await holdCommits();
    const emails = ['unanswered@example.com'];
    const key = randomUUID();
    const answer = ground.invite(victim, emails, key).catch((error: unknown) => error);
    await expect.poll(() => gate.waiting(), { interval: 10 }).toBe(1);
    process.kill(victim.pid, 'SIGSTOP'); // what the database answers to the COMMIT is never read
    await gate.open();
    await expect.poll(() => ground.rowsOf(emails), { interval: 10 }).toEqual([WHOLE]);
    const [{ id } = { id: '' }] = await ground.database.query<{ id: string }>(
      'select id from invite where invitee_email = $1',
      emails,
    );
    await victim.kill();
    await expect.poll(() => ground.timesSeen(id), { timeout: 2_000, interval: 10 }).toBe(1);
    expect(await answer).toBeInstanceOf(Error);
    expect(await ground.invite(ground.survivor, emails, key)).toEqual([id]);
    expect(await ground.rowsOf(emails)).toEqual([WHOLE]);
  });

  it('with calls under way: each is wholly there or wholly absent, and its repeat has the one answer', async () => {
    const victim = await ground.startServer();
    const calls = Array.from({ length: 60 }, (_, n) => ({
      key: randomUUID(),
      emails: ['a', 'b', 'c'].map((name) => `${name}${n}@example.com`),
    }));
    const all = calls.flatMap(({ emails }) => emails);
    let answers = 0;
    const first = await Promise.all(
      calls.map(async ({ key, emails }) => {
        try {
          const ids = await ground.invite(victim, emails, key);
          if (++answers === 15) void victim.kill();
          return ids;
        } catch (error) {
          if (!victim.killed) throw error;
          return undefined;
        }
      }),
    );
    await expect.poll(countTransactions, { interval: 10 }).toBe(0);

    const kept = await keptAnswers(calls.map(({ key }) => key));
    expect(await ground.rowsOf(all)).toEqual(
      calls.flatMap(({ key, emails }) => emails.map(() => (kept.has(key) ? WHOLE : ABSENT))),
    );
    expect(calls.filter(({ key }, n) => first[n] && !kept.has(key))).toEqual([]); // what was answered is there
    expect(first.filter((ids) => ids === undefined).length).toBeGreaterThan(0);

    const second = await Promise.all(calls.map(({ key, emails }) => ground.invite(ground.survivor, emails, key)));
    expect(second).toEqual(first.map((ids, n) => ids ?? second[n]));
    expect(await ground.rowsOf(all)).toEqual(all.map(() => WHOLE));
    expect(new Set(second.flat()).size).toBe(all.length);
  });

  it('leaves who follows elsewhere with the whole log, once, in order', async () => {
    expect((await ground.log()).length).toBeGreaterThanOrEqual(180);
    await ground.expectAllSeen();
    expect(ground.following.returns).toBe(0);
  });
});

const WHOLE = { invites: 1, places: 1, sent: 1, received: 1, mails: 1 };
const ABSENT = { invites: 0, places: 0, sent: 0, received: 0, mails: 0 };

/** Those of these idempotency keys under which an answer is kept. */
async function keptAnswers(keys: readonly string[]): Promise<Set<string>> {
  const rows = await ground.database.query<{ key: string }>(
    'select key from idempotency where key = any($1) and answer is not null',
    [keys],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Transactions that have not ended: the database takes a moment to notice that a server is gone. */
async function countTransactions(): Promise<number | undefined> {
  const [row] = await ground.database.query<{ open: number }>(
    `select count(*) as open from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
  );
  return row?.open;
}

/** From here on every change is written and then waits in its COMMIT, until the gate is open. */
async function holdCommits(): Promise<{ waiting(): Promise<number>; open(): Promise<void> }> {
  await ground.database.query(
    `create function wait_at_gate() returns trigger language plpgsql as $$
     begin perform pg_advisory_xact_lock_shared(1); return null; end $$`,
  );
  await ground.database.query(
    `create constraint trigger gate after insert on stream_event deferrable initially deferred
     for each row execute function wait_at_gate()`,
  );
  const holder = new pg.Client({ connectionString: ground.databaseUrl });
  await holder.connect();
  await holder.query('select pg_advisory_lock(1)');
  return {
    waiting: async () => {
      const { rowCount } = await holder.query(
        `select distinct pid from pg_locks l join pg_stat_activity a using (pid)
         where l.locktype = 'advisory' and not l.granted and a.query = 'COMMIT' and a.datname = current_database()`,
      );
      return rowCount ?? 0;
    },
    open: async () => {
      await holder.end(); // and its lock with it
      await ground.database.query('drop trigger gate on stream_event');
    },
  };
}
