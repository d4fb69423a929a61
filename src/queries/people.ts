import type { Principal } from '../auth/principal.js';
import type { Queryable } from '../database/queryable.js';
import { jsonRow, lives, Values } from './sql.js';

/** A person as this viewer may see them: what is not theirs to see is null. */
export interface PersonRow {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
}

/**
 * The columns of `app_user u`, masked: e-mail and names are shown to the person, and to who may read one of their
 * memberships; the names also to whom or to whose business they have sent an invite, to who administers an asset of a
 * business of which they are a member, and where `named`.
 */
function personSelect(principal: Principal, named: boolean, values: Values): string {
  const email = `case when ${visibleTo(principal, values)} then u.email end as email`;
  if (named) return `u.id, ${email}, u.first_name as "firstName", u.last_name as "lastName"`;
  const visible = namesVisibleTo(principal, values);
  const name = (column: string) => `case when ${visible} then u.${column} end`;
  return `u.id, ${email}, ${name('first_name')} as "firstName", ${name('last_name')} as "lastName"`;
}

/** The inbox is asked by address, by id and by business apart: each has its index. */
function namesVisibleTo(principal: Principal, values: Values): string {
  const visible = visibleTo(principal, values);
  if (principal.kind !== 'user') return visible;
  const viewer = values.add(principal.userId);
  return `(${visible}
    or exists (select from invite sent where sent.invitee_user_id = ${viewer} and sent.created_by_user_id = u.id)
    or exists (select from app_user me join invite sent on sent.invitee_email_canonical = me.email_canonical
      where me.id = ${viewer} and me.email_verified and sent.invitee_user_id is null and sent.created_by_user_id = u.id)
    or exists (select from account_member mine join account_member m on m.business_id = mine.business_id and m.status = 'ACTIVE'
      where mine.user_id = ${viewer} and mine.status = 'ACTIVE' and m.user_id = u.id
        and exists (select from asset_permission own where own.member_id = mine.id and 'ADMIN' = any(own.levels) and ${lives('own')}))
    or exists (select from account_member admin join invite sent on sent.invitee_business_id = admin.business_id
      where admin.user_id = ${viewer} and admin.status = 'ACTIVE' and admin.roles && '{OWNER,BIZ_ADMIN}'
        and sent.created_by_user_id = u.id))`;
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

/**
 * The person whose id `idSql` is, as one JSON object; null where nobody is known by it. `named` shows the names: of the
 * sender of an invite that the viewer sees.
 */
export const personJson = (idSql: string, principal: Principal, named: boolean, values: Values): string =>
  jsonRow(personSelect(principal, named, values), `app_user u where u.id = ${idSql}`);

/** A person as met anywhere, and as the sender of an invite that the viewer sees. */
export interface FoundPerson {
  person: PersonRow;
  sender: PersonRow;
}

/** These people in the order of `ids`. A well-formed id always resolves: to whom nothing may be shown, or is known, all is null. */
export async function findPeople(db: Queryable, principal: Principal, ids: readonly string[]): Promise<FoundPerson[]> {
  const values = new Values();
  const wanted = values.add(ids);
  const select = `${personSelect(principal, true, values)}, ${namesVisibleTo(principal, values)} as "namesVisible"`;
  const rows = await db.prepared<PersonRow & { namesVisible: boolean }>(
    `select ${select} from app_user u where u.id = any(${wanted})`,
    values.list,
  );
  const known = new Map(rows.map(({ namesVisible, ...sender }) => [sender.id, { namesVisible, sender }]));
  return ids.map((id) => {
    const { namesVisible = false, sender = nobodyKnown(id) } = known.get(id) ?? {};
    return { sender, person: namesVisible ? sender : { ...sender, firstName: null, lastName: null } };
  });
}

const nobodyKnown = (id: string): PersonRow => ({ id, email: null, firstName: null, lastName: null });
