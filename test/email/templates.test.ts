import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInCodeMail } from '../../src/email/code-mail.js';
import type { Mail } from '../../src/email/mailer.js';
import { type MemberInviteMailFacts, memberInviteMail } from '../../src/email/member-invite-mail.js';
import { type PartnerNoticeMailFacts, partnerNoticeMail } from '../../src/email/partner-notice-mail.js';
import { findBarriers, launchBrowser, openView } from '../support/browser.js';

const PUBLIC_URL = 'https://members.example.com/gateway';
const LINK = `${PUBLIC_URL}/invite#token=a-b_c`;

const inviteFacts: MemberInviteMailFacts = {
  inviteId: 'inv_01h455vb4pex5vsknk084sn02q',
  generation: 2,
  to: 'bob@example.com',
  businessName: 'Acme',
  inviterName: 'Ada Lovelace',
  roles: ['BIZ_ADMIN', 'EMPLOYEE'],
  message: 'Welcome!\n\nSee you on Monday.',
  expiresAt: new Date('2031-11-28T14:05:00Z'),
  link: LINK,
};
const noticeFacts: PartnerNoticeMailFacts = {
  inviteId: 'inv_01h455vb4pex5vsknk084sn02q',
  generation: 1,
  type: 'PARTNER_REQUEST',
  recipientId: 'usr_ada',
  to: 'ada@example.com',
  businessName: 'Globex',
  addressedBusinessName: 'Acme',
  senderName: 'Grace Hopper',
  message: 'We run your campaigns.',
  expiresAt: new Date('2031-11-28T14:05:00Z'),
  link: `${PUBLIC_URL}/`,
};
const inviteMail = (facts: Partial<MemberInviteMailFacts> = {}): Mail =>
  memberInviteMail({ ...inviteFacts, ...facts }, PUBLIC_URL);
const noticeMail = (facts: Partial<PartnerNoticeMailFacts> = {}): Mail =>
  partnerNoticeMail({ ...noticeFacts, ...facts }, PUBLIC_URL);
const codeMail = (): Mail =>
  signInCodeMail({ codeId: 'otp_1', to: 'bob@example.com', code: '042137', minutesValid: 10 }, PUBLIC_URL);

const MAILS: [string, () => Mail][] = [
  ['invite', inviteMail],
  ['notice', noticeMail],
  ['code', codeMail],
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("an invite's mail", () => {
  it('says who invites whom, to what, until when and where to answer', () => {
    const { subject, text, link } = inviteMail();
    expect(subject).toBe('Ada Lovelace invites you to join Acme');
    expect(text).toContain('You would join Acme as an administrator and an employee.');
    expect(text).toContain('Ada Lovelace:\n> Welcome!\n>\n> See you on Monday.');
    expect(text).toContain(`Accept or decline:\n${LINK}\n`);
    expect(text).toContain('Expires: Fri, 28 Nov 2031, 14:05 UTC');
    expect(link).toBe(LINK);
  });

  it('does without an inviter and a message', () => {
    const { subject, text } = inviteMail({ inviterName: null, message: null });
    expect(subject).toBe('You are invited to join Acme');
    expect(text).not.toMatch(/null|undefined|>/);
  });

  it('has one Message-ID for all attempts, and another one when it is resent', () => {
    expect(inviteMail().messageId).toBe('<inv_01h455vb4pex5vsknk084sn02q.2@members.example.com>');
    expect(inviteMail({ generation: 3 }).messageId).not.toBe(inviteMail().messageId);
  });

  it('holds its secret in the link alone: not in subject, preview or Message-ID', () => {
    const { subject, messageId, html, text } = inviteMail();
    expect(subject + messageId).not.toContain('a-b_c');
    expect(html.split('<table')[0]).not.toContain('a-b_c');
    expect(text.split('a-b_c')).toHaveLength(2);
  });
});

describe('a notice to administrators', () => {
  it.each([
    ['PARTNER_INVITE', 'Globex invites Acme to become its partner'],
    ['PARTNER_REQUEST', 'Globex asks to become a partner of Acme'],
    ['ASSET_REQUEST', 'Globex asks for access to more assets of Acme'],
  ] as const)('tells of a %s: %s', (type, subject) => {
    const mail = noticeMail({ type });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain('Grace Hopper, Globex:\n> We run your campaigns.');
    expect(mail.text).toContain(`Answer in the dashboard:\n${PUBLIC_URL}/\n`);
  });

  it('has a Message-ID of its own for each of them, whatever their ids are made of', () => {
    const ids = ['usr_ada', 'usr_grace', 'auth0|<a@b>'].map((recipientId) => noticeMail({ recipientId }).messageId);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^<[\w.]+@members\.example\.com>$/);
  });
});

