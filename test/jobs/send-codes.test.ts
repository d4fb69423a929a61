import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCode } from '../../src/commands/request-sign-in-code.js';
import { deriveKey } from '../../src/domain/seal.js';
import { createSignInCodes } from '../../src/domain/sign-in-code.js';
import type { Mail } from '../../src/email/mailer.js';
import { sendCodes } from '../../src/jobs/send-codes.js';
import { insertOutbox } from '../../src/outbox/outbox.js';
import { TEST_CODES } from '../support/account.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TEST_SECRET } from '../support/person.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const log = { warn: () => {} };

/** Owes a code to this address; returns its digits. */
const owe = (email: string, codes = TEST_CODES) =>
  test.database.transaction(async (tx) => {
    const now = await tx.clock();
    const { id, digits } = await makeCode(tx, { codes }, { email, emailCanonical: email }, now);
    await insertOutbox(tx, [{ kind: 'SIGN_IN_CODE', subjectId: id, generation: 1, dueAt: now }]);
    return digits;
  });

/** Sends what is due to a mail server that takes it, or not. */
async function send({ up = true, codes = TEST_CODES } = {}): Promise<Mail[]> {
  const mails: Mail[] = [];
  const mailer = {
    send: async (mail: Mail) => {
      mails.push(mail);
      if (!up) throw new Error('The mail server is down');
    },
  };
  await test.database.query('update outbox set due_at = clock_timestamp()');
  await sendCodes({ database: test.database, mailer, codes, publicUrl: () => 'https://members.example.com', log });
  return mails;
}

const owed = async () => (await test.database.query('select 1 from outbox')).length;

describe('a code that is owed', () => {
  it('is made again at each attempt, the same under the same Message-ID, until it is handed over', async () => {
    const digits = await owe('ada@example.com');
    const [first] = await send({ up: false });
    expect(await owed()).toBe(1);
    const [second] = await send();
    expect(second).toEqual(first);
    expect(second).toMatchObject({ to: 'ada@example.com', subject: 'Your sign-in code' });
    expect(second?.text).toContain(digits);
    expect(second?.text).toContain('10 minutes');
    expect(await owed()).toBe(0);
  });

  it('is not sent once there is a newer one, it was used, or its time is over', async () => {
    await owe('newer@example.com');
    const newer = await owe('newer@example.com');
    await owe('used@example.com');
    await owe('late@example.com');
    await test.database.query(
      `update sign_in_code set consumed_at = clock_timestamp() where email = 'used@example.com'`,
    );
    await test.database.query(
      `update sign_in_code set expires_at = clock_timestamp() where email = 'late@example.com'`,
    );
    const mails = await send();
    expect(mails.map(({ to }) => to)).toEqual(['newer@example.com']);
    expect(mails[0]?.text).toContain(newer);
    expect(await owed()).toBe(0);
  });

  it('survives a rotation of the secret key, and not its loss', async () => {
    const other = Buffer.alloc(32, 'other').toString('base64url');
    const keysOf = (...secrets: string[]) =>
      createSignInCodes(secrets.map((secret) => deriveKey(secret, 'sign-in-code')));
    const digits = await owe('rotated@example.com');
    const [mail] = await send({ codes: keysOf(other, TEST_SECRET) });
    expect(mail?.text).toContain(digits);
    await owe('lost@example.com');
    expect(await send({ codes: keysOf(other) })).toEqual([]);
  });
});
