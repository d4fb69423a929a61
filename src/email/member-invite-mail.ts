import type { BusinessRole } from '../domain/membership.js';
import { renderLetter } from './layout.js';
import type { Mail } from './mailer.js';
import { inUtc, inWords, messageIdOf, oneLine } from './words.js';

/** What the mail of an invite to a person is made of. */
export interface MemberInviteMailFacts {
  inviteId: string;
  generation: number;
  to: string;
  businessName: string;
  /** Null when nobody is known by name. */
  inviterName: string | null;
  roles: readonly BusinessRole[];
  message: string | null;
  expiresAt: Date;
  /** Where the person answers. It may hold a secret: it stands in the mail and nowhere else. */
  link: string;
}

/** The mail that invites a person to join a business. `publicUrl` is where the gateway is reached. */
export function memberInviteMail(facts: MemberInviteMailFacts, publicUrl: string): Mail {
  const business = oneLine(facts.businessName);
  const inviter = oneLine(facts.inviterName ?? '');
  const subject = inviter ? `${inviter} invites you to join ${business}` : `You are invited to join ${business}`;
  const expires = inUtc(facts.expiresAt);
  const { text, html } = renderLetter({
    preview: `As ${inWords(facts.roles)}. Answer until ${expires}.`,
    heading: subject,
    pieces: [
      { kind: 'paragraph', text: `You would join ${business} as ${inWords(facts.roles)}.` },
      ...(facts.message ? [{ kind: 'quote', from: inviter || business, text: facts.message } as const] : []),
      { kind: 'button', label: 'Accept or decline', link: facts.link },
      {
        kind: 'facts',
        facts: [
          ['Expires', expires],
          ['Invited address', oneLine(facts.to)],
          ['Reference', facts.inviteId],
        ],
      },
    ],
    footer: `You have this mail because somebody at ${business} entered your address. If you did not expect it, ignore it: without your answer nothing happens. Do not forward it, its link is meant for you alone.`,
  });
  const messageId = messageIdOf([facts.inviteId, facts.generation], publicUrl);
  return { messageId, to: facts.to, subject, text, html, link: facts.link };
}
