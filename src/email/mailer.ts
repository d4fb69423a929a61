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

/** What hands mails over. Throws when it could not (`MailError`), to be asked again later. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** A mail was not handed over. Neither message nor code holds an address, so that both can be logged. */
export class MailError extends Error {
  constructor(
    message: string,
    readonly code: string,
    /** The mail server has said that it will never take this mail: its answer began with 5. */
    readonly permanent: boolean,
  ) {
    super(message);
    this.name = 'MailError';
  }
}
