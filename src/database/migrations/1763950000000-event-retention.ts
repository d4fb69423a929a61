import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds what the log no longer has to keep. Locks the log against writes while it is built, about a second per million
 * events; on a log that large, build it before with `create index concurrently`.
 */
export class EventRetention1763950000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index if not exists stream_event_occurred_at_idx on stream_event (occurred_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup instead.');
  }
}
