import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { AssetPermissionLevel } from '../domain/asset.js';
import { AccountMemberEntity } from './account-member.entity.js';
import { AppUserEntity } from './app-user.entity.js';
import { AssetEntity } from './asset.entity.js';
import { PartnershipEntity } from './partnership.entity.js';

/** What one grantee, a member or a partner, may do with one asset. */
@Entity('asset_permission')
@Check('asset_permission_grantee_check', 'num_nonnulls(member_id, partnership_id) = 1')
// One row per grantee and asset; what hangs on an asset and on each kind of grantee.
@Index('asset_permission_asset_id_member_id_key', ['assetId', 'memberId'], { unique: true })
@Index('asset_permission_asset_id_partnership_id_key', ['assetId', 'partnershipId'], { unique: true })
@Index('asset_permission_asset_id_created_at_idx', ['assetId', 'createdAt', 'id'])
@Index('asset_permission_business_id_created_at_idx', ['businessId', 'createdAt', 'id'])
@Index('asset_permission_member_id_created_at_idx', ['memberId', 'createdAt', 'id'])
@Index('asset_permission_partnership_id_created_at_idx', ['partnershipId', 'createdAt', 'id'])
// The sweeper's search for what is over.
@Index('asset_permission_expires_at_idx', ['expiresAt'])
export class AssetPermissionEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  assetId!: string;

  /** The asset's owner, which never changes. Written by a trigger. */
  @Column('text')
  businessId!: string;

  @Column('text', { nullable: true })
  memberId!: string | null;

  @Column('text', { nullable: true })
  partnershipId!: string | null;

  @Column('text', { array: true })
  levels!: AssetPermissionLevel[];

  @Column('text', { nullable: true })
  grantedByUserId!: string | null;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  updatedAt!: Date;

  /** From then on it gives nothing. Null: until revoked. */
  @Column('timestamp with time zone', { precision: 3, nullable: true })
  expiresAt!: Date | null;

  @ManyToOne(() => AssetEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'asset_id', foreignKeyConstraintName: 'asset_permission_asset_id_fkey' })
  asset?: Relation<AssetEntity>;

  @ManyToOne(() => AccountMemberEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'asset_permission_member_id_fkey' })
  member?: Relation<AccountMemberEntity>;

  @ManyToOne(() => PartnershipEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'partnership_id', foreignKeyConstraintName: 'asset_permission_partnership_id_fkey' })
  partnership?: Relation<PartnershipEntity>;

  @ManyToOne(() => AppUserEntity, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'granted_by_user_id', foreignKeyConstraintName: 'asset_permission_granted_by_user_id_fkey' })
  grantedBy?: Relation<AppUserEntity>;
}

/** A row of `asset_permission`, without its relations and what follows from its asset. */
export type AssetPermissionRow = Omit<
  AssetPermissionEntity,
  'businessId' | 'asset' | 'member' | 'partnership' | 'grantedBy'
>;
