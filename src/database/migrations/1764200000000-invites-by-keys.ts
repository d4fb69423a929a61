import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Invites that API keys create and send. New columns that are null, so nothing is checked and `invite` is locked for a moment
 * only; the indices are built under a lock that lets reads through, and hold no invite of a person's.
 */
export class InvitesByKeys1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table invite
        add column created_by_api_key_id text constraint invite_created_by_api_key_id_fkey references api_key (id),
        add column sender_api_key_id text constraint invite_sender_api_key_id_fkey references api_key (id);
      create index invite_created_by_api_key_id_created_at_idx on invite (created_by_api_key_id, created_at, id)
        where created_by_api_key_id is not null;
      create index invite_created_by_api_key_id_invitee_business_id_idx on invite (created_by_api_key_id, invitee_business_id)
        where created_by_api_key_id is not null and invitee_business_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup instead.');
  }
}
