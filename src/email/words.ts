import type { BusinessRole } from '../domain/membership.js';

// What people type ends up in headers, in text and in HTML. Control characters could break a line or a header; the marks
// and overrides of writing direction could make a name read backwards and swallow the words after it (U+202E "moc.live").
const CONTROLS = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const LINE_BREAKS = /\r\n?|[\n\u0085\u2028\u2029]/g;

/** A name as one line that is safe in a header: whatever breaks lines is a blank, whatever steers the text is gone. */
export const oneLine = (text: string): string =>
  text.replace(LINE_BREAKS, ' ').replaceAll('\t', ' ').replace(CONTROLS, '').replace(/\s+/g, ' ').trim();

/** A message as its lines, each of them safe. */
export const linesOf = (text: string): string[] => text.trim().split(LINE_BREAKS).map(oneLine);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, also inside of attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** A time in words, in UTC: whoever reads it may be anywhere. `Fri, 28 Nov 2025, 14:05 UTC`. */
export const inUtc = (time: Date): string => time.toUTCString().replace(/ (\d\d:\d\d):\d\d GMT$/, ', $1 UTC');

const ROLES: Readonly<Record<BusinessRole, string>> = {
  OWNER: 'an owner',
  BIZ_ADMIN: 'an administrator',
  EMPLOYEE: 'an employee',
  PARTNER: 'a partner',
};

/** Roles in words: `an owner and an employee`. */
export const inWords = (roles: readonly BusinessRole[]): string => roles.map((role) => ROLES[role]).join(' and ');

/** The id of a mail: the same for each attempt at it. `parts` tell it from every other mail; `publicUrl` names its maker. */
export const messageIdOf = (parts: readonly (string | number)[], publicUrl: string): string =>
  `<${parts.join('.')}@${new URL(publicUrl).hostname.replace(/[[\]]/g, '')}>`;
