import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BusinessInvitesDocument,
  BusinessMembersDocument,
  CancelInvitesDocument,
  InviteMembersDocument,
  ReceivedInvitesDocument,
  ResendInvitesDocument,
  RespondToInvitesDocument,
} from '../operations/__generated__/graphql.js';
import { accountWithPassword, outcome } from '../support/account.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { settled } from './dashboard.js';
import { type LinkDesk, linkDesk, statusOf, topLevel } from './link-desk.js';

// What people of other systems have done to invite links, each by the number that docs/SECURITY.md gives it.

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
let desk: LinkDesk;
const tokens: string[] = [];
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  world = await createBusinessWorld(gateway, person('ada'));
  ada = await gateway.as(person('ada'));
  desk = linkDesk(gateway);
});
afterAll(() => gateway.stop());

/** Invites an address; returns the invite's id and the token of the link that was mailed. */
async function invited(email: string): Promise<{ id: string; token: string }> {
  const [id = ''] = await world.invite([email]);
  const token = await desk.token(email);
  tokens.push(token);
  await expect.poll(() => statusOf(gateway, id)).toBe('PENDING'); // what is noted of the mail is noted
  return { id, token };
}
const respond = async (client: Client, inviteId: string) => {
  const { respondToInvites } = await client.run(RespondToInvitesDocument, {
    input: { responses: [{ inviteId, accept: true }] },
  });
  return respondToInvites?.results[0]?.error?.code ?? 'ACCEPTED';
};

describe('whose link it is', () => {
  it('I01: is WRONG_RECIPIENT to who is signed in with another address, NOT_FOUND by id, and serves its invitee still', async () => {
    const { id, token } = await invited('right@example.com');
    const mallory = await gateway.as(person('mallory'));
    expect(await desk.verdict({ token }, mallory)).toBe('WRONG_RECIPIENT');
    expect(await desk.verdict({ token, password: PASSWORD }, mallory)).toBe('WRONG_RECIPIENT');
    expect((await desk.decline(token, mallory))?.userErrors).toMatchObject([{ code: 'WRONG_RECIPIENT' }]);
    expect(await respond(mallory, id)).toBe('NOT_FOUND');
    expect(await statusOf(gateway, id)).toBe('PENDING');
    expect(await desk.verdict({ token }, await gateway.as(person('right')))).toBe('ACCEPTED');
  });

  it('I02: an address that is not verified answers nothing by id, and answers by the link, which came to that mailbox', async () => {
    const { id, token } = await invited('unproven@example.com');
    const unproven = await gateway.as(person('unproven', { emailVerified: false }));
    expect(await respond(unproven, id)).toBe('EMAIL_NOT_VERIFIED');
    expect(await desk.verdict({ token }, unproven)).toBe('ACCEPTED');
  });

  it('I05: makes an account of the address that was invited, and takes no other', async () => {
    const { token } = await invited('invited@example.com');
    const other = await desk.nobody.send(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { member { id } } }',
      { input: { token, password: PASSWORD, email: 'attacker@example.com' } },
    );
    expect([topLevel(other), other.data]).toEqual(['BAD_USER_INPUT', undefined]);
    const payload = await desk.accept({ token, password: PASSWORD });
    expect(payload).toMatchObject({
      member: { email: 'invited@example.com' },
      session: { user: { email: 'invited@example.com' } },
    });
  });

  it('I06: makes one account: who comes second finds it closed, signed in or not', async () => {
    const { token } = await invited('single@example.com');
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('ACCEPTED');
    expect(await desk.verdict({ token, password: 'another password' })).toBe('INVITE_NOT_PENDING');
    expect(await desk.verdict({ token, code: '123456' })).toBe('INVITE_NOT_PENDING');
    expect(await desk.verdict({ token }, await gateway.as(person('single')))).toBe('INVITE_NOT_PENDING');
    expect(await desk.verdict({ token }, await gateway.as(person('mallory')))).toBe('INVITE_NOT_PENDING');
    const rows = await gateway.database.query(`select from account where email_canonical = 'single@example.com'`);
    expect(rows).toHaveLength(1);
  });

  it('I07: is judged when it is answered, not when the page was loaded', async () => {
    const { token } = await invited('shared@example.com');
    expect(await desk.preview(token)).not.toBeNull();
    const [one, other] = await Promise.all(
      ['one', 'other'].map((name) => gateway.as(person(name, { email: 'shared@example.com' }))),
    );
    expect(await desk.verdict({ token }, one)).toBe('ACCEPTED');
    expect(await desk.verdict({ token }, other)).toBe('INVITE_NOT_PENDING');
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('INVITE_NOT_PENDING');
  });

  it('I12: is dead with its invite, for all that were withdrawn at once', async () => {
    const all = await Promise.all(['w1', 'w2', 'w3'].map((name) => invited(`${name}@example.com`)));
    const inviteIds = all.map(({ id }) => id);
    await ada.run(CancelInvitesDocument, { input: { businessId: world.id, inviteIds } });
    const verdicts = await Promise.all(all.map(({ token }) => desk.verdict({ token, password: PASSWORD })));
    expect(verdicts).toEqual(all.map(() => 'INVITE_NOT_PENDING'));
    const rows = await gateway.database.query(`select from account where email_canonical like 'w_@example.com'`);
    expect(rows).toEqual([]);
  });
});

