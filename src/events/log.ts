import type { Queryable } from '../database/queryable.js';
import type { Tx } from '../database/transaction.js';
import type { InviteStatus } from '../domain/invite.js';
import type { ActorKind } from '../entities/stream.entity.js';

/** Who made a change; without a `userId` it was a person who is not known here (a link answered without signing in). */
export type Actor =
  | { kind: 'USER'; userId: string | null }
  | { kind: 'API_KEY'; apiKeyId: string }
  | { kind: 'SYSTEM' };

/** One change of one invite's status, to be written to each stream that it concerns. */
export interface NewChange {
  inviteId: string;
  streamKeys: readonly string[];
  /** Null when the invite was created. */
  previousStatus: InviteStatus | null;
  status: InviteStatus;
  actor: Actor;
  occurredAt: Date;
}

/** A change as one stream tells it. */
export interface StreamEvent {
  streamKey: string;
  /** Dense within the stream, from 1. */
  seq: number;
  inviteId: string;
  previousStatus: InviteStatus | null;
  status: InviteStatus;
  actorKind: ActorKind;
  actorUserId: string | null;
  actorApiKeyId: string | null;
  occurredAt: Date;
}

/** How far a stream reaches. One that nothing was ever written to has 0, 0 and `oldestSeq` 1. */
export interface StreamState {
  epoch: number;
  /** The number of the newest event, 0 when there was none. */
  headSeq: number;
  /** Raised with every change of who may follow the stream. */
  access: number;
  /** The number of the oldest event that is kept; the one after the head when none is. */
  oldestSeq: number;
}

export interface StreamPage extends StreamState {
  events: StreamEvent[];
}

export type StreamHead = Pick<StreamState, 'access'> & { seq: number };

/** How many events a follower reads at once. */
export const EVENT_PAGE_SIZE = 200;

// The upsert takes the row locks in the order of the sorted keys, so two transactions never wait for each other in a circle.
// An event's number is the raised head less the events of the same stream that come behind it in this call.
const APPEND = `
  with head as (
    insert into stream_head as known (stream_key, seq, access)
    select stream_key, events, raises from unnest($1::text[], $2::int[], $3::int[]) as raised (stream_key, events, raises)
    order by stream_key
    on conflict (stream_key) do update set seq = known.seq + excluded.seq, access = known.access + excluded.access
    returning stream_key, seq
  )
  insert into stream_event
    (stream_key, seq, invite_id, previous_status, status, actor_kind, actor_user_id, actor_api_key_id, occurred_at)
  select stream_key, head.seq - behind, invite_id, previous_status, status, actor_kind, actor_user_id, actor_api_key_id, occurred_at
  from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[]) as event
    (stream_key, behind, invite_id, previous_status, status, actor_kind, actor_user_id, actor_api_key_id, occurred_at)
  join head using (stream_key)`;

/**
 * Writes `changes` to the streams that they concern, in their order, and raises `access` of the streams in `accessRaised`.
 * The last statement of a transaction: the locks on the heads are held until the commit, so that numbers are given in the
 * order of commits and a rollback leaves no hole. One statement whatever the size, none when there is nothing to write.
 */
export async function appendChanges(
  tx: Tx,
  changes: readonly NewChange[],
  accessRaised: Iterable<string> = [],
): Promise<void> {
  const events = changes.flatMap((change) =>
    [...new Set(change.streamKeys)].map((streamKey) => ({ streamKey, change })),
  );
  const raised = new Set(accessRaised);
  const counts = new Map([...raised].map((streamKey) => [streamKey, 0]));
  for (const { streamKey } of events) counts.set(streamKey, (counts.get(streamKey) ?? 0) + 1);
  if (counts.size === 0) return;

  const keys = [...counts.keys()];
  const left = new Map(counts);
  const behind = events.map(({ streamKey }) => {
    const count = (left.get(streamKey) ?? 0) - 1;
    left.set(streamKey, count);
    return count;
  });
  await tx.prepared(APPEND, [
    keys,
    [...counts.values()],
    keys.map((key) => (raised.has(key) ? 1 : 0)),
    events.map((event) => event.streamKey),
    behind,
    events.map((event) => event.change.inviteId),
    events.map((event) => event.change.previousStatus),
    events.map((event) => event.change.status),
    events.map((event) => event.change.actor.kind),
    events.map((event) => (event.change.actor.kind === 'USER' ? event.change.actor.userId : null)),
    events.map((event) => (event.change.actor.kind === 'API_KEY' ? event.change.actor.apiKeyId : null)),
    events.map((event) => event.change.occurredAt),
  ]);
  for (const key of keys) tx.touch(key);
}

