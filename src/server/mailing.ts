import type { Config } from '../config.js';
import type { Queryable } from '../database/queryable.js';
import type { Mailer } from '../email/mailer.js';
import { createSmtpMailer } from '../email/smtp-mailer.js';
import type { Mailbox } from '../email/smtp-settings.js';
import { createKeptMailer } from './kept-mail.js';
import type { Log } from './log.js';

/** How mails leave this process; `mailer` is undefined where none do. */
export interface Mailing {
  mailer: Mailer | undefined;
  /** To be called when nothing is sent any more. */
  close(): void;
}

interface MailingOptions {
  config: Pick<Config, 'mode' | 'smtp' | 'mailFrom' | 'publicUrl'>;
  database: Queryable;
  log: Log;
}

/** By SMTP where there is a server for it; the demo keeps each mail besides, once it went out. */
export function createMailing({ config, database, log }: MailingOptions): Mailing {
  const { mode, publicUrl } = config;
  const smtp = config.smtp && createSmtpMailer({ server: config.smtp, from: config.mailFrom ?? noReply(publicUrl) });
  const close = () => smtp?.close();
  if (mode === 'demo') return { mailer: inOrder([...(smtp ? [smtp] : []), createKeptMailer(database)]), close };
  if (!smtp) log.warn('SMTP_URL is not set: no mail goes out, and invites stay PENDING_SEND');
  return { mailer: smtp, close };
}

const inOrder = (mailers: readonly Mailer[]): Mailer => ({
  send: async (mail) => {
    for (const mailer of mailers) await mailer.send(mail);
  },
});

const noReply = (publicUrl = 'http://localhost'): Mailbox => ({
  name: '',
  address: `no-reply@${new URL(publicUrl).hostname}`,
});
