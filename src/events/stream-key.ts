import { createHash } from 'node:crypto';

/** The stream of everything that happens to invites sent by, or addressed to, this business. */
export const businessStream = (businessId: string): string => `b:${businessId}`;

/** The stream of what happens to invites addressed to this mailbox. Hashed: keys travel in hints and stand in logs. */
export const inboxStream = (canonicalEmail: string): string =>
  `u:${createHash('sha256').update(canonicalEmail).digest('base64url')}`;
