import { expect } from 'vitest';
import type { Principal } from '../../src/auth/principal.js';
import type { createExecutor } from '../support/executor.js';
import type { Chance } from './rows.js';

// Walks a connection from either end, and holds each page against the one order that the specification gives.

export interface PageArgs {
  first?: number;
  after?: string | null;
  last?: number;
  before?: string | null;
}

export interface Connection {
  totalCount?: number;
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/** Asks for one page; throws what the answer says of errors. */
export type Ask = (args: PageArgs) => Promise<Connection>;

export const PAGE_ARGS = 'first: $first, after: $after, last: $last, before: $before';
export const PAGE_VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';
export const PAGE_FIELDS =
  'edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

type Executor = ReturnType<typeof createExecutor>;

/** A list that `principal` reads with `source`, found in the data below `path`. */
export function createAsk(
  executor: Executor,
  principal: Principal,
  { source, path, variables }: { source: string; path: readonly string[]; variables?: Record<string, unknown> },
): Ask {
  return async (args) => {
    const { result } = await executor.execute(principal, source, { ...variables, ...args });
    if (result.errors?.[0]) throw result.errors[0];
    let found: unknown = result.data;
    for (const name of path) found = (found as Record<string, unknown>)[name];
    return found as Connection; // what `source` asks for at `path`
  };
}

const idsOf = ({ edges }: Connection): string[] => edges.map(({ node }) => String(node.id));

function expectPage(page: Connection, whole: readonly string[], from: number, to: number): void {
  expect(idsOf(page)).toEqual(whole.slice(from, to));
  expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor ?? null);
  expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor ?? null);
  if (page.totalCount !== undefined) expect(page.totalCount).toBe(whole.length);
}

/** From the first to the last, by `first` and `after`. */
export async function expectForwards(ask: Ask, whole: readonly string[], { below }: Chance, most = 60): Promise<void> {
  let from = 0;
  let after: string | null = null;
  do {
    const first = 1 + below(most);
    const page: Connection = await ask({ first, after });
    const to = Math.min(from + first, whole.length);
    expectPage(page, whole, from, to);
    expect(page.pageInfo.hasNextPage).toBe(to < whole.length);
    if (from === 0) expect(page.pageInfo.hasPreviousPage).toBe(false);
    from = to;
    after = page.pageInfo.endCursor;
  } while (from < whole.length);
}

/** From the last to the first, by `last` and `before`. */
export async function expectBackwards(ask: Ask, whole: readonly string[], { below }: Chance, most = 60): Promise<void> {
  let to = whole.length;
  let before: string | null = null;
  do {
    const last = 1 + below(most);
    const page: Connection = await ask({ last, before });
    const from = Math.max(to - last, 0);
    expectPage(page, whole, from, to);
    expect(page.pageInfo.hasPreviousPage).toBe(from > 0);
    if (to === whole.length) expect(page.pageInfo.hasNextPage).toBe(false);
    to = from;
    before = page.pageInfo.startCursor;
  } while (to > 0);
}

/** Between two cursors, from either of its ends: Relay's algorithm, in which `hasNextPage` is about what lies between. */
export async function expectBetween(ask: Ask, whole: readonly string[], { below }: Chance): Promise<void> {
  const { edges } = await ask({ first: 250 });
  const after = below(edges.length - 1);
  const before = after + 1 + below(edges.length - after - 1);
  const cursors = { after: edges[after]?.cursor ?? '', before: edges[before]?.cursor ?? '' };
  const size = 1 + below(before - after);

  const head = await ask({ first: size, ...cursors });
  expectPage(head, whole, after + 1, Math.min(after + 1 + size, before));
  expect(head.pageInfo.hasNextPage).toBe(after + 1 + size < before);

  const tail = await ask({ last: size, ...cursors });
  expectPage(tail, whole, Math.max(after + 1, before - size), before);
  expect(tail.pageInfo.hasPreviousPage).toBe(before - size > after + 1);
}

/** All three, on the same list. */
export async function expectPages(ask: Ask, whole: readonly string[], chance: Chance): Promise<void> {
  await expectForwards(ask, whole, chance);
  await expectBackwards(ask, whole, chance);
  if (whole.length > 1) await expectBetween(ask, whole, chance);
}

/** Orders by several keys, the first counting most; nulls last whichever the direction; the ids break ties the way of the first. */
export function inOrder<Row extends { id: string }>(
  rows: readonly Row[],
  terms: readonly { key: (row: Row) => string | number | null; direction: 'ASC' | 'DESC' }[],
): string[] {
  const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
  const byTerms = (one: Row, other: Row): number => {
    for (const { key, direction } of terms) {
      const [a, b] = [key(one), key(other)];
      if (a === b) continue;
      if (a === null || b === null) return a === null ? 1 : -1;
      return direction === 'ASC' ? compare(a, b) : compare(b, a);
    }
    return terms[0]?.direction === 'ASC' ? compare(one.id, other.id) : compare(other.id, one.id);
  };
  return [...rows].sort(byTerms).map(({ id }) => id);
}
