import { GraphQLError, Kind } from 'graphql';
import { RequestError } from '../domain/errors.js';
import { DocumentLimitError } from './limits.js';
import type { Log } from './log.js';

/** Whose errors are told: the id stands in the answer and in the log, so that one leads to the other. */
export interface Report {
  requestId: string;
  log: Log;
}

/** Most errors in one answer: 150 unknown fields need not be told one by one. */
export const ERRORS_LIMIT = 10;

// Codes that graphql-js and Apollo Server give to what the client did; everything else that they raise is ours to answer for.
const CLIENT_CODES: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_NOT_IN_SAFELIST',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
]);

const STATUS_OF_CODE: ReadonlyMap<unknown, number> = new Map([
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['RATE_LIMITED', 429],
  ['INTERNAL_SERVER_ERROR', 500],
]);

// Where graphql-js found an argument unfit at execution it points at the value; an unfit result of ours points at nothing.
const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.VARIABLE,
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

// PostgreSQL's character_not_in_repertoire and untranslatable_character: a NUL in a text that the client gave.
const UNSTORABLE_TEXT: ReadonlySet<unknown> = new Set(['22021', '22P05']);

/**
 * The one mapping from what was thrown to what a client is told, for every transport. A `RequestError` keeps its code and
 * message. What graphql-js or Apollo Server find wrong with the request keeps theirs, without suggestions. Anything else is
 * INTERNAL_SERVER_ERROR with the request's id, and is logged with its stack.
 */
export function presentError(error: unknown, report: Report): GraphQLError {
  const cause = rootCause(error);
  if (cause instanceof RequestError) {
    const { code, message, retryAfterSeconds: retryAfter } = cause;
    return told(error, message, retryAfter === undefined ? { code } : { code, retryAfter });
  }
  if (cause instanceof DocumentLimitError) return told(error, cause.message, { code: cause.code });
  if (UNSTORABLE_TEXT.has((cause as { code?: unknown } | null)?.code)) {
    return told(error, 'Text must not contain the NUL character', { code: 'BAD_USER_INPUT' });
  }
  const code = clientCode(error, cause);
  if (error instanceof GraphQLError && code) return told(error, withoutSuggestion(error.message), { code });
  report.log.error({ requestId: report.requestId, err: cause }, 'an operation failed');
  return told(error, 'Internal server error', { code: 'INTERNAL_SERVER_ERROR', requestId: report.requestId });
}

/** The errors of one answer, at most ten. A document refused for its size is told that alone. */
export function presentErrors(errors: readonly unknown[], report: Report): GraphQLError[] {
  const oversize = errors.filter((error) => rootCause(error) instanceof DocumentLimitError);
  const told = oversize.length > 0 ? oversize : errors;
  return told.slice(0, ERRORS_LIMIT).map((error) => presentError(error, report));
}

/** The code of an error that has gone through `presentError`. */
export function codeOf(error: GraphQLError): unknown {
  return error.extensions.code;
}

/** The HTTP status of an operation that was refused before it ran. */
export function statusOf(code: unknown): number {
  return STATUS_OF_CODE.get(code) ?? 400;
}

/** The message without its "Did you mean", which would spell out a schema that may not be read. */
export function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean .*$/s, '');
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function clientCode(error: unknown, cause: unknown): string | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const { code } = error.extensions;
  if (typeof code === 'string') return CLIENT_CODES.has(code) ? code : undefined;
  const kind = error.nodes?.[0]?.kind;
  if (!error.path) return kind === Kind.VARIABLE_DEFINITION || !error.originalError ? 'BAD_USER_INPUT' : undefined;
  const pointsAtValue = cause instanceof GraphQLError && VALUE_KINDS.has(cause.nodes?.[0]?.kind ?? '');
  return pointsAtValue ? 'BAD_USER_INPUT' : undefined;
}

function told(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
