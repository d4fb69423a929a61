import { readFileSync } from 'node:fs';
import { escapeHtml } from '../email/words.js';
import { type DemoPerson, graphiqlRoutes } from './graphiql-page.js';
import type { Route } from './http.js';
import { local } from './local.js';
import { type Mailbox, mailRoutes } from './mail-pages.js';
import { createPage } from './page.js';

/** Beside this file in `src`, and copied beside it in `dist` by the build. */
const FOLDER = new URL('./pages/', import.meta.url);

const INVITE_PARTS = [
  'base.css',
  'invite.css',
  'invite.js',
  'invite-api.js',
  'documents.js',
  'accept-form.js',
  'outcomes.js',
  'dom.js',
];
const MAIL_PARTS = ['mail.css', 'mail.js'];

export interface PagesOptions {
  /** Where the demo keeps mails; their page is for this machine alone. */
  mailbox: Mailbox | undefined;
  /** Where people sign in instead of here. */
  identityProvider?: string | undefined;
  /** Whom GraphiQL offers to act as; undefined where there is no GraphiQL. */
  people?: readonly DemoPerson[] | undefined;
}

/** The pages for people, by path. */
export function createPages({ mailbox, identityProvider, people }: PagesOptions): Map<string, Route> {
  const parts = mailbox ? [...INVITE_PARTS, ...MAIL_PARTS] : INVITE_PARTS;
  const routes = new Map<string, Route>([['/invite', page('invite.html', identityProvider)]]);
  for (const file of parts) routes.set(`/pages/${file}`, page(file));
  const forThisMachine = {
    ...(mailbox && { '/dev/mail': page('mail.html').answer, ...mailRoutes(mailbox) }),
    ...(people && graphiqlRoutes(people)),
  };
  for (const [path, answer] of Object.entries(forThisMachine))
    routes.set(path, { methods: ['GET'], answer: local(answer) });
  return routes;
}

const PROVIDER_UNKNOWN = '<meta name="identity-provider" content="">';

/** Read once, when the server is put together: a file that is missing is told then. */
function page(file: string, identityProvider = ''): Route {
  const provider = PROVIDER_UNKNOWN.replace('""', () => `"${escapeHtml(identityProvider)}"`);
  const text = readFileSync(new URL(file, FOLDER), 'utf8').replace(PROVIDER_UNKNOWN, () => provider);
  const answer = createPage(file, text);
  return { methods: ['GET'], answer: () => answer };
}
