/** A mail, ready to be handed over. */
export interface Mail {
  /** The same for every attempt at the same mail, so that a repeat can be recognised. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Where the mail asks its reader to go; null when it leads nowhere. */
  link: string | null;
}

/** What hands mails over. Throws when it could not, to be asked again later. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
