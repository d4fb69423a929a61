import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { KeptMail } from '../../src/server/endpoints.js';
import { CancelInvitesDocument, UpdateBusinessDocument } from '../operations/__generated__/graphql.js';
import { findBarriers, launchBrowser, openView, type View } from '../support/browser.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';

// The walks of people who open the link of their mail, from the mutation that invites them to the row of their membership.
const owner = person('ada');
const PASSWORD = 'correct horse battery';

let browser: Browser;
let gateway: Gateway;
let world: BusinessWorld;
const views: View[] = [];
beforeAll(async () => {
  [browser, gateway] = await Promise.all([launchBrowser(), startGateway({ RATE_LIMITS: 'off' })]);
  world = await createBusinessWorld(gateway, owner);
});
afterEach(async () => {
  for (const view of views.splice(0)) await view.close();
});
afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

async function mailsTo(address: string): Promise<KeptMail[]> {
  const mails = (await (await fetch(`${gateway.url}/dev/mail.json`)).json()) as KeptMail[]; // the shape that the route states
  return mails.filter((mail) => mail.to === address);
}

/** Waits for the `count`th mail to an address and returns the newest. */
async function newestMail(address: string, count = 1): Promise<KeptMail> {
  await expect.poll(async () => (await mailsTo(address)).length, { timeout: 5_000 }).toBe(count);
  const [mail] = await mailsTo(address);
  if (!mail) throw new Error(`No mail to ${address}`);
  return mail;
}

async function openLink({ link }: KeptMail): Promise<Page> {
  const view = await openView(browser);
  views.push(view);
  await view.page.goto(link ?? '');
  await view.page.locator('#open:visible, #outcome:visible').waitFor();
  return view.page;
}

const accept = (page: Page) => page.getByRole('button', { name: 'Accept', exact: true }).click();

async function outcomeOf(page: Page): Promise<string | null> {
  await page.locator('#outcome:visible').waitFor();
  return page.locator('#outcome h1').textContent();
}

async function statusOf(inviteId: string): Promise<string | undefined> {
  const [row] = await gateway.database.query<{ status: string }>('select status from invite where id = $1', [inviteId]);
  return row?.status;
}

describe('the link of an invite', () => {
  it('makes a new person a member with a password, and that signs them in from then on', async () => {
    const [id = ''] = await world.invite(['new@example.com']);
    const page = await openLink(await newestMail('new@example.com'));
    expect(await page.locator('#open .lead').textContent()).toBe('Ada Test would like you to join Acme.');
    await page.getByLabel('First name').fill('Nora');
    await page.getByLabel('New password').fill('short');
    await accept(page);
    await expect.poll(() => page.locator('#password-error').isVisible()).toBe(true); // WEAK_PASSWORD, at its field
    await page.getByLabel('New password').fill(PASSWORD);
    await accept(page);
    expect(await outcomeOf(page)).toBe('Welcome to Acme');
    expect(await statusOf(id)).toBe('ACCEPTED');

    const { data } = await gateway
      .with(undefined)
      .send<{ signIn: { session: { user: { firstName: string } } } }, unknown>(
        'mutation ($input: SignInInput!) { signIn(input: $input) { session { user { firstName } } } }',
        { input: { email: 'new@example.com', password: PASSWORD } },
      );
    expect(data?.signIn.session.user.firstName).toBe('Nora');
  });

  it('asks somebody with an account for its password, and keeps the invite open for a wrong one', async () => {
    const other = await createBusinessWorld(gateway, owner, { name: 'Globex' });
    const [id = ''] = await other.invite(['new@example.com']);
    const page = await openLink(await newestMail('new@example.com', 2));
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await accept(page);
    await expect.poll(() => page.locator('#password-error').isVisible()).toBe(true);
    expect(await statusOf(id)).toBe('PENDING');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await accept(page);
    expect(await outcomeOf(page)).toBe('Welcome to Globex');
    expect(await statusOf(id)).toBe('ACCEPTED');
  });

  it('or for a code from their mailbox', async () => {
    const other = await createBusinessWorld(gateway, owner, { name: 'Initech' });
    const [id = ''] = await other.invite(['new@example.com']);
    const page = await openLink(await newestMail('new@example.com', 3));
    await page.getByRole('button', { name: 'E-mail me a code instead' }).click();
    const code = /\b\d{6}\b/.exec((await newestMail('new@example.com', 4)).text)?.[0] ?? '';
    await page.getByLabel('Code', { exact: true }).fill(code === '000000' ? '111111' : '000000');
    await accept(page);
    await expect.poll(() => page.locator('#code-error').isVisible()).toBe(true);
    await page.getByLabel('Code', { exact: true }).fill(code);
    await accept(page);
    expect(await outcomeOf(page)).toBe('Welcome to Initech');
    expect(await statusOf(id)).toBe('ACCEPTED');
  });

  it('declines it, once and for all', async () => {
    const [id = ''] = await world.invite(['declines@example.com']);
    const mail = await newestMail('declines@example.com');
    const page = await openLink(mail);
    await page.getByRole('button', { name: 'Decline …' }).click();
    await page.getByRole('button', { name: 'Decline', exact: true }).click();
    expect(await outcomeOf(page)).toBe('You have declined the invite');
    expect(await statusOf(id)).toBe('DECLINED');
    expect(await outcomeOf(await openLink(mail))).toBe('This invite is not open');
  });

  it('is dead once a newer one was mailed', async () => {
    const ada = await gateway.as(owner);
    const [id = ''] = await world.invite(['resent@example.com']);
    const older = await newestMail('resent@example.com');
    await ada.send('mutation ($input: ResendInvitesInput!) { resendInvites(input: $input) { userErrors { code } } }', {
      input: { businessId: world.id, inviteIds: [id] },
    });
    const newer = await newestMail('resent@example.com', 2);
    expect(await outcomeOf(await openLink(older))).toBe('This invite is not open');
    expect(await (await openLink(newer)).locator('#open h1').textContent()).toBe('Acme invites you');
  });
});

