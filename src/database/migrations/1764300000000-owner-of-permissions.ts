import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The business that owns a permission's asset, beside it: the permissions on all assets of a business have an index in the
 * order of their list, where every one of them had to be read and sorted. An asset never changes its owner. The table is
 * rewritten once, under a lock that stops its readers too: some 5 s for a million permissions.
 */
export class OwnerOfPermissions1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table asset_permission add column business_id text;
      update asset_permission x set business_id = a.business_id from asset a where a.id = x.asset_id;
      alter table asset_permission alter column business_id set not null;
      create index asset_permission_business_id_created_at_idx on asset_permission (business_id, created_at, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup instead.');
  }
}
