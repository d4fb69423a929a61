import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { Costly } from './costly.js';

@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the start, 1 to 250. 25 when neither `first` nor `last` is given.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes behind this cursor of the same list.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1 to 250. Not together with `first`.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor of the same list.' })
  before?: string | null;
}

@Directive('@shareable')
@ObjectType('PageInfo', { description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'More follows. Exact when paging forwards; false when paging backwards.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'More precedes. Exact when paging backwards; false when paging forwards.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge; null on an empty page.' })
  endCursor!: string | null;
}

/** The edge and connection types around a node type, by Relay's cursor connections specification. `things` names them in words. */
export function connectionTypes<Node extends object>(
  node: () => ClassType<Node>,
  name: string,
  things: string,
  counted = true,
) {
  @ObjectType(`${name}Edge`, { description: `One of ${things}, with its place in the list.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Opaque; goes into `after` or `before` of the same list.' })
    cursor!: string;

    @Field(node, { description: 'The thing itself.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${things}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: 'What is on this page, with cursors.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'What is on this page, without cursors.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo!: PageInfo;
  }
  if (counted) {
    const description = 'How many there are on all pages. Counted only when selected.';
    Field(() => Int, { description })(Connection.prototype, 'totalCount');
    Costly('count')(Connection.prototype, 'totalCount');
  }
  return { Edge, Connection };
}
