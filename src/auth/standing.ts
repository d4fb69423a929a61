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
 * Members, invites and streams have tables today. The facts about partners and assets are empty until theirs exist.
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
  access: number;
  streamSeq: number;
}

// One statement, so one snapshot: the rights and the `access` that followers compare are of the same moment.
// `invited` asks twice instead of with OR, so that each half has its index whatever the planner believes.
const READ_FACTS = `
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
  const rows = await q.prepared<FactsRow>(READ_FACTS, [wanted, userId]);
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
      access: row.access,
      streamSeq: row.streamSeq,
    },
  ];
}

const storedBusiness = ({ businessId, name, seatLimit, createdAt }: FactsRow): StoredBusiness | null =>
  businessId !== null && name !== null && createdAt !== null ? { id: businessId, name, seatLimit, createdAt } : null;
