import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, type Principal } from '../../src/auth/principal.js';
import { buildDeclaredSchema, printSchema } from '../../src/server/schema.js';
import { asUser, businessRow, insertRows, inviteRow, memberRow, times, userRow } from '../queries/rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

// What a gateway in front asks: entities by their keys. Keys come from outside, in whatever shape.

const SOURCE = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename
  ... on Business { id name } ... on Invite { id status } ... on AccountMember { id membership: status } ... on User { id email } } }`;

type Representation = unknown;
const TYPES = ['AccountMember', 'Business', 'Invite', 'User'] as const;
type Type = (typeof TYPES)[number];
const ref = (type: Type, id: unknown, more: object = {}): Representation => ({ __typename: type, id, ...more });

/** What the owner of acme sees, with what is answered. */
const VISIBLE: Record<Type, { id: string; entity: object }[]> = {
  Business: [{ id: 'acme', entity: { __typename: 'Business', id: 'acme', name: 'Business acme' } }],
  Invite: times(3, (index) => ({
    id: `inv_acme${index}`,
    entity: { __typename: 'Invite', id: `inv_acme${index}`, status: 'PENDING' },
  })),
  AccountMember: times(3, (index) => ({
    id: `mem_acme${index}`,
    entity: { __typename: 'AccountMember', id: `mem_acme${index}`, membership: 'INVITED' },
  })),
  User: ['usr_owner', 'usr_employee'].map((id) => ({
    id,
    entity: { __typename: 'User', id, email: `${id}@example.com` },
  })),
};
const OWNER = asUser('usr_owner');
const STRANGER = asUser('usr_stranger');

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
  const businesses = ['acme', 'beta'];
  await insertRows(test.database, {
    business: businesses.map(businessRow),
    app_user: ['owner', 'employee', 'stranger', 'invitee'].map((name) => userRow(`usr_${name}`)),
    invite: businesses.flatMap((businessId) =>
      times(3, (index) =>
        inviteRow(`inv_${businessId}${index}`, {
          businessId,
          memberId: `mem_${businessId}${index}`,
          ...(index === 0 ? { inviteeEmail: 'usr_invitee@example.com' } : {}),
        }),
      ),
    ),
    account_member: [
      ...businesses.flatMap((businessId) =>
        times(3, (index) =>
          memberRow(`mem_${businessId}${index}`, {
            businessId,
            status: 'INVITED',
            invitedEmail: index === 0 ? 'usr_invitee@example.com' : `inv_${businessId}${index}@example.com`,
            inviteId: `inv_${businessId}${index}`,
          }),
        ),
      ),
      memberRow('mem_owner', { userId: 'usr_owner', roles: ['OWNER'] }),
      memberRow('mem_employee', { userId: 'usr_employee' }),
      memberRow('mem_stranger', { businessId: 'beta', userId: 'usr_stranger', roles: ['OWNER'] }),
    ],
  });
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
  expect(keys.sort()).toEqual(TYPES.map((type) => `${type} id`));
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
const FOREIGN: Record<Exclude<Type, 'User'>, string[]> = {
  Business: ['beta'],
  Invite: ['inv_beta0', 'inv_beta1'],
  AccountMember: ['mem_beta0', 'mem_stranger'],
};
/** Each of `bad` between two things that are there. */
function between(type: Type, bad: readonly Representation[]) {
  const good = VISIBLE[type];
  const at = (index: number) => good[index % good.length] ?? { id: '', entity: {} };
  return {
    representations: bad.flatMap((one, index) => [ref(type, at(index).id), one]).concat(ref(type, at(0).id)),
    expected: bad.flatMap((_, index): (object | null)[] => [at(index).entity, null]).concat(at(0).entity),
  };
}

describe('what is not there, or not yours, is null and leaves its neighbours alone', () => {
  it.each(TYPES)('%s by what is no key', async (type) => {
    const { representations, expected } = between(
      type,
      MALFORMED.map((id) => (id === undefined ? { __typename: type } : ref(type, id))),
    );
    expect((await entities(OWNER, representations)).found).toEqual(expected);
  });

  it.each(['AccountMember', 'Business', 'Invite'] as const)('%s by unknown and foreign ids', async (type) => {
    const ids = [...UNKNOWN, ...FOREIGN[type], ...TYPES.filter((other) => other !== type).flatMap(idsOf)];
    const { representations, expected } = between(
      type,
      ids.map((id) => ref(type, id)),
    );
    expect((await entities(OWNER, representations)).found).toEqual(expected);
    const { found } = await entities(
      STRANGER,
      VISIBLE[type].map(({ id }) => ref(type, id)),
    );
    expect(found).toEqual(VISIBLE[type].map(() => null));
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
    const { representations, expected } = between('Invite', [representation]);
    expect((await entities(OWNER, representations)).found).toEqual(expected);
    expect((await entities(OWNER, [representation])).found).toEqual([null]);
  });

  it('and nobody sees anything', async () => {
    const things = (['AccountMember', 'Business', 'Invite'] as const).flatMap((type) =>
      idsOf(type).map((id) => ref(type, id)),
    );
    expect((await entities(ANONYMOUS, things)).found).toEqual(things.map(() => null));
  });
});

const idsOf = (type: Type): string[] => VISIBLE[type].map(({ id }) => id);

describe('who is asked about', () => {
  it('always resolves by a well-formed id, with nothing that is not to be seen', async () => {
    const ids = ['usr_owner', 'usr_nobody', 'constructor', ' auth0|7', 'x'.repeat(255)];
    for (const principal of [STRANGER, ANONYMOUS]) {
      const { found } = await entities(
        principal,
        ids.map((id) => ref('User', id)),
      );
      expect(found).toEqual(ids.map((id) => ({ __typename: 'User', id, email: null })));
    }
  });

  it('sees as an employee the own place, and as an invitee the invite with its place', async () => {
    const all = (['Invite', 'AccountMember'] as const).flatMap((type) => idsOf(type).map((id) => ref(type, id)));
    const seen = async (name: string, more: Representation[]) =>
      (await entities(asUser(name), [...all, ...more])).found.filter((one) => one !== null);
    expect(
      await seen('usr_employee', [ref('AccountMember', 'mem_employee'), ref('AccountMember', 'mem_owner')]),
    ).toEqual([{ __typename: 'AccountMember', id: 'mem_employee', membership: 'ACTIVE' }]);
    expect(await seen('usr_invitee', [])).toEqual([VISIBLE.Invite[0]?.entity, VISIBLE.AccountMember[0]?.entity]);
  });
});

it('takes nothing from a representation but its key', async () => {
  const forged = { status: 'ACCEPTED', name: 'Forged', email: 'forged@example.com', businessId: 'beta' };
  const first = TYPES.map((type) => VISIBLE[type][0]);
  const { found } = await entities(
    OWNER,
    TYPES.map((type, index) => ref(type, first[index]?.id, forged)),
  );
  expect(found).toEqual(first.map((one) => one?.entity));
});

describe('a batch', () => {
  /** All that there is, over and over, mixed by a step that is coprime to its length. */
  const all = TYPES.flatMap((type) => [
    ...VISIBLE[type].map(({ id, entity }) => ({ representation: ref(type, id), entity: entity as object | null })),
    ...(type === 'User'
      ? []
      : [...FOREIGN[type], 'nothing'].map((id) => ({ representation: ref(type, id), entity: null }))),
  ]);
  const mixed = (length: number) =>
    times(length, (index) => all[(index * 7) % all.length]).filter((one) => one !== undefined);

  it('is answered in its order, duplicates and all', async () => {
    const asked = mixed(100);
    const { found } = await entities(
      OWNER,
      asked.map(({ representation }) => representation),
    );
    expect(found).toEqual(asked.map(({ entity }) => entity));
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(10); // nine things and null
  });

  it.each([all.length, 1_000])('of %i of all types takes one statement per type', async (length) => {
    const { statements } = await entities(
      OWNER,
      mixed(length).map(({ representation }) => representation),
    );
    for (const key of ['i.id', 'm.id', 'u.id']) {
      expect(statements.filter((text) => text.includes(`where ${key} = any(`))).toHaveLength(1);
    }
    expect(statements).toHaveLength(4); // and the standing, which brings the businesses along
  });

  it('of more than 1,000 is refused', async () => {
    const representations = times(1_001, () => ref('Business', 'acme'));
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
      ref('Invite', inviteId),
      ref('Invite', 7),
      ref('User', owner.id),
      { __typename: 'Nothing', id: 'acme' },
      ref('Business', 'acme'),
      ref('Invite', inviteId),
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
    const many = times(1_001, () => ref('Business', 'acme'));
    const refused = await (await gateway.as(owner)).send(SOURCE, { representations: many });
    expect(refused.errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  } finally {
    await gateway.stop();
  }
});
