import { afterAll, beforeAll, expect, it } from 'vitest';
import { CreateBusinessDocument, InviteMembersDocument } from '../operations/__generated__/graphql.js';
import { createClient } from '../support/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { person, tokenOf } from '../support/person.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const EMAILS = Array.from({ length: 12 }, (_, n) => `guest${String(n).padStart(2, '0')}@example.com`);

let test: TestDatabase;
let mails: MailServer;
const processes: ServerProcess[] = [];
beforeAll(async () => {
  [test, mails] = await Promise.all([createTestDatabase(), startMailServer()]);
});
afterAll(async () => {
  await Promise.all(processes.map((one) => one.kill()));
  await mails.stop();
  await test.drop();
});

async function serve(environment = {}): Promise<ServerProcess> {
  const server = await startServerProcess(test.url, environment);
  processes.push(server);
  return server;
}

/** How many invites stand how, and how many mails they count. */
const standing = () =>
  test.database.query(
    `select status, send_count as "sendCount", count(*)::int as invites from invite group by 1, 2 order by 1, 2`,
  );
const WAITING = [{ status: 'PENDING_SEND', sendCount: 0, invites: EMAILS.length }];
const SENT = [{ status: 'PENDING', sendCount: 1, invites: EMAILS.length }];

it('serves without a mail server, says so, and leaves invites waiting', { timeout: 60_000 }, async () => {
  const server = await serve();
  expect(server.logged.join()).toContain('SMTP_URL is not set');
  const client = createClient(server.url, await tokenOf(person('ada')));
  const { createBusiness } = await client.run(CreateBusinessDocument, { input: { name: 'Acme' } });
  const { inviteMembers } = await client.run(InviteMembersDocument, {
    input: { businessId: createBusiness?.business?.id ?? '', invitees: EMAILS.map((email) => ({ email })) },
  });
  expect(inviteMembers?.results.filter((result) => result.error)).toEqual([]);
  expect(await standing()).toEqual(WAITING);
  expect((await fetch(`${server.url}/invite`)).status).toBe(200); // the build has the pages, and not those of the demo
  expect((await fetch(`${server.url}/dev/mail`)).status).toBe(404);
  expect((await fetch(`${server.url}/pages/mail.js`)).status).toBe(404);
});

it('loses no mail with a process that is killed between sending and noting it', { timeout: 60_000 }, async () => {
  const speak = mails.fallSilent();
  const victim = await serve({ SMTP_URL: mails.url });
  await expect.poll(() => mails.received.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await victim.kill(); // the mails are taken, and nobody has heard so
  expect(await standing()).toEqual(WAITING);
  const taken = mails.received.length;

  speak();
  await test.database.query('update outbox set leased_until = clock_timestamp()'); // as 10 s do
  await serve({ SMTP_URL: mails.url });
  await expect.poll(standing, { timeout: 20_000 }).toEqual(SENT);
  expect(mails.received).toHaveLength(EMAILS.length + taken);
  expect([...new Set(mails.received.flatMap((mail) => mail.to))].sort()).toEqual(EMAILS);
  // A repeat can be told by its id: there are as many ids as there are people.
  expect(new Set(mails.received.map((mail) => mail.messageId)).size).toBe(EMAILS.length);
  expect(new Set(mails.received.map((mail) => mail.to + mail.messageId)).size).toBe(EMAILS.length);
});

it('logs neither addresses nor what a mail says', () => {
  const logged = processes.flatMap((one) => one.logged).join('\n');
  expect(logged).not.toMatch(/guest\d|invites you/);
});
