import { RequestError } from '../domain/errors.js';
import type { Sealer } from '../domain/seal.js';
import type { StreamState } from './log.js';

/** A place in a stream: directly behind the event `seq` (0: before the first). */
export interface StreamPosition {
  epoch: number;
  seq: number;
}

const bindingOf = (streamKey: string): string => `stream\n${streamKey}`;

/** The opaque text for a place in this stream; every server with the same secret accepts it. */
export const encodeCursor = (sealer: Sealer, streamKey: string, { epoch, seq }: StreamPosition): string =>
  sealer.seal(`${epoch}.${seq}`, bindingOf(streamKey));

/** What a cursor of this stream says. Throws CURSOR_INVALID for any other text. The place may no longer exist. */
export function openCursor(sealer: Sealer, streamKey: string, cursor: string): StreamPosition {
  const [, epoch, seq] = /^(\d+)\.(\d+)$/.exec(sealer.open(cursor, bindingOf(streamKey)) ?? '') ?? [];
  if (epoch === undefined || seq === undefined) {
    throw new RequestError('CURSOR_INVALID', 'The cursor is not one of this stream.');
  }
  return { epoch: Number(epoch), seq: Number(seq) };
}

/**
 * Whether reading on from `position` would show everything behind it. Throws CURSOR_EXPIRED when events behind it are no
 * longer kept or the database was restored since, CURSOR_INVALID when it lies behind the newest event.
 */
export function requireReachable(position: StreamPosition, state: Omit<StreamState, 'access'>): void {
  // The epoch first: after a restore, a place that was honestly given may lie beyond the head.
  if (position.epoch !== state.epoch || position.seq < state.oldestSeq - 1) throw cursorExpired();
  if (position.seq > state.headSeq) throw new RequestError('CURSOR_INVALID', 'The cursor lies in the future.');
}

/** The number behind which to read on. Throws CURSOR_INVALID or CURSOR_EXPIRED. */
export function decodeCursor(
  sealer: Sealer,
  streamKey: string,
  cursor: string,
  state: Omit<StreamState, 'access'>,
): number {
  const position = openCursor(sealer, streamKey, cursor);
  requireReachable(position, state);
  return position.seq;
}

export const cursorExpired = (): RequestError =>
  new RequestError(
    'CURSOR_EXPIRED',
    'Changes behind this cursor are no longer kept. Read the lists anew and follow from their cursor.',
  );
