import type { Principal } from '../auth/principal.js';
import { inboxScope, readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import type { Queryable } from '../database/queryable.js';
import type { InviteStatus, InviteType } from '../domain/invite.js';
import type { Page } from '../domain/page.js';
import { type AccountMemberRow, memberJson } from './account-members.js';
import { type AssetRow, grantedAssetsJson } from './assets.js';
import { type BusinessRow, businessJson } from './businesses.js';
import { INVITE_SELECT, type InviteColumns } from './invite-columns.js';
import type { OrderTerm } from './keyset.js';
import type { ListOptions } from './list-options.js';
import { type ListSource, readPage } from './page.js';
import { type PartnershipRow, partnershipJson } from './partnerships.js';
import { type PersonRow, personJson } from './people.js';
import type { ReadContext } from './read-context.js';
import { contains, oneOf, reviveTimes, Values } from './sql.js';

/** An invite as it is read. The relations are there when the list was asked for them; else they load by their ids. */
export type InviteRow = InviteColumns & {
  business?: BusinessRow;
  inviteeBusiness?: BusinessRow | null;
  createdBy?: PersonRow | null;
  closedBy?: PersonRow | null;
  inviteeUser?: PersonRow | null;
  member?: AccountMemberRow | null;
  partnership?: PartnershipRow | null;
  /** Those of the granted assets that exist; null for none. */
  grantedAssets?: AssetRow[] | null;
};

/** Who the invitee turned out to be: named by user id, or known since the acceptance of an invite to a person. */
export const inviteeUserIdOf = (invite: InviteRow): string | null =>
  invite.inviteeUserId ??
  (invite.type === 'MEMBER_INVITE' && invite.status === 'ACCEPTED' ? invite.closedByUserId : null);

export interface InviteFilter {
  statuses?: readonly InviteStatus[] | null | undefined;
  types?: readonly InviteType[] | null | undefined;
  direction?: 'SENT' | 'RECEIVED' | null | undefined;
  query?: string | null | undefined;
}

export interface InviteOrder {
  field: 'CREATED_AT' | 'EXPIRES_AT' | 'UPDATED_AT';
  direction: 'ASC' | 'DESC';
}

interface Bringing {
  principal: Principal;
  values: Values;
  selected: ReadonlySet<string>;
}

/** What an invite may bring along in the statement of its list, by the selection that asks for it. */
const RELATIONS: Readonly<Record<string, (bringing: Bringing) => string>> = {
  business: () => `${businessJson('i.business_id')} as "business"`,
  inviteeBusiness: () => `${businessJson('i.invitee_business_id')} as "inviteeBusiness"`,
  createdBy: ({ principal, values }) => `${personJson('i.created_by_user_id', principal, true, values)} as "createdBy"`,
  closedBy: ({ principal, values }) => `${personJson('i.closed_by_user_id', principal, false, values)} as "closedBy"`,
  inviteeUser: ({ principal, values }) => `${personJson(INVITEE_USER_ID, principal, false, values)} as "inviteeUser"`,
  member: ({ principal, values, selected }) =>
    `${memberJson('i.member_id', selected.has('member.user') ? { principal, values } : undefined)} as "member"`,
  partnership: ({ principal, values }) =>
    `${partnershipJson('i.partnership_id', [], { principal, values })} as "partnership"`,
  'assetGrants.asset': () => `${grantedAssetsJson('i.asset_grants')} as "grantedAssets"`,
};

const INVITEE_USER_ID = `coalesce(i.invitee_user_id,
  case when i.type = 'MEMBER_INVITE' and i.status = 'ACCEPTED' then i.closed_by_user_id end)`;

/** The invites with these ids, whoever may see them; the loaders ask the policy. */
export async function findInvites(db: Queryable, ids: readonly string[]): Promise<InviteRow[]> {
  return db.prepared<InviteRow>(`select ${INVITE_SELECT} from invite i where i.id = any($1)`, [ids]);
}

/** The side of an invite that a business stands on, and the other. */
const SIDES = {
  SENT: { own: 'i.business_id', other: 'i.invitee_business_id' },
  RECEIVED: { own: 'i.invitee_business_id', other: 'i.business_id' },
} as const;

/** Business.invites: those that the business sent or received and that the viewer may see. */
export async function listBusinessInvites(
  context: ReadContext,
  standing: Standing,
  businessId: string,
  filter: InviteFilter | null | undefined,
  order: InviteOrder | null | undefined,
  options: ListOptions,
): Promise<Page<InviteRow>> {
  const values = new Values();
  const scope = readScope(standing, 'invite:see', businessId);
  const business = values.add(businessId);
  const between = scope !== 'all' && scope.has('between') && values.add([...standing.at(businessId).between]);
  const created = scope !== 'all' && scope.has('created') && values.add(keyId(standing));
  const half = (way: keyof typeof SIDES): string => {
    const { own, other } = SIDES[way];
    if (scope === 'all') return `${own} = ${business}`;
    const kinds = [
      way === 'SENT' && scope.has('addressed') && `(${addressedTo(standing, values).join(' or ')})`,
      between && `${other} = any(${between})`,
      created && `i.created_by_api_key_id = ${created}`,
    ].filter((kind) => typeof kind === 'string');
    return `${own} = ${business} and (${kinds.join(' or ') || 'false'})`;
  };
  const ways = filter?.direction ? [filter.direction] : (['SENT', 'RECEIVED'] as const);
  const either = ways.flatMap((way) => matching(half(way), { way, withEmails: !created }, filter?.query, values));
  const identity = { field: 'Business.invites', of: businessId, filter, orderBy: order };
  return list(context, identity, { either, values, filter, order }, options);
}

/** Viewer.receivedInvites: what is addressed to the viewer; nothing without a verified e-mail. */
export async function listReceivedInvites(
  context: ReadContext,
  standing: Standing,
  filter: InviteFilter | null | undefined,
  options: ListOptions,
): Promise<Page<InviteRow>> {
  const values = new Values();
  const inbox = inboxScope(standing);
  const either = inbox && filter?.direction !== 'SENT' ? addressedTo(standing, values) : ['false'];
  const query = filter?.query;
  const found = query ? either.map((one) => `${one} and ${contains('i.invitee_email', query, values)}`) : either;
  const identity = { field: 'Viewer.receivedInvites', of: inbox?.userId ?? '', filter };
  return list(context, identity, { either: found, values, filter }, options);
}

/** To the viewer by name, or to nobody by name and the viewer's verified address: each has its index. */
function addressedTo({ principal, email }: Standing, values: Values): string[] {
  if (principal.kind !== 'user') return ['false'];
  return [
    `i.invitee_user_id = ${values.add(principal.userId)}`,
    `(i.invitee_user_id is null and i.invitee_email_canonical = ${values.add(email)})`,
  ];
}

const keyId = ({ principal }: Standing): string | null => (principal.kind === 'apiKey' ? principal.apiKeyId : null);

/**
 * What of `half` matches the query: an invite names an address or a business, never both, and each has its index. An API key
 * that sees only what it created sees no address.
 */
function matching(
  half: string,
  { way, withEmails }: { way: keyof typeof SIDES; withEmails: boolean },
  query: string | null | undefined,
  values: Values,
): string[] {
  if (!query) return [half];
  const otherSql = SIDES[way].other;
  const isPartner = `${otherSql} in (select partner.id from business partner where ${contains('partner.name', query, values)})`;
  const byPartner = `${half} and i.invitee_business_id is not null and ${isPartner}`;
  if (way === 'RECEIVED' || !withEmails) return [byPartner];
  return [`${half} and ${contains('i.invitee_email', query, values)}`, byPartner];
}

interface InviteList {
  either: string[];
  values: Values;
  filter: InviteFilter | null | undefined;
  order?: InviteOrder | null | undefined;
}

async function list(
  context: ReadContext,
  identity: { field: string; of: string; filter?: object | null | undefined; orderBy?: object | null | undefined },
  { either, values, filter, order }: InviteList,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<InviteRow>> {
  const where: string[] = [];
  if (filter?.statuses) where.push(oneOf('i.status', filter.statuses, values));
  if (filter?.types) where.push(`i.type = any(${values.add(filter.types)})`);
  const bringing = { principal: context.principal, values, selected };
  const brought = Object.entries(RELATIONS).flatMap(([name, bring]) => (selected.has(name) ? bring(bringing) : []));
  const source: ListSource = {
    select: [INVITE_SELECT, ...brought].join(', '),
    from: 'invite i',
    where,
    either,
    values: values.list,
    alias: 'i',
    order: [orderTerm(order)],
  };
  const page = await readPage<InviteRow>(context, identity, source, args, withTotal);
  for (const row of page.rows) revive(row);
  return page;
}

/** What came as JSON has texts for times. */
function revive(row: InviteRow): void {
  if (row.business) row.business = reviveTimes(row.business);
  if (row.inviteeBusiness) row.inviteeBusiness = reviveTimes(row.inviteeBusiness);
  if (row.member) row.member = reviveTimes(row.member);
  if (row.partnership) row.partnership = reviveTimes(row.partnership);
}

const ORDER_COLUMNS = { CREATED_AT: 'i.created_at', EXPIRES_AT: 'i.expires_at', UPDATED_AT: 'i.updated_at' } as const;

const orderTerm = (order: InviteOrder | null | undefined): OrderTerm => ({
  sql: ORDER_COLUMNS[order?.field ?? 'CREATED_AT'],
  type: 'timestamptz',
  direction: order?.direction ?? 'DESC',
  nullable: false,
});
