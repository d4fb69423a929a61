import type { Queryable } from '../database/queryable.js';
import { type Page, type PageArgs, pageSize } from '../domain/page.js';
import type { Sealer } from '../domain/seal.js';
import { encodeCursor, openCursor, requireReachable } from './cursor.js';
import { readEventPage, type StreamEvent } from './log.js';

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
  const [after, before] = [args.after, args.before].map((cursor) =>
    cursor == null ? undefined : openCursor(sealer, streamKey, cursor),
  );
  const bounds = { afterSeq: after?.seq, beforeSeq: before?.seq };
  const page = await readEventPage(db, streamKey, { ...bounds, limit: limit + 1, descending: backwards });
  // By the state that came with the events: nothing can be pruned between the check and the reading.
  for (const position of [after, before]) if (position) requireReachable(position, page);
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
