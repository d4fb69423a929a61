import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AppUserEntity } from './app-user.entity.js';

/** What a person who has an account here signs in with. People of an identity provider have none. */
@Entity('account')
// Whose account an address is; of two that are made at once for one address one fails.
@Index('account_email_canonical_key', ['emailCanonical'], { unique: true })
export class AccountEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'account_pkey' })
  userId!: string;

  /** Known to be theirs: an account is made by who reads its mail. */
  @Column('text')
  emailCanonical!: string;

  /** argon2id in PHC form; null until one was set. */
  @Column('text', { nullable: true })
  passwordHash!: string | null;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  @OneToOne(() => AppUserEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'account_user_id_fkey' })
  user?: Relation<AppUserEntity>;
}
