import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mail, MailError } from '../../src/email/mailer.js';
import { createSmtpMailer, type SmtpMailer, type SmtpTimeouts } from '../../src/email/smtp-mailer.js';
import { parseSmtpUrl } from '../../src/email/smtp-settings.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';

const mailers: SmtpMailer[] = [];
let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  for (const mailer of mailers.splice(0)) mailer.close();
  await server.stop();
});

function mailerFor(url: string, timeouts: Partial<SmtpTimeouts> = {}): SmtpMailer {
  const settings = parseSmtpUrl(url);
  if (!settings) throw new Error(`No mail server: ${url}`);
  const mailer = createSmtpMailer({
    server: settings,
    from: { name: 'Acme Members', address: 'no-reply@example.com' },
    timeouts,
  });
  mailers.push(mailer);
  return mailer;
}

const mailTo = (to: string, overrides: Partial<Mail> = {}): Mail => ({
  messageId: '<inv_1.1@example.com>',
  to,
  subject: 'Join Acme',
  text: 'Hello',
  html: '<p>Hello</p>',
  link: null,
  ...overrides,
});

/** What `send` threw. */
async function failureOf(sending: Promise<void>): Promise<MailError> {
  const error: unknown = await sending.then(
    () => new Error('The mail was taken'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof MailError) return error;
  throw error;
}

describe('a mail', () => {
  it('is handed over with its headers, over TLS where that is offered', async () => {
    await mailerFor(server.url).send(mailTo('bob@example.com'));
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: 'no-reply@example.com', to: ['bob@example.com'], secure: true });
    expect(mail?.messageId).toBe('<inv_1.1@example.com>');
    expect(mail?.raw).toMatch(/^From: Acme Members <no-reply@example\.com>\r$/m);
    expect(mail?.raw).toMatch(/^To: bob@example\.com\r$/m);
    expect(mail?.raw).toMatch(/^Subject: Join Acme\r$/m);
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail?.raw).toMatch(/text\/plain[\s\S]*Hello[\s\S]*text\/html[\s\S]*<p>Hello<\/p>/);
  });

  it('goes to the address as it was typed, with its domain in ASCII', async () => {
    await mailerFor(server.url).send(mailTo(' Bob.B@Bücher.example '));
    expect(server.received[0]?.raw).toMatch(/^To: Bob\.B@xn--bcher-kva\.example\r$/m);
  });

  it.each([
    'bob@example.com, eve@evil.test',
    'bob@example.com (x) eve@evil.test',
    '"eve@evil.test x"@example.com',
    'Bob <bob@example.com>',
    'bob@example.com\r\nRCPT TO:<eve@evil.test>',
    'group: a@b.test, c@d.test;',
    '=?utf-8?q?eve=40evil.test?=@example.com',
  ])('to %j goes to that address or to nobody, and never to another one (I32)', async (to) => {
    const failure = await mailerFor(server.url)
      .send(mailTo(to))
      .catch((error: unknown) => error);
    if (failure instanceof MailError) expect(failure.permanent).toBe(true);
    else expect(server.received.map((mail) => mail.to)).toEqual([[to]]);
  });

  it('cannot be given further headers by its subject (I34)', async () => {
    await mailerFor(server.url).send(mailTo('bob@example.com', { subject: 'Hi\r\nBcc: eve@evil.test\r\n\r\nBody' }));
    expect(server.received[0]?.to).toEqual(['bob@example.com']);
    expect(server.received[0]?.raw).not.toMatch(/^Bcc:/im);
  });
});

describe('a mail server', () => {
  it('takes many mails over few connections', async () => {
    const mailer = mailerFor(server.url);
    await Promise.all(Array.from({ length: 40 }, (_, n) => mailer.send(mailTo(`guest${n}@example.com`))));
    expect(new Set(server.received.flatMap((mail) => mail.to)).size).toBe(40);
  });

  it.each([
    [550, true],
    [450, false],
  ])('that refuses a recipient with %i is quoted by that number alone; for good: %s', async (code, permanent) => {
    server.refused.set('bob@example.com', { code, text: 'No such person' });
    const mailer = mailerFor(server.url);
    const failure = await failureOf(mailer.send(mailTo('bob@example.com')));
    expect(failure).toMatchObject({ code: `EENVELOPE ${code}`, permanent });
    expect(failure.message).toBe('The mail server refused the recipient or sender');
    expect(String(failure.stack)).not.toMatch(/bob|No such/);
    await mailer.send(mailTo('carol@example.com')); // the connection is as good as before
  });

  it('that does not know our password refuses nobody for good', async () => {
    const guarded = await startMailServer({ user: { name: 'app', password: 'right' } });
    const failure = await failureOf(
      mailerFor(guarded.url.replace('//', '//app:wrong@')).send(mailTo('bob@example.com')),
    );
    expect(failure).toMatchObject({ code: 'EAUTH 535', permanent: false });
    expect(failure.message).not.toContain('app');
    await mailerFor(guarded.url.replace('//', '//app:right@')).send(mailTo('bob@example.com'));
    expect(guarded.received).toHaveLength(1);
    await guarded.stop();
  });

  it('that is down, and then up on the same port, takes the next try', async () => {
    const { port, url } = server;
    const mailer = mailerFor(url);
    await mailer.send(mailTo('first@example.com')); // and keeps the connection
    await server.stop();
    expect(await failureOf(mailer.send(mailTo('bob@example.com')))).toMatchObject({ permanent: false });
    server = await startMailServer({ port });
    await mailer.send(mailTo('bob@example.com'));
    expect(server.received.map((mail) => mail.to)).toEqual([['bob@example.com']]);
  });
});

describe('a server that does not speak as it should', () => {
  const sockets: Socket[] = [];
  const strange = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    behave(socket);
  });
  let behave: (socket: Socket) => void = () => {};
  beforeEach(async () => {
    strange.listen(0, '127.0.0.1');
    await once(strange, 'listening');
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    strange.close();
  });
  const url = () => `smtp://127.0.0.1:${(strange.address() as AddressInfo).port}`; // of a TCP listener

  it('and is silent holds nobody up beyond the time-out', async () => {
    behave = () => {};
    const began = performance.now();
    const mailer = mailerFor(url(), { connectMs: 200 });
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(mailer.send(mailTo('bob@example.com')))));
    expect(failures.every((failure) => !failure.permanent)).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('and drips is never silent, and still does not hold up anybody', async () => {
    behave = (socket) => {
      socket.write('220 hello\r\n');
      const drip = setInterval(() => socket.write('250-more\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    };
    const began = performance.now();
    const mailer = mailerFor(url(), { sendMs: 300 });
    // More than there are connections: also those that wait for one.
    const failures = await Promise.all(
      Array.from({ length: 12 }, () => failureOf(mailer.send(mailTo('bob@example.com')))),
    );
    expect(failures.every((failure) => !failure.permanent)).toBe(true);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('and talks nonsense is a failure like any other', async () => {
    behave = (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await failureOf(mailerFor(url()).send(mailTo('bob@example.com')))).toMatchObject({ permanent: false });
  });
});
