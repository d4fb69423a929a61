import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, sign-in codes, sessions, API keys. New tables; of the old ones `stream_event` is locked for a moment
 * (a column that is null), and `outbox`, which is short, while its check is replaced. */
export class People1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table account (
        user_id text constraint account_pkey primary key constraint account_user_id_fkey references app_user (id),
        email_canonical text not null,
        password_hash text,
        created_at timestamptz(3) not null
      );
      create unique index account_email_canonical_key on account (email_canonical);

      create table sign_in_code (
        email_canonical text constraint sign_in_code_pkey primary key,
        id text not null,
        email text not null,
        salt bytea not null,
        code_hash bytea not null,
        tries integer not null,
        day_tries integer not null,
        day_began_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        consumed_at timestamptz(3)
      );
      create unique index sign_in_code_id_key on sign_in_code (id);
      create index sign_in_code_expires_at_idx on sign_in_code (expires_at);

      create table session (
        id text constraint session_pkey primary key,
        user_id text not null constraint session_user_id_fkey references app_user (id),
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        ended_at timestamptz(3)
      );
      create index session_expires_at_idx on session (expires_at);

      create table refresh_token (
        token_hash bytea constraint refresh_token_pkey primary key,
        session_id text not null constraint refresh_token_session_id_fkey references session (id) on delete cascade,
        generation integer not null,
        expires_at timestamptz(3) not null,
        used_at timestamptz(3)
      );
      create unique index refresh_token_session_id_generation_key on refresh_token (session_id, generation);

      create index refresh_token_expires_at_idx on refresh_token (expires_at);

      create table api_key (
        id text constraint api_key_pkey primary key,
        business_id text not null constraint api_key_business_id_fkey references business (id),
        name text not null,
        prefix text not null,
        secret_hash bytea not null,
        scopes text[] not null,
        created_at timestamptz(3) not null,
        last_used_at timestamptz(3),
        expires_at timestamptz(3),
        revoked_at timestamptz(3)
      );
      create unique index api_key_secret_hash_key on api_key (secret_hash);
      create index api_key_business_id_created_at_idx on api_key (business_id, created_at, id);

      create table revocation (
        id bigint generated always as identity constraint revocation_pkey primary key,
        subject text not null,
        created_at timestamptz(3) not null
      );
      create index revocation_created_at_idx on revocation (created_at);

      create table rate_limit (
        key varchar(255) constraint rate_limit_pkey primary key,
        points integer not null,
        expire bigint
      );
      create index rate_limit_expire_idx on rate_limit (expire);

      alter table stream_event add column actor_api_key_id text;

      alter table outbox drop constraint outbox_kind_check;
      alter table outbox add constraint outbox_kind_check check (kind in ('INVITE_MAIL', 'PARTNER_NOTICE', 'SIGN_IN_CODE'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup instead.');
  }
}
