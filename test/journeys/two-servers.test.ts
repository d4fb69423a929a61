import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AcceptInvitationDocument,
  CallerDocument,
  CancelInvitesDocument,
  CreateApiKeyDocument,
  CreateBusinessDocument,
  DeclineInvitationDocument,
  InviteMembersDocument,
  InviteStatusChangedDocument,
  RefreshSessionDocument,
  RespondToInvitesDocument,
  RevokeApiKeyDocument,
  SignOutDocument,
  ViewerInviteStatusChangedDocument,
} from '../operations/__generated__/graphql.js';
import { accountOf, eventually, outcome, session } from '../support/account.js';
import { type Client, createClient } from '../support/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { linkTokenOf } from '../support/links.js';
import { type Person, person, tokenOf } from '../support/person.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

// Two processes as in production, over one database: what one of them decides holds at the other.

const EACH = 15;
const WITHIN_MS = 2_000; // a second, and room for a machine that is busy

let test: TestDatabase;
let servers: ServerProcess[];
let businessId: string;
beforeAll(async () => {
  test = await createTestDatabase();
  const start = () => startServerProcess(test.url, { RATE_LIMITS: 'off' });
  servers = [await start(), await start()];
  const { createBusiness } = await (await at(0, person('ada'))).run(CreateBusinessDocument, {
    input: { name: 'Acme' },
  });
  businessId = createBusiness?.business?.id ?? '';
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()));
  await test.drop();
});

const urlOf = (index: number): string => servers[index % 2]?.url ?? '';
const nobody = (index: number): Client => createClient(urlOf(index), undefined);
const at = async (index: number, who: Person): Promise<Client> => createClient(urlOf(index), await tokenOf(who));
/** Does it many times at once, every other time at the other server. */
const everywhere = <T>(one: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: 2 * EACH }, (_, index) => one(index)));

async function invite(email: string): Promise<string> {
  const { inviteMembers } = await (await at(0, person('ada'))).run(InviteMembersDocument, {
    input: { businessId, invitees: [{ email }] },
  });
  return inviteMembers?.results[0]?.invite?.id ?? '';
}
const statusesOf = async (inviteId: string): Promise<string[]> => {
  const rows = await test.database.query<{ status: string }>(
    `select status from stream_event where invite_id = $1 and stream_key = $2 order by seq`,
    [inviteId, `b:${businessId}`],
  );
  return rows.map(({ status }) => status);
};
const membersNamed = (email: string) =>
  test.database.query(`select 1 from account_member where invited_email = $1 and status = 'ACTIVE'`, [email]);
const refusalAt = async (index: number, token: string): Promise<string | undefined> => {
  const { errors } = await createClient(urlOf(index), token).send(CallerDocument, {});
  return errors?.[0]?.extensions?.code;
};

/** Where a stream stands: who follows from there is told of what comes, however long the socket takes to open. */
async function cursorOf(client: Client, stream: string): Promise<string> {
  const { data } = await client.send<{ stream: { eventCursor: string } }, object>(
    `{ stream: ${stream} { eventCursor } }`,
  );
  return data?.stream.eventCursor ?? '';
}

describe('answers at both servers at once', () => {
  it('I24: by id make one member and one change; all others are given the same member', async () => {
    const who = person('parallel');
    const inviteId = await invite(who.email);
    const clients = [await at(0, who), await at(1, who)];
    const answers = await everywhere(async (index) => {
      const answer = await clients[index % 2]?.run(RespondToInvitesDocument, {
        input: { responses: [{ inviteId, accept: true }] },
      });
      return answer?.respondToInvites?.results[0];
    });
    expect(answers.filter((answer) => answer?.error)).toEqual([]);
    expect(await membersNamed(who.email)).toHaveLength(1);
    expect(await statusesOf(inviteId)).toEqual(['PENDING_SEND', 'ACCEPTED']);
  });

  it('I24: by link with a password make one account, one member and one change', async () => {
    const email = 'link@example.com';
    const inviteId = await invite(email);
    const token = await linkTokenOf(test.database, inviteId);
    const input = { token, password: 'correct horse battery' };
    const answers = await everywhere((index) => nobody(index).run(AcceptInvitationDocument, { input }));
    const members = new Set(answers.map(({ acceptInvitation }) => acceptInvitation?.member?.id));
    expect(members.size).toBe(1);
    expect(members).not.toContain(undefined);
    expect(await membersNamed(email)).toHaveLength(1);
    expect(await test.database.query('select 1 from account where email_canonical = $1', [email])).toHaveLength(1);
    expect(await statusesOf(inviteId)).toEqual(['PENDING_SEND', 'ACCEPTED']);
  });

  it('I25: that differ let exactly one win, and the log agrees', async () => {
    const who = person('undecided');
    const inviteId = await invite(who.email);
    const token = await linkTokenOf(test.database, inviteId);
    const outcomes = await Promise.all([
      (await at(0, who)).run(RespondToInvitesDocument, { input: { responses: [{ inviteId, accept: true }] } }),
      (await at(1, person('ada'))).run(CancelInvitesDocument, { input: { businessId, inviteIds: [inviteId] } }),
      nobody(1).run(DeclineInvitationDocument, { input: { token } }),
      (await at(1, who)).run(RespondToInvitesDocument, { input: { responses: [{ inviteId, accept: false }] } }),
    ]);
    expect(JSON.stringify(outcomes).match(/INVITE_NOT_PENDING/g)).toHaveLength(3);
    const [first, last, ...more] = await statusesOf(inviteId);
    expect([first, more]).toEqual(['PENDING_SEND', []]);
    const [row] = await test.database.query<{ status: string }>('select status from invite where id = $1', [inviteId]);
    expect(row?.status).toBe(last);
  });
});

