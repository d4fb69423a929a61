import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/domain/errors.js';
import { findBarriers } from '../support/browser.js';
import { accept, focused, landing, refusal, settled, title } from './landing.js';

const stage = landing();

describe('the link', () => {
  it('is read from the fragment, leaves the address bar at once, and holds when the page is loaded again', async () => {
    const { page } = await stage.openLink('new-person');
    expect(page.url()).toBe(`${stage.desk.url}/invite`);
    await page.reload();
    await settled(page);
    expect(await page.locator('#open h1').textContent()).toBe('Acme invites you');
  });

  it('is told to /graphql, in bodies, and to nobody else', async () => {
    const view = await stage.view();
    const told: string[] = [];
    view.page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      const spoken = `${request.url().split('#')[0]} ${JSON.stringify(request.headers())}`;
      if (spoken.includes('new-person')) told.push(`address or headers of ${pathname}`);
      if (request.postData()?.includes('new-person')) told.push(pathname);
    });
    await view.page.goto(`${stage.desk.url}/invite#token=new-person`);
    await settled(view.page);
    expect(new Set(told)).toEqual(new Set(['/graphql']));
    expect(view.complaints).toEqual([]);
  });

  it('is told apart from one that lost its end', async () => {
    const { page } = await stage.openLink(undefined);
    expect(await title(page)).toBe('This link is incomplete');
    expect(await page.locator('#outcome').textContent()).toContain('Open the link in the mail again');
  });

  it('that is unknown, closed or late says what can be done', async () => {
    const { page, complaints } = await stage.openLink('nobody-knows');
    expect(await title(page)).toBe('This invite is not open');
    expect(await page.locator('#outcome').textContent()).toContain('Look for a newer mail');
    expect(await focused(page)).toBe('This invite is not open'); // read out from its heading
    expect(complaints).toEqual([]);
  });

  it('that is opened in the same tab after another one replaces it', async () => {
    const { page } = await stage.openLink('nobody-knows');
    await page.goto(`${stage.desk.url}/invite#token=known-person`);
    await page.locator('#open:visible').waitFor();
    expect(await page.getByLabel('Password', { exact: true }).isVisible()).toBe(true);
  });
});

