import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '../../src/database/data-source.js';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** Every constraint and index with the table that it is on. The migrations' own table is TypeORM's affair. */
const RULES = `
  select c.relname as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition,
    case k.contype when 'p' then 'pkey' when 'f' then 'fkey' when 'c' then 'check' when 'u' then 'key' end as suffix
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where k.connamespace = 'public'::regnamespace and c.relname <> 'migration' and k.contype <> 'n'
  union all
  select c.relname, i.relname, pg_get_indexdef(i.oid), case when x.indisunique then 'key' else 'idx' end
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
  where i.relnamespace = 'public'::regnamespace and c.relname <> 'migration' and not x.indisprimary
  order by 1, 2`;

/** Indices of expressions, which TypeORM's decorators cannot say. What they are for stands at their migration. */
const NOT_OF_COLUMNS = [
  'app_user_email_search_idx',
  'app_user_first_name_search_idx',
  'app_user_last_name_search_idx',
  'asset_name_search_idx',
  'business_name_search_idx',
];

const COLUMNS = `
  select table_name, column_name, data_type, datetime_precision, is_nullable, column_default, is_identity
  from information_schema.columns where table_schema = 'public' and table_name <> 'migration' order by 1, 2`;

interface Rule {
  table: string;
  name: string;
  definition: string;
  suffix: string;
}

describe('entities and migrations', () => {
  it('agree: there is nothing that TypeORM would change', async () => {
    const { upQueries } = await test.database.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('make the same columns, constraints and indices, with the same conditions', async () => {
    const bare = await createBareDatabase();
    const made = await createDataSource({ url: bare.url, poolSize: 1 }).initialize();
    try {
      await made.synchronize();
      const migrated = await test.database.query<Rule>(RULES);
      const besides = migrated.filter(({ name }) => NOT_OF_COLUMNS.includes(name));
      expect(besides.map(({ name }) => name)).toEqual(NOT_OF_COLUMNS);
      expect(await made.query(RULES)).toEqual(migrated.filter((rule) => !besides.includes(rule)));
      expect(await made.query(COLUMNS)).toEqual(await test.database.query(COLUMNS));
    } finally {
      await made.destroy();
      await bare.remove();
    }
  });

  it('name every index and constraint <table>_<columns>_<key|idx|check|fkey>, and primary keys <table>_pkey', async () => {
    const rules = await test.database.query<Rule>(RULES);
    expect(rules.length).toBeGreaterThan(30);
    const expected = ({ table, suffix }: Rule): RegExp =>
      suffix === 'pkey' ? new RegExp(`^${table}_pkey$`) : new RegExp(`^${table}_[a-z_]+_${suffix}$`);
    expect(rules.filter((rule) => !expected(rule).test(rule.name))).toEqual([]);
  });
});
