import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { findBarriers, launchBrowser, openView, type View, type ViewOptions } from '../support/browser.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { linkTokenOf } from '../support/links.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { settled } from './landing.js';

// The link of an invite where people sign in at an identity provider: nobody has a password here.

// An issuer is an URL, and URLs may hold what would end an attribute, or mean something to String.replace.
const ISSUER = "https://id.example.com/realms/acme&lt;'$&";

let browser: Browser;
let gateway: Gateway;
let provided: Awaited<ReturnType<typeof startApp>>;
let world: BusinessWorld;
const views: View[] = [];
beforeAll(async () => {
  [browser, gateway] = await Promise.all([launchBrowser(), startGateway()]);
  provided = await startApp(gateway.databaseUrl, {
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: 'gateway',
    AUTH_JWKS_URL: 'http://127.0.0.1:9/jwks.json',
  });
  world = await createBusinessWorld(gateway, person('ada'));
});
afterEach(async () => {
  for (const view of views.splice(0)) await view.close();
});
afterAll(async () => {
  await browser.close();
  await provided.stop();
  await gateway.stop();
});

async function openInvite(email: string, options?: ViewOptions): Promise<View & { inviteId: string }> {
  const [inviteId = ''] = await world.invite([email]);
  const view = await openView(browser, options);
  views.push(view);
  await view.page.goto(`${provided.url}/invite#token=${await linkTokenOf(gateway.database, inviteId)}`);
  await settled(view.page);
  return { ...view, inviteId };
}

it('says at once who invites and where to sign in, and asks for no password', async () => {
  const { page, complaints } = await openInvite('provided@example.com');
  expect(await page.locator('#open h1').textContent()).toBe('Acme invites you');
  expect(await page.locator('#elsewhere').innerText()).toBe(
    `To accept, sign in at ${ISSUER} with the address to which the mail came. The invite waits for you in the dashboard.`,
  );
  expect(await page.getByRole('link', { name: 'Open the dashboard' }).getAttribute('href')).toBe('./');
  expect(await page.locator('input:visible').count()).toBe(0);
  expect(await page.getByRole('button').allInnerTexts()).toEqual(['Decline …']);
  expect(complaints).toEqual([]);
});

it('can be declined there all the same', async () => {
  const { page, inviteId } = await openInvite('declines@example.com');
  await page.getByRole('button', { name: 'Decline …' }).click();
  await page.getByRole('button', { name: 'Decline', exact: true }).click();
  await page.locator('#outcome:visible').waitFor();
  expect(await page.locator('#outcome h1').textContent()).toBe('You have declined the invite');
  const rows = await gateway.database.query('select status from invite where id = $1', [inviteId]);
  expect(rows).toEqual([{ status: 'DECLINED' }]);
});

it.each(['light', 'dark'] as const)('has no barrier in the %s scheme, on a narrow screen', async (colorScheme) => {
  const { page } = await openInvite(`${colorScheme}@example.com`, { colorScheme, width: 320 });
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
});
