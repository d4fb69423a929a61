import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Businesses, people, memberships, invites, the log, the outbox. Locks nothing that exists: every table is new. */
export class Initial1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table business (
        id text constraint business_pkey primary key,
        name text not null,
        seat_limit integer constraint business_seat_limit_check check (seat_limit >= 1),
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null
      );

      create table app_user (
        id text constraint app_user_pkey primary key,
        email text,
        email_canonical text,
        email_verified boolean not null,
        first_name text,
        last_name text,
        claimed_at timestamptz(3) not null,
        created_at timestamptz(3) not null
      );
      create index app_user_email_canonical_idx on app_user (email_canonical) where email_verified;

      create table account_member (
        id text constraint account_member_pkey primary key,
        business_id text not null constraint account_member_business_id_fkey references business (id),
        status text not null constraint account_member_status_check check (status in
          ('INVITED', 'ACTIVE', 'INVITATION_DECLINED', 'INVITATION_EXPIRED', 'INVITATION_REVOKED', 'REMOVED')),
        roles text[] not null,
        invited_email text,
        invited_email_canonical text,
        invited_user_id text,
        user_id text constraint account_member_user_id_fkey references app_user (id),
        invite_id text,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        accepted_at timestamptz(3)
      );

      create table invite (
        id text constraint invite_pkey primary key,
        type text not null constraint invite_type_check check (type in
          ('MEMBER_INVITE', 'PARTNER_INVITE', 'PARTNER_REQUEST', 'ASSET_REQUEST')),
        status text not null constraint invite_status_check check (status in
          ('PENDING_SEND', 'PENDING', 'ACCEPTED', 'DECLINED', 'CANCELLED', 'EXPIRED')),
        business_id text not null constraint invite_business_id_fkey references business (id),
        invitee_email text,
        invitee_email_canonical text,
        invitee_user_id text constraint invite_invitee_user_id_fkey references app_user (id),
        roles text[] not null,
        message text,
        created_by_user_id text constraint invite_created_by_user_id_fkey references app_user (id) on delete set null,
        sender_user_id text,
        generation integer not null,
        send_count integer not null,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        sent_at timestamptz(3),
        expires_at timestamptz(3) not null,
        closed_at timestamptz(3),
        closed_by_user_id text,
        member_id text constraint invite_member_id_fkey references account_member (id) deferrable initially deferred
      );
      alter table account_member add constraint account_member_invite_id_fkey foreign key (invite_id) references invite (id);

      create unique index account_member_invited_email_key on account_member (business_id, invited_email_canonical)
        where status = 'INVITED';
      create unique index account_member_invited_user_id_key on account_member (business_id, invited_user_id)
        where status = 'INVITED';
      create unique index account_member_user_id_key on account_member (business_id, user_id) where status = 'ACTIVE';
      create index account_member_business_id_created_at_idx on account_member (business_id, created_at, id);
      create index account_member_business_id_status_idx on account_member (business_id, status, created_at, id);
      create index account_member_user_id_idx on account_member (user_id, created_at, id);
      create index account_member_invited_email_idx on account_member (invited_email_canonical, business_id);
      create index account_member_invited_user_id_idx on account_member (invited_user_id, business_id);
      create index account_member_invite_id_idx on account_member (invite_id);

      create unique index invite_open_email_key on invite (business_id, type, invitee_email_canonical)
        where status in ('PENDING_SEND', 'PENDING');
      create unique index invite_open_user_id_key on invite (business_id, type, invitee_user_id)
        where status in ('PENDING_SEND', 'PENDING');
      create index invite_business_id_created_at_idx on invite (business_id, created_at, id);
      create index invite_business_id_expires_at_idx on invite (business_id, expires_at, id);
      create index invite_business_id_updated_at_idx on invite (business_id, updated_at, id);
      create index invite_invitee_email_created_at_idx on invite (invitee_email_canonical, created_at, id);
      create index invite_invitee_user_id_created_at_idx on invite (invitee_user_id, created_at, id);
      create index invite_open_expires_at_idx on invite (expires_at) where status in ('PENDING_SEND', 'PENDING');
      create index invite_business_id_status_idx on invite (business_id, status, created_at, id);

      -- Half-full pages: a head is updated in place by every change of its stream.
      create table stream_head (
        stream_key text constraint stream_head_pkey primary key,
        seq bigint not null,
        access bigint not null
      ) with (fillfactor = 50);

      create table stream_event (
        stream_key text not null,
        seq bigint not null,
        invite_id text not null,
        previous_status text,
        status text not null,
        actor_kind text not null constraint stream_event_actor_kind_check check (actor_kind in ('USER', 'API_KEY', 'SYSTEM')),
        actor_user_id text,
        occurred_at timestamptz(3) not null,
        constraint stream_event_pkey primary key (stream_key, seq)
      );

      create table stream_epoch (
        id integer constraint stream_epoch_pkey primary key constraint stream_epoch_id_check check (id = 1),
        epoch integer not null
      );
      insert into stream_epoch (id, epoch) values (1, 1);

      create table idempotency (
        principal text not null,
        key text not null,
        fingerprint bytea not null,
        answer jsonb,
        created_at timestamptz(3) not null,
        constraint idempotency_pkey primary key (principal, key)
      );
      create index idempotency_created_at_idx on idempotency (created_at);

      create table outbox (
        id bigint generated always as identity constraint outbox_pkey primary key,
        kind text not null constraint outbox_kind_check check (kind in ('INVITE_MAIL')),
        subject_id text not null,
        generation integer not null,
        due_at timestamptz(3) not null,
        attempts integer not null,
        leased_until timestamptz(3)
      );
      create index outbox_due_at_idx on outbox (due_at);

      create table kept_mail (
        message_id text constraint kept_mail_pkey primary key,
        recipient text not null,
        subject text not null,
        text text not null,
        html text not null,
        link text,
        created_at timestamptz(3) not null
      );
      create index kept_mail_created_at_idx on kept_mail (created_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup instead.');
  }
}
