import { createHash } from 'node:crypto';
import type { InviteType } from '../domain/invite.js';
import { renderLetter } from './layout.js';
import type { Mail } from './mailer.js';
import { inUtc, messageIdOf, oneLine } from './words.js';

/** What tells one administrator of a business that another business asks for an answer. */
export interface PartnerNoticeMailFacts {
  inviteId: string;
  generation: number;
  type: Exclude<InviteType, 'MEMBER_INVITE'>;
  /** The administrator to whom this one goes: each has a mail, and a Message-ID, of their own. */
  recipientId: string;
  to: string;
  /** The business that asks. */
  businessName: string;
  /** The business that is asked. */
  addressedBusinessName: string;
  /** Null when nobody is known by name. */
  senderName: string | null;
  message: string | null;
  expiresAt: Date;
  /** Where the answer is given: the dashboard. */
  link: string;
}

interface Wording {
  subject: string;
  explanation: string;
}

const WORDING: Readonly<Record<PartnerNoticeMailFacts['type'], (asking: string, asked: string) => Wording>> = {
  PARTNER_INVITE: (asking, asked) => ({
    subject: `${asking} invites ${asked} to become its partner`,
    explanation: `${asking} offers ${asked} access to some of its assets.`,
  }),
  PARTNER_REQUEST: (asking, asked) => ({
    subject: `${asking} asks to become a partner of ${asked}`,
    explanation: `${asking} would like to reach assets of ${asked}. You decide which, and with which permissions.`,
  }),
  ASSET_REQUEST: (asking, asked) => ({
    subject: `${asking} asks for access to more assets of ${asked}`,
    explanation: `${asking} is a partner of ${asked} and would like to reach more of its assets. You decide which, and with which permissions.`,
  }),
};

/** The notice to an administrator of the business that is asked. `publicUrl` is where the gateway is reached. */
export function partnerNoticeMail(facts: PartnerNoticeMailFacts, publicUrl: string): Mail {
  const asking = oneLine(facts.businessName);
  const asked = oneLine(facts.addressedBusinessName);
  const sender = oneLine(facts.senderName ?? '');
  const { subject, explanation } = WORDING[facts.type](asking, asked);
  const expires = inUtc(facts.expiresAt);
  const { text, html } = renderLetter({
    preview: `${explanation} Answer until ${expires}.`,
    heading: subject,
    pieces: [
      { kind: 'paragraph', text: explanation },
      ...(facts.message
        ? [{ kind: 'quote', from: sender ? `${sender}, ${asking}` : asking, text: facts.message } as const]
        : []),
      { kind: 'button', label: 'Answer in the dashboard', link: facts.link },
      {
        kind: 'facts',
        facts: [['Expires', expires], ...(sender ? [['Sent by', sender] as const] : []), ['Reference', facts.inviteId]],
      },
    ],
    footer: `You have this mail because you are an owner or administrator of ${asked}. It is enough if one of you answers.`,
  });
  const messageId = messageIdOf([facts.inviteId, facts.generation, shortHash(facts.recipientId)], publicUrl);
  return { messageId, to: facts.to, subject, text, html, link: facts.link };
}

/** An issuer may name its users by any printable characters; those of an id of a mail are few. */
const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
