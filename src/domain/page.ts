import { RequestError } from './errors.js';
import { PAGE_SIZE } from './limits.js';

/** Relay's arguments of a connection. */
export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** One page of a list. */
export interface Page<Row> {
  rows: Row[];
  /** The cursor of one of `rows`. */
  cursorOf(row: Row): string;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** All rows of the list with this filter; undefined unless it was asked for. */
  totalCount: number | undefined;
}

/** Which way and how far: `last` reads backwards. Throws BAD_USER_INPUT for sizes that are not 1..250, and for both at once. */
export function pageSize({ first, last }: PageArgs): { limit: number; backwards: boolean } {
  if (first != null && last != null) throw new RequestError('BAD_USER_INPUT', 'Give first or last, not both.');
  const limit = first ?? last ?? PAGE_SIZE.default;
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_SIZE.max) {
    throw new RequestError('BAD_USER_INPUT', `${last == null ? 'first' : 'last'} must be from 1 to ${PAGE_SIZE.max}.`);
  }
  return { limit, backwards: last != null };
}
