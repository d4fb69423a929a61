import type { Principal } from '../auth/principal.js';
import { readScope } from '../auth/read-scope.js';
import type { Standing } from '../auth/standing.js';
import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { Page } from '../domain/page.js';
import type { AccountMemberRow as StoredMember } from '../entities/account-member.entity.js';
import {
  type AccountMemberFilter,
  type AccountMemberOrder,
  EMAIL,
  type EmailsShown,
  filterMembers,
  orderMembers,
  searchMembers,
} from './account-member-order.js';
import { type BusinessRow, businessJson } from './businesses.js';
import { type InviteColumns, inviteJson } from './invite-columns.js';
import type { ListOptions } from './list-options.js';
import { readPage } from './page.js';
import { type PersonRow, personJson } from './people.js';
import type { ReadContext } from './read-context.js';
import { jsonRow, reviveTimes, Values } from './sql.js';

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
  /** Of the invite while INVITED; of a membership that ends by itself while ACTIVE. */
  expiresAt: Date | null;
  /** The API key that created the invite which made or last opened the row. */
  createdByApiKeyId: string | null;
  business?: BusinessRow;
  user?: PersonRow | null;
  invite?: InviteColumns | null;
  /** Of one that a mutation has ended: what the viewer was to the business before. */
  seenAs?: Standing;
};

const SELECT = `${selectList('m', PROPERTIES)}, ${EMAIL} as "email", u.first_name as "firstName", u.last_name as "lastName",
  case when m.status = 'ACTIVE' then m.membership_expires_at else opened.expires_at end as "expiresAt",
  (select made.created_by_api_key_id from invite made where made.id = m.invite_id) as "createdByApiKeyId"`;
const JOINS = `left join app_user u on u.id = m.user_id
  left join invite opened on opened.id = m.invite_id and m.status = 'INVITED'`;
const FROM = `account_member m ${JOINS}`;

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

/** The members with these ids, whoever may see them; the loaders ask the policy. */
export const findMembers = (db: Queryable, ids: readonly string[]): Promise<AccountMemberRow[]> =>
  db.prepared<AccountMemberRow>(`select ${SELECT} from ${FROM} where m.id = any($1)`, [ids]);

/** A person in a business. */
export interface MemberKey {
  businessId: string;
  userId: string;
}

/** The rows of these people in these businesses, whoever may see them: of each the ACTIVE one, else the newest. */
export const findMembersByKey = (db: Queryable, keys: readonly MemberKey[]): Promise<AccountMemberRow[]> =>
  db.prepared<AccountMemberRow>(
    `select distinct on (m.business_id, m.user_id) ${SELECT} from ${FROM}
     where (m.business_id, m.user_id) in (select * from unnest($1::text[], $2::text[]))
     order by m.business_id, m.user_id, m.status = 'ACTIVE' desc, m.created_at desc, m.id desc`,
    [keys.map(({ businessId }) => businessId), keys.map(({ userId }) => userId)],
  );

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
  let shown: EmailsShown = 'all';
  if (scope !== 'all') {
    const kinds = [
      scope.has('own') && isOwn(standing, values),
      scope.has('addressed') && isOffered(standing, values),
      scope.has('created') && isCreated(standing, values),
      scope.has('activeMembers') && `m.status = 'ACTIVE'`,
    ];
    where.push(`(${kinds.filter((kind) => kind !== false).join(' or ') || 'false'})`);
    shown = { ofUserId: viewerId(standing) };
  }
  const identity = { field: 'Business.members', of: businessId, filter, orderBy: orders };
  return list(context, identity, { where, values, filter, orders, shown }, options);
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

/** The row was made or last opened by an invite that the viewer, an API key, created. */
function isCreated({ principal }: Standing, values: Values): string {
  if (principal.kind !== 'apiKey') return 'false';
  return `exists (select from invite made
    where made.id = m.invite_id and made.created_by_api_key_id = ${values.add(principal.apiKeyId)})`;
}

interface MemberList {
  where: string[];
  values: Values;
  filter?: AccountMemberFilter | null | undefined;
  orders?: readonly AccountMemberOrder[] | null | undefined;
  shown?: EmailsShown;
}

async function list(
  context: ReadContext,
  identity: { field: string; of: string; filter?: object | null | undefined; orderBy?: object | null | undefined },
  { where, values, filter, orders, shown = 'all' }: MemberList,
  { args, selected, withTotal }: ListOptions,
): Promise<Page<AccountMemberRow>> {
  const relations = (Object.keys(RELATIONS) as (keyof typeof RELATIONS)[]).filter((name) => selected.has(name)); // keys of a literal
  const brought = relations.map((name) => `${RELATIONS[name](context.principal, values)} as "${name}"`);
  const source = {
    select: [SELECT, ...brought].join(', '),
    from: 'account_member m',
    joins: JOINS,
    where: [...where, ...filterMembers(filter, values)],
    ...(filter?.query ? { either: searchMembers(filter.query, shown, values) } : {}),
    order: orderMembers(orders, shown, values),
    values: values.list,
    alias: 'm',
  };
  const page = await readPage<AccountMemberRow>(context, identity, source, args, withTotal);
  for (const row of page.rows) {
    if (row.business) row.business = reviveTimes(row.business);
    if (row.invite) row.invite = reviveTimes(row.invite);
  }
  return page;
}
