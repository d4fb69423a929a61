import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser, openView, type View, type ViewOptions } from '../support/browser.js';
import { type Desk, openDesk, type Refusal } from './desk.js';

/** A browser at the landing page, and the other side of the desk, for the tests of one file. */
export interface Landing {
  desk: Desk;
  /** A view that is closed after its test. */
  view(options?: ViewOptions): Promise<View>;
  /** Opens the link as it stands in a mail, and waits until the page has something to say. */
  openLink(token: string | undefined, options?: ViewOptions): Promise<View>;
}

/** Two invites are open at the desk before each test: `new-person` has no account yet, `known-person` has one. */
export function landing(): Landing {
  let browser: Browser;
  const views: View[] = [];
  const view = async (options?: ViewOptions): Promise<View> => {
    const opened = await openView(browser, options);
    views.push(opened);
    return opened;
  };
  let desk: Desk;
  beforeAll(async () => {
    [browser, desk] = await Promise.all([launchBrowser(), openDesk()]);
  });
  beforeEach(() => {
    desk.invites = new Map([
      ['new-person', {}],
      ['known-person', { requiresPassword: false }],
    ]);
    desk.answers = { accept: [], decline: [], code: [] };
    desk.asked.length = 0;
  });
  afterEach(async () => {
    for (const opened of views.splice(0)) await opened.close();
  });
  afterAll(async () => {
    await browser.close();
    await desk.stop();
  });
  return {
    get desk() {
      return desk;
    },
    view,
    openLink: async (token, options) => {
      const opened = await view(options);
      await opened.page.goto(`${desk.url}/invite${token === undefined ? '' : `#token=${token}`}`);
      await settled(opened.page);
      return opened;
    },
  };
}

export const settled = (page: Page) => page.locator('#open:visible, #outcome:visible').waitFor();
export const title = (page: Page) => page.locator('#outcome h1').textContent();
export const accept = (page: Page) => page.getByRole('button', { name: 'Accept', exact: true }).click();
export const refusal = (code: string, message: string, ...field: string[]): Refusal => ({ code, message, field });
export const focused = (page: Page) => page.evaluate('document.activeElement.id || document.activeElement.textContent');
