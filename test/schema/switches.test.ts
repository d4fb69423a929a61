import { buildASTSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FederationSwitches } from '../../src/config-federation.js';
import { OWN } from '../../src/server/subgraph.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';
import { fieldsOf, MODES, subgraph } from './supergraph.js';

// What each switch changes in the text of the subgraph, and in the server that stands behind it.

const own = subgraph(OWN);

/** `Type.field` of all fields for which this holds. */
const fieldsWhere = (sdl: string, holds: (directives: string[]) => boolean): string[] =>
  Object.entries(fieldsOf(sdl)).flatMap(([type, fields]) =>
    Object.entries(fields).flatMap(([name, directives]) => (holds(directives) ? `${type}.${name}` : [])),
  );
const marked = (sdl: string, ...marks: string[]) =>
  fieldsWhere(sdl, (directives) => marks.every((mark) => directives.includes(mark)));

describe('the text of the subgraph', () => {
  it.each(MODES)('imports what it uses, with user $user, node $node, authenticated $authenticated', (mode) => {
    const sdl = subgraph(mode);
    const [, version, imports = ''] = /@link\(url: ".*\/federation\/(v[\d.]+)", import: \[(.*)\]\)/.exec(sdl) ?? [];
    expect(version).toBe('v2.9'); // the highest that three composers accept
    const used = new Set(sdl.match(/(?<= )@(?!link|deprecated|specifiedBy)\w+/g));
    expect(imports.split(', ').map((name) => JSON.parse(name) as string)).toEqual([...used].sort());
    expect([...used]).not.toEqual(expect.arrayContaining([expect.stringMatching(/policy|cacheTag/)]));
  });

  it('changes with each switch, and with nothing else', () => {
    expect(new Set(MODES.map(subgraph)).size).toBe(MODES.length);
    const bare = (mode: FederationSwitches) => subgraph(mode).replace(/ @(authenticated|inaccessible @shareable)/g, '');
    for (const node of ['own', 'inaccessible'] as const) {
      const changed = bare({ ...OWN, node, authenticated: true });
      expect(changed.slice(changed.indexOf('\n'))).toBe(own.slice(own.indexOf('\n'))); // behind the imports
    }
  });

  it('leaves of User its id and its memberships where another subgraph says who people are', () => {
    expect(Object.keys(fieldsOf(own).User ?? {})).toEqual(['id', 'email', 'firstName', 'lastName', 'memberships']);
    const stub = fieldsOf(subgraph({ ...OWN, user: 'stub' }));
    expect(Object.keys(stub.User ?? {})).toEqual(['id', 'memberships']);
    expect({ ...stub, User: {} }).toEqual({ ...fieldsOf(own), User: {} });
  });

  it('hides and shares `node` and `nodes`, and nothing else, where several subgraphs have them', () => {
    const sdl = subgraph({ ...OWN, node: 'inaccessible' });
    expect(marked(sdl, '@inaccessible', '@shareable')).toEqual(['Query.node', 'Query.nodes']);
    expect(sdl.match(/ @inaccessible/g)).toHaveLength(2);
    expect(own).not.toContain('@inaccessible');
  });

  it('shares PageInfo, and resolves every entity', () => {
    expect(own).toMatch(/^type PageInfo @shareable \{$/m);
    expect(own.match(/ @shareable/g)).toHaveLength(1);
    expect(own).not.toContain('resolvable:');
  });
});

describe('@authenticated', () => {
  const sdl = subgraph({ ...OWN, authenticated: true });
  const closed = marked(sdl, '@authenticated');

  it('stands at every root field but those for everybody', () => {
    const roots = ['Query', 'Mutation', 'Subscription'];
    const isRoot = (field: string) => roots.includes(field.split('.')[0] ?? '');
    const open = fieldsWhere(sdl, (directives) => !directives.includes('@authenticated')).filter(isRoot);
    expect(open.sort()).toEqual(
      ['Mutation.acceptInvitation', 'Mutation.declineInvitation', 'Mutation.refreshSession'].concat(
        ['Mutation.requestSignInCode', 'Mutation.signIn', 'Mutation.signOut'],
        ['Query.invitePreview', 'Query.node', 'Query.nodes', 'Query.viewer'],
      ),
    );
  });

  it('stands at all that is found by an id, but for the keys', () => {
    const types = new Set(closed.map((field) => field.split('.')[0] ?? ''));
    expect([...types].sort()).toEqual(
      ['AccountMember', 'ApiKey', 'Asset', 'AssetPermission', 'Business', 'Invite', 'Mutation', 'Partnership'].concat([
        'Query',
        'Subscription',
        'User',
      ]),
    );
    const open = fieldsWhere(sdl, (directives) => !directives.includes('@authenticated'));
    const found = ['AccountMember', 'ApiKey', 'Asset', 'AssetPermission', 'Business', 'Invite', 'Partnership', 'User'];
    expect(open.filter((field) => found.includes(field.split('.')[0] ?? '')).sort()).toEqual(
      [...found.map((type) => `${type}.id`), 'AccountMember.business', 'AccountMember.user'].sort(),
    );
  });

  it('stands at fields of objects alone, and nowhere when it is off', () => {
    expect(sdl.match(/ @authenticated/g)).toHaveLength(closed.length);
    expect(own).not.toContain('@authenticated');
  });
});

describe('what a gateway counts before it asks', () => {
  const schema = buildASTSchema(parse(own), { assumeValidSDL: true });
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field }))
      : [],
  );
  const sized = fieldsWhere(own, (directives) => directives.some((one) => one.startsWith('@listSize')));

  it('is the size of every page, by arguments without a default and by lists that are there', () => {
    const pages = fields.filter(({ field }) => String(field.type).endsWith('Connection!'));
    expect(pages.length).toBeGreaterThan(10);
    expect([...sized].sort()).toEqual(pages.map(({ path }) => path).sort());
    for (const { path, field } of pages) {
      const [type = '', name = ''] = path.split('.');
      const [size] = fieldsOf(own)[type]?.[name]?.filter((one) => one.startsWith('@listSize')) ?? [];
      // Refused by one composer or another: `assumedSize` beside a default, and a connection without `sizedFields`.
      expect(size, path).toBe(
        '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
      );
      const slicing = field.args.filter((argument) => ['first', 'last'].includes(argument.name));
      expect(slicing.map((argument) => [String(argument.type), argument.defaultValue])).toEqual([
        ['Int', undefined],
        ['Int', undefined],
      ]);
      const page = schema.getType(String(field.type).replace('!', ''));
      const lists = isObjectType(page) ? [page.getFields().edges, page.getFields().nodes] : [];
      expect(lists.map((list) => String(list?.type).startsWith('['))).toEqual([true, true]);
    }
  });

  it('is what passwords, counts and searches cost', () => {
    const dear = fieldsWhere(own, (directives) => directives.some((one) => one.startsWith('@cost')));
    expect(dear).toEqual(expect.arrayContaining(['Mutation.signIn', 'Mutation.acceptInvitation']));
    expect(dear).toEqual(expect.arrayContaining(['Business.seatsUsed', 'Business.inviteStats']));
    const counted = fields.filter(({ path }) => path.endsWith('.totalCount')).map(({ path }) => path);
    expect(counted.length).toBeGreaterThan(4);
    expect(dear).toEqual(expect.arrayContaining(counted));
    expect(own.match(/^ {2}query: String @cost\(weight: 10\)$/gm)).toHaveLength(3);
  });
});

