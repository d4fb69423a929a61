import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/** A browser without a window. The one that comes with the dependencies runs on Linux x64; elsewhere the system's Chrome. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return playwright.launch({ channel: 'chrome' });
  // Its own list of flags has --single-process, with which it ends as soon as one page closes.
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

export interface View {
  page: Page;
  /** Errors of scripts and of the content security policy, and requests that failed or left this machine. */
  complaints: string[];
  close(): Promise<void>;
}

export interface ViewOptions {
  colorScheme?: 'light' | 'dark';
  width?: number;
}

/** A page of its own: no cookies, no history, nothing kept from another one. */
export async function openView(
  browser: Browser,
  { colorScheme = 'light', width = 1280 }: ViewOptions = {},
): Promise<View> {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: 800 },
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && !['localhost', '127.0.0.1'].includes(hostname)) complaints.push(request.url());
  });
  return { page, complaints, close: () => context.close() };
}

/** What axe finds on the page, but for what is `known` (selectors by rule): the rule and the elements, in words. */
export async function findBarriers(page: Page, known: Readonly<Record<string, string>> = {}): Promise<string[]> {
  await page.evaluate(axe.source); // not as a script of the page, which its policy refuses
  const { violations } = (await page.evaluate(
    `axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as axe.AxeResults; // what axe.run states of itself
  const found = await Promise.all(
    violations.map(async ({ id, nodes }) => {
      const unknown = await Promise.all(nodes.map((node) => isUnknown(page, node, known[id])));
      return { id, nodes: nodes.filter((_node, index) => unknown[index]) };
    }),
  );
  return found
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

async function isUnknown(page: Page, { target }: axe.NodeResult, known: string | undefined): Promise<boolean> {
  return known === undefined || !(await page.locator(String(target[0])).first().evaluate(matches, known));
}

const matches = (element: { matches(selector: string): boolean }, selector: string) => element.matches(selector);
