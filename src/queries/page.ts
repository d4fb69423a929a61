import type { Queryable } from '../database/queryable.js';
import { RequestError } from '../domain/errors.js';
import { type Page, type PageArgs, pageSize } from '../domain/page.js';
import type { Sealer } from '../domain/seal.js';
import { behind, type OrderTerm, orderBy } from './keyset.js';

/** Which list this is, and in which form: a cursor of any other is refused. */
export interface ListIdentity {
  /** The field, e.g. `Business.invites`. */
  field: string;
  /** Whose list: the id of the business, the viewer … */
  of: string;
  filter?: object | null | undefined;
  orderBy?: object | null | undefined;
}

/** A list in SQL. Values are referred to as $1, $2, … in their order. */
export interface ListSource {
  /** Columns named like the entity's properties; of the alias that has an `id`. */
  select: string;
  /** The table that the rows are of, with its alias. */
  from: string;
  /** What is joined to it, one row to each. */
  joins?: string;
  /** Joined by AND. */
  where: readonly string[];
  /**
   * Halves of the list that share no row, each a condition with an index of its own: a page is read from each and merged,
   * because no index answers an OR in the order of the list.
   */
  either?: readonly string[];
  values: readonly unknown[];
  /** The alias whose `id` breaks ties. */
  alias: string;
  order: readonly OrderTerm[];
}

interface Reader {
  db: Queryable;
  sealer: Sealer;
}

/**
 * Reads one page in one statement, with the count of the whole list in the same one where it is asked for. The place of a
 * cursor is found by comparing keys, so a page deep in a list costs what the first costs.
 */
export async function readPage<Row extends { id: string }>(
  { db, sealer }: Reader,
  list: ListIdentity,
  source: ListSource,
  args: PageArgs,
  withTotal: boolean,
): Promise<Page<Row>> {
  const cursors = cursorsOf(sealer, list, source.order.length);
  const { sql, values } = pageSql(source, args, cursors);
  const counted = `select page.*, total.count as "totalCount" from
    (select ${countOf(source)} as count) total left join (${sql}) page on true`;
  return toPage(await db.prepared<Found<Row>>(withTotal ? counted : sql, values), args, cursors);
}

/** One of several lists of the same kind: which it is, and the columns by which the statement knows it. */
export interface ParentList {
  identity: ListIdentity;
  columns: Readonly<Record<string, unknown>>;
}

/**
 * Reads the same page of several lists in one statement: what hangs on each thing of a list. `source` refers to the columns
 * of its list as `asked.…`; `columns` names them with their types. Cursors are of one list, so with one there is one.
 */
export async function readPages<Row extends { id: string }>(
  { db, sealer }: Reader,
  lists: readonly ParentList[],
  columns: string,
  source: ListSource,
  args: PageArgs,
  withTotal: boolean,
): Promise<Page<Row>[]> {
  const cursors = lists.map(({ identity }) => cursorsOf(sealer, identity, source.order.length));
  const [first] = cursors;
  if (!first) return [];
  const { sql, values, backwards } = pageSql(source, args, first);
  const asked = `$${values.push(JSON.stringify(lists.map((list, place) => ({ ...list.columns, place }))))}`;
  const keys = [...source.order, tieBreak(source)].map((term, index) => ({
    ...term,
    sql: index < source.order.length ? `page."order${index}"` : 'page.id',
  }));
  const rows = await db.prepared<Found<Row> & { place: number }>(
    `select asked.place, page.*${withTotal ? ', total.count as "totalCount"' : ''}
     from json_to_recordset(${asked}) as asked (place int, ${columns})
     left join lateral (${sql}) page on true
     ${withTotal ? `cross join lateral (select ${countOf(source)} as count) total` : ''}
     order by asked.place, ${orderBy(keys, backwards)}`,
    values,
  );
  const found = lists.map((): Found<Row>[] => []);
  for (const row of rows) found[row.place]?.push(row);
  return cursors.map((own, place) => toPage(found[place] ?? [], args, own));
}

