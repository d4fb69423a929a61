import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The links of invites. New columns that are null, so `invite` is locked for a moment only; the index is built under a lock
 * that lets reads through. By it a link is found. Invites that are open have no link until they are sent again.
 */
export class Links1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table invite add column link_salt bytea, add column link_hash bytea;
      create unique index invite_link_hash_key on invite (link_hash);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup instead.');
  }
}
