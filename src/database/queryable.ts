import type pg from 'pg';
import { statementName } from './statement-name.js';

/** What can run a statement: the pool, or the one connection of a transaction. */
export interface Queryable {
  /** Runs one statement and returns its rows, with columns named as the statement names them. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The same as a named prepared statement, planned once per connection: for texts from a small fixed set. */
  prepared<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export const queryableOn = (connection: pg.Pool | pg.PoolClient): Queryable => ({
  query: async (text, values = []) => (await connection.query({ text, values: values.map(storable) })).rows,
  prepared: async (text, values = []) =>
    (await connection.query({ name: statementName(text), text, values: values.map(storable) })).rows,
});

/**
 * PostgreSQL's text cannot hold NUL. It goes as U+FFFD, the way UTF-8 encoders send lone surrogates: an id with one in it
 * is an unknown id, not a failed statement. Texts that are stored are checked before.
 */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  return Array.isArray(value) ? value.map(storable) : value;
}
