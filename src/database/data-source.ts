import pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations.js';
import { type Queryable, queryableOn } from './queryable.js';
import { SnakeNaming } from './snake-naming.js';
import { runTransaction, type Tx } from './transaction.js';

// Sequence numbers and counts come as int8; all of them stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Called after a transaction has committed, with the keys of the streams that it touched. Must not throw. */
export type CommitListener = (streamKeys: ReadonlySet<string>) => void;

export interface Database extends Queryable {
  readonly dataSource: DataSource;
  readonly pool: pg.Pool;
  /** Runs `work` in one READ COMMITTED transaction, again (up to three times in all) after a deadlock or a serialization failure. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  onCommit(listener: CommitListener): void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Most connections held at once. */
  poolSize: number;
  /** Replaces the database's clock; the demo data is made with one that stands in the past. */
  clock?: () => Date;
  /** A connection that was idle in the pool broke; the pool replaces it. */
  onIdleError?: (error: Error) => void;
}

export interface DataSourceOptions extends Pick<DatabaseOptions, 'url' | 'poolSize' | 'onIdleError'> {
  /** Statements are cut off after it; 5,000 unless told, 0 is never. */
  statementTimeoutMs?: number;
}

/** A TypeORM data source for `url`, not yet connected. */
export function createDataSource({ statementTimeoutMs = 5_000, ...options }: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
    applicationName: 'membership-gateway',
    connectTimeoutMS: 5_000,
    poolErrorHandler: options.onIdleError ?? (() => {}),
    extra: {
      statement_timeout: statementTimeoutMs,
      // The server ends what takes too long; of a network that has gone silent only the client can tell.
      query_timeout: statementTimeoutMs && statementTimeoutMs + 1_000,
      idle_in_transaction_session_timeout: 30_000,
      options: '-c TimeZone=UTC',
    },
  });
}

/** Connects to a migrated database. Throws when it cannot be reached. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const dataSource = await createDataSource(options).initialize();
  // TypeORM keeps the pg pool here; going to it directly is what allows named prepared statements.
  const pool = (dataSource.driver as PostgresDriver).master as pg.Pool;
  const listeners: CommitListener[] = [];
  return {
    dataSource,
    pool,
    ...queryableOn(pool),
    transaction: (work) =>
      runTransaction(dataSource, work, {
        clock: options.clock,
        committed: (keys) => {
          for (const listener of listeners) listener(keys);
        },
      }),
    onCommit: (listener) => {
      listeners.push(listener);
    },
    close: () => dataSource.destroy(),
  };
}
