import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionSetNode,
} from 'graphql';

/** Whether the operation selects the field `name` below the one being resolved. */
export const selects = (info: GraphQLResolveInfo, name: string): boolean =>
  info.fieldNodes.flatMap((node) => collect(node.selectionSet, info)).some((field) => field.name.value === name);

/**
 * The names selected on the nodes of the connection being resolved, by `nodes` and `edges { node }` alike, and one level
 * below as `member.user`: through fragments, leaving out what @skip and @include leave out. All nodes of a list are of one
 * type, so fragments always apply.
 */
export function nodeSelection(info: GraphQLResolveInfo): ReadonlySet<string> {
  const fields = info.fieldNodes.flatMap((node) => collect(node.selectionSet, info));
  const edges = fields
    .filter((field) => field.name.value === 'edges')
    .flatMap((edge) => collect(edge.selectionSet, info));
  const nodes = [
    ...fields.filter((field) => field.name.value === 'nodes'),
    ...edges.filter((field) => field.name.value === 'node'),
  ];
  return new Set(nodes.flatMap((node) => collect(node.selectionSet, info)).flatMap((field) => pathsOf(field, info)));
}

function pathsOf({ name, selectionSet }: FieldNode, info: GraphQLResolveInfo): string[] {
  const below = collect(selectionSet, info).map((field) => `${name.value}.${field.name.value}`);
  return [name.value, ...below];
}

function collect(selections: SelectionSetNode | undefined, info: GraphQLResolveInfo): FieldNode[] {
  if (!selections) return [];
  return selections.selections.flatMap((selection) => {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues);
    if (skip?.if === true || include?.if === false) return [];
    if (selection.kind === 'Field') return selection;
    const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value];
    return collect(fragment?.selectionSet, info);
  });
}
