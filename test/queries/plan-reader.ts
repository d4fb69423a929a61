import pg from 'pg';
import { expect } from 'vitest';
import type { Principal } from '../../src/auth/principal.js';
import type { Database } from '../../src/database/data-source.js';
import { createTestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';

// How PostgreSQL reads a list: the statements are those that the operations emit, planned for their values and as prepared
// statements that have been used often are: once for all values.

export const MODES = ['force_custom_plan', 'force_generic_plan'] as const;
export type Mode = (typeof MODES)[number];
export const PAGE = 25;

/** An operation with one page of a list, under the alias `list` one step below the root. */
export interface List {
  name: string;
  principal: Principal;
  source: string;
  table: string;
}

interface Statement {
  text: string;
  values: readonly unknown[];
}

interface Plan {
  'Node Type': string;
  'Parent Relationship'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** Makes a database of what `fill` says, in which no table of `large` is to be read whole. */
export async function createPlanReader(fill: string, large: ReadonlySet<unknown>) {
  const test = await createTestDatabase();
  const session = new pg.Client(test.url);
  await session.connect();
  await session.query(fill);
  let recorded: Statement[] = [];
  const record = <Row extends object>(text: string, values: readonly unknown[] = []) => {
    recorded.push({ text, values });
    return test.database.prepared<Row>(text, values);
  };
  const recording: Database = { ...test.database, query: record, prepared: record };
  const executor = createExecutor(recording, test.url);

  async function run(list: List, variables: { after?: string | null; first?: number } = {}) {
    recorded = [];
    const { result } = await executor.execute(list.principal, list.source, { first: PAGE, ...variables });
    if (result.errors?.[0]) throw result.errors[0];
    const data = result.data as Record<string, { list: { nodes?: unknown[]; pageInfo: { endCursor: string | null } } }>;
    const page = Object.values(data)[0]?.list;
    if (!page) throw new Error('No list came');
    return { nodes: page.nodes, endCursor: page.pageInfo.endCursor, statements: recorded };
  }

  async function explain({ text, values }: Statement, mode: Mode): Promise<Plan> {
    const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : '';
    await session.query(`set plan_cache_mode = ${mode}`);
    await session.query(`prepare listed as ${text}`);
    try {
      const { rows } = await session.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `explain (analyze, format json) execute listed${given}`,
      );
      const [row] = rows;
      if (!row) throw new Error('No plan came');
      return row['QUERY PLAN'][0].Plan;
    } finally {
      await session.query('deallocate listed');
    }
  }

  /** The large tables that this statement reads whole. */
  const readWhole = async (statement: Statement, mode: Mode): Promise<string[]> =>
    wholeIn(await explain(statement, mode), large);

  /** Expects that no large table is read whole. Returns how many rows of the listed table the page's own statement reads. */
  async function expectIndices(list: List, statements: readonly Statement[], mode: Mode): Promise<number> {
    const pages: Plan[] = [];
    for (const statement of statements) {
      const plan = await explain(statement, mode);
      expect(wholeIn(plan, large), statement.text).toEqual([]);
      if (/limit (\$4|\d{2,})/.test(statement.text)) pages.push(plan);
    }
    expect(pages).toHaveLength(1);
    const scans = pages.flatMap(ownNodes).filter((node) => node['Relation Name'] === list.table);
    expect(scans.length).toBeGreaterThan(0);
    return scans.reduce((sum, scan) => sum + rowsRead(scan), 0);
  }

  /** A cursor 10,000 rows deep. */
  async function deepCursor(list: List): Promise<string | null> {
    const source = list.source.replace(/nodes \{.*\} pageInfo/s, 'pageInfo');
    let after: string | null = null;
    for (let page = 0; page < 40; page++) after = (await run({ ...list, source }, { first: 250, after })).endCursor;
    return after;
  }

  const stop = async (): Promise<void> => {
    await session.end();
    await test.drop();
  };
  return { run, readWhole, expectIndices, deepCursor, stop };
}
export type PlanReader = Awaited<ReturnType<typeof createPlanReader>>;

/** Each list in each mode. */
export const inBothModes = (lists: readonly List[]) =>
  lists.flatMap((list) => MODES.map((mode) => ({ ...list, mode })));

/** Text, null, a number, a moment or a list of texts as SQL writes it. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((item) => JSON.stringify(item)).join(',')}}`);
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}

const allNodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(allNodes)];
/** Without what is looked up for a row that was found. */
const ownNodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).filter((below) => !below['Parent Relationship']?.endsWith('Plan')).flatMap(ownNodes),
];
const rowsRead = (node: Plan): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
  node['Actual Loops'];
const wholeIn = (plan: Plan, large: ReadonlySet<unknown>): string[] =>
  allNodes(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan' && large.has(node['Relation Name']))
    .map((node) => `${node['Relation Name']}`);
