import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A session or a secret that ended before its time, for the processes that still remember it as good. Pruned after a day. */
@Entity('revocation')
// Pruning by age, and what a process that begins has to know.
@Index('revocation_created_at_idx', ['createdAt'])
export class RevocationEntity {
  /** In the order of commits: whoever writes one holds a lock that all of them take. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'revocation_pkey',
  })
  id!: number;

  /** `session:<id>`, or `key:<SHA-256 of the secret>`. */
  @Column('text')
  subject!: string;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;
}
