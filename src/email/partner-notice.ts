import { createHash } from 'node:crypto';
import type { PartnerInviteType } from '../domain/partnership.js';
import { bodyOf, oneLine } from './body.js';
import type { Mail } from './mailer.js';

/** What the notice of a partner invite or request is made of: one for each administrator of the addressed business. */
export interface PartnerNoticeFacts {
  inviteId: string;
  generation: number;
  recipientUserId: string;
  to: string;
  type: PartnerInviteType;
  /** Who sent it. */
  businessName: string;
  /** Whom it is addressed to. */
  addressedName: string;
  /** Null when nobody is known by name. */
  inviterName: string | null;
  message: string | null;
  expiresAt: Date;
}

const WISHES: Readonly<Record<PartnerInviteType, (addressed: string) => string>> = {
  PARTNER_INVITE: (addressed) => `invites ${addressed} as a partner, with access to its assets`,
  PARTNER_REQUEST: (addressed) => `asks ${addressed} to become its partner and to share assets`,
  ASSET_REQUEST: (addressed) => `asks ${addressed} for access to more of its assets`,
};

/** The mail that tells an administrator of what their business is asked. It has no link to answer by: it leads to the dashboard. */
export function partnerNotice(facts: PartnerNoticeFacts, publicUrl: string): Mail {
  const business = oneLine(facts.businessName);
  const wish = `${business} ${WISHES[facts.type](oneLine(facts.addressedName))}`;
  const lines = [
    `${wish}.`,
    ...(facts.inviterName ? [`${oneLine(facts.inviterName)} sent this in the name of ${business}.`] : []),
    ...(facts.message ? [facts.message] : []),
    `Sign in at ${publicUrl} and answer it there, as you or any other administrator may.`,
    `${facts.inviteId} expires on ${facts.expiresAt.toUTCString()}.`,
  ];
  // Ids of users come from their issuer and may hold what a Message-ID cannot; and they are nobody else's business.
  const recipient = createHash('sha256').update(facts.recipientUserId).digest('hex').slice(0, 16);
  return {
    messageId: `<${facts.inviteId}.${facts.generation}.${recipient}@${new URL(publicUrl).hostname}>`,
    to: facts.to,
    subject: wish,
    ...bodyOf(lines),
    link: `${publicUrl}/`,
  };
}
