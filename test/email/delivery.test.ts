import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptMail } from '../../src/server/endpoints.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';

// A port that is ours for the whole file: the gateway keeps its address while the mail server goes down and comes up.
let server: MailServer;
let gateway: Gateway;
let world: BusinessWorld;
beforeAll(async () => {
  server = await startMailServer();
  gateway = await startGateway({ SMTP_URL: server.url, MAIL_FROM: 'Acme Members <no-reply@example.com>' });
  world = await createBusinessWorld(gateway, person('ada'));
});
beforeEach(async () => {
  server.received.length = 0;
  server.refused.clear();
});
afterAll(async () => {
  await gateway.stop();
  await server.stop();
});

const restart = async (): Promise<void> => {
  server = await startMailServer({ port: server.port });
};

interface InviteState {
  status: string;
  sendCount: number;
}

/** Status and count of these invites, in order. */
async function statesOf(ids: readonly string[]): Promise<InviteState[]> {
  const rows = await gateway.database.query<InviteState & { id: string }>(
    `select id, status, send_count as "sendCount" from invite where id = any($1)`,
    [ids],
  );
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    return { status: row?.status ?? 'absent', sendCount: row?.sendCount ?? 0 };
  });
}

const attemptsAt = async (inviteId: string): Promise<number | undefined> => {
  const [item] = await gateway.database.query<{ attempts: number }>(
    'select attempts from outbox where subject_id = $1',
    [inviteId],
  );
  return item?.attempts;
};

/** Lets the time pass until what was postponed is due again. */
const letTimePass = () => gateway.database.query('update outbox set due_at = clock_timestamp()');

const arrived = (): string[] => server.received.flatMap((mail) => mail.to).sort();
const SENT = { status: 'PENDING', sendCount: 1 };
const WAITING = { status: 'PENDING_SEND', sendCount: 0 };

describe('a mail server that goes down and comes up', () => {
  it('has each mail once in the end, and each invite is PENDING', async () => {
    await server.stop();
    const emails = ['down0@example.com', 'down1@example.com', 'down2@example.com'];
    const ids = await world.invite(emails);
    await expect.poll(() => attemptsAt(ids[2] ?? '')).toBe(1);
    expect(await statesOf(ids)).toEqual([WAITING, WAITING, WAITING]);

    await restart();
    await letTimePass();
    await expect.poll(() => statesOf(ids), { timeout: 10_000 }).toEqual([SENT, SENT, SENT]);
    expect(arrived()).toEqual(emails);
  });

  it('is told in the log by codes, without an address', async () => {
    await server.stop();
    const [id = ''] = await world.invite(['logged@example.com']);
    await expect.poll(() => attemptsAt(id)).toBe(1);
    await expect.poll(() => gateway.logged.filter((line) => line.includes(id)).length).toBeGreaterThan(0);
    expect(gateway.logged.join('')).toMatch(/"code":"E[A-Z]+"/);
    expect(gateway.logged.join('')).not.toContain('@example.com');
    await restart();
    await letTimePass();
    await expect.poll(() => statesOf([id]), { timeout: 10_000 }).toEqual([SENT]);
  });
});

describe('a recipient that is refused', () => {
  it.each([550, 451])('with %i holds up no other one, and is tried again with back-off', async (code) => {
    const address = `refused${code}@example.com`;
    server.refused.set(address, { code, text: 'Not now' });
    const [refused = '', ...others] = await world.invite([address, `x${code}@example.com`, `y${code}@example.com`]);
    await expect.poll(() => statesOf(others)).toEqual([SENT, SENT]);
    const secondsToWait = async (): Promise<number> => {
      const [item] = await gateway.database.query<{ seconds: number }>(
        `select extract(epoch from due_at - clock_timestamp())::float8 as seconds from outbox
         where subject_id = $1 and leased_until is null`,
        [refused],
      );
      return item?.seconds ?? 0;
    };
    // What a server will never take is not offered to it every few minutes.
    if (code >= 500) await expect.poll(secondsToWait).toBeGreaterThan(3_000);
    // The attempt that is under way may postpone it after the time has passed.
    const attemptsLater = async () => {
      await letTimePass();
      return attemptsAt(refused);
    };
    await expect.poll(attemptsLater).toBeGreaterThan(1);
    expect(await statesOf([refused])).toEqual([WAITING]);

    server.refused.clear();
    const stateLater = async () => {
      await letTimePass();
      return statesOf([refused]);
    };
    await expect.poll(stateLater, { timeout: 10_000 }).toEqual([SENT]);
    expect(arrived()).toEqual([address, `x${code}@example.com`, `y${code}@example.com`]);
  });
});

describe('the demo', () => {
  it('keeps what it sent by SMTP, with the same Message-ID', async () => {
    const [id] = await world.invite(['kept@example.com']);
    await expect.poll(() => statesOf([id ?? ''])).toEqual([SENT]);
    const mails = (await (await fetch(`${gateway.url}/dev/mail.json`)).json()) as KeptMail[]; // the shape that the route states
    expect(mails.filter((mail) => mail.to === 'kept@example.com')).toHaveLength(1);
    const [kept] = await gateway.database.query<{ id: string }>(
      `select message_id as id from kept_mail where recipient = 'kept@example.com'`,
    );
    expect(server.received.map((mail) => mail.messageId)).toEqual([kept?.id]);
  });
});
