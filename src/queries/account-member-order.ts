import type { BusinessRole, MembershipStatus } from '../domain/membership.js';
import type { OrderTerm } from './keyset.js';
import { containing, oneOf, type Values } from './sql.js';

// How members are filtered and ordered: statements over `account_member m` and `app_user u`, the person who has accepted.

export interface AccountMemberFilter {
  query?: string | null | undefined;
  statuses?: readonly MembershipStatus[] | null | undefined;
  roles?: readonly BusinessRole[] | null | undefined;
}

export interface AccountMemberOrder {
  field: 'CREATED_AT' | 'ACCEPTED_AT' | 'EMAIL' | 'FIRST_NAME' | 'LAST_NAME';
  direction: 'ASC' | 'DESC';
}

/** Of whom the viewer may read the e-mail (an API key of nobody): to who may not it is null, to filters and orders too. */
export type EmailsShown = 'all' | { ofUserId: string | null };

/** The e-mail of a member: the person's once they have accepted, the address as invited before. */
export const EMAIL = 'case when m.user_id is null then m.invited_email else u.email end';

/** The conditions of the filter but for its query. */
export function filterMembers(filter: AccountMemberFilter | null | undefined, values: Values): string[] {
  const where: string[] = [];
  if (filter?.statuses) where.push(oneOf('m.status', filter.statuses, values));
  if (filter?.roles) where.push(`m.roles && ${values.add(filter.roles)}`);
  return where;
}

/**
 * The members whose e-mail or name contains the query, as two halves that share no row: those whom nobody knows yet, by the
 * address as invited, and those who are known, by the people that match. Each text has its index, which an OR over both
 * tables could not use.
 */
export function searchMembers(query: string, shown: EmailsShown, values: Values): string[] {
  const pattern = containing(query, values);
  const like = (column: string) => `lower(${column}) like ${pattern}`;
  const email =
    shown === 'all' ? like('found.email') : `(found.id = ${values.add(shown.ofUserId)} and ${like('found.email')})`;
  const invited = isNobody(shown) ? 'false' : like('m.invited_email');
  return [
    `m.user_id is null and ${invited}`,
    `m.user_id in (select found.id from app_user found
       where ${email} or ${like('found.first_name')} or ${like('found.last_name')})`,
  ];
}

/** The order's terms. Where e-mails are not shown to the viewer, rows are not ordered by them either. */
export function orderMembers(
  orders: readonly AccountMemberOrder[] | null | undefined,
  shown: EmailsShown,
  values: Values,
): OrderTerm[] {
  const asked = orders?.length ? orders : [{ field: 'CREATED_AT', direction: 'DESC' } as const];
  return asked.map(({ field, direction }) => ({ ...termOf(field, shown, values), direction }));
}

function termOf(field: AccountMemberOrder['field'], shown: EmailsShown, values: Values): Omit<OrderTerm, 'direction'> {
  switch (field) {
    case 'CREATED_AT':
      return { sql: 'm.created_at', type: 'timestamptz', nullable: false };
    case 'ACCEPTED_AT':
      return { sql: 'm.accepted_at', type: 'timestamptz', nullable: true };
    case 'EMAIL':
      return { sql: shownEmail(shown, values), type: 'text', nullable: true };
    case 'FIRST_NAME':
      return { sql: 'lower(u.first_name)', type: 'text', nullable: true };
    case 'LAST_NAME':
      return { sql: 'lower(u.last_name)', type: 'text', nullable: true };
  }
}

const isNobody = (shown: EmailsShown): boolean => shown !== 'all' && shown.ofUserId === null;

/** A row without a person is listed only to the invitee, to the key that invited them, and to those who see all e-mails. */
function shownEmail(shown: EmailsShown, values: Values): string {
  if (shown === 'all') return `lower(${EMAIL})`;
  return isNobody(shown)
    ? 'null::text'
    : `case when m.user_id is null or m.user_id = ${values.add(shown.ofUserId)} then lower(${EMAIL}) end`;
}
