import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ApiKeyScope } from '../domain/api-key.js';
import { BusinessEntity } from './business.entity.js';

/** What a program of a business calls with. It outlives its maker. */
@Entity('api_key')
// Who calls.
@Index('api_key_secret_hash_key', ['secretHash'], { unique: true })
// Business.apiKeys, newest first.
@Index('api_key_business_id_created_at_idx', ['businessId', 'createdAt', 'id'])
export class ApiKeyEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  businessId!: string;

  @Column('text')
  name!: string;

  /** The readable part of the secret, to tell keys apart by. */
  @Column('text')
  prefix!: string;

  /** SHA-256 of the whole secret, which is shown once and never stored. */
  @Column('bytea')
  secretHash!: Buffer;

  @Column('text', { array: true })
  scopes!: ApiKeyScope[];

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  /** To the minute: written at most once in it. */
  @Column('timestamp with time zone', { precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  expiresAt!: Date | null;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  revokedAt!: Date | null;

  @ManyToOne(() => BusinessEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'business_id', foreignKeyConstraintName: 'api_key_business_id_fkey' })
  business?: Relation<BusinessEntity>;
}

/** A row of `api_key`, without its relation. */
export type ApiKeyRow = Omit<ApiKeyEntity, 'business'>;
