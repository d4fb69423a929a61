import { expect } from 'vitest';
import type { Database } from '../../src/database/data-source.js';

/** What must hold of the stored rows at any time. Each statement finds what breaks the law. */
const LAWS = {
  'the numbers of a stream are dense': `
    select h.stream_key from stream_head h left join stream_event e using (stream_key) group by h.stream_key, h.seq
    having count(e.seq) <> h.seq or coalesce(min(e.seq), 1) <> 1 or coalesce(max(e.seq), 0) <> h.seq`,
  'each stream begins at the creation of an invite, and each change goes on from the one before': `
    select * from (
      select stream_key, seq, previous_status,
        lag(status) over (partition by stream_key, invite_id order by seq) as before from stream_event) e
    where previous_status is distinct from before`,
  'the last change of an invite is its status, in every stream': `
    select i.id, i.status, last.stream_key, last.status as told from invite i
    left join (select distinct on (stream_key, invite_id) stream_key, invite_id, status
      from stream_event order by stream_key, invite_id, seq desc) last on last.invite_id = i.id
    where last.status is distinct from i.status`,
  'an invite is accepted at most once': `
    select stream_key, invite_id from stream_event where status = 'ACCEPTED' group by stream_key, invite_id having count(*) > 1`,
  'the place of an open invite is INVITED, and its own': `
    select i.id, m.status from invite i left join account_member m on m.id = i.member_id
    where i.type = 'MEMBER_INVITE' and i.status in ('PENDING_SEND', 'PENDING') and (m.status is distinct from 'INVITED' or m.invite_id is distinct from i.id)`,
  'a partner invite or request is between two businesses, and has no place': `
    select id from invite where (type = 'MEMBER_INVITE') <> (invitee_business_id is null)
      or (type = 'MEMBER_INVITE') <> (member_id is not null) or business_id = invitee_business_id`,
  'both businesses of an invite are told the same, and no other': `
    select * from (
      select i.id, i.invitee_business_id, count(*) filter (where e.stream_key = 'b:' || i.business_id) as sender,
        count(*) filter (where e.stream_key = 'b:' || i.invitee_business_id) as addressed,
        count(*) filter (where e.stream_key like 'b:%') as told, count(*) filter (where e.stream_key like 'u:%') as inbox
      from invite i left join stream_event e on e.invite_id = i.id group by i.id) t
    where sender = 0 or told <> sender + addressed or (invitee_business_id is not null and (addressed <> sender or inbox > 0))`,
  'a business has an OWNER': `
    select b.id from business b where not exists (
      select from account_member m where m.business_id = b.id and m.status = 'ACTIVE' and 'OWNER' = any(m.roles))`,
  'the membership of an OWNER does not end by itself': `
    select id from account_member where status = 'ACTIVE' and 'OWNER' = any(roles) and membership_expires_at is not null`,
  'there is one partnership per direction at most': `
    select host_id, partner_id from partnership group by host_id, partner_id having count(*) > 1`,
  'what was accepted between businesses made or widened a partnership, and nothing else did': `
    select id, type, status from invite
    where (partnership_id is not null) <> (type <> 'MEMBER_INVITE' and status = 'ACCEPTED')`,
  'a permission is on an asset of the business that its grantee belongs to': `
    select p.id from asset_permission p join asset a on a.id = p.asset_id
    left join account_member m on m.id = p.member_id left join partnership s on s.id = p.partnership_id
    where a.business_id is distinct from coalesce(m.business_id, s.host_id)`,
  'who has no membership has no permission': `
    select p.id, m.status from asset_permission p join account_member m on m.id = p.member_id where m.status <> 'ACTIVE'`,
  'an open ASSET_REQUEST has its partnership': `
    select i.id from invite i left join partnership s on s.host_id = i.invitee_business_id and s.partner_id = i.business_id
    where i.type = 'ASSET_REQUEST' and i.status in ('PENDING_SEND', 'PENDING') and s.id is null`,
  'a place goes with the invite that last opened it': `
    select m.id, m.status, i.status as invite from account_member m join invite i on i.id = m.invite_id
    where i.member_id is distinct from m.id or not (m.status = any(case i.status
      when 'ACCEPTED' then array['ACTIVE', 'REMOVED']
      when 'DECLINED' then array['INVITATION_DECLINED']
      when 'EXPIRED' then array['INVITATION_EXPIRED']
      when 'CANCELLED' then array['INVITATION_REVOKED']
      else array['INVITED'] end))`,
  'who is ACTIVE is known and has accepted, and nobody else': `
    select id, status from account_member
    where (status in ('ACTIVE', 'REMOVED')) <> (user_id is not null and accepted_at is not null)`,
  'closed is what has a time of closing': `
    select id, status from invite where (status in ('PENDING_SEND', 'PENDING')) <> (closed_at is null)`,
} as const;

/** The laws that are broken just now, with the rows that break them. */
export async function brokenLaws(database: Database): Promise<{ law: string; rows: unknown[] }[]> {
  const broken: { law: string; rows: unknown[] }[] = [];
  for (const [law, statement] of Object.entries(LAWS)) {
    const rows = await database.query<object>(statement);
    if (rows.length > 0) broken.push({ law, rows });
  }
  return broken;
}

/** Fails with the rows that break a law. */
export async function expectLaws(database: Database): Promise<void> {
  expect(await brokenLaws(database)).toEqual([]);
}
