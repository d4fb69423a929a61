import { createTransport } from 'nodemailer';
import { canonicalEmail } from '../domain/invitee.js';
import { type Mail, MailError, type Mailer } from './mailer.js';
import type { Mailbox, SmtpServer } from './smtp-settings.js';

export interface SmtpTimeouts {
  /** From the first packet to the greeting. */
  connectMs: number;
  /** How long the server may be silent once it has greeted. */
  silenceMs: number;
  /** For one mail in all, waiting for a free connection included: a server that drips bytes is never silent. */
  sendMs: number;
}

export interface SmtpOptions {
  server: SmtpServer;
  from: Mailbox;
  timeouts?: Partial<SmtpTimeouts>;
}

/** Hands mails to a mail server, over at most five connections that are kept. */
export interface SmtpMailer extends Mailer {
  /** Ends the connections; a mail that is being handed over is finished. */
  close(): void;
}

// A send is part of a batch that waits for its slowest: with these a silent server holds one up for 30 s, not for minutes.
const TIMEOUTS: SmtpTimeouts = { connectMs: 10_000, silenceMs: 15_000, sendMs: 30_000 };
const CONNECTIONS = 5;

/**
 * A mailer by SMTP. TLS as soon as the server offers it. `send` resolves when the server has taken the mail, and throws
 * `MailError` otherwise; what became of a mail whose answer was lost nobody knows, so a repeat has the same Message-ID.
 */
export function createSmtpMailer({ server, from, timeouts }: SmtpOptions): SmtpMailer {
  const { connectMs, silenceMs, sendMs } = { ...TIMEOUTS, ...timeouts };
  const transport = createTransport({
    pool: true,
    host: server.host,
    port: server.port,
    secure: server.secure,
    ...(server.auth ? { auth: server.auth } : {}),
    maxConnections: CONNECTIONS,
    maxRequeues: 0, // the outbox tries again, and counts
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    // On loopback nobody is in between, and a mail server there has a certificate of its own making.
    tls: { rejectUnauthorized: !isLoopback(server.host) },
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    send: async (mail) => {
      const envelope = { from: from.address, to: [recipientOf(mail)] };
      try {
        await transport.sendMail({
          envelope,
          from,
          // An object and never a text: a text would be parsed again, by other rules than ours.
          to: { name: '', address: envelope.to[0] ?? '' },
          messageId: mail.messageId,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: AbortSignal.timeout(sendMs),
        });
      } catch (error) {
        throw asMailError(error);
      }
    },
    close: () => transport.close(),
  };
}

/** The address as it was typed, with its domain in ASCII; what is no address by our grammar never reaches the library. */
function recipientOf({ to }: Mail): string {
  const canonical = canonicalEmail(to);
  if (canonical === undefined) throw new MailError('The recipient is no e-mail address', 'EADDRESS', true);
  const typed = to.trim();
  return typed.slice(0, typed.indexOf('@')) + canonical.slice(canonical.indexOf('@'));
}

/** The server's own words stay out: they repeat addresses, and what we say is logged. */
function asMailError(error: unknown): MailError {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }; // of nodemailer's errors, where given
  const name = typeof code === 'string' ? code : 'EUNKNOWN';
  const refused = typeof responseCode === 'number';
  const aboutMail = name === 'EENVELOPE' || name === 'EMESSAGE';
  const message = refused ? `The mail server refused ${WHAT[name] ?? 'the mail'}` : 'The mail server cannot be reached';
  return new MailError(
    message,
    refused ? `${name} ${responseCode}` : name,
    refused && aboutMail && responseCode >= 500,
  );
}

const WHAT: Readonly<Record<string, string>> = { EENVELOPE: 'the recipient or sender', EAUTH: 'our user or password' };

const isLoopback = (host: string): boolean => /^(localhost|::1|127(\.\d{1,3}){3})$/i.test(host);
