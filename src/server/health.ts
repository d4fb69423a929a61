import type { Database } from '../database/data-source.js';
import { MIGRATIONS } from '../database/migrations.js';
import { withDeadline } from './deadline.js';

/** What must hold before requests are sent here, by the name under which its absence is told. */
export type Checks = Readonly<Record<string, () => boolean | Promise<boolean>>>;

const CHECK_MS = 2_000;

/** The names of what is missing; a check that fails or takes longer than 2 s counts as missing. */
export async function findMissing(checks: Checks): Promise<string[]> {
  const verdicts = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ({ name, holds: await holds(check) })),
  );
  return verdicts.filter((verdict) => !verdict.holds).map((verdict) => verdict.name);
}

async function holds(check: Checks[string]): Promise<boolean> {
  try {
    return await withDeadline(check(), CHECK_MS);
  } catch {
    return false;
  }
}

/** That the database answers, and that its schema is at least as new as this program. */
export function databaseChecks(database: Database): Checks {
  let upToDate = false; // migrations only go forward: once seen, for good
  return {
    database: async () => (await database.query('select 1')).length === 1,
    migrations: async () => {
      upToDate ||= await isUpToDate(database);
      return upToDate;
    },
  };
}

async function isUpToDate(database: Database): Promise<boolean> {
  const names = MIGRATIONS.map((migration) => migration.name);
  const rows = await database.query('select distinct name from migration where name = any($1)', [names]);
  return rows.length === names.length;
}
