import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * A JSON log of one line per entry, on stdout unless told otherwise (the demo keeps stdout for its one line of JSON).
 * Entries carry ids and codes. Never tokens, inputs or e-mails: of an error only what is named in `describeError` is written.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null, serializers: { err: describeError } };
  return destination ? pino(options, destination) : pino(options);
}

/** What is told of an error: a database error's `detail`, `query` and `parameters` hold inputs and are left out. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }; // of PostgreSQL and of Node, where given
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
  };
}
