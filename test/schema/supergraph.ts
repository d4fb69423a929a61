import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices as composeByApollo } from '@apollo/composition';
import { composeServices as composeByTheGuild } from '@theguild/federation-composition';
import { type ObjectTypeDefinitionNode, parse } from 'graphql';
import type { FederationSwitches } from '../../src/config-federation.js';
import { buildDeclaredSchema, printSchema } from '../../src/server/schema.js';

// Composed offline, as a graph's owner does before anything is deployed.

export const silent = {
  publish: () => {},
  subscribe: () => {
    throw new Error('Nothing to subscribe to');
  },
};
const declared = buildDeclaredSchema(silent);

export const subgraph = (switches: FederationSwitches): string => printSchema(declared, switches);

export const MODES: FederationSwitches[] = (['own', 'stub'] as const).flatMap((user) =>
  (['own', 'inaccessible'] as const).flatMap((node) =>
    [false, true].map((authenticated) => ({ user, node, authenticated })),
  ),
);

export type Neighbour = 'users' | 'named-users' | 'assets' | 'nodes';
export const neighbour = (name: Neighbour): string =>
  readFileSync(path.join(import.meta.dirname, 'neighbours', `${name}.graphql`), 'utf8');

export interface Composed {
  errors: string[];
  /** Remarks of a composer on what composes all the same. */
  hints: string[];
  supergraph: string;
  /** What clients may ask for. */
  queries: string[];
}

/** SDL texts by the names of their subgraphs. */
export type Texts = Record<string, string>;

export const COMPOSERS: [name: string, compose: (texts: Texts) => Composed][] = [
  ['@apollo/composition', byApollo],
  ['@theguild/federation-composition', byTheGuild],
];

const services = (texts: Texts) =>
  Object.entries(texts).map(([name, text]) => ({ name, url: `http://${name}.internal`, typeDefs: parse(text) }));

function byApollo(texts: Texts): Composed {
  const { errors = [], hints = [], supergraphSdl = '', schema } = composeByApollo(services(texts));
  const query = schema?.toAPISchema().schemaDefinition.rootType('query');
  return {
    errors: errors.map(({ message }) => message),
    hints: hints.map(({ message }) => message),
    supergraph: supergraphSdl,
    queries: query?.fields().map(({ name }) => name) ?? [],
  };
}

function byTheGuild(texts: Texts): Composed {
  const { errors = [], supergraphSdl = '', publicSdl } = composeByTheGuild(services(texts));
  return {
    errors: errors.map(({ message }) => message),
    hints: [], // it has none
    supergraph: supergraphSdl,
    queries: publicSdl === undefined ? [] : Object.keys(fieldsOf(publicSdl).Query ?? {}),
  };
}

/** The fields of each object type of an SDL with their directives, as they are written. */
export function fieldsOf(sdl: string): Record<string, Record<string, string[]>> {
  const types = parse(sdl).definitions.filter(
    (definition): definition is ObjectTypeDefinitionNode => definition.kind === 'ObjectTypeDefinition',
  );
  const written = (type: ObjectTypeDefinitionNode) =>
    (type.fields ?? []).map((field) => [field.name.value, (field.directives ?? []).map(text)] as const);
  const text = ({ loc }: { loc?: { start: number; end: number } | undefined }) => sdl.slice(loc?.start, loc?.end);
  return Object.fromEntries(types.map((type) => [type.name.value, Object.fromEntries(written(type))]));
}
