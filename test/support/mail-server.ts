import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it came in over SMTP. */
export interface ReceivedMail {
  to: string[];
  from: string;
  messageId: string;
  /** Whether it came over TLS. */
  secure: boolean;
  /** Headers and body as they were sent. */
  raw: string;
}

/** A real mail server of the test's own. */
export interface MailServer {
  port: number;
  url: string;
  /** Wholly received, also where the sender never heard of it. */
  received: ReceivedMail[];
  /** Recipients that are refused, each with what the server says. */
  refused: Map<string, { code: number; text: string }>;
  /** Takes mails and says nothing until the returned function is called. */
  fallSilent(): () => void;
  stop(): Promise<void>;
}

export interface MailServerOptions {
  /** Default: any free one. */
  port?: number;
  user?: { name: string; password: string };
}

export async function startMailServer({ port = 0, user }: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const refused: MailServer['refused'] = new Map();
  let spoken = Promise.resolve();
  const server = new SMTPServer({
    logger: false, // offers STARTTLS with a certificate of its own making
    authOptional: !user,
    closeTimeout: 1,
    onAuth: ({ username, password }, _session, answer) => {
      if (user && username === user.name && password === user.password) return answer(null, { user: username });
      return answer(new Error(`Who is ${username}?`));
    },
    onRcptTo: ({ address }, _session, answer) => {
      const refusal = refused.get(address);
      answer(refusal && Object.assign(new Error(`${refusal.text} <${address}>`), { responseCode: refusal.code }));
    },
    onData: (stream, { envelope, secure }, answer) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          messageId: /^message-id: (.*)$/im.exec(raw)?.[1]?.trim() ?? '',
          secure,
          raw,
        });
        void spoken.then(() => answer());
      });
    },
  });
  server.on('error', () => {}); // senders that vanish are what the tests are about
  const listener = server.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const bound = (listener.address() as AddressInfo).port; // of a TCP listener
  return {
    port: bound,
    url: `smtp://127.0.0.1:${bound}`,
    received,
    refused,
    fallSilent: () => {
      let speak = (): void => {};
      spoken = new Promise((resolve) => {
        speak = resolve;
      });
      return speak;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
