import { createHash } from 'node:crypto';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Database } from '../database/data-source.js';
import { RequestError } from '../domain/errors.js';
import { SECOND_MS } from '../domain/limits.js';
import { RATE_LIMITS, type RateLimiter, type RateLimitName } from '../domain/rate-limits.js';

/** The limits of `domain/rate-limits.ts`; those that are shared are counted in the table `rate_limit`. */
export function createRateLimits(database: Pick<Database, 'pool'>, { on }: { on: boolean }): RateLimiter {
  if (!on) return { take: async () => {}, giveBack: async () => {} };
  const names = Object.keys(RATE_LIMITS) as RateLimitName[]; // keys of a literal
  const limiters = new Map(names.map((name) => [name, createLimiter(database, name)]));
  const of = (name: RateLimitName): RateLimiterAbstract => {
    const limiter = limiters.get(name);
    if (!limiter) throw new Error(`There is no limit ${name}`);
    return limiter;
  };
  return {
    take: async (name, subject, points = 1) => {
      try {
        await of(name).consume(keyOf(subject), points);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        // It counts what it refuses. What was asked for many at once leaves the rest to a smaller call.
        if (points > 1) await of(name).reward(keyOf(subject), points);
        throw limited(error.msBeforeNext);
      }
    },
    giveBack: async (name, subject, points = 1) => {
      await of(name).reward(keyOf(subject), points);
    },
  };
}

function createLimiter({ pool }: Pick<Database, 'pool'>, name: RateLimitName): RateLimiterAbstract {
  const { points, durationMs, shared } = RATE_LIMITS[name];
  const options = { points, duration: durationMs / SECOND_MS, keyPrefix: name };
  if (!shared) return new RateLimiterMemory(options);
  return new RateLimiterPostgres({
    ...options,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true, // by a migration
    clearExpiredByTimeout: false, // by the pruning job
  });
}

/** E-mails are not kept in clear where there need not be an account, and a key of any length has its place. */
const keyOf = (subject: string): string => createHash('sha256').update(subject).digest('base64url');

function limited(msBeforeNext: number): RequestError {
  const seconds = Math.max(Math.ceil(msBeforeNext / SECOND_MS), 1);
  return new RequestError('RATE_LIMITED', `Too many tries. Try again in ${seconds} seconds.`, seconds);
}