describe('the token', () => {
  it('I08: holds nothing to edit: each other spelling is unknown, and nothing of the invite stands in it', async () => {
    const { id, token } = await invited('opaque@example.com');
    const bytes = Buffer.from(token, 'base64url');
    expect(bytes).toHaveLength(32);
    expect(bytes.toString('latin1')).not.toMatch(/opaque|example|inv_/);
    const flipped = Array.from(token, (char, index) => {
      const next = char === 'A' ? 'B' : 'A';
      return `${token.slice(0, index)}${next}${token.slice(index + 1)}`;
    });
    const edited = [...flipped, token.slice(0, -1), `${token}A`, `${token}=`, ` ${token}`, id, token.toLowerCase()];
    const answers = await Promise.all(edited.map((one) => desk.preview(one)));
    expect(answers.filter((one) => one !== null)).toEqual([]);
    expect(await desk.verdict({ token: flipped[0] ?? '', password: PASSWORD })).toBe('NOT_FOUND');
  });

  it('I09: is readable to nobody after it was mailed: no field of the schema gives it', async () => {
    const { id, token } = await invited('unreadable@example.com');
    const { data } = await ada.send<{ invite: object; type: { fields: { name: string }[] } }, object>(
      `{ invite(id: "${id}") { id } type: __type(name: "Invite") { fields { name } } }`,
    );
    expect(data?.type.fields.map(({ name }) => name).filter((name) => /token|link|url|secret/i.test(name))).toEqual([]);
    const lists = await Promise.all([
      ada.run(BusinessInvitesDocument, { id: world.id, first: 250 }),
      ada.run(BusinessMembersDocument, { id: world.id, first: 250 }),
    ]);
    expect(JSON.stringify(lists)).toContain(id);
    expect(JSON.stringify(lists)).not.toContain(token);
    expect(await desk.preview(id)).toBeNull();
  });

  it('I10: is in no list of who took the invited address without having its mailbox, nor is the invite', async () => {
    const { id, token } = await invited('squatted@example.com');
    const squatter = await gateway.as(person('squatter', { email: 'squatted@example.com', emailVerified: false }));
    const received = await squatter.run(ReceivedInvitesDocument, {});
    expect(received.viewer?.receivedInvites.totalCount).toBe(0);
    expect(await respond(squatter, id)).toBe('EMAIL_NOT_VERIFIED');
    const owner = await gateway.as(person('mailbox', { email: 'squatted@example.com' }));
    const theirs = await owner.run(ReceivedInvitesDocument, {});
    expect(theirs.viewer?.receivedInvites.nodes.map((one) => one.id)).toEqual([id]);
    expect(JSON.stringify(theirs)).not.toContain(token);
  });

  it('is dead as soon as the invite was sent again, and the new one works', async () => {
    const { id, token } = await invited('resent@example.com');
    const { resendInvites } = await ada.run(ResendInvitesDocument, {
      input: { businessId: world.id, inviteIds: [id] },
    });
    expect(resendInvites?.results).toMatchObject([{ error: null, invite: { id, status: 'PENDING_SEND' } }]);
    expect(await desk.preview(token)).toBeNull();
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('NOT_FOUND');
    const newer = await desk.token('resent@example.com', 2);
    expect(newer).not.toBe(token);
    expect(await desk.verdict({ token: newer, password: PASSWORD })).toBe('ACCEPTED');
  });

  it('I33: leads where the configuration says, whatever the request claims to be for', async () => {
    const body = JSON.stringify({
      query: InviteMembersDocument.toString(),
      variables: { input: { businessId: world.id, invitees: [{ email: 'host@example.com' }] } },
    });
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenOf(person('ada'))}`,
      ...{
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil',
      },
    };
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${gateway.url}/graphql`, { method: 'POST', headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      });
      sent.on('error', reject).end(body);
    });
    expect(status).toBe(200);
    const mail = await desk.mail('host@example.com');
    expect(mail.link).toMatch(new RegExp(`^${gateway.url}/invite#token=`));
    expect(JSON.stringify(mail)).not.toContain('evil');
  });
});

