import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { PARSE_OPTIONS, VALIDATION_OPTIONS } from './limits.js';

export type Prepared = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Documents in memory: what 5,000 subscribers with one query share. */
const MOST_DOCUMENTS = 1_000;

/**
 * Parses and validates by the rules of HTTP, for transports that do not go through Apollo Server. Valid documents are kept,
 * the most recently used 1,000; refused ones are not, so that nonsense drives out nothing.
 */
export function createDocuments(schema: GraphQLSchema, rules: readonly ValidationRule[]): (source: string) => Prepared {
  const kept = new Map<string, DocumentNode>();
  return (source) => {
    const known = kept.get(source);
    if (known) kept.delete(source); // and set again below: a Map is in the order of insertion
    const prepared = known ? { document: known } : prepare(schema, rules, source);
    if ('document' in prepared) keep(kept, source, prepared.document);
    return prepared;
  };
}

function prepare(schema: GraphQLSchema, rules: readonly ValidationRule[], source: string): Prepared {
  const document = tryParse(source);
  if (document instanceof GraphQLError) return { errors: [withCode(document, 'GRAPHQL_PARSE_FAILED')] };
  const errors = validate(schema, document, [...rules, ...specifiedRules], VALIDATION_OPTIONS);
  if (errors.length === 0) return { document };
  return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
}

function tryParse(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source, PARSE_OPTIONS);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  if (typeof error.extensions.code === 'string') return error;
  const { nodes = null, source = null, positions = null } = error;
  return new GraphQLError(error.message, { nodes, source, positions, extensions: { code } });
}

function keep(kept: Map<string, DocumentNode>, source: string, document: DocumentNode): void {
  kept.set(source, document);
  if (kept.size <= MOST_DOCUMENTS) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
