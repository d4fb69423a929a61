import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { BusinessRole, MembershipStatus } from '../domain/membership.js';
import { AppUserEntity } from './app-user.entity.js';
import { BusinessEntity } from './business.entity.js';
import { InviteEntity } from './invite.entity.js';

/** A person's place in a business, from the invite on. The row of a closed invite is opened again by the next one. */
@Entity('account_member')
@Check(
  'account_member_status_check',
  `status in ('INVITED', 'ACTIVE', 'INVITATION_DECLINED', 'INVITATION_EXPIRED', 'INVITATION_REVOKED', 'REMOVED')`,
)
// The guards behind the verdicts: one open place per invitee as named, one live place per person.
@Index('account_member_invited_email_key', ['businessId', 'invitedEmailCanonical'], {
  unique: true,
  where: `status = 'INVITED'`,
})
@Index('account_member_invited_user_id_key', ['businessId', 'invitedUserId'], {
  unique: true,
  where: `status = 'INVITED'`,
})
@Index('account_member_user_id_key', ['businessId', 'userId'], { unique: true, where: `status = 'ACTIVE'` })
// Business.members, newest first, and in one status; seats and owners are counted on the second.
@Index('account_member_business_id_created_at_idx', ['businessId', 'createdAt', 'id'])
@Index('account_member_business_id_status_idx', ['businessId', 'status', 'createdAt', 'id'])
// Viewer.memberships, User.memberships and the standing of a principal.
@Index('account_member_user_id_idx', ['userId', 'createdAt', 'id'])
// The sweeper's search for memberships that are over.
@Index('account_member_membership_expires_at_idx', ['membershipExpiresAt'], { where: `status = 'ACTIVE'` })
// The closed row that a new invite opens again; the places that a person is offered (Viewer.memberships).
@Index('account_member_invited_email_idx', ['invitedEmailCanonical', 'businessId'])
@Index('account_member_invited_user_id_idx', ['invitedUserId', 'businessId'])
// The member of an invite: the row it made, or opened again.
@Index('account_member_invite_id_idx', ['inviteId'])
export class AccountMemberEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  businessId!: string;

  @Column('text')
  status!: MembershipStatus;

  @Column('text', { array: true })
  roles!: BusinessRole[];

  /** The invitee as named, in the spelling of the invite. Null for a founder and for who was invited by user id. */
  @Column('text', { nullable: true })
  invitedEmail!: string | null;

  @Column('text', { nullable: true })
  invitedEmailCanonical!: string | null;

  /** The invitee as named by user id. */
  @Column('text', { nullable: true })
  invitedUserId!: string | null;

  /** The person, known to the business from the acceptance on; hidden again when the row is opened again. */
  @Column('text', { nullable: true })
  userId!: string | null;

  /** The invite that made or last opened this row; null for a founder. */
  @Column('text', { nullable: true })
  inviteId!: string | null;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  updatedAt!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  acceptedAt!: Date | null;

  /** When the membership ends by itself; null: never. */
  @Column('timestamp with time zone', { precision: 3, nullable: true })
  membershipExpiresAt!: Date | null;

  @ManyToOne(() => BusinessEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'business_id', foreignKeyConstraintName: 'account_member_business_id_fkey' })
  business?: Relation<BusinessEntity>;

  @ManyToOne(() => AppUserEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'account_member_user_id_fkey' })
  user?: Relation<AppUserEntity>;

  @ManyToOne(() => InviteEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'invite_id', foreignKeyConstraintName: 'account_member_invite_id_fkey' })
  invite?: Relation<InviteEntity>;
}

/** A row of `account_member`, without its relations. */
export type AccountMemberRow = Omit<AccountMemberEntity, 'business' | 'user' | 'invite'>;
