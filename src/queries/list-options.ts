import type { PageArgs } from '../domain/page.js';

/** How a list is asked for. */
export interface ListOptions {
  args: PageArgs;
  /**
   * The fields that the operation selects on each row, and what it selects on them (`member.user`): those that are relations
   * come in the same statement.
   */
  selected: ReadonlySet<string>;
  withTotal: boolean;
}
