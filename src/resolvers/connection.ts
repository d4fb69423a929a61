import type { GraphQLResolveInfo } from 'graphql';
import type { Page } from '../domain/page.js';
import type { ListOptions } from '../queries/list-options.js';
import type { ConnectionArgs } from '../schema/connection.js';
import { nodeSelection, selects } from './selection.js';

/** The list options that an operation asks for: its page, the relations to bring along, and the count if it is selected. */
export const listOptions = (args: ConnectionArgs, info: GraphQLResolveInfo): ListOptions => ({
  args,
  selected: nodeSelection(info),
  withTotal: selects(info, 'totalCount'),
});

/** Shapes a page as a Relay connection. Cursors are made only for what is selected: each is an HMAC. */
export function toConnection<Row>({ rows, cursorOf, hasNextPage, hasPreviousPage, totalCount }: Page<Row>) {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    edges: () => rows.map((node) => ({ node, cursor: () => cursorOf(node) })),
    nodes: rows,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: () => (first === undefined ? null : cursorOf(first)),
      endCursor: () => (last === undefined ? null : cursorOf(last)),
    },
    totalCount,
  };
}