describe('somebody without an account', () => {
  it('sees who invites, to what and until when, chooses a password, and is a member', async () => {
    const { page, complaints } = await stage.openLink('new-person');
    expect(await page.locator('#open .lead').textContent()).toBe('Ada Lovelace would like you to join Acme.');
    expect(await page.locator('#open dl').innerText()).toMatch(
      /Role\s+Employee\s+Expires\s+Fri, 28 November 2031.* 15:05 CET/,
    );
    await page.getByLabel('First name').fill(' Bob ');
    await page.getByLabel('New password').fill('correct horse battery');
    await accept(page);
    await page.locator('#outcome:visible').waitFor();
    expect(await title(page)).toBe('Welcome to Acme');
    expect(await page.locator('#outcome .next').textContent()).toBe(
      'Open the dashboard, and sign in with the address to which the mail came and the password that you have just chosen.',
    );
    expect(await page.getByRole('link', { name: 'Open the dashboard' }).getAttribute('href')).toBe('./');
    expect(await findBarriers(page)).toEqual([]);
    expect(stage.desk.asked).toEqual([
      [
        'acceptInvitation',
        {
          token: 'new-person',
          firstName: 'Bob',
          password: 'correct horse battery',
          idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      ],
    ]);
    expect(complaints).toEqual([]);
  });

  it('is told at the field what is missing or refused, and is taken there', async () => {
    const { page } = await stage.openLink('new-person');
    await accept(page);
    expect(await page.locator('#password-error').textContent()).toBe('Enter a password.');
    expect(await focused(page)).toBe('password');
    expect(stage.desk.asked).toEqual([]);

    stage.desk.answers.accept = [refusal('WEAK_PASSWORD', 'Too short.', 'input', 'password')];
    await page.getByLabel('New password').fill('short');
    await accept(page);
    await expect.poll(() => page.locator('#password-error').textContent()).toBe('Too short.');
    expect(await page.locator('#password').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('#password').inputValue()).toBe('short'); // nothing typed is lost

    stage.desk.answers.accept = [refusal('SEAT_LIMIT', 'No seat is free.', 'input')];
    await accept(page);
    await expect.poll(() => page.locator('#failure').textContent()).toBe('No seat is free.');
    expect(await focused(page)).toBe('failure');
    expect(await page.locator('#password-error').isHidden()).toBe(true);
  });

  it('is shown a name with markup as it was typed', async () => {
    stage.desk.invites.set('markup', { businessName: '<img src=x onerror=alert(1)>', inviterName: '<b>Eve</b>' });
    const { page, complaints } = await stage.openLink('markup');
    expect(await page.locator('#open h1').textContent()).toBe('<img src=x onerror=alert(1)> invites you');
    expect(complaints).toEqual([]);
  });
});

describe('somebody with an account', () => {
  it('accepts with its password', async () => {
    const { page } = await stage.openLink('known-person');
    stage.desk.answers.accept = [refusal('INVALID_CREDENTIALS', 'That is not the password.', 'input')];
    await page.getByLabel('Password', { exact: true }).fill('wrong password');
    await accept(page);
    await expect.poll(() => page.locator('#password-error').textContent()).toBe('That is not the password.');
    stage.desk.answers.accept = [];
    await page.getByLabel('Password', { exact: true }).fill('right password');
    await page.keyboard.press('Enter');
    await page.locator('#outcome:visible').waitFor();
    expect(await title(page)).toBe('Welcome to Acme');
  });

  it('or with a code from its mailbox, typed as people type codes', async () => {
    const { page } = await stage.openLink('known-person');
    await page.getByRole('button', { name: 'E-mail me a code instead' }).click();
    await page.getByLabel('Code', { exact: true }).waitFor();
    await expect.poll(() => focused(page)).toBe('code');
    await page.keyboard.type('123 456');
    await accept(page);
    await page.locator('#outcome:visible').waitFor();
    expect(stage.desk.asked).toEqual([
      ['requestSignInCode', { inviteToken: 'known-person' }],
      ['acceptInvitation', { token: 'known-person', code: '123456', idempotencyKey: expect.any(String) }],
    ]);
  });

  it('may ask for another code, or go back to the password', async () => {
    const { page } = await stage.openLink('known-person');
    await page.getByRole('button', { name: 'E-mail me a code instead' }).click();
    await page.getByRole('button', { name: 'Send another code' }).click();
    await expect.poll(() => stage.desk.asked.length).toBe(2);
    await page.getByRole('button', { name: 'Use my password instead' }).click();
    expect(await page.getByLabel('Password', { exact: true }).isVisible()).toBe(true);
  });

  it('of an identity provider is told where to sign in', async () => {
    stage.desk.answers.code = new RequestError('FORBIDDEN', 'Sign in at https://id.example.com.');
    const { page } = await stage.openLink('known-person');
    await page.getByRole('button', { name: 'E-mail me a code instead' }).click();
    await page.locator('#outcome:visible').waitFor();
    expect(await title(page)).toBe('Sign in first');
    expect(await page.locator('#outcome').textContent()).toContain('Sign in at https://id.example.com.');
  });
});

it('nothing of who accepted is kept in the browser: no session, no cookie, no token', async () => {
  const { page } = await stage.openLink('known-person');
  await page.getByLabel('Password', { exact: true }).fill('right password');
  await accept(page);
  await page.locator('#outcome:visible').waitFor();
  const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state])');
  expect(kept).toBe('[{},{},null]');
  expect(await page.context().cookies()).toEqual([]);
});

describe('declining', () => {
  it('asks first, by the keyboard as well', async () => {
    const { page } = await stage.openLink('new-person');
    const decline = page.getByRole('button', { name: 'Decline …' });
    await decline.focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').getAttribute('aria-labelledby')).toBe('confirm-title');
    expect(await focused(page)).toBe('keep');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('decline');
    expect(stage.desk.asked).toEqual([]);

    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#outcome:visible').waitFor();
    expect(await title(page)).toBe('You have declined the invite');
    expect(await focused(page)).toBe('You have declined the invite');
    expect(stage.desk.asked).toEqual([['declineInvitation', { token: 'new-person' }]]);
  });

  it('forgets the link: loading the page again asks nothing', async () => {
    const { page } = await stage.openLink('new-person');
    await page.getByRole('button', { name: 'Decline …' }).click();
    await page.getByRole('button', { name: 'Decline', exact: true }).click();
    await page.locator('#outcome:visible').waitFor();
    await page.reload();
    await settled(page);
    expect(await title(page)).toBe('This link is incomplete');
  });
});
