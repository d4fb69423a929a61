import type { BusinessRole } from '../domain/membership.js';
import { bodyOf, oneLine } from './body.js';
import type { Mail } from './mailer.js';

/** What an invite's mail is made of. */
export interface InviteMailFacts {
  inviteId: string;
  generation: number;
  to: string;
  businessName: string;
  /** Null when nobody is known by name. */
  inviterName: string | null;
  roles: readonly BusinessRole[];
  message: string | null;
  expiresAt: Date;
}

const ROLE_WORDS: Readonly<Record<BusinessRole, string>> = {
  OWNER: 'owner',
  BIZ_ADMIN: 'administrator',
  EMPLOYEE: 'employee',
  PARTNER: 'partner',
};

/** The mail that tells a person of their invite: how to sign in and answer it. `publicUrl` is where the gateway is reached. */
export function inviteMail(facts: InviteMailFacts, publicUrl: string): Mail {
  const business = oneLine(facts.businessName);
  const who = facts.inviterName ? `${oneLine(facts.inviterName)} invites you` : 'You are invited';
  const roles = facts.roles.map((role) => ROLE_WORDS[role]).join(' and ');
  const lines = [
    `${who} to join ${business} as ${roles}.`,
    ...(facts.message ? [facts.message] : []),
    `Sign in with this address at ${publicUrl} and answer the invite there.`,
    `The invite ${facts.inviteId} expires on ${facts.expiresAt.toUTCString()}.`,
  ];
  return {
    messageId: `<${facts.inviteId}.${facts.generation}@${new URL(publicUrl).hostname}>`,
    to: facts.to,
    subject: `${who} to join ${business}`,
    ...bodyOf(lines),
    link: `${publicUrl}/`,
  };
}
