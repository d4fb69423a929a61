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

/**
 * Takes up to `limit` items that are due and in nobody's hands, for 10 s; longest due first. Sign-in codes apart from the
 * rest: who waits for one does not wait behind a thousand invites.
 */
export async function takeOutbox(
  db: Queryable,
  limit: number,
  what: 'invites' | 'codes' = 'invites',
): Promise<OutboxItem[]> {
  return db.prepared<OutboxItem>(
    `update outbox set leased_until = clock_timestamp() + ${LEASE}, attempts = attempts + 1
     where id in (select id from outbox
       where (kind = 'SIGN_IN_CODE') = $2 and due_at <= clock_timestamp() and (leased_until is null or leased_until < clock_timestamp())
       order by due_at limit $1 for update skip locked)
     returning id, kind, subject_id as "subjectId", recipient_user_id as "recipientUserId", generation, attempts`,
    [limit, what === 'codes'],
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

export type Addressed = Pick<OutboxItem, 'subjectId' | 'recipientUserId' | 'generation'>;

/** Who is still to be told of these things. The table holds what is owed alone, so it is read through. */
export async function findAddressed(db: Queryable, subjectIds: readonly string[]): Promise<Addressed[]> {
  return db.prepared<Addressed>(
    `select subject_id as "subjectId", recipient_user_id as "recipientUserId", generation from outbox
     where subject_id = any($1) and recipient_user_id is not null`,
    [subjectIds],
  );
}

/** How long an item waits after its first failure, and at most; doubled each time. */
const BACK_OFF = {
  passing: { firstSeconds: 1, mostSeconds: 300 },
  /** The mail server will never take it, until somebody changes something there. */
  permanent: { firstSeconds: 3_600, mostSeconds: 86_400 },
} as const;

/** Gives an item back after a failure: due again after 1, 2, 4, … 300 s, and where the refusal was final after 1, 2, … 24 h. */
export async function postponeOutbox(
  db: Queryable,
  item: OutboxItem,
  failure: keyof typeof BACK_OFF = 'passing',
): Promise<void> {
  const { firstSeconds, mostSeconds } = BACK_OFF[failure];
  const seconds = Math.min(firstSeconds * 2 ** (item.attempts - 1), mostSeconds);
  await db.prepared(
    `update outbox set due_at = clock_timestamp() + make_interval(secs => $2), leased_until = null where id = $1`,
    [item.id, seconds],
  );
}

/** Gives an item back that may not go out before `seconds` have passed. That is no failure, and not counted as one. */
export async function deferOutbox(db: Queryable, { id }: Pick<OutboxItem, 'id'>, seconds: number): Promise<void> {
  await db.prepared(
    `update outbox set due_at = clock_timestamp() + make_interval(secs => $2), leased_until = null, attempts = attempts - 1
     where id = $1`,
    [id, seconds],
  );
}
