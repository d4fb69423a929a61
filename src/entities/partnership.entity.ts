import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BusinessEntity } from './business.entity.js';

/** `partner` may reach assets of `host`, as far as the asset permissions say. Deleted when it ends. */
@Entity('partnership')
@Check('partnership_sides_check', 'host_id <> partner_id')
// One per pair; what a host's partners are.
@Index('partnership_host_id_partner_id_key', ['hostId', 'partnerId'], { unique: true })
// Business.partnerships, of either direction, newest first.
@Index('partnership_host_id_created_at_idx', ['hostId', 'createdAt', 'id'])
@Index('partnership_partner_id_created_at_idx', ['partnerId', 'createdAt', 'id'])
export class PartnershipEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  hostId!: string;

  @Column('text')
  partnerId!: string;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  @ManyToOne(() => BusinessEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'host_id', foreignKeyConstraintName: 'partnership_host_id_fkey' })
  host?: Relation<BusinessEntity>;

  @ManyToOne(() => BusinessEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'partner_id', foreignKeyConstraintName: 'partnership_partner_id_fkey' })
  partner?: Relation<BusinessEntity>;
}

/** A row of `partnership`, without its relations. */
export type PartnershipRow = Omit<PartnershipEntity, 'host' | 'partner'>;
