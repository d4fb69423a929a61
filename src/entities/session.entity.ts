import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AppUserEntity } from './app-user.entity.js';

/** A person signed in on one device: a family of refresh tokens of which one is good. */
@Entity('session')
// Pruning by age.
@Index('session_expires_at_idx', ['expiresAt'])
export class SessionEntity {
  /** In access tokens as `sid`. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  userId!: string;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  /** When its newest refresh token ends. */
  @Column('timestamp with time zone', { precision: 3 })
  expiresAt!: Date;

  /** Signed out, or revoked because an old refresh token was used again. */
  @Column('timestamp with time zone', { precision: 3, nullable: true })
  endedAt!: Date | null;

  @ManyToOne(() => AppUserEntity, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'session_user_id_fkey' })
  user?: Relation<AppUserEntity>;
}

/** One refresh token, kept after its use so that a second use is recognised. */
@Entity('refresh_token')
// Pruning by age.
@Index('refresh_token_expires_at_idx', ['expiresAt'])
// The token that came of another; all of a session when it is pruned.
@Index('refresh_token_session_id_generation_key', ['sessionId', 'generation'], { unique: true })
export class RefreshTokenEntity {
  /** SHA-256. */
  @PrimaryColumn('bytea')
  tokenHash!: Buffer;

  @Column('text')
  sessionId!: string;

  /** From 1; each use makes the next. */
  @Column('integer')
  generation!: number;

  @Column('timestamp with time zone', { precision: 3 })
  expiresAt!: Date;

  @Column('timestamp with time zone', { precision: 3, nullable: true })
  usedAt!: Date | null;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'refresh_token_session_id_fkey' })
  session?: Relation<SessionEntity>;
}
