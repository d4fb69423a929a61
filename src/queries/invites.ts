import type { Principal } from '../auth/principal.js';
import { inboxScope, readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import type { Queryable } from '../database/queryable.js';
import type { InviteStatus, InviteType } from '../domain/invite.js';
import type { Page } from '../domain/page.js';
import { type AccountMemberRow, memberJson } from './account-members.js';
import { type BusinessRow, businessJson } from './businesses.js';
import { INVITE_SELECT, type InviteColumns } from './invite-columns.js';
import type { OrderTerm } from './keyset.js';
import type { ListOptions } from './list-options.js';
import { type ListSource, readPage } from './page.js';
import { type PersonRow, personJson } from './people.js';
import type { ReadContext } from './read-context.js';
import { contains, oneOf, reviveTimes, Values } from './sql.js';

/** An invite as it is read. The relations are there when the list was asked for them; else they load by their ids. */
export type InviteRow = InviteColumns & {
  business?: BusinessRow;
  createdBy?: PersonRow | null;
  closedBy?: PersonRow | null;
  inviteeUser?: PersonRow | null;
  member?: AccountMemberRow | null;
};

/** Who the invitee turned out to be: named by user id, or known since the acceptance. */
export const inviteeUserIdOf = (invite: InviteRow): string | null =>
  invite.inviteeUserId ?? (invite.status === 'ACCEPTED' ? invite.closedByUserId : null);

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

/** What an invite may bring along in the statement of its list, by the field that asks for it. */
const RELATIONS = {
  business: () => businessJson('i.business_id'),
  createdBy: (principal: Principal, values: Values) => personJson('i.created_by_user_id', principal, true, values),
  closedBy: (principal: Principal, values: Values) => personJson('i.closed_by_user_id', principal, false, values),
  inviteeUser: (principal: Principal, values: Values) =>
    personJson(
      `coalesce(i.invitee_user_id, case when i.status = 'ACCEPTED' then i.closed_by_user_id end)`,
      principal,
      false,
      values,
    ),
  member: (principal: Principal, values: Values, withUser: boolean) =>
    memberJson('i.member_id', withUser ? { principal, values } : undefined),
} as const;
type Relation = keyof typeof RELATIONS;

/** The invites with these ids, whoever may see them; the loaders ask the policy. */
export async function findInvites(db: Queryable, ids: readonly string[]): Promise<InviteRow[]> {
  return db.prepared<InviteRow>(`select ${INVITE_SELECT} from invite i where i.id = any($1)`, [ids]);
}

/** Business.invites: those of the business that the viewer may see. */
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
  const where = [`i.business_id = ${values.add(businessId)}`];
  if (scope !== 'all') where.push(scope.has('addressed') ? addressedTo(standing, values) : 'false');
  // All invites that there are go to people, so a business has received none.
  if (filter?.direction === 'RECEIVED') where.push('false');
  const identity = { field: 'Business.invites', of: businessId, filter, orderBy: order };
  return list(context, identity, { where, values, filter, order }, options);
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
  const where = [inbox ? addressedTo(standing, values) : 'false'];
  if (filter?.direction === 'SENT') where.push('false');
  const identity = { field: 'Viewer.receivedInvites', of: inbox?.userId ?? '', filter };
  return list(context, identity, { where, values, filter }, options);
}

/** To the viewer by name, or to nobody by name and the viewer's verified address. */
function addressedTo({ principal, email }: Standing, values: Values): string {
  if (principal.kind !== 'user') return 'false';
  return `(i.invitee_user_id = ${values.add(principal.userId)}
    or (i.invitee_user_id is null and i.invitee_email_canonical = ${values.add(email)}))`;
}

interface InviteList {
  where: string[];
  values: Values;
  filter: InviteFilter | null | undefined;
  order?: InviteOrder | null | undefined;
}

async function list(
  context: ReadContext,
  identity: { field: string; of: string; filter?: object | null | undefined; orderBy?: object | null | undefined },
  { where, values, filter, order }: InviteList,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<InviteRow>> {
  const restricted = [...where, ...filterInvites(filter, values)];
  const relations = (Object.keys(RELATIONS) as Relation[]).filter((name) => selected.has(name)); // keys of a literal
  const withUser = selected.has('member.user');
  const brought = relations.map((name) => `${RELATIONS[name](context.principal, values, withUser)} as "${name}"`);
  const source: ListSource = {
    select: [INVITE_SELECT, ...brought].join(', '),
    from: 'invite i',
    where: restricted,
    values: values.list,
    alias: 'i',
    order: [orderTerm(order)],
  };
  const page = await readPage<InviteRow>(context, identity, source, args, withTotal);
  for (const row of page.rows) {
    if (row.business) row.business = reviveTimes(row.business);
    if (row.member) row.member = reviveTimes(row.member);
  }
  return page;
}

function filterInvites(filter: InviteFilter | null | undefined, values: Values): string[] {
  const where: string[] = [];
  if (filter?.statuses) where.push(oneOf('i.status', filter.statuses, values));
  if (filter?.types) where.push(`i.type = any(${values.add(filter.types)})`);
  if (filter?.query) where.push(contains('i.invitee_email', filter.query, values));
  return where;
}

const ORDER_COLUMNS = { CREATED_AT: 'i.created_at', EXPIRES_AT: 'i.expires_at', UPDATED_AT: 'i.updated_at' } as const;

const orderTerm = (order: InviteOrder | null | undefined): OrderTerm => ({
  sql: ORDER_COLUMNS[order?.field ?? 'CREATED_AT'],
  type: 'timestamptz',
  direction: order?.direction ?? 'DESC',
  nullable: false,
});
