import type { Tx } from '../database/transaction.js';

export interface KeptAnswer {
  fingerprint: Buffer;
  answer: unknown;
}

/**
 * Takes the caller's key for this transaction, waiting for a call under way with the same one. Returns the answer that was
 * kept under it, or undefined when the key is new (or older than `keptSince`) and now this call's.
 */
export async function claimKey(
  tx: Tx,
  claim: { principal: string; key: string; fingerprint: Buffer; now: Date; keptSince: Date },
): Promise<KeptAnswer | undefined> {
  const { principal, key, fingerprint, now, keptSince } = claim;
  const claimed = await tx.prepared(
    `insert into idempotency as i (principal, key, fingerprint, answer, created_at) values ($1, $2, $3, null, $4)
     on conflict (principal, key) do update set fingerprint = excluded.fingerprint, answer = null, created_at = excluded.created_at
     where i.created_at < $5 returning key`,
    [principal, key, fingerprint, now, keptSince],
  );
  if (claimed.length > 0) return undefined;
  const [kept] = await tx.prepared<KeptAnswer>(
    'select fingerprint, answer from idempotency where principal = $1 and key = $2',
    [principal, key],
  );
  return kept;
}

/** Keeps the answer under the key that this transaction has claimed. */
export async function keepAnswer(tx: Tx, principal: string, key: string, answer: object): Promise<void> {
  await tx.prepared('update idempotency set answer = $3 where principal = $1 and key = $2', [
    principal,
    key,
    JSON.stringify(answer),
  ]);
}

/** Deletes up to `limit` answers given before `before`; returns how many. */
export async function deleteAnswers(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.prepared(
    `delete from idempotency where (principal, key) in (
       select principal, key from idempotency where created_at < $1 limit $2 for update skip locked) returning key`,
    [before, limit],
  );
  return rows.length;
}
