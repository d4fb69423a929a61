import type { Mail } from './mailer.js';
import { type MemberInviteMailFacts, memberInviteMail } from './member-invite-mail.js';

/** What an invite's mail is made of. The token stands in the fragment of its link, which no server and no log ever sees. */
export type InviteMailFacts = Omit<MemberInviteMailFacts, 'link'> & { token: string };

/** The mail that tells a person of their invite. `publicUrl` is where the gateway is reached, and where it is answered. */
export const inviteMail = ({ token, ...facts }: InviteMailFacts, publicUrl: string): Mail =>
  memberInviteMail({ ...facts, link: `${publicUrl}/invite#token=${token}` }, publicUrl);
