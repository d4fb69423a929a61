import type { ExecutionResult } from 'graphql';
import type { Database } from '../../src/database/data-source.js';
import { type Queryable, queryableOn } from '../../src/database/queryable.js';
import { createTestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { type Caller, principalOf } from './callers.js';
import { layGround } from './ground.js';

export type Data = Record<string, unknown>;

/** The ground with the real schema over it, as each caller meets it. */
export interface Stage {
  database: Database;
  url: string;
  /** The whole answer, errors included. */
  ask(caller: Caller, source: string, variables?: Record<string, unknown>): Promise<ExecutionResult<Data>>;
  /** The data; throws when there are errors. */
  read(caller: Caller, source: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Whatever is asked in `work` runs in one transaction, which is then taken back: each mutation finds the same ground. */
  takingBack<T>(work: () => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

export async function createStage(): Promise<Stage> {
  const { database, url, drop } = await createTestDatabase();
  await layGround(database);
  let transaction: Queryable | undefined;
  const redirected: Database = {
    ...database,
    query: (text, values) => (transaction ?? database).query(text, values),
    prepared: (text, values) => (transaction ?? database).prepared(text, values),
    transaction: (work) => {
      const running = transaction;
      if (!running) return database.transaction(work);
      const clock = async () => {
        const [row] = await running.query<{ now: Date }>('select clock_timestamp()::timestamptz(3) as now');
        return row?.now ?? new Date(Number.NaN);
      };
      return work({ ...running, clock, touch: () => {} });
    },
  };
  const executor = createExecutor(redirected, url);
  const ask: Stage['ask'] = async (caller, source, variables) =>
    (await executor.execute(principalOf(caller), source, variables)).result;
  return {
    database,
    url,
    ask,
    read: async (caller, source, variables) => {
      const { data, errors } = await ask(caller, source, variables);
      if (errors || !data) throw new Error(`Refused for ${caller}: ${JSON.stringify(errors)}`);
      return data;
    },
    takingBack: async (work) => {
      const connection = await database.pool.connect();
      try {
        await connection.query('begin');
        transaction = oneByOne(queryableOn(connection));
        return await work();
      } finally {
        transaction = undefined;
        await connection.query('rollback');
        connection.release();
      }
    },
    drop,
  };
}

/** One connection runs one statement at a time; a pool's users need not know. */
function oneByOne(connection: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  const queued = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run, run);
    last = result.catch(() => {});
    return result;
  };
  return {
    query: (text, values) => queued(() => connection.query(text, values)),
    prepared: (text, values) => queued(() => connection.prepared(text, values)),
  };
}

/** The value at `path`, e.g. `invite.createdBy.id`; a null on the way is the answer. */
export function at(data: unknown, path: string): unknown {
  let found = data;
  for (const name of path.split('.')) {
    if (found === null || found === undefined) return null;
    found = (found as Data)[name];
  }
  return found;
}