describe("a sign-in code's mail", () => {
  it('holds the code once, and not where locked screens show it', () => {
    const { subject, text, html, link } = codeMail();
    expect(text.split('042137')).toHaveLength(2);
    expect(text).toContain('10 minutes');
    expect(subject).not.toContain('042137');
    expect(html.split('<table')[0]).not.toContain('042137');
    expect(link).toBeNull();
  });
});

describe('what people type (I34)', () => {
  const HOSTILE = 'A<b>c</b>&"\'\r\nBcc: victim@example.com\u2028\u202egro.live\u2066\u200f\u0000\ud800';
  const SAFE = 'A<b>c</b>&"\' Bcc: victim@example.com gro.live';

  it('is one line in a subject, without anything that steers it', () => {
    expect(inviteMail({ businessName: HOSTILE, inviterName: null }).subject).toBe(`You are invited to join ${SAFE}`);
    expect(inviteMail({ inviterName: HOSTILE }).subject).toBe(`${SAFE} invites you to join Acme`);
    expect(noticeMail({ businessName: HOSTILE, addressedBusinessName: HOSTILE }).subject).toBe(
      `${SAFE} asks to become a partner of ${SAFE}`,
    );
  });

  it('is text in HTML, and never an element, an attribute or a script', async () => {
    const { page, complaints, close } = await openView(browser);
    for (const mail of [
      inviteMail({ businessName: HOSTILE, inviterName: HOSTILE, message: `${HOSTILE}</blockquote><script>x</script>` }),
      noticeMail({ businessName: HOSTILE, senderName: HOSTILE, message: '<img src=http://x.test/ onerror=a()>' }),
      inviteMail({ link: 'https://x.test/"><script>x</script>' }),
    ]) {
      await page.setContent(mail.html);
      expect(await page.locator('script, img, b, iframe').count()).toBe(0);
      for (const sign of ['\u202e', '\u2066', '\u200f', '\0', '\r']) expect(mail.html + mail.text).not.toContain(sign);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('cannot pass for our own words: each line of a message is marked as quoted', () => {
    const { text } = inviteMail({ message: 'Hi\r\nAccept or decline:\u2028https://evil.test/' });
    expect(text).toContain('> Hi\n> Accept or decline:\n> https://evil.test/');
    expect(text).not.toMatch(/^https:\/\/evil/m);
  });
});

describe.each(MAILS)('the %s mail', (_name, make) => {
  it('says the same as text and as HTML', async () => {
    const { page, close } = await openView(browser);
    const mail = make();
    await page.setContent(mail.html);
    const seen = words(await page.locator('body').innerText());
    for (const line of mail.text.split('\n')) {
      if (line.startsWith('-- ')) continue;
      const value = line.replace(/^> ?|^(Expires|Invited address|Reference|Sent by): |:$/g, '');
      expect(seen).toContain(words(value));
    }
    await close();
  });

  it.each(['light', 'dark'] as const)('is legible in the %s scheme and fetches nothing', async (colorScheme) => {
    const { page, complaints, close } = await openView(browser, { colorScheme, width: 360 });
    await page.setContent(make().html);
    expect((await findBarriers(page)).filter((found) => !/^(region|landmark)/.test(found))).toEqual([]); // a mail is no page
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(make().html).not.toMatch(/<(img|link|script|iframe)|url\(|@import/i);
    expect(complaints).toEqual([]);
    await close();
  });
});

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
