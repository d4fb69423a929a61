import { readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { escapeHtml } from '../email/words.js';
import type { Answer } from './answer.js';
import type { Route } from './http.js';
import { local } from './local.js';
import { type Mailbox, mailRoutes } from './mail-pages.js';

/** Beside this file in `src`, and copied beside it in `dist` by the build. */
const FOLDER = new URL('./pages/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

// Nothing comes from another host or from markup. A form without its script sends nothing: what it holds is a password.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  'img-src data:', // an icon of nothing, or browsers ask for /favicon.ico
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const PAGE_HEADERS: OutgoingHttpHeaders = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer', // the secret of a link stands in the address of the page that it opens
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-robots-tag': 'noindex',
};

const INVITE_PARTS = [
  'base.css',
  'invite.css',
  'invite.js',
  'invite-api.js',
  'accept-form.js',
  'outcomes.js',
  'dom.js',
];
const MAIL_PARTS = ['mail.css', 'mail.js'];

export interface PagesOptions {
  mailbox: Mailbox | undefined;
  /** Where people sign in instead of here. */
  identityProvider?: string | undefined;
}

/** The pages for people, by path; the one for mails only where mails are kept, and for this machine alone. */
export function createPages({ mailbox, identityProvider }: PagesOptions): Map<string, Route> {
  const parts = mailbox ? [...INVITE_PARTS, ...MAIL_PARTS] : INVITE_PARTS;
  const routes = new Map<string, Route>([['/invite', page('invite.html', identityProvider)]]);
  for (const file of parts) routes.set(`/pages/${file}`, page(file));
  if (!mailbox) return routes;
  const mail = page('mail.html');
  routes.set('/dev/mail', { ...mail, answer: local(mail.answer) });
  for (const [path, answer] of Object.entries(mailRoutes(mailbox)))
    routes.set(path, { methods: ['GET'], answer: local(answer) });
  return routes;
}

const PROVIDER_UNKNOWN = '<meta name="identity-provider" content="">';

/** Read once, when the server is put together: a file that is missing is told then. */
function page(file: string, identityProvider = ''): Route {
  const provider = PROVIDER_UNKNOWN.replace('""', () => `"${escapeHtml(identityProvider)}"`);
  const body = readFileSync(new URL(file, FOLDER), 'utf8').replace(PROVIDER_UNKNOWN, () => provider);
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)];
  const answer: Answer = { status: 200, headers: { ...PAGE_HEADERS, 'content-type': type }, body };
  return { methods: ['GET'], answer: () => answer };
}
