import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A tenant: who sends invites and has members. */
@Entity('business')
@Check('business_seat_limit_check', 'seat_limit >= 1')
export class BusinessEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  /** Most members and open member invites together; null is no limit. */
  @Column('integer', { nullable: true })
  seatLimit!: number | null;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;

  @Column('timestamp with time zone', { precision: 3 })
  updatedAt!: Date;
}
