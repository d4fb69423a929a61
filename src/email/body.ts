import type { Mail } from './mailer.js';

/** Paragraphs as text and as HTML. What people wrote in them stays text in both. */
export const bodyOf = (paragraphs: readonly string[]): Pick<Mail, 'text' | 'html'> => ({
  text: `${paragraphs.join('\n\n')}\n`,
  html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n'),
});

/** A name of one line: line breaks would reach into the headers. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