describe('secrets at both servers at once', () => {
  it('I27: one code opens one session', async () => {
    const email = 'code@example.com';
    const code = await accountOf(test.database, email);
    const outcomes = await everywhere((index) => outcome(nobody(index), { email, code }));
    expect(outcomes.filter((one) => one === 'session')).toHaveLength(1);
  });

  it('I43: one refresh token gives one pair, and revokes nothing', async () => {
    const email = 'refresh@example.com';
    const { refreshToken, accessToken } = await session(nobody(0), {
      email,
      code: await accountOf(test.database, email),
    });
    const answers = await everywhere((index) => nobody(index).run(RefreshSessionDocument, { input: { refreshToken } }));
    expect(answers.filter(({ refreshSession }) => refreshSession?.session)).toHaveLength(1);
    expect(await Promise.all([refusalAt(0, accessToken), refusalAt(1, accessToken)])).toEqual([undefined, undefined]);
  });

  it('I28: wrong codes are counted over both: five tries in all', async () => {
    const email = 'guessed@example.com';
    const code = await accountOf(test.database, email);
    const wrong = code === '000000' ? '111111' : '000000';
    for (let index = 0; index < 5; index++) await outcome(nobody(index), { email, code: wrong });
    expect(await outcome(nobody(1), { email, code })).toBe('INVALID_CREDENTIALS');
  });
});

describe('what ends at one server', () => {
  it('W06: a session is dead at the other within a second, its sockets are closed', async () => {
    const email = 'leaves@example.com';
    const { accessToken, refreshToken } = await session(nobody(0), {
      email,
      code: await accountOf(test.database, email),
    });
    expect(await refusalAt(1, accessToken)).toBeUndefined(); // remembered there
    const elsewhere = createClient(urlOf(1), accessToken);
    const after = await cursorOf(elsewhere, 'viewer');
    await invite(email);
    const following = elsewhere.follow(ViewerInviteStatusChangedDocument, { after });
    await following.data();
    const began = performance.now();
    await nobody(0).run(SignOutDocument, { input: { refreshToken } });
    expect(await refusalAt(0, accessToken)).toBe('UNAUTHENTICATED');
    await following.ended;
    expect(performance.now() - began).toBeLessThan(WITHIN_MS);
    const readOn = async () => {
      for (;;) await following.next();
    };
    await expect(readOn()).rejects.toThrow('4403');
    expect(await refusalAt(1, accessToken)).toBe('UNAUTHENTICATED');
    await following.stop();
  });

  it('W06: an API key is dead at the other within a second, and its stream is told', async () => {
    const ada = await at(0, person('ada'));
    const { createApiKey } = await ada.run(CreateApiKeyDocument, {
      input: { businessId, name: 'x', scopes: ['READ'] },
    });
    const secret = createApiKey?.secret ?? '';
    expect(await refusalAt(1, secret)).toBeUndefined();
    const elsewhere = createClient(urlOf(1), secret);
    const after = await cursorOf(elsewhere, `business(id: "${businessId}")`);
    await invite('seen-by-key@example.com');
    const following = elsewhere.follow(InviteStatusChangedDocument, { businessId, after });
    await following.data();
    const began = performance.now();
    await ada.run(RevokeApiKeyDocument, { input: { businessId, apiKeyId: createApiKey?.apiKey?.id ?? '' } });
    expect(await refusalAt(0, secret)).toBe('UNAUTHENTICATED');
    await following.ended;
    const { errors } = await following.next();
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    await eventually(async () => (await refusalAt(1, secret)) === 'UNAUTHENTICATED', WITHIN_MS);
    expect(performance.now() - began).toBeLessThan(WITHIN_MS);
    await following.stop();
  });
});
