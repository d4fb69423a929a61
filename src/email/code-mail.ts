import { renderLetter } from './layout.js';
import type { Mail } from './mailer.js';
import { messageIdOf } from './words.js';

/** What the mail of a one-time sign-in code is made of. */
export interface SignInCodeMailFacts {
  codeId: string;
  to: string;
  /** Six digits. */
  code: string;
  minutesValid: number;
}

/** The mail with a sign-in code. It stands in neither subject nor preview: those are shown on locked screens. */
export function signInCodeMail({ codeId, to, code, minutesValid }: SignInCodeMailFacts, publicUrl: string): Mail {
  const { host } = new URL(publicUrl);
  const { text, html } = renderLetter({
    preview: `Valid for ${minutesValid} minutes, once.`,
    heading: 'Your sign-in code',
    pieces: [
      { kind: 'paragraph', text: `Type this code where you asked for it, at ${host}:` },
      { kind: 'code', code },
      { kind: 'paragraph', text: `It is valid for ${minutesValid} minutes and works once.` },
    ],
    footer: `You have this mail because somebody entered your address at ${host}. If that was not you, ignore it, and give the code to nobody: we never ask for it.`,
  });
  return { messageId: messageIdOf([codeId], publicUrl), to, subject: 'Your sign-in code', text, html, link: null };
}
