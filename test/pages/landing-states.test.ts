import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import { findBarriers } from '../support/browser.js';
import { accept, landing, refusal, settled, title } from './landing.js';

const stage = landing();

describe('an invite that changes meanwhile', () => {
  it.each([
    ['INVITE_EXPIRED', 'This invite has expired'],
    ['INVITE_NOT_PENDING', 'This invite has been closed'],
    ['NOT_FOUND', 'This invite is not open'],
    ['ALREADY_MEMBER', 'You are a member of Acme already'],
  ])('is answered with %s, and the page says: %s', async (code, words) => {
    stage.desk.answers.accept = [refusal(code, 'It was CANCELLED.', 'input', 'token')];
    const { page } = await stage.openLink('known-person');
    await page.getByLabel('Password', { exact: true }).fill('right password');
    await accept(page);
    await page.locator('#outcome:visible').waitFor();
    expect(await title(page)).toBe(words);
  });
});

describe('a connection that breaks', () => {
  it('loses nothing that was typed, and the next try is the same attempt', async () => {
    const { page } = await stage.openLink('known-person');
    await page.getByLabel('Password', { exact: true }).fill('right password');
    // The answer is lost on its way back: the server has done what was asked.
    await page.route('**/graphql', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await accept(page);
    await expect.poll(() => page.locator('#failure').textContent()).toContain('The server did not answer.');
    await page.unroute('**/graphql');
    await accept(page);
    await page.locator('#outcome:visible').waitFor();
    expect(await title(page)).toBe('Welcome to Acme');
    const keys = stage.desk.asked.map(([, input]) => input.idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('before the invite is shown can be tried again', async () => {
    const view = await stage.view();
    const { page } = view;
    await page.route('**/graphql', (route) => route.abort());
    await page.goto(`${stage.desk.url}/invite#token=new-person`);
    await settled(page);
    expect(await title(page)).toBe('The invite could not be looked up');
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('#open:visible').waitFor();
  });

  it('is not mistaken for too many tries', async () => {
    stage.desk.answers.accept = new RequestError('RATE_LIMITED', 'Slow down.', 40);
    const { page } = await stage.openLink('new-person');
    await page.getByLabel('New password').fill('correct horse battery');
    await accept(page);
    await expect
      .poll(() => page.locator('#failure').textContent())
      .toBe('There were too many tries. Try again in 40 seconds.');
  });
});

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  it.each([1280, 320])('at %i pixels nobody meets a barrier, in any state', async (width) => {
    const { page } = await stage.openLink('new-person', { colorScheme, width });
    expect(await findBarriers(page)).toEqual([]);
    await accept(page); // with the error at its field
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'Decline …' }).click();
    expect(await findBarriers(page)).toEqual([]);
    const known = await stage.openLink('known-person', { colorScheme, width });
    expect(await findBarriers(known.page)).toEqual([]);
    await known.page.getByRole('button', { name: 'E-mail me a code instead' }).click();
    await known.page.getByLabel('Code', { exact: true }).waitFor();
    expect(await findBarriers(known.page)).toEqual([]);
    const ended = await stage.openLink('nobody-knows', { colorScheme, width });
    expect(await findBarriers(ended.page)).toEqual([]);
  });
});

describe('the page', () => {
  it('lets nothing of another host in, and tells nobody where it was', async () => {
    const { headers } = await fetch(`${stage.desk.url}/invite`);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|https?:/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });
});
