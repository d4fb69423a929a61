import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, type Principal } from '../../src/auth/principal.js';
import { buildDeclaredSchema, printSchema } from '../../src/server/schema.js';
import { asUser, times } from '../queries/rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';
import {
  FOREIGN,
  HIDDEN_KEYS,
  insertEntities,
  KEYS,
  type Key,
  OWNER,
  type Representation,
  ref,
  SOURCE,
  STRANGER,
  VISIBLE,
} from './entities.js';

// What a gateway in front asks: entities by their keys. Keys come from outside, in whatever shape.

const nothing = () => {
  throw new Error('Nothing to subscribe to');
};

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;

async function entities(principal: Principal, representations: readonly Representation[]) {
  const { result, statements } = await executor.execute(principal, SOURCE, { representations });
  expect(result.errors).toBeUndefined();
  const found = (result.data as { _entities: ({ __typename: string } | null)[] })._entities;
  return { found: JSON.parse(JSON.stringify(found)) as typeof found, statements }; // plain objects, to be compared
}

beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertEntities(test);
});
afterAll(() => test.drop());

it('is tested here for every entity and each of its keys', () => {
  const document = parse(printSchema(buildDeclaredSchema({ publish: () => {}, subscribe: nothing })));
  const keys = document.definitions.flatMap((definition) => {
    if (definition.kind !== 'ObjectTypeDefinition') return [];
    const own = definition.directives?.filter((directive) => directive.name.value === 'key') ?? [];
    return own.map((directive) => {
      const fields = directive.arguments?.find((argument) => argument.name.value === 'fields')?.value;
      return `${definition.name.value} ${fields?.kind === 'StringValue' ? fields.value : ''}`;
    });
  });
  expect(keys.sort()).toEqual(KEYS);
});

// Not keys at all, and texts that PostgreSQL would choke on, or that mean something to JavaScript.
const MALFORMED: readonly unknown[] = [
  undefined,
  null,
  7,
  1.5,
  true,
  [],
  ['inv_acme0'],
  {},
  { id: 'inv_acme0' },
  '',
  'a\0b',
  'acme\0',
  '\ud800',
  'ä',
  'x'.repeat(256),
  'x'.repeat(100_000),
];
const UNKNOWN = ['nothing', 'constructor', '__proto__', "' or true --", 'inv_', 'mem_nothing', 'inv_nothing', 'ACME'];
/** Each of `bad` between two things that are there. */
function between(key: Key, bad: readonly Representation[]) {
  const good = VISIBLE[key];
  const at = (index: number) => good[index % good.length] ?? { id: '', entity: {} };
  return {
    representations: bad.flatMap((one, index) => [ref(key, at(index).id), one]).concat(ref(key, at(0).id)),
    expected: bad.flatMap((_, index): (object | null)[] => [at(index).entity, null]).concat(at(0).entity),
  };
}

/** The key with `bad` in it, in each of its places. */
function malformed(key: Key, bad: unknown): Representation[] {
  const [__typename = '', field] = key.split(' ');
  if (field === 'id') return [bad === undefined ? { __typename } : { __typename, id: bad }];
  const [business, user] = [{ id: 'acme' }, { id: 'usr_owner' }];
  return [bad, { id: bad }].flatMap((one) => [
    { __typename, business: one, user },
    { __typename, business, user: one },
  ]);
}

describe('what is not there, or not yours, is null and leaves its neighbours alone', () => {
  it.each(KEYS)('%s by what is no key', async (key) => {
    const { representations, expected } = between(
      key,
      MALFORMED.flatMap((bad) => malformed(key, bad)),
    );
    expect((await entities(OWNER, representations)).found).toEqual(expected);
  });

  it.each(HIDDEN_KEYS)('%s by unknown and foreign ids', async (key) => {
    const ids = [...UNKNOWN, ...FOREIGN[key], ...KEYS.filter((other) => !sameType(key, other)).flatMap(idsOf)];
    const pairs = ['acme/usr_stranger', 'beta/usr_owner', 'usr_owner/acme', 'acme/mem_owner', 'nothing/usr_owner'];
    const { representations, expected } = between(
      key,
      [...ids, ...pairs].map((id) => ref(key, id)),
    );
    expect((await entities(OWNER, representations)).found).toEqual(expected);
    const { found } = await entities(
      STRANGER,
      VISIBLE[key].map(({ id }) => ref(key, id)),
    );
    expect(found).toEqual(VISIBLE[key].map(() => null));
  });

  it.each<[string, Representation]>([
    ['a type that does not exist', { __typename: 'Nothing', id: 'acme' }],
    ['no type', { id: 'acme' }],
    ['a type that is null', { __typename: null, id: 'acme' }],
    ['a type that is no text', { __typename: { name: 'Business' }, id: 'acme' }],
    ['an object type that is no entity', { __typename: 'PageInfo', hasNextPage: true }],
    ['the interface', { __typename: 'Node', id: 'inv_acme0' }],
    ['the union', { __typename: '_Entity', id: 'acme' }],
    ['a root type', { __typename: 'Query', id: 'acme' }],
    ['an input', { __typename: 'InviteFilter', id: 'acme' }],
    ['an enum', { __typename: 'InviteStatus', id: 'acme' }],
    ['a name that JavaScript knows', { __typename: 'constructor', id: 'acme' }],
    ['a text', 'Business'],
    ['a number', 7],
    ['a list', ['Business', 'acme']],
    ['an empty object', {}],
  ])('%s', async (_, representation) => {
    const { representations, expected } = between('Invite id', [representation]);
    expect((await entities(OWNER, representations)).found).toEqual(expected);
    expect((await entities(OWNER, [representation])).found).toEqual([null]);
  });

  it('and nobody sees anything', async () => {
    const things = HIDDEN_KEYS.flatMap((key) => idsOf(key).map((id) => ref(key, id)));
    expect((await entities(ANONYMOUS, things)).found).toEqual(things.map(() => null));
  });
});

