import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer that a mutation gave under a key of its caller, kept for a day. */
@Entity('idempotency')
// Pruning by age.
@Index('idempotency_created_at_idx', ['createdAt'])
export class IdempotencyEntity {
  /** Who called (`principalKey`). */
  @PrimaryColumn('text')
  principal!: string;

  @PrimaryColumn('text')
  key!: string;

  /** HMAC of the mutation and its input. */
  @Column('bytea')
  fingerprint!: Buffer;

  /** Ids and refusals, never objects or secrets; null while the first call is under way. */
  @Column('jsonb', { nullable: true })
  answer!: unknown;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;
}
