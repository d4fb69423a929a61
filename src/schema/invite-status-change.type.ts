import { Field, Int, ObjectType } from 'type-graphql';
import type { InviteStatus } from '../domain/invite.js';
import type { ActorKind, StreamEventEntity } from '../entities/stream.entity.js';
import { ActorKindEnum, InviteStatusEnum } from './enums.js';
import { DateTime } from './scalars.js';

@ObjectType('Actor', { description: 'Who made a change.', simpleResolvers: true })
export class Actor {
  @Field(() => ActorKindEnum, { description: 'What kind of actor.' })
  kind!: ActorKind;
}

@ObjectType('InviteStatusChange', {
  description: 'One transition of one invite, in the one order in which they happened within the stream.',
  simpleResolvers: true,
})
export class InviteStatusChange implements Pick<StreamEventEntity, 'seq' | 'previousStatus' | 'status' | 'occurredAt'> {
  @Field(() => String, { description: 'Pass it as `after` to resume behind this change.' })
  cursor!: string;

  @Field(() => Int, {
    description: 'Dense per stream: a stream that is followed without `filter` and `inviteIds` shows each number.',
  })
  seq!: number;

  @Field(() => InviteStatusEnum, { nullable: true, description: 'Null when the invite was created.' })
  previousStatus!: InviteStatus | null;

  @Field(() => InviteStatusEnum, { description: 'The status that it moved to.' })
  status!: InviteStatus;

  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt!: Date;
}
