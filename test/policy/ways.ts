import type { Caller } from './callers.js';
import { at, type Data, type Stage } from './stage.js';
import { LISTS, THINGS, type ThingType } from './things.js';

// All ways that lead to one row. What is shown of it, and to whom, must not depend on the way.

/** The root fields that find one row by its id. */
export const ROOT_FIELDS: Readonly<Partial<Record<ThingType, string>>> = {
  Business: 'business',
  Invite: 'invite',
  AccountMember: 'accountMember',
  Asset: 'asset',
};

export const NODE_TYPES: readonly ThingType[] = [
  'Business',
  'Invite',
  'AccountMember',
  'Partnership',
  'AssetPermission',
];

/** One row as it was found; undefined where this way does not show it. */
export interface Found {
  type: ThingType;
  id: string;
  row: Data | undefined;
}

/** Asks for every row at once; `selection` says what of each type. */
export type Way = (stage: Stage, caller: Caller, selection: (type: ThingType) => string) => Promise<Found[]>;

const rowOf = (row: unknown): Data | undefined => (row ? (row as Data) : undefined); // an object of the answer, or null
const within = (type: ThingType, selection: string): string => `... on ${type} { ${selection} }`;

const byRootField: Way = async (stage, caller, selection) => {
  const asked = THINGS.filter(({ type }) => ROOT_FIELDS[type]);
  const fields = asked.map(
    ({ type, id }, index) => `t${index}: ${ROOT_FIELDS[type]}(id: "${id}") { ${selection(type)} }`,
  );
  const data = await stage.read(caller, `{ ${fields.join('\n')} }`);
  return asked.map(({ type, id }, index) => ({ type, id, row: rowOf(data[`t${index}`]) }));
};

const byNode: Way = async (stage, caller, selection) => {
  const asked = THINGS.filter(({ type }) => NODE_TYPES.includes(type));
  const fields = asked.map(
    ({ type, id }, index) => `t${index}: node(id: "${id}") { __typename ${within(type, selection(type))} }`,
  );
  const data = await stage.read(caller, `{ ${fields.join('\n')} }`);
  return asked.map(({ type, id }, index) => ({ type, id, row: rowOf(data[`t${index}`]) }));
};

const byNodes: Way = async (stage, caller, selection) => {
  const asked = THINGS.filter(({ type }) => NODE_TYPES.includes(type));
  const source = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ${NODE_TYPES.map((type) =>
    within(type, aliased(type, selection(type))),
  ).join(' ')} } }`;
  const { nodes } = await stage.read(caller, source, { ids: asked.map(({ id }) => id) });
  return asked.map(({ type, id }, index) => ({ type, id, row: unaliased(type, at(nodes, String(index))) }));
};

const byEntity: Way = async (stage, caller, selection) => {
  const types = [...new Set(THINGS.map(({ type }) => type))];
  const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${types
    .map((type) => within(type, aliased(type, selection(type))))
    .join(' ')} } }`;
  const { _entities } = await stage.read(caller, source, {
    representations: THINGS.map(({ type, id }) => ({ __typename: type, id })),
  });
  return THINGS.map(({ type, id }, index) => ({ type, id, row: unaliased(type, at(_entities, String(index))) }));
};

/** The lists of one kind of parent. A row that stands in several is found in the first. */
const byListsOf =
  (parentType: ThingType): Way =>
  async (stage, caller, selection) => {
    const lists = LISTS.filter(({ type }) => type === parentType);
    const fields = [...new Set(lists.map(({ field }) => field))];
    const selected = fields.map((field) => `${field}(first: 250) { nodes { ${selection(rowType(field))} } }`);
    const parents = [...new Set(lists.map(({ parent }) => parent))];
    const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on ${parentType} { ${selected.join('\n')} } } }`;
    const { _entities } = await stage.read(caller, source, {
      representations: parents.map((id) => ({ __typename: parentType, id })),
    });
    return lists.flatMap(({ field, parent, rows, except }) => {
      const nodes = (at(_entities, `${parents.indexOf(parent)}.${field}.nodes`) ?? []) as Data[]; // or no such parent
      const missing = (id: string) => Object.keys(except ?? {}).includes(id);
      return rows
        .filter((id) => !missing(id))
        .map((id) => ({ type: rowType(field), id, row: nodes.find((node) => node.id === id) }));
    });
  };

export const WAYS: Readonly<Record<string, Way>> = {
  'its root field': byRootField,
  node: byNode,
  nodes: byNodes,
  _entities: byEntity,
  'the lists of a business': byListsOf('Business'),
};

const ROW_TYPES: Readonly<Record<string, ThingType>> = {
  invites: 'Invite',
  members: 'AccountMember',
  partnerships: 'Partnership',
  assets: 'Asset',
  assetPermissions: 'AssetPermission',
  permissions: 'AssetPermission',
};

/** The type of the rows of a list, by the list's name. */
export function rowType(field: string): ThingType {
  const type = ROW_TYPES[field];
  if (!type) throw new Error(`No such list: ${field}`);
  return type;
}

// Fields of different types that have one name and two nullabilities do not merge, so each type's get names of their own.
const aliased = (type: ThingType, selection: string): string =>
  selection.replace(/(^|\s)id(?=\s|$)/, `$1${type}_id: id`).replaceAll(/\bm(\d+):/g, `${type}_m$1:`);

function unaliased(type: ThingType, row: unknown): Data | undefined {
  if (!row) return undefined;
  return Object.fromEntries(
    Object.entries(row as Data).map(([name, value]) => [name.replace(`${type}_`, ''), value]), // an object of the answer
  );
}
