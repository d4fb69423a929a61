import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A mail as the demo keeps it, to be read at `/dev/mail.json`. Production never writes here. */
@Entity('kept_mail')
// Newest first.
@Index('kept_mail_created_at_idx', ['createdAt'])
export class KeptMailEntity {
  @PrimaryColumn('text')
  messageId!: string;

  @Column('text')
  recipient!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('text')
  html!: string;

  @Column('text', { nullable: true })
  link!: string | null;

  @Column('timestamp with time zone', { precision: 3 })
  createdAt!: Date;
}
