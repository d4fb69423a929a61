import type { Principal } from '../auth/principal.js';
import type { Queryable } from '../database/queryable.js';
import { jsonRow, Values } from './sql.js';

/** A person as this viewer may see them: what is not theirs to see is null. */
export interface PersonRow {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
}

/**
 * The columns of `app_user u`, masked: e-mail and names are shown to the person, and to who may read one of their
 * memberships; the names also where `named` (the sender of an invite that the viewer sees).
 */
function personSelect(principal: Principal, named: boolean, values: Values): string {
  const visible = visibleTo(principal, values);
  const name = (column: string) => (named ? `u.${column}` : `case when ${visible} then u.${column} end`);
  return `u.id, case when ${visible} then u.email end as email, ${name('first_name')} as "firstName", ${name('last_name')} as "lastName"`;
}

function visibleTo(principal: Principal, values: Values): string {
  if (principal.kind === 'apiKey' && principal.scopes.includes('READ')) {
    const business = values.add(principal.businessId);
    return `exists (select from account_member m where m.user_id = u.id and m.business_id = ${business})`;
  }
  if (principal.kind !== 'user') return 'false';
  const viewer = values.add(principal.userId);
  return `(u.id = ${viewer} or exists (select from account_member m
    join account_member admin on admin.business_id = m.business_id and admin.user_id = ${viewer}
      and admin.status = 'ACTIVE' and admin.roles && '{OWNER,BIZ_ADMIN}'
    where m.user_id = u.id))`;
}

/** The person whose id `idSql` is, as one JSON object; null where nobody is known by it. */
export const personJson = (idSql: string, principal: Principal, named: boolean, values: Values): string =>
  jsonRow(personSelect(principal, named, values), `app_user u where u.id = ${idSql}`);

/** These people in the order of `ids`. A well-formed id always resolves: to whom nothing may be shown, or is known, all is null. */
export async function findPeople(
  db: Queryable,
  principal: Principal,
  ids: readonly string[],
  named: boolean,
): Promise<PersonRow[]> {
  const values = new Values();
  const wanted = values.add(ids);
  const select = personSelect(principal, named, values);
  const rows = await db.prepared<PersonRow>(
    `select ${select} from app_user u where u.id = any(${wanted})`,
    values.list,
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => known.get(id) ?? { id, email: null, firstName: null, lastName: null });
}
