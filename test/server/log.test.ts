import { describe, expect, it } from 'vitest';
import { newApiKeySecret, newRefreshToken } from '../../src/auth/secret-token.js';
import { createLog } from '../../src/server/log.js';
import { isDiscreet } from '../support/discreet.js';
import { TEST_LINKS } from '../support/links.js';
import { person, tokenOf } from '../support/person.js';

// I11: every server of every test is held to this when it ends (test/support/gateway.ts).

function logged(facts: object): string {
  const lines: string[] = [];
  createLog('debug', { write: (line) => void lines.push(line) }).warn(facts, 'something happened');
  return lines.join('');
}

describe('the log of a test', () => {
  it('I11: is found to tell a secret of each kind, or an address', async () => {
    const link = TEST_LINKS.read({ id: 'inv_1', generation: 1, ...TEST_LINKS.make('inv_1', 1) });
    const secrets = [
      newApiKeySecret().text,
      newRefreshToken().text,
      await tokenOf(person('ada')),
      `https://members.example.com/invite#token=${link}`,
      'Ada.Lovelace@example.com',
    ];
    for (const secret of secrets) expect([secret, isDiscreet(logged({ secret }))]).toEqual([secret, false]);
    for (const harmless of ['inv_01h455vb4pex5vsknk084sn02q', 'membership-gateway', 'members.example.com']) {
      expect(isDiscreet(logged({ harmless }))).toBe(true);
    }
  });

  it('I11: holds of an error of the database neither the row nor the statement nor its parameters', () => {
    const error = Object.assign(new Error('duplicate key value violates unique constraint'), {
      code: '23505',
      constraint: 'account_email_canonical_key',
      detail: 'Key (email_canonical)=(ada@example.com) already exists.',
      where: 'ada@example.com',
      query: `insert into account values ('ada@example.com')`,
      parameters: ['ada@example.com'],
    });
    const line = logged({ err: error });
    expect(line).toContain('account_email_canonical_key');
    expect(isDiscreet(line)).toBe(true);
  });
});