describe('a server with all switches', () => {
  const ada = person('ada');
  const mode: FederationSwitches = { user: 'stub', node: 'inaccessible', authenticated: true };
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await startGateway({
      FEDERATION_USER: 'stub',
      FEDERATION_NODE: 'inaccessible',
      FEDERATION_AUTHENTICATED: 'on',
    });
    await createBusinessWorld(gateway, ada, { id: 'acme' });
  });
  afterAll(() => gateway.stop());

  it('shows the subgraph that it is, as a file and to a composer', async () => {
    const text = await (await fetch(`${gateway.url}/schema.graphql`)).text();
    expect(text).toBe(subgraph(mode));
    const { data } = await gateway.with(undefined).send<{ _service: { sdl: string } }, object>('{ _service { sdl } }');
    expect(data?._service.sdl).toBe(text);
  });

  it('answers for people what is left of them', async () => {
    const client = await gateway.as(ada);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on User { id memberships { nodes { email roles } } } } }`;
    const { data } = await client.send(query, { representations: [{ __typename: 'User', id: ada.id }] });
    const memberships = { nodes: [{ email: ada.email, roles: ['OWNER'] }] };
    expect(data).toEqual({ _entities: [{ id: ada.id, memberships }] });
    const { errors } = await client.send('{ viewer { user { id email } } }');
    expect(errors).toMatchObject([{ message: 'Cannot query field "email" on type "User".' }]);
  });

  it('still answers `node`, and still judges by itself who may see', async () => {
    const ask = '{ node(id: "acme") { id } business(id: "acme") { id } }';
    expect((await (await gateway.as(ada)).send(ask)).data).toEqual({ node: { id: 'acme' }, business: { id: 'acme' } });
    expect(await gateway.with(undefined).send(ask)).toMatchObject({ data: { node: null, business: null } });
  });
});
