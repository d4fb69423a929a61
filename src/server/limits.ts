import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  visit,
} from 'graphql';

/** What one document may hold, on every transport. Selections and fields are counted after fragments are written out. */
export const DOCUMENT_LIMITS = {
  tokens: 1_000,
  depth: 12,
  rootFields: 15,
  directivesPerNode: 5,
  selections: 2_000,
} as const;

/** For graphql-js's `parse`. With so few tokens the costliest document found takes its validation 50 ms. */
export const PARSE_OPTIONS = { maxTokens: DOCUMENT_LIMITS.tokens } as const;

/** For graphql-js's `validate`: it adds one error that says it stopped, which makes ten. */
export const VALIDATION_OPTIONS = { maxErrors: 9, hideSuggestions: true } as const;

/** Mutations that test a secret: one per document, so that a list of guesses needs as many requests. */
const SECRET_CHECKING_MUTATIONS: ReadonlySet<string> = new Set([
  'acceptInvitation',
  'declineInvitation',
  'refreshSession',
  'signIn',
]);

/** The document is too large in one respect. Its message and code reach the client. */
export class DocumentLimitError extends GraphQLError {
  constructor(
    readonly code: 'GRAPHQL_VALIDATION_FAILED' | 'QUERY_TOO_COMPLEX',
    message: string,
    node: ASTNode,
  ) {
    super(message, { nodes: node, extensions: { code } });
    this.name = 'DocumentLimitError';
  }
}

/** The rules beyond those of the specification; what they find depends on the document alone and is cached with it. */
export function documentRules(options: { introspection: boolean }): ValidationRule[] {
  const limits = documentLimitRule(SECRET_CHECKING_MUTATIONS);
  return options.introspection ? [limits] : [limits, NoSchemaIntrospectionCustomRule];
}

/** All limits in one pass when the document is entered, before any rule walks what may be a bomb. */
export function documentLimitRule(secretChecking: ReadonlySet<string>): ValidationRule {
  return (context) => ({
    Document(document) {
      for (const error of measureDocument(document, secretChecking)) context.reportError(error);
    },
  });
}

/** How large a selection set is once its fragments are written out. */
interface Size {
  /** Levels of fields below; introspection has none. */
  depth: number;
  selections: number;
  /** Fields of this level alone. */
  fields: number;
  /** Of these, mutations that test a secret. */
  secrets: number;
}

const NOTHING: Size = { depth: 0, selections: 0, fields: 0, secrets: 0 };

function measureDocument(document: DocumentNode, secretChecking: ReadonlySet<string>): DocumentLimitError[] {
  const sizeOf = createMeasure(document, secretChecking);
  const errors = crowdedNodes(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, selections, fields, secrets } = sizeOf(definition.selectionSet);
    const refuse = (code: DocumentLimitError['code'], message: string) =>
      errors.push(new DocumentLimitError(code, message, definition));
    if (depth > DOCUMENT_LIMITS.depth) {
      refuse('QUERY_TOO_COMPLEX', `The operation is nested ${depth} levels deep; ${DOCUMENT_LIMITS.depth} are allowed`);
    }
    if (selections > DOCUMENT_LIMITS.selections) {
      refuse('QUERY_TOO_COMPLEX', `The operation selects more than ${DOCUMENT_LIMITS.selections} fields`);
    }
    if (fields > DOCUMENT_LIMITS.rootFields) {
      refuse('GRAPHQL_VALIDATION_FAILED', `The operation has more than ${DOCUMENT_LIMITS.rootFields} root fields`);
    }
    if (definition.operation === 'mutation' && secrets > 1) {
      refuse('GRAPHQL_VALIDATION_FAILED', 'Only one mutation of an operation may check a secret');
    }
  }
  return errors;
}

/**
 * Measures selection sets, each fragment once: a chain of 90 fragments that each spread the next one twice stands for
 * 2^90 selections and is measured in 90 steps.
 */
function createMeasure(document: DocumentNode, secretChecking: ReadonlySet<string>): (set: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Size>();

  function sizeOfFragment(name: string): Size {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, NOTHING); // a cycle ends here; that it is one is for the specification's own rule to say
    const fragment = fragments.get(name);
    const size = fragment ? sizeOfSet(fragment.selectionSet) : NOTHING;
    measured.set(name, size);
    return size;
  }

  function sizeOfSelection(selection: SelectionNode): Size {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return sizeOfFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return sizeOfSet(selection.selectionSet);
    const name = selection.name.value;
    const below = selection.selectionSet ? sizeOfSet(selection.selectionSet) : NOTHING;
    return {
      depth: name.startsWith('__') ? 0 : 1 + below.depth,
      selections: 1 + below.selections,
      fields: 1,
      secrets: secretChecking.has(name) ? 1 : 0,
    };
  }

  function sizeOfSet(set: SelectionSetNode): Size {
    return set.selections.map(sizeOfSelection).reduce(
      (sum, size) => ({
        depth: Math.max(sum.depth, size.depth),
        selections: sum.selections + size.selections,
        fields: sum.fields + size.fields,
        secrets: sum.secrets + size.secrets,
      }),
      NOTHING,
    );
  }

  return sizeOfSet;
}

/** The first node with too many directives: one error, however many there are. */
function crowdedNodes(document: DocumentNode): DocumentLimitError[] {
  let crowded: ASTNode | undefined;
  visit(document, {
    enter(node) {
      if (crowded) return false;
      const directives = 'directives' in node ? node.directives : undefined;
      if (directives && directives.length > DOCUMENT_LIMITS.directivesPerNode) crowded = node;
      return undefined;
    },
  });
  if (!crowded) return [];
  const message = `At most ${DOCUMENT_LIMITS.directivesPerNode} directives may stand in one place`;
  return [new DocumentLimitError('GRAPHQL_VALIDATION_FAILED', message, crowded)];
}
