import type { Database } from '../../src/database/data-source.js';
import type { InviteStatus, InviteType } from '../../src/domain/invite.js';
import { businessStream, inboxStream } from '../../src/events/stream-key.js';

/** A change as a stream holds it. */
export interface Entry {
  streamKey: string;
  seq: number;
  inviteId: string;
  previousStatus: InviteStatus | null;
  status: InviteStatus;
  actorKind: string;
  actorUserId: string | null;
  at: string;
}

export interface InviteNow {
  id: string;
  type: InviteType;
  businessId: string;
  status: InviteStatus;
  memberId: string | null;
  partnershipId: string | null;
  closedByUserId: string | null;
  /** The stream of whom it is for: a person's inbox, or the other business. */
  addressedKey: string;
}

export interface MemberNow {
  id: string;
  businessId: string;
  status: string;
  userId: string | null;
  inviteId: string | null;
}

/** A membership that has ended, behind the change `seq` of its business. */
export interface Departure {
  businessId: string;
  inviteId: string | null;
  seq: number;
}

/** All that is left of a storm, as it stands in the database. */
export interface Chronicle {
  streams: Map<string, Entry[]>;
  heads: Map<string, number>;
  invites: Map<string, InviteNow>;
  members: MemberNow[];
  /** Ids of those that live. */
  partnerships: string[];
  departures: Departure[];
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
  const invites = await database.query<Omit<InviteNow, 'addressedKey'> & { email: string; inviteeBusinessId: string }>(
    `select i.id, i.type, i.business_id as "businessId", i.status, i.member_id as "memberId",
       i.partnership_id as "partnershipId", i.closed_by_user_id as "closedByUserId",
       i.invitee_business_id as "inviteeBusinessId", coalesce(i.invitee_email_canonical, u.email_canonical) as email
     from invite i left join app_user u on u.id = i.invitee_user_id`,
  );
  const members = await database.query<MemberNow>(
    `select id, business_id as "businessId", status, user_id as "userId", invite_id as "inviteId" from account_member`,
  );
  const partnerships = await database.query<{ id: string }>('select id from partnership');
  const departures = await database.query<Departure>(
    'select business_id as "businessId", invite_id as "inviteId", seq from departure order by seq',
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
    invites: new Map(
      invites.map(({ email, inviteeBusinessId, ...invite }) => [
        invite.id,
        { ...invite, addressedKey: inviteeBusinessId ? businessStream(inviteeBusinessId) : inboxStream(email) },
      ]),
    ),
    members,
    partnerships: partnerships.map(({ id }) => id),
    departures,
    mails: new Map(mails.map((row) => [row.inviteId, row.mails])),
    deadlocks: statistics?.deadlocks ?? Number.NaN,
  };
}

export const streamOf = ({ streams }: Chronicle, businessId: string): Entry[] => streams.get(`b:${businessId}`) ?? [];

/** All changes, each as the stream of the business that sent the invite tells it. */
export const sentEntries = ({ streams, invites }: Chronicle): Entry[] =>
  [...streams.values()].flat().filter((entry) => isSender(entry, invites.get(entry.inviteId)));

const isSender = ({ streamKey }: Entry, invite: InviteNow | undefined): boolean =>
  invite !== undefined && streamKey === businessStream(invite.businessId);

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
