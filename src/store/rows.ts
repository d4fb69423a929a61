import { snakeCase } from '../database/snake-naming.js';
import type { Tx } from '../database/transaction.js';

/** A table as the statements below write it: its name, and the properties that are its columns. */
export interface Table<Row> {
  name: string;
  key: keyof Row & string;
  properties: readonly (keyof Row & string)[];
}

const asColumns = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([property, value]) => [snakeCase(property), asText(value)]));

/** Bytes as PostgreSQL reads them from JSON; all else is as it is. */
const asText = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);

/** The rows as one JSON parameter, with columns for properties. */
export const asJson = (rows: readonly object[]): string => JSON.stringify(rows.map(asColumns));

/**
 * Inserts all rows in one statement. They travel as one JSON parameter that PostgreSQL takes apart by the table's own column
 * types: arrays of arrays (roles) have no other form, and the text stays the same for any number of rows.
 */
export async function insertRows<Row extends object>(tx: Tx, table: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = table.properties.map(snakeCase).join(', ');
  await tx.prepared(
    `insert into ${table.name} (${columns}) select ${columns} from json_populate_recordset(null::${table.name}, $1)`,
    [asJson(rows)],
  );
}

/** Writes all columns of all rows in one statement; the caller holds their locks. */
export async function updateRows<Row extends object>(tx: Tx, table: Table<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0) await tx.prepared(updateText(table), [asJson(rows)]);
}

/**
 * The same for rows of which some are not locked yet. An UPDATE takes its rows in whatever order its plan comes to them, so
 * of several each is locked in the order of the keys first; one alone has no order.
 */
export async function lockAndUpdateRows<Row extends object>(
  tx: Tx,
  table: Table<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length < 2) return updateRows(tx, table, rows);
  const key = snakeCase(table.key);
  await tx.prepared(
    `with locked as (select ${key} from ${table.name} where ${key} = any($2) order by ${key} for no key update)
     ${updateText(table)} and t.${key} in (select ${key} from locked)`,
    [asJson(rows), rows.map((row) => row[table.key])],
  );
}

function updateText<Row>(table: Table<Row>): string {
  const columns = table.properties.filter((property) => property !== table.key).map(snakeCase);
  const key = snakeCase(table.key);
  return `update ${table.name} t set ${columns.map((column) => `${column} = r.${column}`).join(', ')}
     from json_populate_recordset(null::${table.name}, $1) r where t.${key} = r.${key}`;
}
