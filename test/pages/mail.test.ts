import { request } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers, launchBrowser, openView, type View, type ViewOptions } from '../support/browser.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';

let browser: Browser;
let gateway: Gateway;
let world: BusinessWorld;
const views: View[] = [];
beforeAll(async () => {
  [browser, gateway] = await Promise.all([launchBrowser(), startGateway()]);
  world = await createBusinessWorld(gateway, person('ada'));
});
afterEach(async () => {
  for (const view of views.splice(0)) await view.close();
});
afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

async function openMail(options?: ViewOptions & { hash?: string }): Promise<View> {
  const view = await openView(browser, options);
  views.push(view);
  await view.page.goto(`${gateway.url}/dev/mail${options?.hash ?? ''}`);
  await view.page.locator('#mail:visible, #empty:visible').waitFor();
  return view;
}

/** As it would have been mailed. */
const keep = (id: string, to: string, html: string, link: string | null = null) =>
  gateway.database.query(
    `insert into kept_mail (message_id, recipient, subject, text, html, link, created_at)
     values ($1, $2, $3, 'Only text', $4, $5, clock_timestamp())`,
    [id, to, `Subject of ${id}`, html, link],
  );

describe('the mail page', () => {
  it('is empty at first, and shows a mail without being asked', async () => {
    const { page, complaints } = await openMail();
    expect(await page.locator('#empty').textContent()).toContain('No mail yet');
    expect(await findBarriers(page)).toEqual([]);
    await world.invite(['bob@example.com']);
    await page.getByRole('link', { name: 'bob@example.com' }).waitFor({ timeout: 5_000 });
    await expect.poll(() => page.locator('#subject').textContent()).toBe('Ada Test invites you to join Acme');
    expect(await page.locator('#to').textContent()).toBe('bob@example.com');
    await page.frameLocator('#html').getByRole('link', { name: 'Accept or decline' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('lists the newest first, and keeps what one reads and where the keyboard is when more arrive', async () => {
    await keep('<old@test>', 'old@example.com', '<p>old</p>');
    const { page } = await openMail();
    const first = page.locator('#list a').first();
    expect(await first.locator('.to').textContent()).toBe('old@example.com');
    await first.focus();
    await keep('<new@test>', 'new@example.com', '<p>new</p>');
    await expect
      .poll(() => page.locator('#list .to').first().textContent(), { timeout: 5_000 })
      .toBe('new@example.com');
    expect(await page.locator('#subject').textContent()).toBe('Subject of <old@test>');
    expect(await page.evaluate('document.activeElement.dataset.id')).toBe('<old@test>');
    expect(await page.locator('#status').textContent()).toBe('1 mail new: Subject of <new@test>');
  });

  it('opens a mail by keyboard, goes back to the one before, and can be sent to others by its address', async () => {
    const { page } = await openMail();
    const row = page.locator('#list a', { hasText: 'old@example.com' });
    await row.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#subject').textContent()).toBe('Subject of <old@test>');
    expect(await row.getAttribute('aria-current')).toBe('true');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('subject');
    await page.locator('#list a', { hasText: 'bob@example.com' }).click();
    await expect.poll(() => page.locator('#to').textContent()).toBe('bob@example.com');
    await page.goBack();
    await expect.poll(() => page.locator('#to').textContent()).toBe('old@example.com');
    const other = await openMail({ hash: new URL(page.url()).hash });
    expect(await other.page.locator('#to').textContent()).toBe('old@example.com');
  });

  it('shows the plain text beside the HTML, and opens the link in a tab of its own', async () => {
    const { page } = await openMail();
    await page.locator('#list a', { hasText: 'bob@example.com' }).click();
    await page.getByRole('button', { name: 'Plain text' }).click();
    expect(await page.locator('#text').textContent()).toContain('You would join Acme as an employee.');
    expect(await page.locator('#html').isHidden()).toBe(true);
    const [tab] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Open its link' }).click(),
    ]);
    expect(tab.url()).toMatch(new RegExp(`^${gateway.url}/invite`)); // the page takes the token out of the address
    await page.getByRole('button', { name: 'Formatted' }).click();
    const inside = page.frameLocator('#html').getByRole('link', { name: 'Accept or decline' });
    const [second] = await Promise.all([page.waitForEvent('popup'), inside.click()]);
    expect(second.url()).toMatch(new RegExp(`^${gateway.url}/invite`));
  });

  it('says so when the gateway does not answer, and goes on by itself', async () => {
    const { page } = await openMail();
    await page.route('**/dev/mail/list', (route) => route.abort());
    await expect.poll(() => page.locator('#connection').textContent(), { timeout: 5_000 }).toContain('Trying again');
    await page.unroute('**/dev/mail/list');
    await expect.poll(() => page.locator('#connection').isHidden(), { timeout: 5_000 }).toBe(true);
  });
});

describe('a mail with a script, a form and pictures', () => {
  it('does nothing but look as it looks, and its link may not be a script', async () => {
    const html = `<html><head></head><body><p>evil</p><script>parent.document.title = 'taken'; top.location = '/x'</script>
      <img src="http://127.0.0.1:9/pixel" onerror="parent.document.title = 'taken'"><form action="/x"><button>go</button></form></body></html>`;
    await keep('<evil@test>', 'evil@example.com', html, 'javascript:document.title="taken"');
    const { page } = await openMail();
    await page.frameLocator('#html').getByText('evil').waitFor();
    expect(await page.getByRole('link', { name: 'Open its link' }).count()).toBe(0);
    await page.frameLocator('#html').getByRole('button', { name: 'go' }).click();
    expect(await page.title()).toBe('Mail of the demo');
    expect(page.url()).toBe(`${gateway.url}/dev/mail`);
    const { headers } = await fetch(`${gateway.url}/dev/mail/html?id=${encodeURIComponent('<evil@test>')}`);
    expect(headers.get('content-security-policy')).toMatch(/^sandbox allow-popups.*default-src 'none'/);
  });
});

describe('what the page asks for', () => {
  const paths = ['/dev/mail', '/dev/mail/list', '/dev/mail/one?id=x', '/dev/mail/html?id=x'];

  it.each(paths)('%s is for this machine alone', async (path) => {
    expect(await statusWithHost(path, 'evil.example')).toBe(403);
  });

  it('is 404 for a mail that is not there, and for an id that is none', async () => {
    for (const id of ['x', '', '%00', '%E2%82%AC']) {
      expect((await fetch(`${gateway.url}/dev/mail/one?id=${id}`)).status).toBe(404);
    }
  });

  it('is no part of the list of addresses that the front page shows', async () => {
    const index = await (await fetch(gateway.url)).text();
    expect(index).toContain('/dev/mail\n');
    expect(index).not.toMatch(/\/pages\/|\/dev\/mail\//);
  });
});

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  it.each([1280, 360])('at %i pixels nobody meets a barrier', async (width) => {
    const { page } = await openMail({ colorScheme, width });
    await page.locator('#list a', { hasText: 'bob@example.com' }).click();
    await expect.poll(() => page.locator('#to').textContent()).toBe('bob@example.com');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Plain text' }).click();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });
});

/** `fetch` does not let one choose the host header. */
function statusWithHost(path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(gateway.url + path, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
}
