import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '../../src/email/mailer.js';
import { sendMails } from '../../src/jobs/send-mails.js';
import { createRateLimits } from '../../src/server/rate-limits.js';
import { createLinkStage, type LinkStage } from '../commands/link-stage.js';
import { type Actor, idOf } from '../commands/stage.js';
import { TEST_LINKS } from '../support/links.js';

const log = { warn: () => {} };

let stage: LinkStage;
let ada: Actor;
let business: string;
beforeAll(async () => {
  stage = await createLinkStage();
  ada = await stage.user('ada');
});
beforeEach(async () => {
  business = await stage.business(ada);
});
afterAll(() => stage.drop());

const send = (deliver: (mail: Mail) => Promise<void>, signal?: AbortSignal, { limited = false } = {}) =>
  sendMails({
    database: stage.database,
    mailer: { send: deliver },
    links: TEST_LINKS,
    rateLimits: createRateLimits(stage.database, { on: limited }),
    publicUrl: () => 'https://gateway.example',
    log,
    signal,
  });

/** Waits for what is said to hold. */
const until = (holds: () => Promise<boolean>) => expect.poll(holds, { timeout: 5_000, interval: 10 }).toBe(true);
const invite = async (...names: string[]) => {
  const { items } = await stage.invite(
    ada,
    business,
    names.map((name) => `${name}@example.com`),
  );
  return items.map(({ id }) => id ?? '');
};

describe('a batch of mails', () => {
  it('counts what was handed over while others are still under way', async () => {
    const [quick = '', slow = ''] = await invite('quick', 'slow');
    let seen: unknown;
    await send(async ({ to }) => {
      if (!to.startsWith('slow')) return;
      await until(async () => (await stage.statusOf(quick)) === 'PENDING');
      seen = await stage.statusOf(slow);
    });
    expect(seen).toBe('PENDING_SEND');
    expect(await stage.statusOf(slow)).toBe('PENDING');
  });

  it('leaves out what was closed or sent again since it was taken', async () => {
    const names = Array.from({ length: 15 }, (_, n) => `guest${n}`); // ten are under way at once
    const ids = await invite(...names);
    const [cancelled = '', resent = ''] = ids.slice(-2);
    const sent: string[] = [];
    let closing: Promise<unknown> | undefined;
    const close = async () => {
      idOf(await stage.cancel(ada, business, [cancelled]));
      idOf(await stage.resend(ada, business, [resent]));
    };
    await send(async ({ text }) => {
      closing ??= close();
      await closing;
      sent.push(...ids.filter((id) => text.includes(id)));
    });
    expect(sent.sort()).toEqual(ids.slice(0, -2).sort());
    expect(await stage.deliver()).toHaveLength(1); // of the one that was sent again
  });

  it('is left after 2 s when the process is to end, and no further mail is begun', async () => {
    await invite(...Array.from({ length: 15 }, (_, n) => `late${n}`));
    const stopping = new AbortController();
    let begun = 0;
    let release = (): void => {};
    const silence = new Promise<void>((resolve) => {
      release = resolve;
    });
    const sending = send(async () => {
      begun += 1;
      await silence;
    }, stopping.signal);
    await until(async () => begun === 10);
    const stoppedAt = Date.now();
    stopping.abort();
    await sending;
    expect(Date.now() - stoppedAt).toBeLessThan(4_000);
    release();
    await until(async () => {
      const [row] = await stage.database.query<{ sent: number }>(
        `select count(*)::int as sent from invite where business_id = $1 and status = 'PENDING'`,
        [business],
      );
      return row?.sent === 10; // noted, though nobody waited
    });
    expect(begun).toBe(10);
  });
});

describe('mails beyond the twenty that somebody may have in an hour', () => {
  it('come due one after the other, so that a flooded mailbox holds up nobody (I36)', async () => {
    await stage.database.query('delete from outbox');
    for (let index = 0; index < 40; index++) {
      business = await stage.business(ada);
      await invite('flooded');
    }
    let sent = 0;
    await send(async () => void sent++, undefined, { limited: true });
    expect(sent).toBe(20);
    const [due] = await stage.database.query<{ waiting: number; soonest: number; span: number }>(
      `select count(*)::int as waiting, extract(epoch from min(due_at) - clock_timestamp())::float as soonest,
         extract(epoch from max(due_at) - min(due_at))::float as span from outbox`,
    );
    expect(due?.waiting).toBe(20);
    expect(due?.soonest).toBeGreaterThan(3_500);
    expect(due?.span).toBeGreaterThan(60); // of ten minutes; by chance as short once in 10^17 runs
  });
});

describe('a mail that could not be handed over', () => {
  it('is not among the twenty that its recipient may have in an hour (I36)', async () => {
    await stage.database.query('delete from outbox');
    const [id = ''] = await invite('unlucky');
    const attempt = async (deliver: () => Promise<void>) => {
      await stage.database.query(`update outbox set due_at = clock_timestamp() - interval '1 second'`);
      await send(deliver, undefined, { limited: true });
    };
    for (let index = 0; index < 25; index++) await attempt(() => Promise.reject(new Error('The server is down')));
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
    await attempt(async () => {});
    expect(await stage.statusOf(id)).toBe('PENDING');
  });
});
