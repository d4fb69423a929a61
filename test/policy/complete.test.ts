import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isNullableType,
  isObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { REFERENCES } from '../../src/resolvers/references.js';
import { buildDeclaredSchema } from '../../src/server/schema.js';
import { MASKS } from './masks.js';
import { FOLLOWERS } from './streams.js';
import { LISTS, OWN_LISTS, THINGS } from './things.js';
import { TRIALS } from './verdicts.js';
import { NODE_TYPES, ROOT_FIELDS } from './ways.js';

// Whoever adds a field to the schema finds it here until the table says who sees it, or who may call it.

const schema = buildDeclaredSchema({ publish: () => {}, subscribe: () => never() });
async function* never(): AsyncGenerator<never> {}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
const fieldsOf = (type: GraphQLObjectType | null | undefined) => sorted(Object.keys(type?.getFields() ?? {}));

/** Shapes around rows: what they hold is asked for at the field that gives them. */
const isWrapper = ({ name }: GraphQLObjectType): boolean =>
  /(Connection|Edge|Payload|Result|Error)$/.test(name) || name === 'PageInfo' || name.startsWith('__');
const rootTypes = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const types = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && !isWrapper(type) && !rootTypes.includes(type),
) as GraphQLObjectType[];

const fieldNames = (where: (field: GraphQLField<unknown, unknown>) => boolean): string[] =>
  sorted(
    types.flatMap((type) =>
      Object.values(type.getFields())
        .filter(where)
        .map(({ name }) => `${type.name}.${name}`),
    ),
  );

function isListOfRows({ type }: GraphQLField<unknown, unknown>): boolean {
  const bare = isNonNullType(type) ? type.ofType : type;
  return (isListType(bare) && isCompositeType(getNamedType(bare))) || getNamedType(bare).name.endsWith('Connection');
}

/** What is tested in words of its own, by the file. */
const ELSEWHERE = {
  'reads.test.ts': [
    'Business.inviteStatusChanges',
    'User.memberships',
    'User.email',
    'User.firstName',
    'User.lastName',
    'Viewer.user',
    'Actor.user',
  ],
};
/** Null or not, whoever sees the row sees these as they are. */
const PLAIN = [
  'AccountMember.acceptedAt',
  'AccountMember.expiresAt',
  'AssetPermission.expiresAt',
  'Invite.closedAt',
  'Invite.membershipExpiresAt',
  'Invite.message',
  'Invite.sentAt',
  'InviteStatusChange.previousStatus',
  'InviteStats.medianSecondsToAccept',
];

const masked = MASKS.map(({ type, field }) => `${type}.${field.split(/[.(]/)[0]}`);

/** Fields of what hangs on a row by itself: masked at the row. */
const nested = MASKS.some(({ field }) => field === 'assetGrants.0.asset.id') ? ['AssetGrant.asset'] : [];

describe('the matrix', () => {
  it('asks every root field', () => {
    expect(sorted([...Object.values(ROOT_FIELDS), 'node', 'nodes', 'viewer'])).toEqual(fieldsOf(schema.getQueryType()));
    expect(sorted(TRIALS.map(({ mutation }) => mutation))).toEqual(fieldsOf(schema.getMutationType()));
    expect(sorted(Object.keys(FOLLOWERS))).toEqual(fieldsOf(schema.getSubscriptionType()));
  });

  it('asks for every entity, and for every type that is a Node', () => {
    expect(sorted([...THINGS.map(({ type }) => type), 'User'])).toEqual(sorted(Object.keys(REFERENCES)));
    const nodes = types.filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));
    expect(sorted(NODE_TYPES)).toEqual(sorted(nodes.map(({ name }) => name)));
  });

  it('asks for every list', () => {
    const asked = [
      ...LISTS.map(({ type, field }) => `${type}.${field}`),
      ...Object.keys(OWN_LISTS).map((field) => `Viewer.${field}`),
      ...ELSEWHERE['reads.test.ts'],
      ...masked,
    ];
    expect(fieldNames(isListOfRows).filter((name) => !asked.includes(name))).toEqual([]);
  });

  it('says of every field that may be null to whom it is', () => {
    const said = [...masked, ...nested, ...PLAIN, ...ELSEWHERE['reads.test.ts']];
    expect(fieldNames(({ type }) => isNullableType(type)).filter((name) => !said.includes(name))).toEqual([]);
  });
});
