import type { Queryable } from '../database/queryable.js';
import { isWellFormedOwnedId } from '../domain/invitee.js';
import type { BusinessRole } from '../domain/membership.js';
import { isApiKeyLive } from './live-session.js';
import { ANONYMOUS, type Principal } from './principal.js';

/** What a principal is to the businesses concerned: the facts that the policy judges by, and nothing else. */
export interface Standing {
  readonly principal: Principal;
  /** The user's verified e-mail in canonical form, of the stored row and not of the token at hand. */
  readonly email: string | null;
  /** Their e-mail in canonical form while it is not verified: it opens nothing, it only explains a refusal. */
  readonly unverifiedEmail: string | null;
  /** Rises with every change of who may follow the person's inbox stream; 0 before the first and without an e-mail. */
  readonly inboxAccess: number;
  /** The number of the newest change in the person's inbox stream; 0 when there is none. */
  readonly inboxSeq: number;
  /** The log's epoch when all this was read, for the cursors that are made of these numbers; 0 for who has no cursors. */
  readonly epoch: number;
  /** The facts at one business; without any right where it was not read or does not exist. */
  at(businessId: string): BusinessStanding;
}

/** The business itself comes along, so that seeing it takes no second statement. What of it may be shown, the policy says. */
export interface StoredBusiness {
  id: string;
  name: string;
  seatLimit: number | null;
  createdAt: Date;
}

/**
 * The facts at one business. "Acts for" is administering (OWNER, BIZ_ADMIN) for a user, and belonging to for an API key.
 */
export interface BusinessStanding {
  readonly businessId: string;
  /** Null where there is none. */
  readonly business: StoredBusiness | null;
  /** Of the user's ACTIVE membership; empty without one. */
  readonly roles: readonly BusinessRole[];
  /** The user's ACTIVE membership. */
  readonly memberId: string | null;
  /** The user was a member: a closed row with their user id is there. */
  readonly formerMember: boolean;
  /** An invite of this business, in whatever status, is addressed to the user. */
  readonly invited: boolean;
  /** The businesses that the principal acts for and that have a partnership with this one, in either direction. */
  readonly partnerOf: ReadonlySet<string>;
  /** The businesses that the principal acts for and that have a partner invite or request with this one, in either direction. */
  readonly between: ReadonlySet<string>;
  /** Another row that the principal may see names this business: what a key created, who holds an administered asset. */
  readonly named: boolean;
  /** Assets of this business on which the user, or a business that the principal acts for, holds a permission. */
  readonly heldAssetIds: ReadonlySet<string>;
  /** Assets of this business on which the user, as its member, holds ADMIN. */
  readonly administeredAssetIds: ReadonlySet<string>;
  /** Assets of this business that an open invite to the user, or to a business that they administer, offers. */
  readonly offeredAssetIds: ReadonlySet<string>;
  /** Rises with every change of who may follow the business's stream; 0 before the first. */
  readonly access: number;
  /** The number of the newest change in the business's stream; 0 when there is none. */
  readonly streamSeq: number;
}

const NO_IDS: ReadonlySet<string> = new Set();

/** The standing of a stranger: no right at all. */
export const strangerAt = (businessId: string): BusinessStanding => ({
  businessId,
  business: null,
  roles: [],
  memberId: null,
  formerMember: false,
  invited: false,
  partnerOf: NO_IDS,
  between: NO_IDS,
  named: false,
  heldAssetIds: NO_IDS,
  administeredAssetIds: NO_IDS,
  offeredAssetIds: NO_IDS,
  access: 0,
  streamSeq: 0,
});

/** What a standing says apart from any business. */
export type PersonFacts = Omit<Standing, 'principal' | 'at'>;

export const NOBODY: PersonFacts = { email: null, unverifiedEmail: null, inboxAccess: 0, inboxSeq: 0, epoch: 0 };

/** A standing made of facts that are at hand. What it does not name is a stranger's. */
export function standingOf(
  principal: Principal,
  businesses: readonly BusinessStanding[],
  person: PersonFacts = NOBODY,
): Standing {
  const known = new Map(businesses.map((business) => [business.businessId, business]));
  return { ...person, principal, at: (businessId) => known.get(businessId) ?? strangerAt(businessId) };
}

