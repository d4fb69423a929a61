import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Tries at secrets and mails, counted over all processes, in the columns that rate-limiter-flexible asks for. */
@Entity('rate_limit')
// Pruning by age.
@Index('rate_limit_expire_idx', ['expire'])
export class RateLimitEntity {
  /** The limit, and a hash of whose tries these are. */
  @PrimaryColumn('varchar', { length: 255 })
  key!: string;

  @Column('integer')
  points!: number;

  /** In ms since the epoch. */
  @Column('bigint', { nullable: true })
  expire!: number | null;
}
