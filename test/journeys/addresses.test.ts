import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CallerDocument,
  InviteMembersDocument,
  ReceivedInvitesDocument,
  RequestSignInCodeDocument,
  ResendInvitesDocument,
} from '../operations/__generated__/graphql.js';
import { accountOf, outcome } from '../support/account.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { linkTokenOf } from '../support/links.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { linkDesk } from './link-desk.js';

// I17: one grammar of addresses at every door. The grammar itself: test/domain/invitee.test.ts. The command line:
// test/start/user.test.ts. What the mail library is given: test/email/smtp-mailer.test.ts.

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
let nobody: Client;
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  world = await createBusinessWorld(gateway, person('ada'));
  ada = await gateway.as(person('ada'));
  nobody = gateway.with(undefined);
});
afterAll(() => gateway.stop());

const invite = async (emails: readonly string[], options: { mode?: 'ALL_OR_NOTHING'; validateOnly?: boolean } = {}) => {
  const invitees = emails.map((email) => ({ email }));
  const { inviteMembers } = await ada.run(InviteMembersDocument, {
    input: { businessId: world.id, invitees, ...options },
  });
  return inviteMembers?.results ?? [];
};
const verdicts = async (...given: Parameters<typeof invite>) =>
  (await invite(...given)).map(({ error }) => error?.code ?? 'INVITED');

/** What each of them means to somebody's mail program, and what it would be here if a door were less strict. */
const NO_ADDRESSES = [
  'ann@evil.test@example.com',
  'ann@example.com, eve@evil.test',
  'ann@example.com\r\nBcc: eve@evil.test',
  'ann@example.com (x) evil.test',
  '"ann@evil.test"@example.com',
  'Ann <ann@example.com>',
  'ann＠example.com',
  'ann@ｅxample.com',
  'änn@example.com',
  'ann@localhost',
  'ann@127.0.0.1',
  `${'a'.repeat(65)}@example.com`,
];

describe.each(NO_ADDRESSES)('I17: %j is no address', (email) => {
  it('of an invite, alone or in a batch, really or as a dry run', async () => {
    const [alone] = await invite([email]);
    expect(alone).toMatchObject({ invite: null, error: { code: 'INVALID_INPUT' } });
    expect(alone?.error?.field).toEqual(['input', 'invitees', '0', 'email']);
    expect(await verdicts([email, 'ann@example.com', email], { validateOnly: true })).toEqual([
      'INVALID_INPUT',
      'INVITED',
      'INVALID_INPUT',
    ]);
    expect(await verdicts(['ann@example.com', email], { mode: 'ALL_OR_NOTHING' })).toEqual([
      'ABORTED',
      'INVALID_INPUT',
    ]);
  });

  it('of an account that asks for a code, or signs in', async () => {
    const { requestSignInCode } = await nobody.run(RequestSignInCodeDocument, { input: { email } });
    expect(requestSignInCode).toMatchObject({ accepted: false, userErrors: [{ code: 'INVALID_INPUT' }] });
    expect(await outcome(nobody, { email, password: 'correct horse battery' })).toBe('INVALID_CREDENTIALS');
  });

  it('of a person, whatever their token says: they have none, and no inbox', async () => {
    const client = await gateway.as(person('odd', { id: `usr_${NO_ADDRESSES.indexOf(email)}`, email }));
    expect((await client.run(CallerDocument, {})).viewer?.user).toMatchObject({ email: null });
    expect((await client.run(ReceivedInvitesDocument, {})).viewer?.receivedInvites.totalCount).toBe(0);
  });
});

describe.each([
  ['case', 'Cleo.Case@Example.COM', 'cleo.case@example.com'],
  ['white space around it', '\tcleo.space@example.com\r\n', 'cleo.space@example.com'],
  ['an alphabet', 'cleo@bücher.example', 'cleo@xn--bcher-kva.example'],
])('I17: an address that is spelled in two ways, by %s,', (_, spelled, canonical) => {
  it('is one invitee, one inbox and one account, by whatever door', async () => {
    const [first] = await invite([spelled]);
    const id = first?.invite?.id ?? '';
    expect(await verdicts([canonical, spelled, `x${canonical}`])).toEqual([
      'ALREADY_INVITED',
      'ALREADY_INVITED',
      'INVITED',
    ]);
    for (const email of [spelled, canonical]) {
      const client = await gateway.as(
        person('cleo', { id: `usr_${email.trim()}`.replace(/[^\x20-\x7e]/g, '-'), email }),
      );
      const { viewer } = await client.run(ReceivedInvitesDocument, {});
      expect(viewer?.receivedInvites.nodes.map((node) => node.id)).toEqual([id]);
    }
    await ada.run(ResendInvitesDocument, { input: { businessId: world.id, inviteIds: [id] } });
    expect(await verdicts([canonical])).toEqual(['ALREADY_INVITED']);

    const accepted = await linkDesk(gateway).accept({
      token: await linkTokenOf(gateway.database, id),
      password: 'correct horse battery',
    });
    expect(accepted?.userErrors).toEqual([]);
    for (const email of [spelled, canonical]) {
      expect(await outcome(nobody, { email, password: 'correct horse battery' })).toBe('session');
    }
    expect(await verdicts([canonical, spelled])).toEqual(['ALREADY_MEMBER', 'ALREADY_MEMBER']);
    await accountOf(gateway.database, canonical); // a code for the same account, no second one
    expect(await gateway.database.query('select 1 from account where email_canonical = $1', [canonical])).toHaveLength(
      1,
    );
  });
});