it('the link of an invite whose time is over says so, and what to do', async () => {
  const [id = ''] = await world.invite(['too-late@example.com']);
  const mail = await newestMail('too-late@example.com');
  await gateway.lapse(id);
  const page = await openLink(mail);
  expect(await outcomeOf(page)).toBe('This invite is not open');
  expect(await page.locator('#outcome').textContent()).toContain('its time has run out');
  expect(await findBarriers(page)).toEqual([]);
});

describe('a page that was open while its invite', () => {
  async function openAndAccept(
    address: string,
    meanwhile: (inviteId: string) => Promise<unknown>,
  ): Promise<string | null> {
    const [id = ''] = await world.invite([address]);
    const page = await openLink(await newestMail(address));
    await meanwhile(id);
    await page.getByLabel('New password').fill(PASSWORD);
    await accept(page);
    return outcomeOf(page);
  }

  it('was withdrawn says so (I07, I12)', async () => {
    const ada = await gateway.as(owner);
    const outcome = await openAndAccept('withdrawn@example.com', (id) =>
      ada.run(CancelInvitesDocument, { input: { businessId: world.id, inviteIds: [id] } }),
    );
    expect(outcome).toBe('This invite has been closed');
  });

  it('ran out of time says so', async () => {
    expect(await openAndAccept('late@example.com', (id) => gateway.lapse(id))).toBe('This invite has expired');
  });

  it('lost the last free seat says so above the form, and works when there is one again', async () => {
    const ada = await gateway.as(owner);
    const seats = (seatLimit: number | null) =>
      ada.run(UpdateBusinessDocument, { input: { businessId: world.id, seatLimit } });
    await world.invite(['seat@example.com']);
    const page = await openLink(await newestMail('seat@example.com'));
    await seats(1);
    await page.getByLabel('New password').fill(PASSWORD);
    await accept(page);
    await expect.poll(() => page.locator('#failure').isVisible()).toBe(true);
    await seats(null);
    await accept(page);
    expect(await outcomeOf(page)).toBe('Welcome to Acme');
  });
});

it('leaves no secret in the log (I11)', async () => {
  const mails = (await (await fetch(`${gateway.url}/dev/mail.json`)).json()) as KeptMail[]; // the shape that the route states
  const tokens = mails.flatMap(({ link }) => /#token=([\w-]+)/.exec(link ?? '')?.[1] ?? []);
  expect(tokens.length).toBeGreaterThan(0);
  for (const secret of [...tokens, PASSWORD]) expect(gateway.logged.join('')).not.toContain(secret);
});
