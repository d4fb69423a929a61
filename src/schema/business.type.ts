import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { BusinessEntity } from '../entities/business.entity.js';
import { Node } from './node.type.js';
import { DateTime } from './scalars.js';

@Directive('@key(fields: "id")')
@ObjectType('Business', {
  implements: Node,
  description: 'A tenant: it sends invites and has members.',
  simpleResolvers: true,
})
export class Business extends Node implements Pick<BusinessEntity, 'id' | 'name' | 'createdAt' | 'seatLimit'> {
  @Field(() => String, { description: 'Its name, 1 to 100 characters.' })
  name!: string;

  @Field(() => DateTime, { description: 'When it was created here.' })
  createdAt!: Date;

  @Field(() => Int, { nullable: true, description: "Most seats. Null: no limit, or not the viewer's to see." })
  seatLimit!: number | null;
}
