import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { DeliveredChange } from '../events/hub.js';
import type { SharedFields } from '../resolvers/shared-answers.js';

/** How the answers of one subscription's document go to several subscribers. */
export interface Sharing {
  /** Whether one answer holds for all subscribers of the stream; `false`: for those of one principal alone. */
  alike: boolean;
  /** Of alike answers: whether this change's is. */
  isAlike(change: DeliveredChange): boolean;
  /** The variables on which answers depend: not those that only say where to begin. */
  variables: readonly string[];
}

// Of a root field: says where a subscriber begins, and nothing about what a change looks like.
const START_ARGUMENT = 'after';

/** Finds out from the document alone; what `shared` does not name depends on the viewer. */
export function sharingOf(document: DocumentNode, operation: OperationDefinitionNode, shared: SharedFields): Sharing {
  const exceptions: ((change: DeliveredChange) => boolean)[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  function isShared(set: SelectionSetNode, fields: SharedFields): boolean {
    return set.selections.every((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return isShared(selection.selectionSet, fields);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        return fragment !== undefined && isShared(fragment.selectionSet, fields);
      }
      const name = selection.name.value;
      if (name === '__typename') return true;
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field === undefined || field === true) return field === true;
      if (field.unless) exceptions.push(field.unless);
      return selection.selectionSet !== undefined && isShared(selection.selectionSet, field.fields);
    });
  }

  const alike = isShared(operation.selectionSet, shared);
  return {
    alike,
    isAlike: (change) => alike && !exceptions.some((excludes) => excludes(change)),
    variables: variablesOf(document, operation),
  };
}

/** All variables that are used anywhere but to say where to begin; sorted. */
function variablesOf(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const roots = operation.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one] : []));
  const starts = new Set(
    roots.flatMap((root) => root.arguments ?? []).filter((argument) => argument.name.value === START_ARGUMENT),
  );
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Argument: (node) => (starts.has(node) ? false : undefined),
    Variable: (node) => void names.add(node.name.value),
  });
  return [...names].sort();
}