const idsOf = (key: Key): string[] => VISIBLE[key].map(({ id }) => id);
const sameType = (one: Key, other: Key): boolean => one.split(' ')[0] === other.split(' ')[0];

describe('who is asked about', () => {
  it('always resolves by a well-formed id, with nothing that is not to be seen', async () => {
    const ids = ['usr_owner', 'usr_nobody', 'constructor', ' auth0|7', 'x'.repeat(255)];
    for (const principal of [STRANGER, ANONYMOUS]) {
      const { found } = await entities(
        principal,
        ids.map((id) => ref('User id', id)),
      );
      expect(found).toEqual(ids.map((id) => ({ __typename: 'User', id, email: null })));
    }
  });

  it('sees as an employee the own place, and as an invitee the invite with its place', async () => {
    const all = (['Invite id', 'AccountMember id'] as const).flatMap((key) => idsOf(key).map((id) => ref(key, id)));
    const seen = async (name: string, more: Representation[]) =>
      (await entities(asUser(name), [...all, ...more])).found.filter((one) => one !== null);
    expect(
      await seen('usr_employee', [ref('AccountMember id', 'mem_employee'), ref('AccountMember id', 'mem_owner')]),
    ).toEqual([{ __typename: 'AccountMember', id: 'mem_employee', membership: 'ACTIVE' }]);
    expect(await seen('usr_invitee', [])).toEqual([
      VISIBLE['Invite id'][0]?.entity,
      VISIBLE['AccountMember id'][0]?.entity,
    ]);
  });
});

it('takes nothing from a representation but its key', async () => {
  const forged = { status: 'ACCEPTED', name: 'Forged', email: 'forged@example.com', businessId: 'beta' };
  const first = KEYS.map((key) => VISIBLE[key][0]);
  const { found } = await entities(
    OWNER,
    KEYS.map((key, index) => ref(key, first[index]?.id, forged)),
  );
  expect(found).toEqual(first.map((one) => one?.entity));
});

describe('a batch', () => {
  /** All that there is, over and over, mixed by a step that is coprime to its length. */
  const all = KEYS.flatMap((key) => [
    ...VISIBLE[key].map(({ id, entity }) => ({ representation: ref(key, id), entity: entity as object | null })),
    ...(key === 'User id'
      ? []
      : [...FOREIGN[key], 'nothing'].map((id) => ({ representation: ref(key, id), entity: null }))),
  ]);
  const mixed = (length: number) =>
    times(length, (index) => all[(index * 11) % all.length]).filter((one) => one !== undefined);

  it('is answered in its order, duplicates and all', async () => {
    const asked = mixed(100);
    const { found } = await entities(
      OWNER,
      asked.map(({ representation }) => representation),
    );
    expect(found).toEqual(asked.map(({ entity }) => entity));
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(18); // seventeen things and null
  });

  it.each([all.length, 1_000])('of %i of all types takes one statement per type and key', async (length) => {
    const { statements } = await entities(
      OWNER,
      mixed(length).map(({ representation }) => representation),
    );
    const byId = ['a', 'i', 'm', 'p', 'u', 'x'].map((alias) => `where ${alias}.id = any(`);
    for (const where of [...byId, 'where (m.business_id, m.user_id) in (']) {
      expect(statements.filter((text) => text.includes(where))).toHaveLength(1);
    }
    expect(statements).toHaveLength(8); // and the standing, which brings the businesses along
  });

  it('of more than 1,000 is refused', async () => {
    const representations = times(1_001, () => ref('Business id', 'acme'));
    const { result, statements } = await executor.execute(OWNER, SOURCE, { representations });
    expect(result.errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(result.data).toBeNull();
    expect(statements).toEqual([]);
  });

  it('of none is empty', async () => {
    expect(await entities(OWNER, [])).toEqual({ found: [], statements: [] });
  });
});

it('answers the same over HTTP', async () => {
  const gateway = await startGateway();
  try {
    const owner = person('ada');
    const world = await createBusinessWorld(gateway, owner, { id: 'acme' });
    const [inviteId] = await world.invite(['grace@example.com']);
    const representations = [
      ref('Invite id', inviteId),
      ref('Invite id', 7),
      ref('User id', owner.id),
      { __typename: 'Nothing', id: 'acme' },
      ref('Business id', 'acme'),
      ref('Invite id', inviteId),
    ];
    const ask = async (who: typeof owner) => (await gateway.as(who)).send(SOURCE, { representations });
    const invite = { __typename: 'Invite', id: inviteId, status: expect.stringMatching(/^PENDING/) as string };
    expect(await ask(owner)).toEqual({
      data: {
        _entities: [
          invite,
          null,
          { __typename: 'User', id: owner.id, email: owner.email },
          null,
          { __typename: 'Business', id: 'acme', name: 'Acme' },
          invite,
        ],
      },
      extensions: expect.anything() as object,
    });
    expect(await ask(person('mallory'))).toMatchObject({
      data: { _entities: [null, null, { id: owner.id, email: null }, null, null, null] },
    });
    const many = times(1_001, () => ref('Business id', 'acme'));
    const refused = await (await gateway.as(owner)).send(SOURCE, { representations: many });
    expect(refused.errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  } finally {
    await gateway.stop();
  }
});
