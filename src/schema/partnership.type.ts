import { Directive, Field, ObjectType } from 'type-graphql';
import type { PartnershipEntity } from '../entities/partnership.entity.js';
import { Node } from './node.type.js';
import { DateTime } from './scalars.js';

@Directive('@key(fields: "id")')
@ObjectType('Partnership', {
  implements: Node,
  description: '`partner` may reach assets of `host`, as far as the asset permissions say. One that ended is gone.',
  simpleResolvers: true,
})
export class Partnership extends Node implements Pick<PartnershipEntity, 'id' | 'createdAt'> {
  @Field(() => DateTime, { description: 'When it began.' })
  createdAt!: Date;
}
