import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/database/data-source.js';

export interface TestDatabase {
  url: string;
  database: Database;
  /** Closes the connections and removes the database, also from under others that still use it. */
  drop(): Promise<void>;
}

/** A migrated, empty database of one's own, by copying the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, remove } = await createDatabase(inject('templateName'));
  const database = await openDatabase({ url, poolSize: 10 });
  return {
    url,
    database,
    drop: async () => {
      await database.close();
      await remove();
    },
  };
}

/** A database without any table. */
export function createBareDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  return createDatabase('template0');
}

/** A copy of this one, to which nobody must be connected. */
export async function createDatabase(template: string): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name} template ${template}`);
  const url = new URL(inject('serverUrl'));
  url.pathname = name;
  return { url: url.href, remove: () => onServer(`drop database ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