// State and events in one statement: one snapshot, so a head is never ahead of the events that come with it.
const pageStatement = (direction: 'asc' | 'desc'): string => `
  select epoch, coalesce(head.seq, 0) as "headSeq", coalesce(head.access, 0) as access,
    coalesce((select seq from stream_event where stream_key = $1 order by seq limit 1), head.seq + 1, 1) as "oldestSeq",
    event.*
  from stream_epoch
  left join stream_head head on head.stream_key = $1
  left join lateral (
    select stream_key as "streamKey", seq, invite_id as "inviteId", previous_status as "previousStatus", status,
      actor_kind as "actorKind", actor_user_id as "actorUserId", actor_api_key_id as "actorApiKeyId", occurred_at as "occurredAt"
    from stream_event where stream_key = $1 and seq > $2 and seq < $3
    order by seq ${direction} limit $4
  ) event on true
  order by seq ${direction}`;
const PAGE = { asc: pageStatement('asc'), desc: pageStatement('desc') };

type PageRow = StreamState & (StreamEvent | { [Key in keyof StreamEvent]: null });

export interface EventPageOptions {
  /** Only events behind this number. */
  afterSeq?: number | undefined;
  /** Only events before this number. */
  beforeSeq?: number | undefined;
  limit: number;
  /** Newest first. */
  descending?: boolean;
}

/** Up to `limit` events between two numbers, with the stream's state as it was in the same moment. One statement. */
export async function readEventPage(db: Queryable, streamKey: string, options: EventPageOptions): Promise<StreamPage> {
  const { afterSeq = 0, beforeSeq = Number.MAX_SAFE_INTEGER, limit, descending = false } = options;
  const values = [streamKey, afterSeq, beforeSeq, limit];
  const rows = await db.prepared<PageRow>(descending ? PAGE.desc : PAGE.asc, values);
  const [first] = rows;
  if (!first) throw new Error('The table stream_epoch has lost its row');
  const { epoch, headSeq, access, oldestSeq } = first;
  return { epoch, headSeq, access, oldestSeq, events: rows.flatMap(eventOf) };
}

/** A stream without events still has one row, for its state. */
function eventOf(row: PageRow): StreamEvent[] {
  if (row.seq === null) return [];
  const { streamKey, seq, inviteId, previousStatus, status, actorKind, actorUserId, actorApiKeyId, occurredAt } = row;
  return [{ streamKey, seq, inviteId, previousStatus, status, actorKind, actorUserId, actorApiKeyId, occurredAt }];
}

/** The events behind `afterSeq`, oldest first, with the stream's state. One statement. */
export const readEvents = (
  db: Queryable,
  streamKey: string,
  afterSeq: number,
  limit: number = EVENT_PAGE_SIZE,
): Promise<StreamPage> => readEventPage(db, streamKey, { afterSeq, limit });

/** How far the stream reaches now. One statement. */
export async function readStreamState(db: Queryable, streamKey: string): Promise<StreamState> {
  const { events: _none, ...state } = await readEventPage(db, streamKey, { limit: 0 });
  return state;
}

/** The heads of many streams in one statement; streams that nothing was ever written to are missing in the answer. */
export async function readHeads(db: Queryable, streamKeys: readonly string[]): Promise<Map<string, StreamHead>> {
  const rows = await db.prepared<StreamHead & { streamKey: string }>(
    'select stream_key as "streamKey", seq, access from stream_head where stream_key = any($1::text[])',
    [streamKeys],
  );
  return new Map(rows.map(({ streamKey, seq, access }) => [streamKey, { seq, access }]));
}
