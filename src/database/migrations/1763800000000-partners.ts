import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Assets, partnerships and permissions; what invites and memberships say of them. New columns are null or have a constant
 * default, so `invite` and `account_member` are locked for a moment only; their new indices are built under a lock that lets
 * reads through.
 */
export class Partners1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table partnership (
        id text constraint partnership_pkey primary key,
        host_id text not null constraint partnership_host_id_fkey references business (id),
        partner_id text not null constraint partnership_partner_id_fkey references business (id),
        created_at timestamptz(3) not null,
        constraint partnership_sides_check check (host_id <> partner_id)
      );
      create unique index partnership_host_id_partner_id_key on partnership (host_id, partner_id);
      create index partnership_host_id_created_at_idx on partnership (host_id, created_at, id);
      create index partnership_partner_id_created_at_idx on partnership (partner_id, created_at, id);

      create table asset (
        id text constraint asset_pkey primary key,
        type text not null constraint asset_type_check check (type in ('AD_ACCOUNT', 'PROFILE', 'CATALOG')),
        name text not null,
        business_id text not null constraint asset_business_id_fkey references business (id),
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null
      );
      create index asset_business_id_created_at_idx on asset (business_id, created_at, id);

      create table asset_permission (
        id text constraint asset_permission_pkey primary key,
        asset_id text not null constraint asset_permission_asset_id_fkey references asset (id),
        member_id text constraint asset_permission_member_id_fkey references account_member (id),
        partnership_id text constraint asset_permission_partnership_id_fkey references partnership (id),
        levels text[] not null,
        granted_by_user_id text constraint asset_permission_granted_by_user_id_fkey references app_user (id) on delete set null,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        expires_at timestamptz(3),
        constraint asset_permission_grantee_check check (num_nonnulls(member_id, partnership_id) = 1)
      );
      create unique index asset_permission_asset_id_member_id_key on asset_permission (asset_id, member_id);
      create unique index asset_permission_asset_id_partnership_id_key on asset_permission (asset_id, partnership_id);
      create index asset_permission_asset_id_created_at_idx on asset_permission (asset_id, created_at, id);
      create index asset_permission_member_id_created_at_idx on asset_permission (member_id, created_at, id);
      create index asset_permission_partnership_id_created_at_idx on asset_permission (partnership_id, created_at, id);
      create index asset_permission_expires_at_idx on asset_permission (expires_at);

      alter table invite
        add column invitee_business_id text constraint invite_invitee_business_id_fkey references business (id),
        add column asset_grants jsonb not null default '[]',
        add column membership_expires_at timestamptz(3),
        add column partnership_id text;
      create unique index invite_open_business_id_key on invite (business_id, type, invitee_business_id)
        where status in ('PENDING_SEND', 'PENDING');
      -- Most invites are to people: they are left out. Business.invites received, in each order.
      create index invite_invitee_business_id_created_at_idx on invite (invitee_business_id, created_at, id)
        where invitee_business_id is not null;
      create index invite_invitee_business_id_expires_at_idx on invite (invitee_business_id, expires_at, id)
        where invitee_business_id is not null;
      create index invite_invitee_business_id_updated_at_idx on invite (invitee_business_id, updated_at, id)
        where invitee_business_id is not null;
      -- The same of one status, and whether a person has sent the business an invite: then their name is shown.
      create index invite_invitee_business_id_status_idx on invite (invitee_business_id, status, created_at, id)
        where invitee_business_id is not null;
      create index invite_invitee_business_id_created_by_idx on invite (invitee_business_id, created_by_user_id)
        where invitee_business_id is not null;

      alter table account_member add column membership_expires_at timestamptz(3);
      create index account_member_membership_expires_at_idx on account_member (membership_expires_at) where status = 'ACTIVE';

      alter table outbox add column recipient_user_id text;
      alter table outbox drop constraint outbox_kind_check;
      alter table outbox add constraint outbox_kind_check check (kind in ('INVITE_MAIL', 'PARTNER_NOTICE'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward. Restore a backup instead.');
  }
}
