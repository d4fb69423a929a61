import type { Tx } from '../database/transaction.js';
import type { Refusal } from '../domain/errors.js';
import { BATCH_LIMIT } from '../domain/limits.js';
import { type Result, refuse } from '../domain/result.js';
import { Writes } from './writes.js';

export type BatchMode = 'BEST_EFFORT' | 'ALL_OR_NOTHING';

/** What became of one item: the id of the thing that it concerns, or why it was refused. A dry run has neither. */
export interface ItemAnswer {
  id: string | null;
  error: Refusal | null;
  /** Of a thing that the mutation has ended, as it last was: it can no longer be read. */
  ended?: object;
}

/**
 * The answer of a mutation in ids and refusals alone, as it is kept for idempotency keys: refusals of the call as a whole,
 * or else one entry per item, in input order.
 */
export interface Answer {
  userErrors: Refusal[];
  items: ItemAnswer[];
}

/** What a command has decided: what to answer, and what to write. */
export interface Decision {
  answer: Answer;
  writes: Writes;
}

/** A command with all but its transaction, and the invites that a first attempt found concerned (see `LockAgain`). */
export type Decide = (tx: Tx, alsoLock: readonly string[]) => Promise<Decision>;

/** The call is refused as a whole; `writes` is what was due all the same. */
export const refuseCall = (error: Refusal, writes = new Writes()): Decision => ({
  answer: { userErrors: [error], items: [] },
  writes,
});

/** INVALID_INPUT for an empty batch, BATCH_TOO_LARGE for more than 100 items. */
export function checkBatchSize(items: readonly unknown[], field: string): Refusal | undefined {
  const path = ['input', field];
  if (items.length === 0) return refuse('INVALID_INPUT', `${field} must name at least one.`, path).error;
  if (items.length <= BATCH_LIMIT) return undefined;
  return refuse('BATCH_TOO_LARGE', `${field} holds ${items.length} items; at most ${BATCH_LIMIT} are allowed.`, path)
    .error;
}

export interface Batch<Item> {
  items: readonly Item[];
  mode: BatchMode;
  /** Written whatever the answer: what was late, what the system cancels. */
  due: Writes;
  /** Only the verdicts: nothing is written, no item has an id. */
  validateOnly?: boolean;
}

/**
 * Judges the items one after the other, so that each sees what those before it have done. `judge` notes in `asked` what the
 * item is to write and returns the id to answer with, and the thing itself where it ends. With ALL_OR_NOTHING one refusal drops all of `asked`, and the items
 * that were not refused themselves are ABORTED.
 */
export function decideBatch<Item>(
  { items, mode, due, validateOnly = false }: Batch<Item>,
  judge: (item: Item, index: number, asked: Writes) => Result<string | { id: string; ended: object }>,
): Decision {
  const asked = new Writes();
  const results = items.map((item, index) => judge(item, index, asked));
  const aborted = mode === 'ALL_OR_NOTHING' && results.some((result) => !result.ok);
  const answers = results.map((result): ItemAnswer => {
    if (!result.ok) return { id: null, error: result.error };
    if (aborted)
      return { id: null, error: refuse('ABORTED', 'Another item was refused, so this one was not carried out.').error };
    if (validateOnly) return { id: null, error: null };
    return typeof result.value === 'string' ? { id: result.value, error: null } : { ...result.value, error: null };
  });
  const writes = new Writes();
  if (!validateOnly) writes.add(due);
  if (!validateOnly && !aborted) writes.add(asked);
  return { answer: { userErrors: [], items: answers }, writes };
}
