import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallerDocument, InviteDocument } from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { startMailServer } from '../support/mail-server.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { settled } from './dashboard.js';
import { type LinkDesk, linkDesk, otherThan, statusOf } from './link-desk.js';
import { openStage } from './stage.js';

// The walks 6 to 9: those of people who hold a link.

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
let desk: LinkDesk;
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  world = await createBusinessWorld(gateway, person('ada'));
  ada = await gateway.as(person('ada'));
  desk = linkDesk(gateway);
});
afterAll(() => gateway.stop());

const statusesOf = async (inviteId: string): Promise<string[]> => {
  const rows = await gateway.database.query<{ status: string }>(
    `select status from stream_event where invite_id = $1 and stream_key like 'b:%' order by seq`,
    [inviteId],
  );
  return rows.map(({ status }) => status);
};

describe('walk 6', () => {
  it('previews a link ten times without signing in: the same answer, no address, and nothing is written', async () => {
    const stage = await openStage();
    const own = linkDesk(stage.gateway);
    const [, second] = (await own.mails('zoe@example.com')).map(({ link }) => new URL(link ?? '').hash.slice(7));
    const token = second ?? '';
    await stage.untouched(async () => {
      const previews: unknown[] = [];
      for (let time = 0; time < 10; time++) previews.push(await own.preview(token));
      expect(previews).toEqual(previews.map(() => previews[0]));
      expect(previews[0]).toMatchObject({ status: 'PENDING', businessName: 'Acme', requiresPassword: true });
      expect(JSON.stringify(previews)).not.toContain('@');
    });
    await stage.gateway.stop();
  });
});

describe('walk 7', () => {
  it('makes a new person a member with a password, and a session that holds at once', async () => {
    const email = 'new@example.com';
    const [id = ''] = await world.invite([email]);
    const payload = await desk.accept({ token: await desk.token(email), password: PASSWORD });
    const { accessToken, user } = payload?.session ?? {};
    const { viewer } = await gateway.with(accessToken).run(CallerDocument, {});
    expect(viewer?.user).toEqual({ id: user?.id, email });
    const { invite } = await ada.run(InviteDocument, { id });
    expect(invite).toMatchObject({
      status: 'ACCEPTED',
      closedBy: { id: user?.id },
      member: { status: 'ACTIVE', email },
    });
  });

  it('refuses a wrong code with INVALID_CREDENTIALS; the invite stays open, and the right one holds still', async () => {
    const email = 'coded@example.com';
    const [id = ''] = await world.invite([email]);
    const token = await desk.token(email);
    const code = await desk.code(token, email, 2);
    const before = await statusesOf(id);
    for (const given of [{ code: otherThan(code) }, { code: otherThan(code), password: PASSWORD }, { code: '' }]) {
      expect(await desk.accept({ token, ...given })).toMatchObject({
        ...{ member: null, session: null },
        userErrors: [{ code: 'INVALID_CREDENTIALS' }],
      });
    }
    expect(await statusesOf(id)).toEqual(before);
    expect(await desk.preview(token)).toMatchObject({ status: 'PENDING', requiresPassword: true });
    expect(await desk.verdict({ token, code })).toBe('ACCEPTED');
  });
});

describe('walk 8', () => {
  it('mails the link once the mail server is up again: PENDING_SEND until then, then one mail that works', async () => {
    const down = await startMailServer();
    await down.stop();
    const mailing = await startGateway({
      ...{ RATE_LIMITS: 'off', SMTP_URL: down.url, MAIL_FROM: 'Acme <no-reply@example.com>' },
    });
    const business = await createBusinessWorld(mailing, person('ada'));
    const [id = ''] = await business.invite(['patient@example.com']);
    const attempts = async () => {
      const [item] = await mailing.database.query<{ attempts: number }>(
        'select attempts from outbox where subject_id = $1',
        [id],
      );
      return item?.attempts ?? 0;
    };
    await expect.poll(attempts, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(await statusOf(mailing, id)).toBe('PENDING_SEND');

    const up = await startMailServer({ port: down.port });
    await mailing.database.query('update outbox set due_at = clock_timestamp()');
    await expect.poll(() => statusOf(mailing, id), { timeout: 10_000 }).toBe('PENDING');
    await settled(mailing);
    expect(up.received.map(({ to }) => to)).toEqual([['patient@example.com']]);
    const text = up.received[0]?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? '';
    const token = /#token=([\w-]{43})/.exec(text)?.[1] ?? '';
    expect(await linkDesk(mailing).verdict({ token, password: PASSWORD })).toBe('ACCEPTED');
    await mailing.stop();
    await up.stop();
  });
});

describe('walk 9', () => {
  it('I24: fifty accept one link at once, signed in: one membership, one change, and all have the same member', async () => {
    const [id = ''] = await world.invite(['fifty@example.com']);
    const token = await desk.token('fifty@example.com');
    const fifty = await gateway.as(person('fifty'));
    const answers = await Promise.all(Array.from({ length: 50 }, () => desk.accept({ token }, fifty)));
    expect(answers.map((one) => one?.userErrors)).toEqual(answers.map(() => []));
    const [first] = answers;
    expect(first?.member).toMatchObject({ status: 'ACTIVE', user: { id: 'usr_fifty' } });
    expect(new Set(answers.map((one) => one?.member?.id)).size).toBe(1);
    expect((await statusesOf(id)).filter((status) => status === 'ACCEPTED')).toHaveLength(1);
    const rows = await gateway.database.query(
      `select from account_member where business_id = $1 and user_id = 'usr_fifty'`,
      [world.id],
    );
    expect(rows).toHaveLength(1);
  });
});
