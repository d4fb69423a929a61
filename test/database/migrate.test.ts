import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDataSource } from '../../src/database/data-source.js';
import { lacksMigrations, migrate, raiseEpoch, whileOthersWait } from '../../src/database/migrate.js';
import { OwnerOfPermissions1764300000000 } from '../../src/database/migrations/1764300000000-owner-of-permissions.js';
import { MIGRATIONS } from '../../src/database/migrations.js';
import { createBareDatabase } from '../support/database.js';

let bare: Awaited<ReturnType<typeof createBareDatabase>>;
beforeEach(async () => {
  bare = await createBareDatabase();
});
afterEach(() => bare.remove());

describe('migrate', () => {
  it('brings an empty database up to date and finds nothing to do the second time', async () => {
    expect(await lacksMigrations(bare.url)).toBe(true);
    expect(await migrate(bare.url)).toEqual({ applied: MIGRATIONS.map((migration) => migration.name) });
    expect(await migrate(bare.url)).toEqual({ applied: [] });
    expect(await lacksMigrations(bare.url)).toBe(false);
  });

  it('is asked for without a trace in the database', async () => {
    expect(await lacksMigrations(bare.url)).toBe(true);
    const dataSource = await createDataSource({ url: bare.url, poolSize: 1 }).initialize();
    expect(await dataSource.query(`select relname from pg_class where relnamespace = 'public'::regnamespace`)).toEqual(
      [],
    );
    await dataSource.destroy();
  });

  it('lets exactly one of several processes that race do the work', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => migrate(bare.url)));
    expect(all.flatMap(({ applied }) => applied)).toEqual(MIGRATIONS.map((migration) => migration.name));
  });

  it('G30: takes what it reads of the database for names, whatever stands in them', async () => {
    const hostile = '"; drop table business; --';
    const dataSource = await createDataSource({ url: bare.url, poolSize: 1 }).initialize();
    const quoted = `"${hostile.replaceAll('"', '""')}"`;
    await dataSource.query(`create schema ${quoted}; create extension pg_trgm schema ${quoted}`);
    await migrate(bare.url);
    expect(
      await dataSource.query(`select indexdef from pg_indexes where indexname = 'business_name_search_idx'`),
    ).toEqual([{ indexdef: expect.stringContaining(`${quoted}.gin_trgm_ops`) }]);
    await dataSource.destroy();
  });

  it('leaves no lock behind', async () => {
    await migrate(bare.url);
    const dataSource = await createDataSource({ url: bare.url, poolSize: 1 }).initialize();
    expect(
      await dataSource.query(`select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`),
    ).toEqual([]);
    await dataSource.destroy();
  });

  it('raises the epoch once per restore', async () => {
    await migrate(bare.url);
    expect(await raiseEpoch(bare.url)).toBe(2);
    expect(await raiseEpoch(bare.url)).toBe(3);
  });
});

describe('the owner of a permission', () => {
  /** As a version wrote it that does not know of the owner. */
  const GIVE = `insert into asset_permission (id, asset_id, member_id, levels, created_at, updated_at)
    select $1, $2, 'mem_1', '{ADMIN}', now(), now()`;
  const FACTS = `
    insert into business (id, name, created_at, updated_at) values ('acme', 'Acme', now(), now());
    insert into asset (id, type, name, business_id, created_at, updated_at)
      select id, 'AD_ACCOUNT', id, 'acme', now(), now() from unnest('{a1,a2}'::text[]) id;
    insert into account_member (id, business_id, status, roles, invited_email, created_at, updated_at)
      values ('mem_1', 'acme', 'INVITED', '{EMPLOYEE}', 'a@example.com', now(), now())`;

  it('is found for those from before it was kept, and for those of servers that are still of that version', async () => {
    const older = MIGRATIONS.slice(0, MIGRATIONS.indexOf(OwnerOfPermissions1764300000000));
    const server = createDataSource({ url: bare.url, poolSize: 1 }).setOptions({ migrations: older });
    await server.initialize();
    await server.runMigrations();
    await server.query(FACTS);
    await server.query(GIVE, ['prm_1', 'a1']);
    await migrate(bare.url);
    await server.query(GIVE, ['prm_2', 'a2']);
    expect(await server.query('select id, business_id from asset_permission order by id')).toEqual([
      { id: 'prm_1', business_id: 'acme' },
      { id: 'prm_2', business_id: 'acme' },
    ]);
    await server.destroy();
  });
});

describe('filling a database', () => {
  it('is done by one at a time', async () => {
    const steps: string[] = [];
    const fill = (name: string): Promise<void> =>
      whileOthersWait(bare.url, async () => {
        steps.push(`${name} begins`);
        await migrate(bare.url); // takes long enough for another to come between
        steps.push(`${name} ends`);
      });
    await Promise.all(['one', 'two', 'three'].map(fill));
    for (const [index, step] of steps.entries()) {
      if (index % 2 === 0) expect(steps[index + 1]).toBe(step.replace('begins', 'ends'));
    }
    expect(steps).toHaveLength(6);
  });
});
