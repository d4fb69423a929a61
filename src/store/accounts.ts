import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { Tx } from '../database/transaction.js';
import type { AccountEntity } from '../entities/account.entity.js';
import type { AppUserEntity } from '../entities/app-user.entity.js';
import { insertRows, type Table } from './rows.js';

/** An account with the person whose it is. */
export type AccountRow = Pick<AccountEntity, 'userId' | 'emailCanonical' | 'passwordHash'> &
  Pick<AppUserEntity, 'email' | 'firstName' | 'lastName'>;

const ACCOUNT: Table<Omit<AccountEntity, 'user'>> = {
  name: 'account',
  key: 'userId',
  properties: ['userId', 'emailCanonical', 'passwordHash', 'createdAt'],
};

const SELECT = `select ${selectList('a', ['userId', 'emailCanonical', 'passwordHash'])},
    ${selectList('u', ['email', 'firstName', 'lastName'])}
  from account a join app_user u on u.id = a.user_id`;

/** The account of this address. */
export async function findAccount(db: Queryable, emailCanonical: string): Promise<AccountRow | undefined> {
  const [row] = await db.prepared<AccountRow>(`${SELECT} where a.email_canonical = $1`, [emailCanonical]);
  return row;
}

/** The account of this person. */
export async function findAccountOf(db: Queryable, userId: string): Promise<AccountRow | undefined> {
  const [row] = await db.prepared<AccountRow>(`${SELECT} where a.user_id = $1`, [userId]);
  return row;
}

/** The account of this address, locked; where there is none the address is, so that nobody else makes one meanwhile. */
export async function lockAccount(tx: Tx, emailCanonical: string): Promise<AccountRow | undefined> {
  const locked = `${SELECT} where a.email_canonical = $1 for no key update of a`;
  const [row] = await tx.prepared<AccountRow>(locked, [emailCanonical]);
  if (row) return row;
  await tx.prepared('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`account:${emailCanonical}`]);
  const [made] = await tx.prepared<AccountRow>(locked, [emailCanonical]); // while this one waited
  return made;
}

export const insertAccounts = (tx: Tx, rows: readonly Omit<AccountEntity, 'user'>[]): Promise<void> =>
  insertRows(tx, ACCOUNT, rows);

export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.prepared('update account set password_hash = $2 where user_id = $1', [userId, passwordHash]);
}
