import type { Queryable } from '../database/queryable.js';
import { type Page, type PageArgs, pageSize } from '../domain/page.js';
import type { Sealer } from '../domain/seal.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { readEventPage, readStreamState, type StreamEvent } from './log.js';

/** A change in a list, with the cursor that resumes behind it. */
export type ListedChange = StreamEvent & { cursor: string };

/**
 * One page of a stream, oldest first, by the cursors of the subscription; an empty one of no stream (`null`). Throws
 * BAD_USER_INPUT for page sizes, CURSOR_INVALID and CURSOR_EXPIRED for cursors.
 */
export async function listChanges(
  db: Queryable,
  sealer: Sealer,
  streamKey: string | null,
  args: PageArgs,
): Promise<Page<ListedChange>> {
  const { limit, backwards } = pageSize(args);
  const none = { rows: [], cursorOf: (row: ListedChange) => row.cursor, hasNextPage: false, hasPreviousPage: false };
  if (streamKey === null) return { ...none, totalCount: undefined };
  const [afterSeq, beforeSeq] = await readBounds(db, sealer, streamKey, args);
  const page = await readEventPage(db, streamKey, { afterSeq, beforeSeq, limit: limit + 1, descending: backwards });
  const events = page.events.slice(0, limit);
  if (backwards) events.reverse();
  const more = page.events.length > limit;
  return {
    ...none,
    rows: events.map((event) => ({
      ...event,
      cursor: encodeCursor(sealer, streamKey, { epoch: page.epoch, seq: event.seq }),
    })),
    hasNextPage: more && !backwards,
    hasPreviousPage: more && backwards,
    totalCount: undefined,
  };
}

/** The numbers that `after` and `before` stand for; a statement more only where there is a cursor. */
async function readBounds(
  db: Queryable,
  sealer: Sealer,
  streamKey: string,
  { after, before }: PageArgs,
): Promise<[number | undefined, number | undefined]> {
  if (after == null && before == null) return [undefined, undefined];
  const state = await readStreamState(db, streamKey);
  const open = (cursor: string | null | undefined) =>
    cursor == null ? undefined : decodeCursor(sealer, streamKey, cursor, state);
  return [open(after), open(before)];
}
