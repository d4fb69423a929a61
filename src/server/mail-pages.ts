import { type Answer, HttpError, json } from './answer.js';
import type { Route } from './http.js';

/** A mail in the list of the demo's mail page. */
export interface MailSummary {
  /** Its Message-ID. */
  id: string;
  to: string;
  subject: string;
  sentAt: Date;
}

export interface FullMail extends MailSummary {
  text: string;
  html: string;
  link: string | null;
}

/** Where the mails are kept. */
export interface Mailbox {
  /** Newest first. */
  list(): Promise<MailSummary[]>;
  find(id: string): Promise<FullMail | undefined>;
}

const PRINTABLE = /^[\x20-\x7e]{1,512}$/;

/** Links of a mail open in a tab of their own. */
const BESIDE = '<base target="_blank">';

// A mail is shown as a mail program shows it: no script, nothing fetched, and its links open beside it.
const MAIL_POLICY = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** What the mail page asks for: the list, one mail, and one mail's HTML by itself. */
export const mailRoutes = (mailbox: Mailbox): Record<string, Route['answer']> => ({
  '/dev/mail/list': async () => json(200, await mailbox.list()),
  '/dev/mail/one': async ({ search }) => {
    const { html: _, ...mail } = await findMail(mailbox, search);
    return json(200, mail);
  },
  '/dev/mail/html': async ({ search }) => mailAsPage(await findMail(mailbox, search)),
});

async function findMail(mailbox: Mailbox, search: string): Promise<FullMail> {
  const id = new URLSearchParams(search).get('id') ?? '';
  const mail = PRINTABLE.test(id) ? await mailbox.find(id) : undefined;
  if (!mail) throw new HttpError(404, 'There is no such mail');
  return mail;
}

function mailAsPage({ html }: FullMail): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': MAIL_POLICY,
      'referrer-policy': 'no-referrer',
    },
    body: html.includes('<head>') ? html.replace('<head>', `<head>${BESIDE}`) : BESIDE + html,
  };
}
