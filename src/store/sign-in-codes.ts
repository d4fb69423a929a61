import { selectList } from '../database/columns.js';
import type { Queryable } from '../database/queryable.js';
import type { Tx } from '../database/transaction.js';
import type { SignInCodeEntity } from '../entities/sign-in-code.entity.js';

const COLUMNS = selectList('c', [
  'emailCanonical',
  'id',
  'email',
  'salt',
  'codeHash',
  'tries',
  'dayTries',
  'dayBeganAt',
  'expiresAt',
  'consumedAt',
]);

export type NewSignInCode = Pick<
  SignInCodeEntity,
  'emailCanonical' | 'id' | 'email' | 'salt' | 'codeHash' | 'expiresAt'
>;

/** Writes the code in the place of the older one of this address, which is good no more. The tries of the day stay. */
export async function replaceCode(tx: Tx, row: NewSignInCode, now: Date): Promise<void> {
  await tx.prepared(
    `insert into sign_in_code (email_canonical, id, email, salt, code_hash, tries, day_tries, day_began_at, expires_at)
     values ($1, $2, $3, $4, $5, 0, 0, $7, $6)
     on conflict (email_canonical) do update set id = excluded.id, email = excluded.email, salt = excluded.salt,
       code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at, consumed_at = null`,
    [row.emailCanonical, row.id, row.email, row.salt, row.codeHash, row.expiresAt, now],
  );
}

export type TriedCode = SignInCodeEntity & {
  /** Neither used nor past its time. */
  isGood: boolean;
};

/** Counts a try at the code of this address, whatever becomes of it, and returns the code as it is with this try. */
export async function countTry(db: Queryable, emailCanonical: string): Promise<TriedCode | undefined> {
  const [row] = await db.prepared<TriedCode>(
    `update sign_in_code c set tries = c.tries + 1,
       day_tries = case when c.day_began_at > clock_timestamp() - interval '1 day' then c.day_tries + 1 else 1 end,
       day_began_at = case when c.day_began_at > clock_timestamp() - interval '1 day' then c.day_began_at else clock_timestamp() end
     where c.email_canonical = $1
     returning ${COLUMNS}, c.consumed_at is null and c.expires_at > clock_timestamp() as "isGood"`,
    [emailCanonical],
  );
  return row;
}

/** Locks the code; undefined when it was used or replaced by a newer one. */
export async function lockCode(tx: Tx, id: string): Promise<SignInCodeEntity | undefined> {
  const [row] = await tx.prepared<SignInCodeEntity>(
    `select ${COLUMNS} from sign_in_code c where c.id = $1 and c.consumed_at is null for no key update`,
    [id],
  );
  return row;
}

/** Uses the code up. The try that found it was right, and is given back to the day. */
export async function consumeCode(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.prepared('update sign_in_code set consumed_at = $2, day_tries = greatest(day_tries - 1, 0) where id = $1', [
    id,
    now,
  ]);
}
