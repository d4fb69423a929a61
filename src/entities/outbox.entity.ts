import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export type OutboxKind = 'INVITE_MAIL' | 'PARTNER_NOTICE';

/** A mail that is owed, written in the transaction that owes it. */
@Entity('outbox')
@Check('outbox_kind_check', `kind in ('INVITE_MAIL', 'PARTNER_NOTICE')`)
// What is due next.
@Index('outbox_due_at_idx', ['dueAt'])
export class OutboxEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  id!: number;

  @Column('text')
  kind!: OutboxKind;

  /** The invite. */
  @Column('text')
  subjectId!: string;

  /** PARTNER_NOTICE: who is told; null until the notice has been made one mail per administrator. */
  @Column('text', { nullable: true })
  recipientUserId!: string | null;

  /** The invite's generation when the mail became due; of an older one nothing is sent. */
  @Column('integer')
  generation!: number;

  @Column('timestamp with time zone', { precision: 3 })
  dueAt!: Date;

  /** Times it was taken. */
  @Column('integer')
  attempts!: number;

  /** Nobody else takes it until then. */
  @Column('timestamp with time zone', { precision: 3, nullable: true })
  leasedUntil!: Date | null;
}
