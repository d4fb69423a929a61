import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person, as known from their newest token. (`user` is a reserved word of SQL.) */
@Entity('app_user')
// Whose inbox an address is, and whether it belongs to a member.
@Index('app_user_email_canonical_idx', ['emailCanonical'], { where: 'email_verified' })
export class AppUserEntity {
  /** As the issuer of their tokens names them. */
  @PrimaryColumn('text')
  id!: string;

  /** As it was spelled; null when there is none, or none with a canonical form. */
  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  emailCanonical!: string | null;

  @Column('boolean')
  emailVerified!: boolean;

  @Column('text', { nullable: true })
  firstName!: string | null;

  @Column('text', { nullable: true })
  lastName!: string | null;

  /** When the token that told all this was issued; only a newer one replaces it. */
  @Column('timestamp with time zone', { precision: 3 })
  claimedAt!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;
}
