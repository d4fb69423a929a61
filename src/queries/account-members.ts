import type { Principal } from '../auth/principal.js';
import { readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { BusinessRole, MembershipStatus } from '../domain/membership.js';
import type { Page } from '../domain/page.js';
import type { AccountMemberRow as StoredMember } from '../entities/account-member.entity.js';
import { type BusinessRow, businessJson } from './businesses.js';
import { type InviteColumns, inviteJson } from './invite-columns.js';
import type { OrderTerm } from './keyset.js';
import type { ListOptions } from './list-options.js';
import { readPage } from './page.js';
import { type PersonRow, personJson } from './people.js';
import type { ReadContext } from './read-context.js';
import { contains, jsonRow, oneOf, reviveTimes, Values } from './sql.js';

const PROPERTIES = [
  'id',
  'businessId',
  'status',
  'roles',
  'invitedEmailCanonical',
  'invitedUserId',
  'userId',
  'inviteId',
  'createdAt',
  'acceptedAt',
] as const satisfies readonly (keyof StoredMember)[];

/**
 * A member as it is read: e-mail and names are the person's once they have accepted, the address as invited before. The
 * relations are there when the list was asked for them; else they load by their ids.
 */
export type AccountMemberRow = Pick<StoredMember, (typeof PROPERTIES)[number]> & {
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  /** Of the invite while INVITED. */
  expiresAt: Date | null;
  business?: BusinessRow;
  user?: PersonRow | null;
  invite?: InviteColumns | null;
};

const EMAIL = 'case when m.user_id is null then m.invited_email else u.email end';
const SELECT = `${selectList('m', PROPERTIES)}, ${EMAIL} as "email", u.first_name as "firstName", u.last_name as "lastName",
  opened.expires_at as "expiresAt"`;
const FROM = `account_member m left join app_user u on u.id = m.user_id
  left join invite opened on opened.id = m.invite_id and m.status = 'INVITED'`;

/** What a member may bring along in the statement of its list, by the field that asks for it. */
const RELATIONS = {
  business: () => businessJson('m.business_id'),
  user: (principal: Principal, values: Values) => personJson('m.user_id', principal, false, values),
  invite: () => inviteJson('m.invite_id'),
} as const;

/** The member whose id `idSql` is, as one JSON object; with the person as this viewer may see them, where they are asked for. */
export function memberJson(idSql: string, user?: { principal: Principal; values: Values }): string {
  const select = user ? `${SELECT}, ${RELATIONS.user(user.principal, user.values)} as "user"` : SELECT;
  return jsonRow(select, `${FROM} where m.id = ${idSql}`);
}

export interface AccountMemberFilter {
  query?: string | null | undefined;
  statuses?: readonly MembershipStatus[] | null | undefined;
  roles?: readonly BusinessRole[] | null | undefined;
}

export interface AccountMemberOrder {
  field: 'CREATED_AT' | 'ACCEPTED_AT' | 'EMAIL' | 'FIRST_NAME' | 'LAST_NAME';
  direction: 'ASC' | 'DESC';
}

/** The members with these ids, whoever may see them; the loaders ask the policy. */
export const findMembers = (db: Queryable, ids: readonly string[]): Promise<AccountMemberRow[]> =>
  db.prepared<AccountMemberRow>(`select ${SELECT} from ${FROM} where m.id = any($1)`, [ids]);

/** Business.members: those of the business that the viewer may see. */
export async function listBusinessMembers(
  context: ReadContext,
  standing: Standing,
  businessId: string,
  filter: AccountMemberFilter | null | undefined,
  orders: readonly AccountMemberOrder[] | null | undefined,
  options: ListOptions,
): Promise<Page<AccountMemberRow>> {
  const values = new Values();
  const scope = readScope(standing, 'member:see', businessId);
  const where = [`m.business_id = ${values.add(businessId)}`];
  if (scope !== 'all') {
    const kinds = [scope.has('own') && isOwn(standing, values), scope.has('addressed') && isOffered(standing, values)];
    where.push(`(${kinds.filter((kind) => kind !== false).join(' or ') || 'false'})`);
  }
  const identity = { field: 'Business.members', of: businessId, filter, orderBy: orders };
  return list(context, identity, { where, values, filter, orders }, options);
}

/** Viewer.memberships: the viewer's rows in all businesses and the places they are offered; INVITED and ACTIVE unless filtered. */
export async function listMemberships(
  context: ReadContext,
  standing: Standing,
  filter: AccountMemberFilter | null | undefined,
  options: ListOptions,
): Promise<Page<AccountMemberRow>> {
  const values = new Values();
  const where = [`(${isOwn(standing, values)} or ${isOffered(standing, values)})`];
  const identity = { field: 'Viewer.memberships', of: viewerId(standing) ?? '', filter };
  const statuses = filter?.statuses ?? (['INVITED', 'ACTIVE'] as const);
  return list(context, identity, { where, values, filter: { ...filter, statuses } }, options);
}

/** User.memberships of somebody else: their ACTIVE rows in businesses that the viewer administers. */
export async function listMembershipsOf(
  context: ReadContext,
  userId: string,
  options: ListOptions,
): Promise<Page<AccountMemberRow>> {
  const values = new Values();
  const { principal } = context;
  const where = [`m.user_id = ${values.add(userId)}`, `m.status = 'ACTIVE'`];
  if (principal.kind === 'user') {
    where.push(`m.business_id in (select business_id from account_member
      where user_id = ${values.add(principal.userId)} and status = 'ACTIVE' and roles && '{OWNER,BIZ_ADMIN}')`);
  } else {
    where.push('false');
  }
  return list(context, { field: 'User.memberships', of: userId }, { where, values }, options);
}

const viewerId = ({ principal }: Standing): string | null => (principal.kind === 'user' ? principal.userId : null);

const isOwn = (standing: Standing, values: Values): string => `m.user_id = ${values.add(viewerId(standing))}`;

/** A place that is offered to the viewer and that nobody has taken. */
function isOffered(standing: Standing, values: Values): string {
  return `(m.user_id is null and (m.invited_user_id = ${values.add(viewerId(standing))}
    or (m.invited_user_id is null and m.invited_email_canonical = ${values.add(standing.email)})))`;
}

interface MemberList {
  where: string[];
  values: Values;
  filter?: AccountMemberFilter | null | undefined;
  orders?: readonly AccountMemberOrder[] | null | undefined;
}

async function list(
  context: ReadContext,
  identity: { field: string; of: string; filter?: object | null | undefined; orderBy?: object | null | undefined },
  { where, values, filter, orders }: MemberList,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<AccountMemberRow>> {
  const restricted = [...where, ...filterMembers(filter, values)];
  const relations = (Object.keys(RELATIONS) as (keyof typeof RELATIONS)[]).filter((name) => selected.has(name)); // keys of a literal
  const brought = relations.map((name) => `${RELATIONS[name](context.principal, values)} as "${name}"`);
  const source = {
    select: [SELECT, ...brought].join(', '),
    from: FROM,
    where: restricted,
    values: values.list,
    alias: 'm',
    order: (orders?.length ? orders : [{ field: 'CREATED_AT', direction: 'DESC' } as const]).map(orderTerm),
  };
  const page = await readPage<AccountMemberRow>(context, identity, source, args, withTotal);
  for (const row of page.rows) {
    if (row.business) row.business = reviveTimes(row.business);
    if (row.invite) row.invite = reviveTimes(row.invite);
  }
  return page;
}

function filterMembers(filter: AccountMemberFilter | null | undefined, values: Values): string[] {
  const where: string[] = [];
  if (filter?.statuses) where.push(oneOf('m.status', filter.statuses, values));
  if (filter?.roles) where.push(`m.roles && ${values.add(filter.roles)}`);
  if (filter?.query) {
    const texts = [EMAIL, 'u.first_name', 'u.last_name'].map((sql) => contains(`(${sql})`, filter.query ?? '', values));
    where.push(`(${texts.join(' or ')})`);
  }
  return where;
}

const ORDERS: Readonly<Record<AccountMemberOrder['field'], Omit<OrderTerm, 'direction'>>> = {
  CREATED_AT: { sql: 'm.created_at', type: 'timestamptz', nullable: false },
  ACCEPTED_AT: { sql: 'm.accepted_at', type: 'timestamptz', nullable: true },
  EMAIL: { sql: `lower(${EMAIL})`, type: 'text', nullable: true },
  FIRST_NAME: { sql: 'lower(u.first_name)', type: 'text', nullable: true },
  LAST_NAME: { sql: 'lower(u.last_name)', type: 'text', nullable: true },
};

const orderTerm = ({ field, direction }: AccountMemberOrder): OrderTerm => ({ ...ORDERS[field], direction });
