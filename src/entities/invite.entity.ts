import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { AssetGrant } from '../domain/asset.js';
import type { InviteStatus, InviteType } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';
import { AccountMemberEntity } from './account-member.entity.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { AppUserEntity } from './app-user.entity.js';
import { BusinessEntity } from './business.entity.js';

const OPEN = `status in ('PENDING_SEND', 'PENDING')`;

/** Invites to people are not in these. */
const TO_BUSINESS = { where: 'invitee_business_id is not null' };

const BY_KEY = 'created_by_api_key_id is not null';

/** What a business offers somebody. Its status moves by the lifecycle of `domain/invite.ts` alone. */
@Entity('invite')
@Check('invite_type_check', `type in ('MEMBER_INVITE', 'PARTNER_INVITE', 'PARTNER_REQUEST', 'ASSET_REQUEST')`)
@Check('invite_status_check', `status in ('PENDING_SEND', 'PENDING', 'ACCEPTED', 'DECLINED', 'CANCELLED', 'EXPIRED')`)
// The guards behind ALREADY_INVITED: one open invite per business, type and invitee as named.
@Index('invite_open_email_key', ['businessId', 'type', 'inviteeEmailCanonical'], { unique: true, where: OPEN })
@Index('invite_open_user_id_key', ['businessId', 'type', 'inviteeUserId'], { unique: true, where: OPEN })
@Index('invite_open_business_id_key', ['businessId', 'type', 'inviteeBusinessId'], { unique: true, where: OPEN })
// Business.invites by each of its orders, and in one status; how many are open is counted on the last.
@Index('invite_business_id_created_at_idx', ['businessId', 'createdAt', 'id'])
@Index('invite_business_id_expires_at_idx', ['businessId', 'expiresAt', 'id'])
@Index('invite_business_id_updated_at_idx', ['businessId', 'updatedAt', 'id'])
@Index('invite_business_id_status_idx', ['businessId', 'status', 'createdAt', 'id'])
// The same of what a business has received.
@Index('invite_invitee_business_id_created_at_idx', ['inviteeBusinessId', 'createdAt', 'id'], TO_BUSINESS)
@Index('invite_invitee_business_id_expires_at_idx', ['inviteeBusinessId', 'expiresAt', 'id'], TO_BUSINESS)
@Index('invite_invitee_business_id_updated_at_idx', ['inviteeBusinessId', 'updatedAt', 'id'], TO_BUSINESS)
@Index('invite_invitee_business_id_status_idx', ['inviteeBusinessId', 'status', 'createdAt', 'id'], TO_BUSINESS)
@Index('invite_invitee_business_id_created_by_idx', ['inviteeBusinessId', 'createdByUserId'], TO_BUSINESS)
// What an API key without READ sees: the invites that it created, and the businesses that they name.
@Index('invite_created_by_api_key_id_created_at_idx', ['createdByApiKeyId', 'createdAt', 'id'], {
  where: BY_KEY,
})
@Index('invite_created_by_api_key_id_invitee_business_id_idx', ['createdByApiKeyId', 'inviteeBusinessId'], {
  where: `${BY_KEY} and ${TO_BUSINESS.where}`,
})
// Viewer.receivedInvites: by address, and by the person named.
@Index('invite_invitee_email_created_at_idx', ['inviteeEmailCanonical', 'createdAt', 'id'])
@Index('invite_invitee_user_id_created_at_idx', ['inviteeUserId', 'createdAt', 'id'])
// The invite of a link.
@Index('invite_link_hash_key', ['linkHash'], { unique: true })
// The sweeper's search for what is late.
@Index('invite_open_expires_at_idx', ['expiresAt'], { where: OPEN })
export class InviteEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  type!: InviteType;

  @Column('text')
  status!: InviteStatus;

  /** Who sent it. */
  @Column('text')
  businessId!: string;

  /** The invitee as named: an address as it was spelled (for sending), and in the form that is compared. */
  @Column('text', { nullable: true })
  inviteeEmail!: string | null;

  @Column('text', { nullable: true })
  inviteeEmailCanonical!: string | null;

  /** The invitee as named by user id; that person alone may answer. */
  @Column('text', { nullable: true })
  inviteeUserId!: string | null;

  /** The business that a partner invite or request is addressed to. */
  @Column('text', { nullable: true })
  inviteeBusinessId!: string | null;

  @Column('text', { array: true })
  roles!: BusinessRole[];

  /** What acceptance grants or granted; of a request what it asks for, and once accepted what was granted. */
  @Column('jsonb', { default: [] })
  assetGrants!: AssetGrant[];

  /** When the membership that acceptance makes ends by itself. */
  @Column('timestamp with time zone', { precision: 3, nullable: true })
  membershipExpiresAt!: Date | null;

  @Column('text', { nullable: true })
  message!: string | null;

  @Column('text', { nullable: true })
  createdByUserId!: string | null;

  /** The API key that created it, in the place of a person. */
  @Column('text', { nullable: true })
  createdByApiKeyId!: string | null;

  /** Who created it or last sent it again; the invite is as good as what this person may give. */
  @Column('text', { nullable: true })
  senderUserId!: string | null;

  /** The same where it was an API key. */
  @Column('text', { nullable: true })
  senderApiKeyId!: string | null;

  /** Raised by each resend: a mail of an older generation changes nothing. */
  @Column('integer')
  generation!: number;

  /** MEMBER_INVITE: what the token of its link is made of besides a key of the server; another one with each generation. */
  @Column('bytea', { nullable: true })
  linkSalt!: Buffer | null;

  /** SHA-256 of the token, by which the invite of a link is found. */
  @Column('bytea', { nullable: true })
  linkHash!: Buffer | null;

  /** Mails handed over. */
  @Column('integer')
  sendCount!: number;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  updatedAt!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  sentAt!: Date | null;

  @Column('timestamp with time zone', { precision: 3 })
  expiresAt!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  closedAt!: Date | null;

  /** Who closed it: the accepter, the decliner or who cancelled; null for the system. */
  @Column('text', { nullable: true })
  closedByUserId!: string | null;

  /** MEMBER_INVITE: the place in the business that it offers. Written after the invite, in the same transaction. */
  @Column('text', { nullable: true })
  memberId!: string | null;

  /** Partner invites and requests, once accepted. No foreign key: a partnership that ended is gone, its invite stays. */
  @Column('text', { nullable: true })
  partnershipId!: string | null;

  @ManyToOne(() => BusinessEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'invitee_business_id', foreignKeyConstraintName: 'invite_invitee_business_id_fkey' })
  inviteeBusiness?: Relation<BusinessEntity>;

  @ManyToOne(() => BusinessEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'business_id', foreignKeyConstraintName: 'invite_business_id_fkey' })
  business?: Relation<BusinessEntity>;

  @ManyToOne(() => AppUserEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'invitee_user_id', foreignKeyConstraintName: 'invite_invitee_user_id_fkey' })
  inviteeUser?: Relation<AppUserEntity>;

  @ManyToOne(() => AppUserEntity, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'created_by_user_id', foreignKeyConstraintName: 'invite_created_by_user_id_fkey' })
  createdBy?: Relation<AppUserEntity>;

  @ManyToOne(() => ApiKeyEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'created_by_api_key_id', foreignKeyConstraintName: 'invite_created_by_api_key_id_fkey' })
  createdByApiKey?: Relation<ApiKeyEntity>;

  @ManyToOne(() => ApiKeyEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'sender_api_key_id', foreignKeyConstraintName: 'invite_sender_api_key_id_fkey' })
  senderApiKey?: Relation<ApiKeyEntity>;

  @ManyToOne(() => AccountMemberEntity, { onDelete: 'NO ACTION', deferrable: 'INITIALLY DEFERRED' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'invite_member_id_fkey' })
  member?: Relation<AccountMemberEntity>;
}

/** A row of `invite`, without its relations. */
export type InviteRow = Omit<
  InviteEntity,
  'business' | 'inviteeBusiness' | 'inviteeUser' | 'createdBy' | 'createdByApiKey' | 'senderApiKey' | 'member'
>;
