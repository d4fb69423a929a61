import { GraphQLError, Kind, parse } from 'graphql';
import { PARSE_OPTIONS } from './limits.js';
import { DOCUMENTS as OF_OUR_PAGES } from './pages/documents.js';

/** Documents that clients may name instead of sending them. */
export interface PersistedDocuments {
  /** Their texts, by SHA-256 in lower-case hex. */
  listed: ReadonlyMap<string, string>;
  /** Nothing else runs, but what our own pages ask, and what a router that shows its secret asks of a subgraph. */
  only: boolean;
}

/** What a request says of its document. */
export interface DocumentRequest {
  query?: unknown;
  /** `sha256:` and the hash in hex, as the GraphQL-over-HTTP specification has it. */
  documentId?: unknown;
  /** Apollo's clients name it by `persistedQuery.sha256Hash` in here. */
  extensions?: unknown;
}

/** The text that is to run; empty where a request gives none. Throws a GraphQLError where it may not run or is not known. */
export type TextOf = (request: DocumentRequest) => string;

const ROUTER_FIELDS: ReadonlySet<string> = new Set(['_entities', '_service', '__typename']);

/**
 * The list is what was read at the start: a client that sends a text with its name has it run, and never kept. `guarded`:
 * what a router asks is kept from everybody else by its secret; without one anybody could ask anything through `_entities`.
 */
export function createTextOf({ listed, only }: PersistedDocuments, guarded: boolean): TextOf {
  const allowed = new Set([...listed.values(), ...Object.values(OF_OUR_PAGES)]);
  const find = (name: string): string => {
    const text = listed.get(name);
    if (text === undefined) throw refused('PERSISTED_QUERY_NOT_FOUND', 'There is no persisted document of this name');
    return text;
  };
  return (request) => {
    const name = nameOf(request);
    const supported = only || listed.size > 0;
    if (name !== undefined && !supported)
      throw refused('PERSISTED_QUERY_NOT_SUPPORTED', 'There are no persisted documents here');
    const sent = textIn(request.query);
    const text = name !== undefined && sent === '' ? find(name) : sent;
    if (only && !allowed.has(text) && !(guarded && isOfRouter(text)))
      throw refused('QUERY_NOT_IN_SAFELIST', 'Only persisted documents run here');
    return text;
  };
}

/** Whether a request names its document, and so need not send it. */
export const namesDocument = (request: DocumentRequest): boolean => nameOf(request) !== undefined;

function nameOf({ documentId, extensions }: DocumentRequest): string | undefined {
  if (documentId !== undefined && documentId !== null) return textIn(documentId).match(/^sha256:(.*)$/)?.[1] ?? '';
  const { persistedQuery } = recordOf(extensions);
  if (persistedQuery === undefined || persistedQuery === null) return undefined;
  return textIn(recordOf(persistedQuery).sha256Hash);
}

/** Nothing of what is no text: an object may refuse to become one. */
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

function isOfRouter(text: string): boolean {
  try {
    return parse(text, PARSE_OPTIONS).definitions.every(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ||
        (definition.kind === Kind.OPERATION_DEFINITION &&
          definition.selectionSet.selections.every(
            (selection) => selection.kind === Kind.FIELD && ROUTER_FIELDS.has(selection.name.value),
          )),
    );
  } catch {
    return false; // no document at all
  }
}

/** The parameters of a request over HTTP. */
export interface HttpParameters {
  /** With its question mark, or empty. */
  search: string;
  body: unknown;
}

/** The same request with the text of the document that it names: Apollo Server knows of texts alone. Throws as `textOf`. */
export function spellOut({ search, body }: HttpParameters, textOf: TextOf): HttpParameters {
  if (body !== undefined) return { search, body: spellOutBody(body, textOf) };
  const parameters = new URLSearchParams(search);
  const { extensions, ...given } = Object.fromEntries(parameters);
  const request = { ...given, extensions: parsed(extensions) };
  const text = textOf(request);
  if (!namesDocument(request)) return { search, body };
  parameters.set('query', text);
  for (const name of ['documentId', 'extensions']) parameters.delete(name);
  return { search: `?${parameters}`, body };
}

function spellOutBody(body: unknown, textOf: TextOf): unknown {
  const request = recordOf(body);
  const query = textOf(request);
  if (!namesDocument(request)) return body; // also where it is no request at all, which Apollo Server says
  const { documentId: _, extensions: __, ...rest } = request;
  return { ...rest, query };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}; // read by its names

function refused(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