describe('whether an address has an account', () => {
  it('I18: shows neither in what the inviting side is answered, nor in what it sees before acceptance', async () => {
    await accountWithPassword(gateway, desk.nobody, 'aa-has@example.com', PASSWORD);
    const emails = ['aa-has@example.com', 'aa-not@example.com'];
    const { inviteMembers } = await ada.run(InviteMembersDocument, {
      input: { businessId: world.id, invitees: emails.map((email) => ({ email })) },
    });
    await Promise.all(emails.map((email) => desk.token(email)));
    await settled(gateway);
    const filter = { query: 'aa-' };
    const shown = await Promise.all([
      ada.run(BusinessInvitesDocument, { id: world.id, filter, orderBy: { field: 'CREATED_AT', direction: 'ASC' } }),
      ada.run(BusinessMembersDocument, { id: world.id, filter, orderBy: [{ field: 'EMAIL', direction: 'ASC' }] }),
    ]);
    const rows = [
      inviteMembers?.results ?? [],
      shown[0].business?.invites.edges.map(({ node }) => node) ?? [],
      shown[1].business?.members.edges.map(({ node }) => node) ?? [],
    ];
    for (const [has, not] of rows) expect(alike(has)).toEqual(alike(not));
    expect(rows.map((list) => list.length)).toEqual([2, 2, 2]);
  });

  it('I18: a code that does not hold is refused in the same words, for who has one and who has none', async () => {
    await accountWithPassword(gateway, desk.nobody, 'bb-has@example.com', PASSWORD);
    const answers = await Promise.all(
      ['bb-has@example.com', 'bb-not@example.com'].map(async (email) => {
        const { token } = await invited(email);
        return desk.accept({ token, code: '123456', password: PASSWORD });
      }),
    );
    expect(answers[0]?.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);
    expect(answers[1]).toEqual(answers[0]);
  });

  /** Without what differs from row to row by its nature. */
  const alike = (row: unknown): unknown =>
    JSON.parse(
      JSON.stringify(row)
        .replaceAll(/"(inv|mem)_\w+"/g, '"id"')
        .replaceAll(/aa-(has|not)/g, 'aa'),
      (key, value) => (/At$|^index$|^cursor$/.test(key) && value !== null ? 'differs' : (value as unknown)),
    );
});

describe('at once', () => {
  it('I24: of twenty new people with one link and a password one opens the account, and there is one member', async () => {
    const { id, token } = await invited('crowd@example.com');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => desk.verdict({ token, password: `${PASSWORD} ${index}` })),
    );
    const accepted = answers.filter((one) => one === 'ACCEPTED');
    expect(accepted).toHaveLength(1);
    // Who had been proven before the account was there is not, once it is.
    expect(new Set(answers.filter((one) => one !== 'ACCEPTED'))).toEqual(new Set(['INVITE_NOT_PENDING']));
    const rows = await gateway.database.query(
      `select from stream_event where invite_id = $1 and status = 'ACCEPTED' and stream_key like 'b:%'`,
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  it('I27: one code given at two doors opens one session', async () => {
    const email = 'doors@example.com';
    await accountWithPassword(gateway, desk.nobody, email, PASSWORD);
    for (const round of [1, 2, 3]) {
      const business = await createBusinessWorld(gateway, person('ada'), { name: `Doors ${round}` });
      await business.invite([email]);
      const token = await desk.token(email, 2 * round - 1);
      const code = await desk.code(token, email, 2 * round);
      const answers = await Promise.all([
        desk.verdict({ token, code }),
        desk.verdict({ token, code }),
        outcome(desk.nobody, { email, code }),
        outcome(desk.nobody, { email, code }),
      ]);
      const opened = answers.filter((one) => one === 'ACCEPTED' || one === 'session');
      expect(opened, answers.join(' ')).toHaveLength(1);
      const refused = answers.filter((one) => one !== opened[0]);
      expect(refused.filter((one) => !['INVALID_CREDENTIALS', 'INVITE_NOT_PENDING'].includes(one ?? ''))).toEqual([]);
    }
  });
});

it('I11: leaves no token and no password in the log, or in any table but that of the kept mails', async () => {
  expect(tokens.length).toBeGreaterThan(10);
  const log = gateway.logged.join('\n');
  const tables = await gateway.database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'kept_mail'`,
  );
  expect(tables.length).toBeGreaterThan(10);
  for (const secret of [...tokens, PASSWORD]) expect(log).not.toContain(secret);
  for (const { name } of tables) {
    const rows = await gateway.database.query(
      `select from "${name}" t where exists (select from unnest($1::text[]) s where position(s in t::text) > 0)`,
      [[...tokens, PASSWORD]],
    );
    expect(rows, name).toEqual([]);
  }
});
