import { request } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoToken } from '../../src/demo/demo-token.js';
import { seedDemo } from '../../src/demo/seed.js';
import { findBarriers, launchBrowser, openView, type View, type ViewOptions } from '../support/browser.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { TEST_AUTH, TEST_SECRET } from '../support/person.js';
import { ensureBuilt, startServerProcess } from '../support/server-process.js';

let browser: Browser;
let gateway: Gateway;
const views: View[] = [];
beforeAll(async () => {
  [browser, gateway] = await Promise.all([launchBrowser(), startGateway(), ensureBuilt()]);
  await seedDemo(gateway.databaseUrl);
});
afterEach(async () => {
  for (const view of views.splice(0)) {
    expect(view.complaints).toEqual([]); // of scripts, of the content security policy, and requests to other hosts
    await view.close();
  }
});
afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

/** GraphiQL when its editors are there, at one of its first tabs. */
async function openGraphiql(
  tab: 'Viewer' | 'Invite' | 'Follow',
  { prepare, ...options }: ViewOptions & { prepare?: (page: Page) => Promise<void> } = {},
): Promise<Page> {
  const view = await openView(browser, options);
  views.push(view);
  const { page } = view;
  await prepare?.(page);
  await page.goto(`${gateway.url}/graphiql`);
  await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
  await page.getByRole('tab', { name: tab }).click();
  await expect.poll(() => textOf(page, 'query-editor')).toMatch(new RegExp(`^[a-z]+ ${tab}\\b`, 'm'));
  return page;
}

/** Without a pointer, which would leave an explanation where it is. */
const run = (page: Page) => page.getByRole('button', { name: /^Execute query/ }).dispatchEvent('click');
const person = (page: Page) => page.getByLabel('Act as');
const token = (page: Page) => page.getByRole('textbox', { name: 'Token' });

/** Whether this is a token of the person with this name; no two of one person are alike. */
const isOf = (name: string) => (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}').sub === `usr_${name}`;

/** All that stands in an editor; the page itself shows the lines in sight. */
const textOf = (page: Page, editor: 'query-editor' | 'editor-tool' | 'response') =>
  page.locator(`.graphiql-${editor} .CodeMirror`).evaluate(readEditor);
const readEditor = (element: { CodeMirror?: { getValue(): string } }) => element.CodeMirror?.getValue() ?? '';

const expectResponse = (page: Page) => expect.poll(() => textOf(page, 'response'), { timeout: 10_000 });

