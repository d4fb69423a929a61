import { selectList } from '../database/columns.js';
import { snakeCase } from '../database/snake-naming.js';
import type { Tx } from '../database/transaction.js';
import type { AppUserEntity } from '../entities/app-user.entity.js';
import { asJson } from './rows.js';

const PROPERTIES = [
  'id',
  'email',
  'emailCanonical',
  'emailVerified',
  'firstName',
  'lastName',
  'claimedAt',
  'createdAt',
] as const satisfies (keyof AppUserEntity)[];
const COLUMNS = selectList('u', PROPERTIES);

/** Locks the rows of these people, by their ids. */
export async function lockUsers(tx: Tx, ids: readonly string[]): Promise<Map<string, AppUserEntity>> {
  const rows = await tx.prepared<AppUserEntity>(
    `select ${COLUMNS} from app_user u where u.id = any($1) order by u.id for no key update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The people with these ids, and those who have one of these addresses verified. */
export async function readUsers(
  tx: Tx,
  ids: readonly string[],
  verifiedEmails: readonly string[] = [],
): Promise<AppUserEntity[]> {
  return tx.prepared<AppUserEntity>(
    `select ${COLUMNS} from app_user u where u.id = any($1)
     union select ${COLUMNS} from app_user u where u.email_verified and u.email_canonical = any($2)`,
    [ids, verifiedEmails],
  );
}

/** Inserts the people, or replaces what older tokens told; in the order of their ids, so that two never wait in a circle. */
export async function upsertUsers(tx: Tx, rows: readonly AppUserEntity[]): Promise<void> {
  const columns = PROPERTIES.map(snakeCase).join(', ');
  await tx.prepared(
    `insert into app_user as u (${columns})
     select ${columns} from json_populate_recordset(null::app_user, $1) order by id
     on conflict (id) do update set email = excluded.email, email_canonical = excluded.email_canonical,
       email_verified = excluded.email_verified, first_name = excluded.first_name, last_name = excluded.last_name,
       claimed_at = excluded.claimed_at
     where u.claimed_at < excluded.claimed_at`,
    [asJson(rows)],
  );
}
