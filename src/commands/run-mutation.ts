import { timingSafeEqual } from 'node:crypto';
import { type Principal, principalKey } from '../auth/principal.js';
import type { Database } from '../database/data-source.js';
import type { Tx } from '../database/transaction.js';
import { IDEMPOTENCY_KEY_LENGTH, IDEMPOTENCY_TTL_MS, isStorableText } from '../domain/limits.js';
import { refuse } from '../domain/result.js';
import { claimKey, keepAnswer } from '../store/idempotency.js';
import { type Answer, type Decide, refuseCall } from './answer.js';
import { lockingAll } from './lock-again.js';
import { appendWrites, applyWrites } from './writes.js';

/** A mutation as it was asked for. */
export interface Mutation {
  name: string;
  principal: Principal;
  input: { idempotencyKey?: string | null | undefined; validateOnly?: boolean | undefined };
}

/** HMACs of a text by each of the server's keys, the current one first. */
export type Fingerprint = (text: string) => Buffer[];

/**
 * Carries out a mutation in one transaction: the idempotency key, the decision, the sets of rows, the answer kept under the
 * key, and the log last. A refusal commits; only a throw rolls back.
 */
export async function runMutation(
  { database, fingerprint }: { database: Database; fingerprint: Fingerprint },
  mutation: Mutation,
  decide: Decide,
): Promise<Answer> {
  const key = mutation.input.idempotencyKey ?? undefined;
  if (key !== undefined && (key === '' || !isStorableText(key, IDEMPOTENCY_KEY_LENGTH))) {
    return refuseCall(
      refuse('INVALID_INPUT', 'idempotencyKey must have 1 to 255 characters.', ['input', 'idempotencyKey']).error,
    ).answer;
  }
  return lockingAll((alsoLock) =>
    database.transaction(async (tx) => {
      const claim = key === undefined || mutation.input.validateOnly ? undefined : { tx, key, mutation, fingerprint };
      const kept = claim && (await replay(claim));
      if (kept) return kept;
      const { answer, writes } = await decide(tx, alsoLock);
      await applyWrites(tx, writes);
      if (claim) await keepAnswer(tx, principalKey(mutation.principal), claim.key, withoutRows(answer));
      await appendWrites(tx, writes);
      return answer;
    }),
  );
}

/** Carries out what the system decides by itself, in one transaction. */
export async function runSystem(database: Database, decide: Decide): Promise<Answer> {
  return lockingAll((alsoLock) =>
    database.transaction(async (tx) => {
      const { answer, writes } = await decide(tx, alsoLock);
      await applyWrites(tx, writes);
      await appendWrites(tx, writes);
      return answer;
    }),
  );
}

/** Ids and refusals alone: objects are read anew by a repeat, and what has ended since is null there. */
const withoutRows = ({ userErrors, items }: Answer): Answer => ({
  userErrors,
  items: items.map(({ id, error }) => ({ id, error })),
});

interface Claim {
  tx: Tx;
  key: string;
  mutation: Mutation;
  fingerprint: Fingerprint;
}

/** The answer that was given under this key before, or undefined when this call is the first. */
async function replay({ tx, key, mutation, fingerprint }: Claim): Promise<Answer | undefined> {
  const { idempotencyKey: _, ...input } = mutation.input;
  const prints = fingerprint(`${mutation.name}\n${canonicalJson(input)}`);
  const [current] = prints;
  if (!current) throw new Error('There is no key to make fingerprints with');
  const now = await tx.clock();
  const kept = await claimKey(tx, {
    principal: principalKey(mutation.principal),
    key,
    fingerprint: current,
    now,
    keptSince: new Date(now.getTime() - IDEMPOTENCY_TTL_MS),
  });
  if (!kept) return undefined;
  if (prints.some((print) => timingSafeEqual(print, kept.fingerprint))) return kept.answer as Answer; // written by keepAnswer
  return refuseCall(
    refuse('IDEMPOTENCY_CONFLICT', 'This idempotency key was used with another input within the last 24 hours.', [
      'input',
      'idempotencyKey',
    ]).error,
  ).answer;
}

/** JSON with sorted keys and without absent ones, so that the same input always reads the same. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
