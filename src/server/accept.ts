import { HttpError } from './answer.js';
import type { OperationRequest } from './operations.js';
import { namesDocument } from './persisted-documents.js';

export interface Accepted {
  /** The client names `text/event-stream`. */
  eventStream: boolean;
  /** The client takes something besides. */
  others: boolean;
}

/** What an `accept` header asks for. Wildcards do not ask for an event stream: everybody sends those. */
export function readAccept(header: string | undefined): Accepted {
  const ranges = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()))
    .filter(([type, ...parameters]) => type && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)));
  const types = ranges.map(([type]) => type);
  return {
    eventStream: types.includes('text/event-stream'),
    others: types.length === 0 || types.some((type) => type !== 'text/event-stream'),
  };
}

/** The operation in the parameters of a GET. Throws `HttpError` 400 where there is none. */
export function operationInUrl(search: string): OperationRequest {
  const parameters = new URLSearchParams(search);
  const json = (name: string) => parseJson(name, parameters.get(name));
  return readOperation({
    query: parameters.get('query'),
    documentId: parameters.get('documentId'),
    operationName: parameters.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  });
}

/** The operation in a body that was read as JSON. Throws `HttpError` 400 where there is none. */
export function readOperation(body: unknown): OperationRequest {
  if (!isRecord(body)) throw new HttpError(400, 'The body must be one JSON object');
  const { query, documentId, operationName, variables, extensions } = body;
  if (typeof query !== 'string' && !namesDocument(body)) throw new HttpError(400, 'The parameter query must be a text');
  if (!isAbsent(operationName) && typeof operationName !== 'string') {
    throw new HttpError(400, 'The parameter operationName must be a text');
  }
  if (!isAbsent(variables) && !isRecord(variables)) {
    throw new HttpError(400, 'The parameter variables must be an object');
  }
  return { query, documentId, operationName, variables, extensions };
}

function parseJson(name: string, text: string | null): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new HttpError(400, `The parameter ${name} must be JSON`);
  }
}

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
