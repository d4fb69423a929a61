import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { InviteStatus } from '../domain/invite.js';

export type ActorKind = 'USER' | 'API_KEY' | 'SYSTEM';

/** The counter of one stream. Its row lock, held until commit, makes the order of numbers the order of commits. */
@Entity('stream_head')
export class StreamHeadEntity {
  /** `b:<business id>`, or `u:<hash of a canonical e-mail>` for a person's inbox. */
  @PrimaryColumn('text')
  streamKey!: string;

  /** The number of the newest event; 0 when there is none. */
  @Column('bigint')
  seq!: number;

  /** Raised with every change of who may follow the stream; followers are judged anew when it differs. */
  @Column('bigint')
  access!: number;
}

/** One change of one invite's status, in one of the streams that it concerns. Never changed, pruned by age. */
@Entity('stream_event')
@Index('stream_event_occurred_at_idx', ['occurredAt'])
@Check('stream_event_actor_kind_check', `actor_kind in ('USER', 'API_KEY', 'SYSTEM')`)
export class StreamEventEntity {
  @PrimaryColumn('text')
  streamKey!: string;

  /** Dense within the stream, from 1. */
  @PrimaryColumn('bigint')
  seq!: number;

  @Column('text')
  inviteId!: string;

  /** Null when the invite was created. */
  @Column('text', { nullable: true })
  previousStatus!: InviteStatus | null;

  @Column('text')
  status!: InviteStatus;

  @Column('text')
  actorKind!: ActorKind;

  @Column('text', { nullable: true })
  actorUserId!: string | null;

  @Column('text', { nullable: true })
  actorApiKeyId!: string | null;

  @Column('timestamp with time zone', { precision: 3 })
  occurredAt!: Date;
}

/** One row: raised when the database is restored from a backup, so that cursors from after the backup are refused. */
@Entity('stream_epoch')
@Check('stream_epoch_id_check', 'id = 1')
export class StreamEpochEntity {
  @PrimaryColumn('integer')
  id!: number;

  @Column('integer')
  epoch!: number;
}
