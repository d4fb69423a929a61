import { selectList } from '../database/columns.js';
import type { Tx } from '../database/transaction.js';
import type { AppUserEntity } from '../entities/app-user.entity.js';

const COLUMNS = selectList('u', [
  'id',
  'email',
  'emailCanonical',
  'emailVerified',
  'firstName',
  'lastName',
  'claimedAt',
  'createdAt',
]);

/** Locks this person's row. */
export async function lockUser(tx: Tx, id: string): Promise<AppUserEntity | undefined> {
  const [row] = await tx.prepared<AppUserEntity>(
    `select ${COLUMNS} from app_user u where u.id = $1 for no key update`,
    [id],
  );
  return row;
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

/** Inserts the person, or replaces what an older token told. */
export async function upsertUser(tx: Tx, row: AppUserEntity): Promise<void> {
  await tx.prepared(
    `insert into app_user as u (id, email, email_canonical, email_verified, first_name, last_name, claimed_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set email = excluded.email, email_canonical = excluded.email_canonical,
       email_verified = excluded.email_verified, first_name = excluded.first_name, last_name = excluded.last_name,
       claimed_at = excluded.claimed_at
     where u.claimed_at < excluded.claimed_at`,
    [
      row.id,
      row.email,
      row.emailCanonical,
      row.emailVerified,
      row.firstName,
      row.lastName,
      row.claimedAt,
      row.createdAt,
    ],
  );
}
