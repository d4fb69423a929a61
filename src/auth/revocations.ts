import type { Queryable } from '../database/queryable.js';
import { MINUTE_MS } from '../domain/limits.js';

/** What can be revoked, as one text. */
export const sessionSubject = (sessionId: string): string => `session:${sessionId}`;
export const keySubject = (secretHash: Buffer): string => `key:${secretHash.toString('base64url')}`;
/**
 * A secret in whose place its key has another one. It ends the connections that were opened with it; those of a key that is
 * revoked stay, and each of their streams is told.
 */
export const replacedSubject = (secretHash: Buffer): string => `replaced:${secretHash.toString('base64url')}`;

/** Longer than what was verified is remembered anywhere: an access token for 10 minutes, an API key for one. */
const REMEMBERED_MS = 15 * MINUTE_MS;

/** The revocations that this process knows of. */
export interface Revocations {
  has(subject: string): boolean;
  /** Reads what is new, and tells the listeners. To be called every second, and after revoking something. */
  read(): Promise<void>;
  /** Called with the subjects that were read, each once. */
  onRevoked(listener: (subjects: ReadonlySet<string>) => void): void;
}

interface Row {
  id: number;
  subject: string;
}

/**
 * Reads the numbered rows that all processes write. A number is never seen before a smaller one: who writes holds a lock.
 * Before the first reading there is nothing to know: what is verified is looked up, and only remembered from then on.
 */
export function createRevocations(db: Queryable, now: () => number = Date.now): Revocations {
  const known = new Map<string, number>(); // when each was read; the oldest first
  const listeners: ((subjects: ReadonlySet<string>) => void)[] = [];
  let lastId: number | undefined;
  let reading: Promise<void> | undefined;
  let again: Promise<void> | undefined;

  const readRows = async (): Promise<void> => {
    const rows = await db.prepared<Row>(
      lastId === undefined
        ? `select id, subject from revocation where created_at > clock_timestamp() - interval '15 minutes' order by id`
        : 'select id, subject from revocation where id > $1 order by id',
      lastId === undefined ? [] : [lastId],
    );
    lastId = rows.at(-1)?.id ?? lastId ?? 0;
    forgetOld();
    for (const { subject } of rows) known.set(subject, now());
    const subjects = new Set(rows.map(({ subject }) => subject));
    if (subjects.size > 0) for (const listener of listeners) listener(subjects);
  };

  function forgetOld(): void {
    for (const [subject, readAt] of known) {
      if (now() - readAt < REMEMBERED_MS) return;
      known.delete(subject);
    }
  }

  const begin = (): Promise<void> => {
    reading = readRows().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  return {
    has: (subject) => known.has(subject),
    read: () => {
      if (!reading) return begin();
      // The one under way may have begun before what the caller wrote was committed.
      again ??= reading
        .catch(() => {})
        .then(() => {
          again = undefined;
          return begin();
        });
      return again;
    },
    onRevoked: (listener) => {
      listeners.push(listener);
    },
  };
}
