import type { Config } from '../config.js';
import type { Queryable } from '../database/queryable.js';
import type { Mailer } from '../email/mailer.js';
import type { SmtpMailer } from '../email/smtp-mailer.js';
import type { Mailbox, SmtpServer } from '../email/smtp-settings.js';
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
export async function createMailing({ config, database, log }: MailingOptions): Promise<Mailing> {
  const { mode } = config;
  const smtp = config.smtp && (await createSmtp(config, config.smtp));
  const close = () => smtp?.close();
  if (mode === 'demo') return { mailer: inOrder([...(smtp ? [smtp] : []), createKeptMailer(database)]), close };
  if (!smtp) log.warn('SMTP_URL is not set: no mail goes out, and invites stay PENDING_SEND');
  return { mailer: smtp, close };
}

/** Its library is loaded only where mails leave: a start without takes 0.05 s less. */
async function createSmtp({ mailFrom, publicUrl }: MailingOptions['config'], server: SmtpServer): Promise<SmtpMailer> {
  const { createSmtpMailer } = await import('../email/smtp-mailer.js');
  return createSmtpMailer({ server, from: mailFrom ?? noReply(publicUrl) });
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
