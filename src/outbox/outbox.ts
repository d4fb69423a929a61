import type { Queryable } from '../database/queryable.js';
import type { Tx } from '../database/transaction.js';
import type { OutboxEntity, OutboxKind } from '../entities/outbox.entity.js';

/** A mail that a transaction owes. */
export interface NewOutboxItem {
  kind: OutboxKind;
  subjectId: string;
  /** Who is told; absent where the invite says it, and of a notice that is not addressed yet. */
  recipientUserId?: string;
  generation: number;
  dueAt: Date;
}

export type OutboxItem = Pick<
  OutboxEntity,
  'id' | 'kind' | 'subjectId' | 'recipientUserId' | 'generation' | 'attempts'
>;

/** How long a taken item is nobody else's. */
const LEASE = `interval '10 seconds'`;

export async function insertOutbox(tx: Tx, items: readonly NewOutboxItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.prepared(
    `insert into outbox (kind, subject_id, recipient_user_id, generation, due_at, attempts)
     select kind, subject_id, recipient_user_id, generation, due_at, 0
     from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[])
       as o(kind, subject_id, recipient_user_id, generation, due_at)`,
    [
      items.map((item) => item.kind),
      items.map((item) => item.subjectId),
      items.map((item) => item.recipientUserId ?? null),
      items.map((item) => item.generation),
      items.map((item) => item.dueAt),
    ],
  );
}

/** Takes up to `limit` items that are due and in nobody's hands, for 10 s; longest due first. */
export async function takeOutbox(db: Queryable, limit: number): Promise<OutboxItem[]> {
  return db.prepared<OutboxItem>(
    `update outbox set leased_until = clock_timestamp() + ${LEASE}, attempts = attempts + 1
     where id in (select id from outbox
       where due_at <= clock_timestamp() and (leased_until is null or leased_until < clock_timestamp())
       order by due_at limit $1 for update skip locked)
     returning id, kind, subject_id as "subjectId", recipient_user_id as "recipientUserId", generation, attempts`,
    [limit],
  );
}

/** Keeps items that are still being worked on out of other hands for another 10 s. */
export async function renewLeases(db: Queryable, ids: readonly number[]): Promise<void> {
  await db.prepared(
    `update outbox set leased_until = clock_timestamp() + ${LEASE}
     where id in (select id from outbox where id = any($1) order by id for no key update)`,
    [ids],
  );
}

/** Removes items that are done with, in the order of their ids (the last locks before the stream heads). */
export async function deleteOutbox(db: Queryable, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.prepared(
    'delete from outbox where id in (select id from outbox where id = any($1) order by id for update)',
    [ids],
  );
}

/** Who is still to be told of these things. The table holds what is owed alone, so it is read through. */
export async function findAddressed(
  db: Queryable,
  subjectIds: readonly string[],
): Promise<Pick<OutboxItem, 'subjectId' | 'recipientUserId'>[]> {
  return db.prepared<Pick<OutboxItem, 'subjectId' | 'recipientUserId'>>(
    `select subject_id as "subjectId", recipient_user_id as "recipientUserId" from outbox
     where subject_id = any($1) and recipient_user_id is not null`,
    [subjectIds],
  );
}

/** Gives an item back after a failure: due again after a second, two, four, … at most five minutes. */
export async function postponeOutbox(db: Queryable, item: OutboxItem): Promise<void> {
  const seconds = Math.min(2 ** (item.attempts - 1), 300);
  await db.prepared(
    `update outbox set due_at = clock_timestamp() + make_interval(secs => $2), leased_until = null where id = $1`,
    [item.id, seconds],
  );
}