describe('GraphiQL', () => {
  it('runs its first query with the demo as it is, for the first person at once and for whom one chooses', async () => {
    const page = await openGraphiql('Viewer');
    await run(page);
    await expectResponse(page).toContain('"id": "acme"');
    expect(await textOf(page, 'response')).toContain('ada.lovelace@example.com');
    await person(page).selectOption('Grace Hopper, owner of Globex');
    await expect.poll(() => token(page).inputValue()).toSatisfy(isOf('grace'));
    await run(page);
    await expectResponse(page).toContain('grace.hopper@example.com');
  });

  it('acts as who owns the token that is pasted, and as nobody without one', async () => {
    const page = await openGraphiql('Viewer');
    await token(page).fill(`Bearer ${await demoToken('alan', DEMO)}`);
    expect(await person(page).inputValue()).toBe('');
    await run(page);
    await expectResponse(page).toContain('alan.turing@example.com');
    await token(page).fill('');
    await run(page);
    await expectResponse(page).toContain('"viewer": null');
  });

  it('keeps the person, or a token that was pasted, for as long as the tab is open, and nothing longer', async () => {
    const page = await openGraphiql('Viewer');
    await person(page).selectOption('grace');
    await expect.poll(() => token(page).inputValue()).toSatisfy(isOf('grace'));
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('eyJ');
    await page.reload();
    await expect.poll(() => token(page).inputValue()).toSatisfy(isOf('grace'));
    expect(await person(page).inputValue()).toBe('grace');
    await token(page).fill('pasted');
    await page.reload();
    await expect.poll(() => token(page).inputValue()).toBe('pasted');
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  it('shows in one window the change that a mutation in another one makes', async () => {
    const follower = await openGraphiql('Follow');
    const subscribed = new Promise<string>((resolve) => {
      follower.on('websocket', (socket) =>
        socket.on('framesent', ({ payload }) => {
          if (String(payload).includes('"subscribe"')) resolve(socket.url());
        }),
      );
    });
    await run(follower);
    expect(await subscribed).toBe(`${gateway.url.replace('http', 'ws')}/graphql`);
    const inviter = await openGraphiql('Invite');
    const { input } = JSON.parse(await textOf(inviter, 'editor-tool'));
    await run(inviter);
    await expectResponse(inviter).toContain('"status": "PENDING_SEND"');
    await expectResponse(follower).toContain(input.invitees[0].email);
    expect(await textOf(follower, 'response')).toContain('"inviteStatusChanged"');
  });

  it('shows why a subscription is refused', async () => {
    const page = await openGraphiql('Follow');
    await person(page).selectOption('grace');
    await expect.poll(() => token(page).inputValue()).toSatisfy(isOf('grace'));
    await run(page);
    await expectResponse(page).toContain('"code": "FORBIDDEN"');
    await token(page).fill('no token');
    await run(page);
    await expectResponse(page).toContain('"code": "UNAUTHENTICATED"');
  });

  it('shows that a subscription ended with its socket, and follows again when one asks for it', async () => {
    let cut = (): Promise<void> => Promise.reject(new Error('No socket'));
    let subscribed = (): void => {};
    const opened = new Promise<void>((resolve) => {
      subscribed = resolve;
    });
    const prepare = (page: Page) =>
      page.routeWebSocket(/\/graphql$/, (socket) => {
        const server = socket.connectToServer();
        cut = () => socket.close({ code: 1012, reason: 'Service restart' });
        socket.onMessage((message) => {
          server.send(message);
          if (String(message).includes('"subscribe"')) subscribed();
        });
      });
    const page = await openGraphiql('Follow', { prepare });
    await run(page);
    await opened;
    await cut();
    await expectResponse(page).toContain('The socket was closed: 1012 Service restart');
    await run(page);
    await expectResponse(page).toBe('');
    await page.getByRole('button', { name: /^Stop query/ }).waitFor();
  });
});

const DEMO = { auth: TEST_AUTH, secretKeys: [TEST_SECRET] };
const PATHS = ['/graphiql', '/graphiql/main.js', '/graphiql/main.css', '/graphiql/people.json'];

describe('what GraphiQL is made of', () => {
  it.each(PATHS)('%s is for this machine alone', async (path) => {
    expect(await statusWithHost(path, 'evil.example')).toBe(403);
    expect(await statusWithHost(path, 'localhost:4000')).toBe(200);
  });

  it('may load nothing from elsewhere and run nothing that stands in the page', async () => {
    const { headers } = await fetch(`${gateway.url}/graphiql`);
    const policy = headers.get('content-security-policy');
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    expect(policy).not.toContain('unsafe');
  });

  it('is one address in the list of the front page', async () => {
    const index = await (await fetch(gateway.url)).text();
    expect(index.match(/^\/graphiql.*$/gm)).toEqual(['/graphiql']);
  });

  it('offers nobody to act as where an identity provider gives the tokens', async () => {
    const provider = { AUTH_JWKS_URL: 'http://127.0.0.1:9/jwks', AUTH_ISSUER: 'idp', AUTH_AUDIENCE: 'gateway' };
    const app = await startApp(gateway.databaseUrl, provider);
    expect(await (await fetch(`${app.url}/graphiql/people.json`)).json()).toEqual([]);
    await app.stop();
  });

  it('G21: is not there in production', async () => {
    const server = await startServerProcess(gateway.databaseUrl);
    for (const path of PATHS) expect((await fetch(server.url + path)).status).toBe(404);
    await server.kill();
  });
});

/** Of GraphiQL 4.1.2 and CodeMirror 5, and not to be mended from outside. */
const THEIRS = {
  label: '.CodeMirror textarea', // CodeMirror takes a label that GraphiQL does not give
  'nested-interactive': '.graphiql-tab', // a tab holds the button that closes it
  'target-size': '.graphiql-tab-close', // that button is 18 pixels wide
  'scrollable-region-focusable': '.CodeMirror-scroll', // scrolls with the cursor of the text area before it
};

/** Resolves when nothing was added or removed for a second: its editors fold and lint on timers, and axe trips over that. */
const QUIET = `new Promise((resolve) => {
  let timer;
  const again = () => { clearTimeout(timer); timer = setTimeout(() => { watch.disconnect(); resolve(); }, 1000); };
  const watch = new MutationObserver(again);
  watch.observe(document.body, { childList: true, subtree: true });
  again();
})`;

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  it.each([1280, 800])('at %i pixels nobody meets a barrier that is ours', async (width) => {
    const page = await openGraphiql('Viewer', { colorScheme, width });
    await page.evaluate(QUIET);
    expect(await findBarriers(page, THEIRS)).toEqual([]);
    await run(page);
    await expectResponse(page).toContain('"id": "acme"');
    await page.evaluate(QUIET);
    expect(await findBarriers(page, THEIRS)).toEqual([]);
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
