import type { Queryable } from '../database/queryable.js';
import { OPEN_STATUSES } from '../domain/invite.js';

/** What became of the invites that a business sent. */
export interface InviteStatsRow {
  open: number;
  expiringSoon: number;
  created: number;
  delivered: number;
  accepted: number;
  declined: number;
  cancelled: number;
  expired: number;
  /** Of those accepted since; null when there are none. */
  medianSecondsToAccept: number | null;
}

/** Which business, and from when on. */
export interface StatsAsked {
  businessId: string;
  since: Date;
}

const closed = (status: string): string =>
  `count(*) filter (where i.status = '${status}' and i.closed_at >= asked.since)`;

/** The statistics of each of these, in their order: one pass over the invites of each business, in one statement. */
export async function countInvites(db: Queryable, asked: readonly StatsAsked[]): Promise<InviteStatsRow[]> {
  return db.prepared<InviteStatsRow>(
    `select count(*) filter (where i.status = any($3)) as "open",
       count(*) filter (where i.status = any($3) and i.expires_at <= clock_timestamp() + interval '48 hours') as "expiringSoon",
       count(*) filter (where i.created_at >= asked.since) as "created",
       count(*) filter (where i.sent_at >= asked.since) as "delivered",
       ${closed('ACCEPTED')} as "accepted", ${closed('DECLINED')} as "declined",
       ${closed('CANCELLED')} as "cancelled", ${closed('EXPIRED')} as "expired",
       round(percentile_cont(0.5) within group (order by extract(epoch from i.closed_at - i.created_at))
         filter (where i.status = 'ACCEPTED' and i.closed_at >= asked.since))::int as "medianSecondsToAccept"
     from unnest($1::text[], $2::timestamptz[]) with ordinality as asked (business_id, since, place)
     left join invite i on i.business_id = asked.business_id
     group by asked.place order by asked.place`,
    [asked.map(({ businessId }) => businessId), asked.map(({ since }) => since), OPEN_STATUSES],
  );
}
