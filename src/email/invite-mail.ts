import type { Mail } from './mailer.js';
import { type MemberInviteMailFacts, memberInviteMail } from './member-invite-mail.js';

/** What an invite's mail is made of. */
export type InviteMailFacts = Omit<MemberInviteMailFacts, 'link'>;

/** The mail that tells a person of their invite. `publicUrl` is where the gateway is reached, and where it is answered. */
export const inviteMail = (facts: InviteMailFacts, publicUrl: string): Mail =>
  memberInviteMail({ ...facts, link: `${publicUrl}/` }, publicUrl);
