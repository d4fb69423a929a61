import { getDocumentNodeFromSchema, makeDirectiveNode } from '@graphql-tools/utils';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  specifiedDirectives,
  visit,
} from 'graphql';
import { accessOf } from '../auth/decorators.js';
import type { FederationSwitches } from '../config-federation.js';

/** The subgraph where no neighbour has people or `node` of its own; it is what is committed as schema.graphql. */
export const OWN: FederationSwitches = { user: 'own', node: 'own', authenticated: false };

/** The highest version of federation that the composers of Apollo, The Guild and WunderGraph all accept. */
const FEDERATION = 'https://specs.apollo.dev/federation/v2.9';

/** Sentences for the root types, which no class declares. */
const ROOT_DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ['Query', 'What can be read. What the viewer may not see is null, the same as what does not exist.'],
  [
    'Mutation',
    'What can be done. Expected refusals stand in `userErrors` or with the item; nullable, so that one that fails as a whole does not wipe out its neighbours.',
  ],
  ['Subscription', 'What can be followed: every change, once, in order, resumable from its cursor.'],
]);

/** What is left of User where another subgraph tells who people are. */
const STUB_FIELDS: ReadonlySet<string> = new Set(['id', 'memberships']);
const NODE_FIELDS: ReadonlySet<string> = new Set(['node', 'nodes']);

const directive = (name: string, args?: object) => makeDirectiveNode<ConstDirectiveNode>(name, args);
const INACCESSIBLE = [directive('inaccessible'), directive('shareable')];
const AUTHENTICATED = directive('authenticated');

/**
 * The schema as its classes declare it, as a subgraph: with the directives that follow from what a field is (a page has a
 * size, a right needs a viewer), as far as the switches want them, and with an import for each directive that is used.
 */
export function subgraphDocument(declared: GraphQLSchema, switches: FederationSwitches): DocumentNode {
  const document = visit(getDocumentNodeFromSchema(declared), {
    SchemaDefinition: () => null, // the root types have their usual names
    ObjectTypeDefinition: (type) => withDescription(withDirectives(left(type, switches), declared, switches)),
  });
  return { ...document, definitions: [link(document), ...document.definitions] };
}

/** What the switches leave of a type. */
function left(type: ObjectTypeDefinitionNode, { user }: FederationSwitches): ObjectTypeDefinitionNode {
  if (type.name.value !== 'User' || user === 'own') return type;
  return { ...type, fields: (type.fields ?? []).filter(({ name }) => STUB_FIELDS.has(name.value)) };
}

function withDescription(type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const value = ROOT_DESCRIPTIONS.get(type.name.value);
  return value === undefined ? type : { ...type, description: { kind: Kind.STRING, value, block: true } };
}

function withDirectives(
  type: ObjectTypeDefinitionNode,
  declared: GraphQLSchema,
  { node, authenticated }: FederationSwitches,
): ObjectTypeDefinitionNode {
  const needViewer = authenticated ? viewerFieldsOf(type, declared) : new Set();
  const added = (field: FieldDefinitionNode): ConstDirectiveNode[] => [
    ...sizeOfPage(field),
    ...(node === 'inaccessible' && type.name.value === 'Query' && NODE_FIELDS.has(field.name.value)
      ? INACCESSIBLE
      : []),
    ...(needViewer.has(field.name.value) ? [AUTHENTICATED] : []),
  ];
  const fields = (type.fields ?? []).map((field) => ({
    ...field,
    directives: [...(field.directives ?? []), ...added(field)],
  }));
  return { ...type, fields };
}

/**
 * How long a list may get, for gateways that count before they ask. No `assumedSize`: what holds without an argument is ours
 * to say. `sizedFields`, because a connection is no list itself.
 */
function sizeOfPage({ arguments: args = [] }: FieldDefinitionNode): ConstDirectiveNode[] {
  const slicingArguments = ['first', 'last'].filter((name) => args.some((argument) => argument.name.value === name));
  if (slicingArguments.length === 0) return [];
  const sizedFields = ['edges', 'nodes'];
  return [directive('listSize', { slicingArguments, sizedFields, requireOneSlicingArgument: false })];
}

/**
 * The fields of a type that need a viewer: where one comes in, at the root or by an id. What lies behind them needs no mark,
 * and keys stay open, because a mark on them would close those of the neighbours too.
 */
function viewerFieldsOf(type: ObjectTypeDefinitionNode, declared: GraphQLSchema): ReadonlySet<string> {
  const names = (type.fields ?? []).map(({ name }) => name.value);
  if (ROOT_DESCRIPTIONS.has(type.name.value)) {
    const root = declared.getType(type.name.value);
    const fields = isObjectType(root) ? root.getFields() : {};
    return new Set(names.filter((name) => fields[name] && accessOf(fields[name]) !== 'public'));
  }
  const keys = keyFieldsOf(type);
  const isFoundById = keys.length > 0 || type.interfaces?.some(({ name }) => name.value === 'Node');
  return new Set(isFoundById ? names.filter((name) => name !== 'id' && !keys.includes(name)) : []);
}

/** The fields that the keys of an entity are made of, at their first level. */
const keyFieldsOf = ({ directives = [] }: ObjectTypeDefinitionNode): string[] =>
  directives
    .filter(({ name }) => name.value === 'key')
    .flatMap(({ arguments: args = [] }) => args.map(({ value }) => (value.kind === Kind.STRING ? value.value : '')))
    .flatMap((fields) => parse(`{ ${fields} }`).definitions)
    .flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : []))
    .flatMap((selection) => (selection.kind === Kind.FIELD ? selection.name.value : []));

/** Imports what is used, and nothing else: some composers refuse directives that they do not know, used or not. */
function link(document: DocumentNode): DefinitionNode {
  const used = new Set<string>();
  visit(document, { Directive: ({ name }) => void used.add(name.value) });
  for (const { name } of specifiedDirectives) used.delete(name);
  const names = [...used].sort().map((name) => `@${name}`);
  return {
    kind: Kind.SCHEMA_EXTENSION,
    directives: [directive('link', { url: FEDERATION, import: names })],
  };
}