/** One row per business asked for (one with a null id when none was), each with the same facts about the person. */
interface FactsRow {
  businessId: string | null;
  emailCanonical: string | null;
  emailVerified: boolean | null;
  inboxAccess: number;
  inboxSeq: number;
  epoch: number;
  name: string | null;
  seatLimit: number | null;
  createdAt: Date | null;
  memberId: string | null;
  roles: BusinessRole[] | null;
  formerMember: boolean;
  invited: boolean;
  partnerOf: string[];
  between: string[];
  named: boolean;
  heldAssetIds: string[];
  administeredAssetIds: string[];
  offeredAssetIds: string[];
  access: number;
  streamSeq: number;
}

/** A permission past its time gives nothing, also before the sweeper has removed it. */
const lives = (permission: string): string =>
  `(${permission}.expires_at is null or ${permission}.expires_at > clock_timestamp())`;

// Administrators, and keys of the business, see all of it without these.
const forOthers = (select: string): string =>
  `case when member.roles && '{OWNER,BIZ_ADMIN}' or wanted.business_id = $3 then '{}' else array(${select}) end`;

const PARTNER_OF = `array(
    select acts.id from acts join partnership p on p.host_id = wanted.business_id and p.partner_id = acts.id
    union select acts.id from acts join partnership p on p.partner_id = wanted.business_id and p.host_id = acts.id)`;
const BETWEEN = `array(
    select acts.id from acts
    where exists (select from invite i where i.business_id = wanted.business_id and i.invitee_business_id = acts.id)
      or exists (select from invite i where i.business_id = acts.id and i.invitee_business_id = wanted.business_id))`;
const HELD = forOthers(`
    select held.asset_id from asset_permission held where held.member_id = member.id and ${lives('held')}
    union select held.asset_id from acts
      join partnership p on p.host_id = wanted.business_id and p.partner_id = acts.id
      join asset_permission held on held.partnership_id = p.id and ${lives('held')}`);
const ADMINISTERED = forOthers(`
    select held.asset_id from asset_permission held
    where held.member_id = member.id and 'ADMIN' = any(held.levels) and ${lives('held')}`);
// Three searches instead of one with OR, so that each has its index.
const OFFERED = forOthers(`
    select offer ->> 'assetId' from (
      select asset_grants from invite i where i.invitee_user_id = $2 and i.business_id = wanted.business_id and $OPEN
      union all select asset_grants from invite i where person.email_verified
        and i.invitee_email_canonical = person.email_canonical and i.invitee_user_id is null
        and i.business_id = wanted.business_id and $OPEN
      union all select asset_grants from acts join invite i on i.invitee_business_id = acts.id
        and i.business_id = wanted.business_id and i.type = 'PARTNER_INVITE' and $OPEN
    ) offers, jsonb_array_elements(asset_grants) offer`).replaceAll('$OPEN', `i.status in ('PENDING_SEND', 'PENDING')`);
/** A partner that holds a permission on an asset which the user administers elsewhere; whom the API key has addressed. */
const NAMED = `(exists (select from account_member mine
    join asset_permission own on own.member_id = mine.id and 'ADMIN' = any(own.levels) and ${lives('own')}
    join asset_permission others on others.asset_id = own.asset_id
    join partnership p on p.id = others.partnership_id and p.partner_id = wanted.business_id
    where mine.user_id = $2 and mine.status = 'ACTIVE')
  or exists (select from invite made
    where made.created_by_api_key_id = $4 and made.invitee_business_id = wanted.business_id))`;

