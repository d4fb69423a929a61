import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Public } from '../auth/decorators.js';
import { RequestError } from '../domain/errors.js';
import { NODES_LIMIT } from '../domain/limits.js';
import { Node, nodeTypeOf } from '../schema/node.type.js';
import type { GatewayContext } from './context.js';

@Resolver(() => Node)
export class NodeResolver {
  @Public()
  @Query(() => Node, {
    nullable: true,
    description: 'Anything with an id of its own, by that id; null when it is not there or not yours to see.',
  })
  node(@Arg('id', () => ID, { description: 'Its id.' }) id: string, @Ctx() context: GatewayContext) {
    return findNode(id, context);
  }

  @Public()
  @Query(() => [Node], {
    nullable: 'items',
    description: 'Up to 250 of them, in the order of `ids`, with null for what is not there or not yours to see.',
  })
  nodes(@Arg('ids', () => [ID], { description: 'Their ids.' }) ids: string[], @Ctx() context: GatewayContext) {
    if (ids.length > NODES_LIMIT)
      throw new RequestError('BAD_USER_INPUT', `At most ${NODES_LIMIT} ids can be asked for at once.`);
    return Promise.all(ids.map((id) => findNode(id, context)));
  }
}

/** By the same loaders, and so the same policy, as the fields of each type. */
function findNode(id: string, { loaders }: GatewayContext): Promise<object | null> {
  switch (nodeTypeOf(id)) {
    case 'Invite':
      return loaders.invite(id);
    case 'AccountMember':
      return loaders.member(id);
    case 'Partnership':
      return loaders.partnership(id);
    case 'AssetPermission':
      return loaders.permission(id);
    default:
      return loaders.business(id);
  }
}
