import type { Database } from '../../src/database/data-source.js';
import { inboxStream } from '../../src/events/stream-key.js';

/** A change as a stream holds it. */
export interface Entry {
  streamKey: string;
  seq: number;
  inviteId: string;
  previousStatus: string | null;
  status: string;
  actorKind: string;
  actorUserId: string | null;
  at: string;
}

export interface InviteNow {
  id: string;
  businessId: string;
  status: string;
  memberId: string;
  closedByUserId: string | null;
  /** The stream of whom it is for. */
  inboxKey: string;
}

export interface MemberNow {
  id: string;
  businessId: string;
  status: string;
  userId: string | null;
  inviteId: string | null;
}

/** All that is left of a storm, as it stands in the database. */
export interface Chronicle {
  streams: Map<string, Entry[]>;
  heads: Map<string, number>;
  invites: Map<string, InviteNow>;
  members: MemberNow[];
  /** Mails owed, by invite. */
  mails: Map<string, number>;
  deadlocks: number;
}

export async function readChronicle(database: Database): Promise<Chronicle> {
  const entries = await database.query<Entry>(
    `select stream_key as "streamKey", seq, invite_id as "inviteId", previous_status as "previousStatus", status,
       actor_kind as "actorKind", actor_user_id as "actorUserId", occurred_at::text as at
     from stream_event order by stream_key, seq`,
  );
  const heads = await database.query<{ key: string; seq: number }>(
    'select stream_key as key, seq from stream_head where seq > 0',
  );
  const invites = await database.query<Omit<InviteNow, 'inboxKey'> & { email: string }>(
    `select i.id, i.business_id as "businessId", i.status, i.member_id as "memberId",
       i.closed_by_user_id as "closedByUserId", coalesce(i.invitee_email_canonical, u.email_canonical) as email
     from invite i left join app_user u on u.id = i.invitee_user_id`,
  );
  const members = await database.query<MemberNow>(
    `select id, business_id as "businessId", status, user_id as "userId", invite_id as "inviteId" from account_member`,
  );
  const mails = await database.query<{ inviteId: string; mails: number }>(
    'select subject_id as "inviteId", count(*) as mails from outbox group by subject_id',
  );
  const [statistics] = await database.query<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return {
    streams: groupBy(entries, (entry) => entry.streamKey),
    heads: new Map(heads.map(({ key, seq }) => [key, seq])),
    invites: new Map(invites.map(({ email, ...invite }) => [invite.id, { ...invite, inboxKey: inboxStream(email) }])),
    members,
    mails: new Map(mails.map((row) => [row.inviteId, row.mails])),
    deadlocks: statistics?.deadlocks ?? Number.NaN,
  };
}

export const streamOf = ({ streams }: Chronicle, businessId: string): Entry[] => streams.get(`b:${businessId}`) ?? [];

/** All changes of the businesses' streams. */
export const sentEntries = ({ streams }: Chronicle): Entry[] =>
  [...streams].flatMap(([key, entries]) => (key.startsWith('b:') ? entries : []));

/** Items by their key, each group in the given order. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
