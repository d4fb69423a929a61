import type { TypedDocumentString } from '../operations/__generated__/graphql.js';
import type { GraphqlAnswer } from '../support/client.js';
import { createClient } from '../support/client.js';
import { createTestDatabase } from '../support/database.js';
import { startApp } from '../support/gateway.js';
import { type Person, tokenOf } from '../support/person.js';

/** A gateway for races: what it logs, and what PostgreSQL counted, is looked at when it is over. */
export type RaceGround = Awaited<ReturnType<typeof createRaceGround>>;

export async function createRaceGround() {
  const { database, url: databaseUrl, drop } = await createTestDatabase();
  const app = await startApp(databaseUrl);
  const tokens = new Map<string, Promise<string>>();

  const as = async (who: Person) => {
    const token = tokens.get(who.id) ?? tokenOf(who);
    tokens.set(who.id, token);
    return createClient(app.url, await token);
  };
  return {
    database,
    logged: app.logged,
    as,
    /** Sends one mutation as this person; throws for whatever is not answered in data. */
    send: async <Data, Variables>(
      who: Person,
      document: TypedDocumentString<Data, Variables>,
      variables: Variables,
    ): Promise<Data> => dataOf(await (await as(who)).send(document, variables)),
    /** Ends the gateway, and returns how many deadlocks its connections had (they are counted when they end). */
    stop: async (): Promise<number> => {
      await app.stop();
      const [row] = await database.query<{ deadlocks: number }>(
        'select deadlocks from pg_stat_database where datname = current_database()',
      );
      await drop();
      return row?.deadlocks ?? Number.NaN;
    },
  };
}

function dataOf<Data>({ data, errors }: GraphqlAnswer<Data>): Data {
  if (errors || !data) throw new Error(`Not answered: ${JSON.stringify(errors)}`);
  return data;
}

interface Batch {
  userErrors: readonly { code: string }[];
  results: readonly { error: { code: string } | null }[];
}

/** What became of each item: its code, or OK; of a call that was refused as a whole its code alone. */
export const codesOf = (batch: Batch | null | undefined): string[] => [
  ...(batch?.userErrors ?? []).map((error) => `call: ${error.code}`),
  ...(batch?.results ?? []).map((result) => result.error?.code ?? 'OK'),
];

/** How often each code was answered. */
export function tally(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
