import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { AssetType } from '../domain/asset.js';
import { BusinessEntity } from './business.entity.js';

/** Something that a business owns and lets others reach. */
@Entity('asset')
@Check('asset_type_check', `type in ('AD_ACCOUNT', 'PROFILE', 'CATALOG')`)
// Business.assets, newest first.
@Index('asset_business_id_created_at_idx', ['businessId', 'createdAt', 'id'])
export class AssetEntity {
  /** As its owning system names it. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  type!: AssetType;

  @Column('text')
  name!: string;

  /** Who owns it. */
  @Column('text')
  businessId!: string;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  updatedAt!: Date;

  @ManyToOne(() => BusinessEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'business_id', foreignKeyConstraintName: 'asset_business_id_fkey' })
  business?: Relation<BusinessEntity>;
}

/** A row of `asset`, without its relations. */
export type AssetRow = Omit<AssetEntity, 'business'>;
