import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Database, openDatabase } from '../../src/database/data-source.js';
import { RequestError } from '../../src/domain/errors.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { followFreely, type Gateway, startGateway } from './changes.js';

// One gateway per test file, a stream per test. What is exported here changes with each test.

let test: TestDatabase;
export let gateway: Gateway;
/** Somebody whose commits nobody here is told of. */
export let silentWriter: Database;
/** The stream of the present test. */
export let stream: string;
let streams = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  [gateway, silentWriter] = await Promise.all([startGateway(test.url), openDatabase({ url: test.url, poolSize: 4 })]);
  await silentWriter.query('create table refused (stream_key text primary key)');
});
afterAll(async () => {
  await gateway.stop();
  await silentWriter.close();
  await test.drop();
});
/** Goes on with a stream that nothing was written to. */
export const takeNewStream = (): void => {
  stream = `b:hub-${++streams}`;
};
beforeEach(takeNewStream);

const following: { return(): Promise<unknown> }[] = [];
afterEach(() => Promise.all(following.splice(0).map((changes) => changes.return())));
export function endAfterTest<Changes extends { return(): Promise<unknown> }>(changes: Changes): Changes {
  following.push(changes);
  return changes;
}
/** Follows the stream as somebody whom nothing is refused, unless told otherwise. */
export function follow(options: Parameters<typeof followFreely>[2] = {}) {
  return endAfterTest(followFreely(gateway.hub, stream, options));
}

/** A policy that reads the stream's access in the same statement as the facts, as the true one does. */
export function createPolicy() {
  const policy = {
    asked: 0,
    answered: 0,
    judge: async (): Promise<number> => {
      policy.asked++;
      const [standing] = await gateway.database.prepared<{ refused: boolean; access: number }>(
        `select exists (select from refused where stream_key = $1) as refused,
           coalesce((select access from stream_head where stream_key = $1), 0) as access`,
        [stream],
      );
      policy.answered++;
      if (!standing || standing.refused) throw new RequestError('FORBIDDEN', 'No longer yours to follow.');
      return standing.access;
    },
  };
  return policy;
}

/** Takes the right away, as its own transaction would before it raises access. */
export const refuse = (db: Pick<Database, 'query'> = silentWriter) =>
  db.query('insert into refused values ($1)', [stream]);

/** Notes the values of the gateway's prepared statements that match. */
export function watchStatements(matches: (values: readonly unknown[], text: string) => boolean) {
  const seen: (readonly unknown[])[] = [];
  const { prepared } = gateway.database;
  gateway.database.prepared = (async (text, values = []) => {
    if (matches(values, text)) seen.push(values);
    return prepared(text, values);
  }) as Database['prepared']; // generic
  return {
    seen,
    stop: () => {
      gateway.database.prepared = prepared;
    },
  };
}

export const refusal = (code: string) => expect.objectContaining({ name: 'RequestError', code });
export const seqs = (changes: readonly { seq: number }[]): number[] => changes.map((one) => one.seq);
