import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { InviteStatus, InviteType } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';
import type { InviteEntity } from '../entities/invite.entity.js';
import { BusinessRoleEnum, InviteStatusEnum, InviteTypeEnum } from './enums.js';
import { Node } from './node.type.js';
import { DateTime } from './scalars.js';

type Shown =
  | 'id'
  | 'type'
  | 'status'
  | 'roles'
  | 'message'
  | 'createdAt'
  | 'updatedAt'
  | 'sentAt'
  | 'membershipExpiresAt'
  | 'expiresAt'
  | 'closedAt'
  | 'sendCount';

@Directive('@key(fields: "id")')
@ObjectType('Invite', {
  implements: Node,
  description: 'What a business offers somebody, and what became of it.',
  simpleResolvers: true,
})
export class Invite extends Node implements Pick<InviteEntity, Shown> {
  @Field(() => InviteTypeEnum, { description: 'What it offers or asks for.' })
  type!: InviteType;

  @Field(() => InviteStatusEnum, { description: 'How far it has come.' })
  status!: InviteStatus;

  @Field(() => [BusinessRoleEnum], { description: 'The roles that acceptance gives.' })
  roles!: BusinessRole[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the membership that acceptance makes ends by itself; null: never.',
  })
  membershipExpiresAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'A personal word from the sender.' })
  message!: string | null;

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When its newest mail was handed over.' })
  sentAt!: Date | null;

  @Field(() => DateTime, { description: 'When it can no longer be answered.' })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it became ACCEPTED, DECLINED, CANCELLED or EXPIRED.' })
  closedAt!: Date | null;

  @Field(() => Int, { description: 'Mails handed over.' })
  sendCount!: number;
}
