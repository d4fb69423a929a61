import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { type Queryable, queryableOn } from './queryable.js';

/** One transaction on one connection. Everything inside goes through it: a second connection from the pool could hang. */
export interface Tx extends Queryable {
  /** The database's time at this moment (not the transaction's start): read it after the last lock is held. */
  clock(): Promise<Date>;
  /** Tells the followers of this stream after the commit; nothing is told of what is rolled back. */
  touch(streamKey: string): void;
}

export interface TransactionOptions {
  clock: (() => Date) | undefined;
  committed: (streamKeys: ReadonlySet<string>) => void;
}

const ATTEMPTS = 3;
const RETRIED: ReadonlySet<unknown> = new Set(['40001', '40P01']); // serialization failure, deadlock

/**
 * Runs `work` between BEGIN and COMMIT, and again (three times in all) when PostgreSQL chose it as the victim of a deadlock
 * or a serialization failure. A connection that is lost at COMMIT is not retried: nobody knows whether it was carried out,
 * and the client's idempotency key is what tells.
 */
export async function runTransaction<T>(
  dataSource: DataSource,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(dataSource, work, options);
    } catch (error) {
      if (attempt >= ATTEMPTS || !RETRIED.has((error as { code?: unknown }).code)) throw error;
    }
  }
}

async function attemptOnce<T>(
  dataSource: DataSource,
  work: (tx: Tx) => Promise<T>,
  { clock, committed }: TransactionOptions,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const touched = new Set<string>();
  const connection = (await runner.connect()) as pg.PoolClient; // TypeORM types it as any
  try {
    await runner.startTransaction(); // READ COMMITTED is PostgreSQL's default
    const queryable = queryableOn(connection);
    const result = await work({
      ...queryable,
      clock: async () => clock?.() ?? (await readClock(queryable)),
      touch: (streamKey) => touched.add(streamKey),
    });
    await runner.commitTransaction();
    committed(touched);
    return result;
  } catch (error) {
    // The first error is the one that tells. A rollback fails only where the connection is gone or silent: the pool is to
    // make a new one instead.
    await runner.rollbackTransaction().catch(() => void connection.end());
    throw error;
  } finally {
    await runner.release();
  }
}

async function readClock(db: Queryable): Promise<Date> {
  const [row] = await db.prepared<{ now: Date }>('select clock_timestamp()::timestamptz(3) as now');
  if (!row) throw new Error('The database returned no time');
  return row.now;
}
