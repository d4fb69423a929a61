import { type ExecutionResult, graphql } from 'graphql';
import type { Principal } from '../../src/auth/principal.js';
import { createRevocations } from '../../src/auth/revocations.js';
import { createIdentity } from '../../src/commands/identity.js';
import type { Database } from '../../src/database/data-source.js';
import { createSealer, deriveKey } from '../../src/domain/seal.js';
import { createPostgresBus } from '../../src/events/bus/postgres.js';
import { createHub } from '../../src/events/hub.js';
import { createContextFactory } from '../../src/server/context.js';
import { createLog } from '../../src/server/log.js';
import { createRateLimits } from '../../src/server/rate-limits.js';
import { buildSchema } from '../../src/server/schema.js';
import { TEST_AUTH, TEST_SECRET } from './person.js';

/** Executes operations on the real schema and database, without a server around them, and counts their statements. */
export function createExecutor(database: Database, url: string) {
  let statements: string[] = [];
  const counting: Database = {
    ...database,
    query: (text, values) => {
      statements.push(text);
      return database.query(text, values);
    },
    prepared: (text, values) => {
      statements.push(text);
      return database.prepared(text, values);
    },
    transaction: (work) =>
      database.transaction((tx) =>
        work({
          ...tx,
          query: (text, values) => {
            statements.push(text);
            return tx.query(text, values);
          },
          prepared: (text, values) => {
            statements.push(text);
            return tx.prepared(text, values);
          },
        }),
      ),
  };
  const sealer = createSealer([deriveKey(TEST_SECRET, 'cursor')]);
  const log = createLog('silent', { write: () => {} });
  const hub = createHub({ database: counting, bus: createPostgresBus({ url, log }), sealer, log });
  const { schema } = buildSchema({ pubSub: hub });
  const createContext = createContextFactory({
    database: counting,
    hub,
    sealer,
    identity: createIdentity({
      database: counting,
      rateLimits: createRateLimits(database, { on: false }),
      revocations: createRevocations(database),
      auth: TEST_AUTH,
      secretKeys: [TEST_SECRET],
    }),
    config: { secretKeys: [TEST_SECRET], openInviteLimit: 1_000 },
  });
  return {
    /** The answer, and the statements that it took in their order (BEGIN, COMMIT and the clock not among them). */
    execute: async (
      principal: Principal,
      source: { toString(): string },
      variableValues: Record<string, unknown> = {},
    ): Promise<{ result: ExecutionResult<Record<string, unknown>>; statements: string[] }> => {
      statements = [];
      const contextValue = createContext({ principal, requestId: 'test', address: '127.0.0.1' });
      const result = await graphql({ schema, source: source.toString(), variableValues, contextValue });
      return { result: result as ExecutionResult<Record<string, unknown>>, statements }; // plain objects by another name
    },
  };
}
