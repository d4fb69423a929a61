import type { Queryable } from '../database/queryable.js';
import type { StoredCode } from '../domain/sign-in-code.js';

/** A sign-in code that is still good, and where it goes. */
export interface CodeMailRow extends StoredCode {
  email: string;
  /** Whole minutes until it ends, at least one. */
  minutesValid: number;
}

/** Of these codes those that are worth mailing: not used, not replaced by a newer one, not past their time. */
export const findCodeMails = (db: Queryable, ids: readonly string[]): Promise<CodeMailRow[]> =>
  db.prepared<CodeMailRow>(
    `select id, email, salt, code_hash as "codeHash",
       ceil(extract(epoch from expires_at - clock_timestamp()) / 60)::int as "minutesValid"
     from sign_in_code where id = any($1) and consumed_at is null and expires_at > clock_timestamp()`,
    [ids],
  );
