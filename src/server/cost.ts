import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { RequestError } from '../domain/errors.js';
import { PAGE_SIZE } from '../domain/limits.js';

/** Most nodes that the lists of one operation may add up to. */
export const NODES_COST_LIMIT = 10_000;

// Lists whose length the client names by its ids; the resolvers refuse longer ones with words of their own.
const COUNTED_ARGUMENTS: ReadonlySet<string> = new Set(['ids', 'representations']);
const COUNTED_LENGTH = 1_000;

type Variables = Readonly<Record<string, unknown>>;

export interface CostQuestion {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables?: Variables | undefined;
}

/**
 * How many nodes a validated operation may load at most: each connection counts `first` or `last` (25 when neither is
 * given) for every node above it. A page larger than allowed counts as the largest, because its resolver refuses it anyway.
 */
export function estimateNodes({ schema, document, operation, variables }: CostQuestion): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const values = withDefaults(operation, variables);
  const known = new Map<string, number>(); // per fragment: linear, however often it is spread

  function ofFragment(name: string): number {
    const cost = known.get(name);
    if (cost !== undefined) return cost;
    const fragment = fragments.get(name);
    const total = fragment ? ofSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value)) : 0;
    known.set(name, total);
    return total;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): number {
    const field = fieldOf(parent, node.name.value);
    if (!field || !node.selectionSet) return 0;
    const below = ofSet(node.selectionSet, getNamedType(field.type));
    const length = lengthOf(node, field, values);
    return length === undefined ? below : length * (1 + below);
  }

  function ofSet(set: SelectionSetNode, parent: GraphQLNamedType | undefined): number {
    let total = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) total += ofField(selection, parent);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) total += ofFragment(selection.name.value);
      else {
        const condition = selection.typeCondition;
        total += ofSet(selection.selectionSet, condition ? schema.getType(condition.name.value) : parent);
      }
    }
    return total;
  }

  return ofSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** The refusal of an operation that is estimated above the limit. */
export function tooManyNodes(nodes: number): RequestError {
  const message = `The operation may load ${nodes} nodes; ${NODES_COST_LIMIT} are allowed. Ask for smaller pages`;
  return new RequestError('QUERY_TOO_COMPLEX', message);
}

/** How many nodes the field itself brings; undefined where its size is not the client's to choose. */
function lengthOf(node: FieldNode, field: GraphQLField<unknown, unknown>, values: Variables): number | undefined {
  const counted = field.args.find((argument) => COUNTED_ARGUMENTS.has(argument.name));
  if (counted) {
    const list = argumentOf(node, counted.name, values);
    return Array.isArray(list) ? Math.min(list.length, COUNTED_LENGTH) : 1; // one alone becomes a list of one
  }
  if (!field.args.some((argument) => argument.name === 'first')) return undefined;
  const size = argumentOf(node, 'first', values) ?? argumentOf(node, 'last', values);
  return typeof size === 'number' ? Math.min(Math.max(size, 0), PAGE_SIZE.max) : PAGE_SIZE.default;
}

/** A number, or a list of whatever (its length is what counts); undefined for everything else. */
function argumentOf(node: FieldNode, name: string, values: Variables): unknown {
  const argument = node.arguments?.find((candidate) => candidate.name.value === name);
  return argument && plainValue(argument.value, values);
}

function plainValue(node: ValueNode, values: Variables): unknown {
  if (node.kind === Kind.VARIABLE) return values[node.name.value];
  if (node.kind === Kind.INT) return Number(node.value);
  return node.kind === Kind.LIST ? node.values : undefined;
}

function withDefaults(operation: OperationDefinitionNode, variables: Variables | undefined): Variables {
  const values: Record<string, unknown> = Object.create(null); // a variable may be named `constructor`
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    if (variables && Object.hasOwn(variables, name)) values[name] = variables[name];
    else if (definition.defaultValue) values[name] = plainValue(definition.defaultValue, {});
  }
  return values;
}

function fieldOf(parent: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}
