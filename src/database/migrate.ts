import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';

/** Any numbers that nothing else locks in this database: 'mgw1' and 'mgw2' in ASCII. */
const MIGRATION_LOCK = 0x6d677731;
const FILLING_LOCK = 0x6d677732;
const OLDEST_POSTGRES = 15;

/**
 * Brings the database at `url` up to date; returns the names of the migrations that it lacked. Of several processes that
 * do so at once one works while the others wait for it, and find nothing left to do.
 */
export async function migrate(url: string): Promise<{ applied: string[] }> {
  return withDataSource(url, async (dataSource) => {
    await requireVersion(dataSource);
    return holdingLock(dataSource, MIGRATION_LOCK, async () => {
      const applied = await dataSource.runMigrations({ transaction: 'each' });
      return { applied: applied.map((migration) => migration.name) };
    });
  });
}

/** Whether the database at `url` lacks migrations of this version. Leaves nothing in it. */
export async function lacksMigrations(url: string): Promise<boolean> {
  return withDataSource(url, async (dataSource) => {
    // TypeORM would make the table that it looks for them in.
    const [row]: { kept: boolean }[] = await dataSource.query(`select to_regclass('migration') is not null as kept`);
    return !row?.kept || dataSource.showMigrations();
  });
}

/**
 * Raises the epoch of the log, to be done once after a restore from a backup: it refuses the cursors handed out after the
 * backup was made, whose numbers will be given again to other events. Returns the new epoch.
 */
export async function raiseEpoch(url: string): Promise<number> {
  return withDataSource(url, async (dataSource) => {
    // TypeORM returns the rows of an UPDATE together with their count.
    const [rows]: [{ epoch: number }[], number] = await dataSource.query(
      'update stream_epoch set epoch = epoch + 1 returning epoch',
    );
    if (!rows[0]) throw new Error('The database has no epoch: it is not migrated');
    return rows[0].epoch;
  });
}

/** Of several processes that fill this database at once, one works while the others wait for it. */
export async function whileOthersWait<T>(url: string, work: () => Promise<T>): Promise<T> {
  return withDataSource(url, (dataSource) => holdingLock(dataSource, FILLING_LOCK, work));
}

async function withDataSource<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  // Two connections: one holds the lock. A migration may take as long as its tables are large.
  const dataSource = await createDataSource({ url, poolSize: 2, statementTimeoutMs: 0 }).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function holdingLock<T>(dataSource: DataSource, lock: number, work: () => Promise<T>): Promise<T> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [lock]);
    const result = await work();
    await holder.query('select pg_advisory_unlock($1)', [lock]);
    return result;
  } finally {
    // After a throw the lock ends with its connection.
    await holder.release();
  }
}

async function requireVersion(dataSource: DataSource): Promise<void> {
  const [row]: { version: string }[] = await dataSource.query(`select current_setting('server_version') as version`);
  const version = row?.version ?? 'unknown';
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES) {
    throw new Error(`PostgreSQL ${version} is too old: ${OLDEST_POSTGRES} or newer is needed`);
  }
}
