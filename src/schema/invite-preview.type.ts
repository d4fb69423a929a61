import { Field, ObjectType } from 'type-graphql';
import type { InviteStatus, InviteType } from '../domain/invite.js';
import type { BusinessRole } from '../domain/membership.js';
import { BusinessRoleEnum, InviteStatusEnum, InviteTypeEnum } from './enums.js';
import { DateTime } from './scalars.js';

@ObjectType('InvitePreview', {
  description: 'What the holder of a link may see before signing in: no e-mail, no ids.',
  simpleResolvers: true,
})
export class InvitePreview {
  @Field(() => InviteTypeEnum, { description: 'What it offers.' })
  type!: InviteType;

  @Field(() => InviteStatusEnum, { description: 'How far it has come.' })
  status!: InviteStatus;

  @Field(() => String, { description: 'The name of the business that sent it.' })
  businessName!: string;

  @Field(() => String, { nullable: true, description: 'Who sent it, where they are known by name.' })
  inviterName!: string | null;

  @Field(() => [BusinessRoleEnum], { description: 'The roles that acceptance gives.' })
  roles!: BusinessRole[];

  @Field(() => DateTime, { description: 'When it can no longer be answered.' })
  expiresAt!: Date;

  @Field(() => Boolean, {
    description: 'The invitee has no account yet: the password given when accepting becomes that of a new one.',
  })
  requiresPassword!: boolean;
}