// One statement, so one snapshot: the rights and the `access` that followers compare are of the same moment.
// `invited` asks twice instead of with OR, so that each half has its index whatever the planner believes.
const READ_FACTS = `
  with acts as (
    select business_id as id from account_member
    where user_id = $2 and status = 'ACTIVE' and roles && '{OWNER,BIZ_ADMIN}'
    union all select $3::text where $3 is not null)
  select wanted.business_id as "businessId",
    person.email_canonical as "emailCanonical", person.email_verified as "emailVerified",
    coalesce(inbox.access, 0) as "inboxAccess", coalesce(inbox.seq, 0) as "inboxSeq",
    (select epoch from stream_epoch) as "epoch",
    business.name as "name", business.seat_limit as "seatLimit", business.created_at as "createdAt",
    member.id as "memberId", member.roles as "roles",
    exists (select from account_member closed where closed.user_id = $2 and closed.business_id = wanted.business_id
      and closed.status <> 'ACTIVE') as "formerMember",
    exists (select from invite where invite.invitee_user_id = $2 and invite.business_id = wanted.business_id)
      or exists (select from invite where person.email_verified and invite.invitee_email_canonical = person.email_canonical
        and invite.invitee_user_id is null and invite.business_id = wanted.business_id) as "invited",
    ${PARTNER_OF} as "partnerOf", ${BETWEEN} as "between", ${NAMED} as "named",
    ${HELD} as "heldAssetIds", ${ADMINISTERED} as "administeredAssetIds", ${OFFERED} as "offeredAssetIds",
    coalesce(head.access, 0) as "access", coalesce(head.seq, 0) as "streamSeq"
  from (values (true)) as one
  left join app_user person on person.id = $2
  left join stream_head inbox on person.email_verified and inbox.stream_key =
    'u:' || translate(encode(sha256(convert_to(person.email_canonical, 'UTF8')), 'base64'), '+/=', '-_')
  left join unnest($1::text[]) as wanted (business_id) on true
  left join business on business.id = wanted.business_id
  left join account_member member on member.business_id = wanted.business_id and member.user_id = $2 and member.status = 'ACTIVE'
  left join stream_head head on head.stream_key = 'b:' || wanted.business_id`;

/**
 * Reads what the principal is to these businesses, in one statement for any number of them, and in none for anonymous and
 * system, who are nothing to any business. A subject between two businesses is judged right only when both were read.
 */
export async function readStanding(
  q: Queryable,
  principal: Principal,
  businessIds: readonly string[],
): Promise<Standing> {
  if (principal.kind === 'anonymous' || principal.kind === 'system') return standingOf(principal, []);
  const userId = principal.kind === 'user' ? principal.userId : null;
  // A malformed id is an unknown one, and PostgreSQL takes no text with a NUL.
  const wanted = [...new Set(businessIds)].filter(isWellFormedOwnedId);
  const rows = await q.prepared<FactsRow>(READ_FACTS, [
    wanted,
    userId,
    principal.kind === 'apiKey' ? principal.businessId : null,
    principal.kind === 'apiKey' ? principal.apiKeyId : null,
  ]);
  // Behind the facts: a key that is revoked after this look raises `access` above what was read, and is judged anew.
  if (principal.kind === 'apiKey' && !(await isApiKeyLive(q, principal.apiKeyId))) return standingOf(ANONYMOUS, []);
  return standingOf(principal, rows.flatMap(businessFacts), rows[0] && personFacts(rows[0]));
}

function personFacts(row: FactsRow): PersonFacts {
  return {
    email: row.emailVerified ? row.emailCanonical : null,
    unverifiedEmail: row.emailVerified ? null : row.emailCanonical,
    inboxAccess: row.inboxAccess,
    inboxSeq: row.inboxSeq,
    epoch: row.epoch,
  };
}

function businessFacts(row: FactsRow): BusinessStanding[] {
  if (row.businessId === null) return [];
  return [
    {
      ...strangerAt(row.businessId),
      business: storedBusiness(row),
      roles: row.roles ?? [],
      memberId: row.memberId,
      formerMember: row.formerMember,
      invited: row.invited,
      partnerOf: new Set(row.partnerOf),
      between: new Set(row.between),
      named: row.named,
      heldAssetIds: new Set(row.heldAssetIds),
      administeredAssetIds: new Set(row.administeredAssetIds),
      offeredAssetIds: new Set(row.offeredAssetIds),
      access: row.access,
      streamSeq: row.streamSeq,
    },
  ];
}

const storedBusiness = ({ businessId, name, seatLimit, createdAt }: FactsRow): StoredBusiness | null =>
  businessId !== null && name !== null && createdAt !== null ? { id: businessId, name, seatLimit, createdAt } : null;
