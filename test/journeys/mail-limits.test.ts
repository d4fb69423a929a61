import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  InviteDocument,
  InviteMembersDocument,
  InvitePartnersDocument,
  ReceivedInvitesDocument,
  ResendInvitesDocument,
} from '../operations/__generated__/graphql.js';
import { accountOf, mailedCode } from '../support/account.js';
import { type Client, createClient } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { linkTokenOf } from '../support/links.js';
import { person, tokenOf } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { linkDesk } from './link-desk.js';

// I36: one mailbox has twenty invites and notices in an hour, whoever sends them, from whichever process.

const MOST = 20;
const SENDERS = 23;

let gateway: Gateway;
let other: Awaited<ReturnType<typeof startApp>>;
let ada: Client;
let adaElsewhere: Client;
let senders: BusinessWorld[];
beforeAll(async () => {
  gateway = await startGateway();
  other = await startApp(gateway.databaseUrl); // sends as well: the first that finds a mail takes it
  ada = await gateway.as(person('ada'));
  adaElsewhere = createClient(other.url, await tokenOf(person('ada')));
  senders = await Promise.all(
    Array.from({ length: SENDERS }, (_, index) =>
      createBusinessWorld(gateway, person('ada'), { name: `Sender ${index}` }),
    ),
  );
});
beforeEach(() => gateway.database.query('delete from rate_limit'));
afterAll(async () => {
  await other.stop();
  await gateway.stop();
});

const mailsTo = async (address: string): Promise<number> => {
  const rows = await gateway.database.query('select 1 from kept_mail where lower(recipient) = $1', [address]);
  return rows.length;
};
/** How many mails of these invites wait for most of an hour, as if they had never been tried. */
const waiting = async (inviteIds: readonly string[]): Promise<number> => {
  const rows = await gateway.database.query(
    `select 1 from outbox where subject_id = any($1) and attempts = 0 and leased_until is null
       and due_at > clock_timestamp() + interval '50 minutes'`,
    [inviteIds],
  );
  return rows.length;
};
const letAnHourPass = async () => {
  await gateway.database.query('delete from rate_limit');
  await gateway.database.query('update outbox set due_at = clock_timestamp()');
};
const statesOf = (inviteIds: readonly string[]) =>
  Promise.all(
    inviteIds.map(async (id) => {
      const { invite } = await ada.run(InviteDocument, { id });
      return { status: invite?.status, sendCount: invite?.sendCount };
    }),
  );
const SENT = { status: 'PENDING', sendCount: 1 };
const WAITING = { status: 'PENDING_SEND', sendCount: 0 };

/** Has every sender invite the same mailbox, spelled in different ways; returns the invites. */
async function flood(address: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, { invite }] of senders.entries()) {
    ids.push(...(await invite([index % 2 ? address.toUpperCase() : ` ${address}`])));
  }
  await expect.poll(() => waiting(ids), { timeout: 10_000 }).toBe(SENDERS - MOST);
  return ids;
}

describe('a mailbox that many invite', () => {
  it('has twenty mails in an hour; the others wait, can be answered meanwhile, and go out later', async () => {
    const victim = person('victim');
    const ids = await flood(victim.email);
    expect(await mailsTo(victim.email)).toBe(MOST);
    const states = await statesOf(ids);
    expect(states.filter(({ status }) => status === 'PENDING_SEND')).toEqual([WAITING, WAITING, WAITING]);
    const received = await (await gateway.as(victim)).run(ReceivedInvitesDocument, {});
    expect(received.viewer?.receivedInvites.totalCount).toBe(SENDERS);

    await letAnHourPass();
    await expect.poll(() => statesOf(ids), { timeout: 10_000 }).toEqual(ids.map(() => SENT));
    expect(await mailsTo(victim.email)).toBe(SENDERS);
  });

  it('holds up nobody else in a batch, and the answer says nothing of it', async () => {
    await flood('flooded@example.com');
    const { id: businessId } = await createBusinessWorld(gateway, person('ada'));
    const invitees = ['quiet@example.com', 'flooded@example.com'].map((email) => ({ email }));
    const { inviteMembers } = await ada.run(InviteMembersDocument, { input: { businessId, invitees } });
    const [quiet, flooded] = inviteMembers?.results ?? [];
    expect(inviteMembers?.userErrors).toEqual([]);
    expect(quiet?.error ?? flooded?.error).toBeNull();
    const of = (one: typeof quiet) => ({ ...one?.invite, id: '', inviteeEmail: '', member: null, index: 0 });
    expect(of(flooded)).toEqual(of(quiet));
    await expect.poll(() => mailsTo('quiet@example.com')).toBe(1);
    await expect.poll(() => waiting([flooded?.invite?.id ?? ''])).toBe(1);
  });

  it('is sent one mail for an invite that was sent again while it waited, with the newest link', async () => {
    const address = 'patient@example.com';
    await flood(address);
    const world = await createBusinessWorld(gateway, person('ada'));
    const [id = ''] = await world.invite([address]);
    await expect.poll(() => waiting([id])).toBe(1);
    await ada.run(ResendInvitesDocument, { input: { businessId: world.id, inviteIds: [id] } });
    await expect.poll(() => waiting([id])).toBe(2);
    await letAnHourPass();
    await expect.poll(() => statesOf([id])).toEqual([SENT]);
    const mails = await gateway.database.query<{ text: string }>(
      `select text from kept_mail where text like '%' || $1 || '%'`,
      [await linkTokenOf(gateway.database, id)],
    );
    expect(mails).toHaveLength(1);
    expect(await gateway.database.query('select 1 from outbox where subject_id = $1', [id])).toEqual([]);
  });

  it('still has its sign-in codes', async () => {
    const address = 'signs-in@example.com';
    await flood(address);
    await accountOf(gateway.database, address);
    await gateway
      .with(undefined)
      .send('mutation ($email: String!) { requestSignInCode(input: { email: $email }) { accepted } }', {
        email: address,
      });
    expect(await mailedCode(gateway.database, address)).toMatch(/^\d{6}$/);
  });
});

describe('an administrator whom many businesses address', () => {
  it('has twenty notices in an hour, and the others later', async () => {
    const boss = person('boss');
    const { id: target } = await createBusinessWorld(gateway, boss, { name: 'Target' });
    const ids: string[] = [];
    for (const [index, { id: businessId }] of senders.entries()) {
      const { invitePartners } = await (index % 2 ? ada : adaElsewhere).run(InvitePartnersDocument, {
        input: { businessId, partnerIds: [target] },
      });
      ids.push(invitePartners?.results[0]?.invite?.id ?? '');
    }
    await expect.poll(() => waiting(ids), { timeout: 10_000 }).toBe(SENDERS - MOST);
    expect(await mailsTo(boss.email)).toBe(MOST);
    await letAnHourPass();
    await expect.poll(() => mailsTo(boss.email), { timeout: 10_000 }).toBe(SENDERS);
    await expect.poll(() => statesOf(ids)).toEqual(ids.map(() => SENT));
  });
});

it('an invite that is closed while its mail waits sends none', async () => {
  const address = 'closed@example.com';
  const ids = await flood(address);
  await gateway.database.query(
    `update invite set expires_at = clock_timestamp() where id = any($1) and sent_at is null`,
    [ids],
  );
  await letAnHourPass();
  await expect.poll(() => gateway.database.query('select 1 from outbox where subject_id = any($1)', [ids])).toEqual([]);
  expect(
    (await linkDesk(gateway).mails(address)).length + (await linkDesk(gateway).mails(address.toUpperCase())).length,
  ).toBe(MOST);
});