/** The statement of one page, with one row more than it holds; its values are the source's and the parts of the cursors. */
function pageSql(source: ListSource, args: PageArgs, cursors: Cursors) {
  const { limit, backwards } = pageSize(args);
  const values = [...source.values];
  const terms: readonly OrderTerm[] = [...source.order, tieBreak(source)];
  const bounds: string[] = [];
  if (args.after != null)
    bounds.push(behind(terms, cursors.open(args.after), backwards ? 'keep-forwards' : 'forwards', values));
  if (args.before != null) bounds.push(behind(terms, cursors.open(args.before), 'backwards', values));
  const keys = source.order.map((term, index) => `${term.sql} as "order${index}"`);
  const ordered = `order by ${orderBy(terms, backwards)} limit ${limit + 1}`;
  const sql = `select ${[source.select, ...keys].join(', ')} from ${pageFrom(source, bounds, ordered)} ${ordered}`;
  return { sql, values, backwards };
}

/** A row of a page; the outer joins leave one without an id where the page is empty. */
type Found<Row> = (Row | { id: null }) & { totalCount?: number };

function toPage<Row extends { id: string }>(found: readonly Found<Row>[], args: PageArgs, cursors: Cursors): Page<Row> {
  const { limit, backwards } = pageSize(args);
  const rows = found.filter((row): row is Row => row.id !== null);
  const more = rows.length > limit;
  if (more) rows.pop();
  if (backwards) rows.reverse();
  return {
    rows,
    cursorOf: (row) => cursors.seal(row),
    hasNextPage: more && !backwards,
    hasPreviousPage: more && backwards,
    totalCount: found[0]?.totalCount,
  };
}

/** Where the rows of a page come from: the list itself, or the pages of its halves. */
function pageFrom(source: ListSource, bounds: readonly string[], ordered: string): string {
  const { alias, from, joins = '' } = source;
  const halves = halvesOf(source).map((where) => `${from} ${joins} where ${[where, ...bounds].join(' and ')}`);
  if (halves.length === 1) return halves.join();
  const merged = halves.map((half) => `(select ${alias}.* from ${half} ${ordered})`).join(' union all ');
  return `(${merged}) ${alias} ${joins}`;
}

const countOf = (source: ListSource): string =>
  halvesOf(source)
    .map((where) => `(select count(*) from ${source.from} ${source.joins ?? ''} where ${where})`)
    .join(' + ');

const halvesOf = ({ where, either = ['true'] }: ListSource): string[] =>
  either.map((half) => [...where, half].join(' and '));

/** Ids go the way of the first order, so that equal keys read the same way round as different ones. */
const tieBreak = ({ alias, order }: ListSource): OrderTerm => ({
  sql: `${alias}.id`,
  type: 'text',
  direction: order[0]?.direction ?? 'DESC',
  nullable: false,
});

type Cursors = ReturnType<typeof cursorsOf>;

/** Cursors hold the keys of their row. They are sealed for this list alone, down to its filter and order. */
function cursorsOf(sealer: Sealer, list: ListIdentity, orders: number) {
  const binding = JSON.stringify([list.field, list.of, list.filter ?? null, list.orderBy ?? null]);
  return {
    seal: (row: { id: string }): string => {
      const keys = Array.from({ length: orders }, (_, index) => (row as Record<string, unknown>)[`order${index}`]); // selected above
      return sealer.seal(JSON.stringify([...keys, row.id]), binding);
    },
    open: (cursor: string): unknown[] => {
      const payload = sealer.open(cursor, binding);
      if (payload === undefined) {
        throw new RequestError('BAD_USER_INPUT', 'The cursor is not one of this list with this filter and order.');
      }
      return JSON.parse(payload) as unknown[]; // sealed above
    },
  };
}
