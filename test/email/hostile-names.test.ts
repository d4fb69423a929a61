import { afterAll, beforeAll, expect, it } from 'vitest';
import { InvitePartnersDocument } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { type MailServer, type ReceivedMail, startMailServer } from '../support/mail-server.js';
import { person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

// I34 the whole way: from the mutation that takes a name to the bytes that the mail server is sent.

let server: MailServer;
let gateway: Gateway;
beforeAll(async () => {
  server = await startMailServer();
  gateway = await startGateway({ SMTP_URL: server.url, MAIL_FROM: 'Members <no-reply@example.com>' });
});
afterAll(async () => {
  await gateway.stop();
  await server.stop();
});

const BREAK = '\r\nBcc: eve@evil.test\r\n\r\n';
const MARKUP = '<img src=x onerror=alert(1)>';
const RTL = '\u202e';
const mallory = person('mallory', { firstName: `Mal${BREAK}`, lastName: `${RTL}${MARKUP}` });

const mailTo = async (address: string): Promise<ReceivedMail> => {
  await expect.poll(() => server.received.filter(({ to }) => to.includes(address)).length, { timeout: 10_000 }).toBe(1);
  return server.received.find(({ to }) => to.includes(address)) as ReceivedMail; // it was just counted
};

/** The headers, and the HTML as a mail program reads it. */
function parts({ raw }: ReceivedMail): { headers: string; html: string } {
  const [headers = '', ...body] = raw.split('\r\n\r\n');
  const unfolded = headers.replace(/\r\n[ \t]+/g, ' ');
  const html = body
    .join('\r\n\r\n')
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { headers: unfolded, html: html.slice(html.indexOf('<!doctype')) };
}

function expectHarmless(mail: ReceivedMail, recipient: string): void {
  const { headers, html } = parts(mail);
  expect(mail.to).toEqual([recipient]);
  const names = headers.split('\r\n').map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
  expect(names).not.toContain('bcc');
  expect(names.filter((name) => ['to', 'from', 'subject', 'message-id'].includes(name)).sort()).toEqual([
    'from',
    'message-id',
    'subject',
    'to',
  ]);
  expect(headers).not.toContain('evil.test\r\n');
  expect(html.length).toBeGreaterThan(500);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(mail.raw).not.toContain(RTL);
  expect(mail.raw).not.toContain(Buffer.from(RTL).toString('base64').slice(0, 4));
}

it('I34: names and a message with markup, line breaks and marks of direction are text in an invite’s mail', async () => {
  const world = await createBusinessWorld(gateway, mallory, { name: `Acme${BREAK}${RTL}${MARKUP}` });
  await world.invite(['victim@example.com'], { message: `Hello${BREAK}${MARKUP}` });
  expectHarmless(await mailTo('victim@example.com'), 'victim@example.com');
});

it('I34: and in a notice to another business, whose own name may be as bad', async () => {
  const target = await createBusinessWorld(gateway, person('boss'), { name: `Target${BREAK}${MARKUP}` });
  const sender = await createBusinessWorld(gateway, mallory, { name: `Sender${BREAK}${RTL}${MARKUP}` });
  const { invitePartners } = await (await gateway.as(mallory)).run(InvitePartnersDocument, {
    input: { businessId: sender.id, partnerIds: [target.id], message: `${MARKUP}${BREAK}` },
  });
  expect(invitePartners?.results).toMatchObject([{ error: null }]);
  expectHarmless(await mailTo('boss@example.com'), 'boss@example.com');
});
