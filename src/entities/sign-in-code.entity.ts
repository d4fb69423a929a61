import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The one code that is good for an address: a newer one takes the place of the older. */
@Entity('sign_in_code')
// The code that a mail is about.
@Index('sign_in_code_id_key', ['id'], { unique: true })
// Pruning by age.
@Index('sign_in_code_expires_at_idx', ['expiresAt'])
export class SignInCodeEntity {
  /** To whose mailbox it goes, whether or not there is an account. */
  @PrimaryColumn('text')
  emailCanonical!: string;

  /** Different for each code. */
  @Column('text')
  id!: string;

  /** The address as it is written to. */
  @Column('text')
  email!: string;

  @Column('bytea')
  salt!: Buffer;

  /** HMAC of the six digits. They themselves are made again from the id and the salt when they are mailed. */
  @Column('bytea')
  codeHash!: Buffer;

  /** Tries at this code, right or wrong; the sixth is too late. */
  @Column('integer')
  tries!: number;

  /** Wrong tries at all codes of this address since `dayBeganAt`. */
  @Column('integer')
  dayTries!: number;

  @Column('timestamp with time zone', { precision: 3 })
  dayBeganAt!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  expiresAt!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  consumedAt!: Date | null;
}
