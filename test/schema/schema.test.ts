import 'reflect-metadata';
import {
  type ASTNode,
  type GraphQLField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type StringValueNode,
  visit,
} from 'graphql';
import { buildSchemaSync, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { accessOf, Public } from '../../src/auth/decorators.js';
import { buildDeclaredSchema, printSchema } from '../../src/server/schema.js';

// Rules that the schema as a whole must keep, whatever is added to it. Each stands beside a schema that breaks it, so that
// a rule which no longer looks shows itself.

const silent = {
  publish: () => {},
  subscribe: () => {
    throw new Error('Nothing to subscribe to');
  },
};
const schema = buildDeclaredSchema(silent);
const sdl = printSchema(schema);

@Resolver()
class CarelessResolver {
  @Public()
  @Query(() => String, { nullable: true, description: 'Stated.' })
  stated(): null {
    return null;
  }

  @Query(() => String, { nullable: true, description: 'Not stated.' })
  forgotten(): null {
    return null;
  }
}

type AnyField = GraphQLField<unknown, unknown>;

const rootFieldsOf = (of: GraphQLSchema): AnyField[] =>
  [of.getQueryType(), of.getMutationType(), of.getSubscriptionType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}),
  );

const withoutAccess = (of: GraphQLSchema): string[] =>
  rootFieldsOf(of)
    .filter((field) => accessOf(field) === undefined)
    .map((field) => field.name);

describe('access', () => {
  it('is stated at every root field', () => {
    expect(rootFieldsOf(schema).length).toBeGreaterThan(10);
    expect(withoutAccess(schema)).toEqual([]);
  });

  it('and one where it is forgotten is found', () => {
    const careless = buildSchemaSync({ resolvers: [CarelessResolver], validate: false });
    expect(withoutAccess(careless)).toEqual(['forgotten']);
  });
});

const DESCRIBED: ReadonlySet<string> = new Set([
  Kind.DIRECTIVE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
]);

/** What of a schema text has no sentence, as `Type.field.argument`; and how much was looked at. */
function withoutDescription(text: string): { missing: string[]; looked: number } {
  const path: string[] = [];
  const missing: string[] = [];
  let looked = 0;
  const nameOf = (node: ASTNode): string | undefined =>
    DESCRIBED.has(node.kind) && 'name' in node ? node.name.value : undefined;
  visit(parse(text), {
    enter: (node) => {
      const name = nameOf(node);
      if (name === undefined) return;
      path.push(name);
      looked++;
      const { description } = node as { description?: StringValueNode | undefined }; // each of DESCRIBED may have one
      if (!description?.value.trim().endsWith('.')) missing.push(path.join('.'));
    },
    leave: (node) => {
      if (nameOf(node) !== undefined) path.pop();
    },
  });
  return { missing, looked };
}

describe('a description, in sentences', () => {
  it('stands at every type, field, argument, input field, enum value and directive', () => {
    const { missing, looked } = withoutDescription(sdl);
    expect(looked).toBeGreaterThan(250);
    expect(missing).toEqual([]);
  });

  it('and each kind of place without one is found', () => {
    const bare = `
      directive @own(reason: String) on FIELD_DEFINITION
      scalar When
      interface Thing { id: ID! }
      type Box implements Thing { id: ID! has(first: Int): Many }
      union Many = Box
      enum Colour { RED }
      input Wish { colour: Colour }
      "A description" type Told { "Told." name: String }`;
    expect(withoutDescription(bare).missing).toEqual(
      ['own', 'own.reason', 'When', 'Thing', 'Thing.id', 'Box', 'Box.id', 'Box.has', 'Box.has.first', 'Many'].concat(
        ['Colour', 'Colour.RED', 'Wish', 'Wish.colour', 'Told'], // no full stop at the last
      ),
    );
  });
});

/** Type by type, how the fields of the schema are typed: `{ User: { id: 'ID!' } }`. */
const typed: Record<string, Record<string, string>> = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__'))
    .filter((type) => isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
    .map((type) => [
      type.name,
      Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, String(field.type)])),
    ]),
);
const named = (suffix: string): [string, Record<string, string>][] =>
  Object.entries(typed).filter(([name]) => name.endsWith(suffix));

describe('names', () => {
  it.each(named('Connection'))('%s has edges, nodes and where it stands', (name, fields) => {
    const node = name.replace(/Connection$/, '');
    expect(fields).toMatchObject({ edges: `[${node}Edge!]!`, nodes: `[${node}!]!`, pageInfo: 'PageInfo!' });
    expect(typed[`${node}Edge`]).toMatchObject({ cursor: 'String!', node: `${node}!` });
  });

  it('has connections, edges and payloads to look at', () => {
    expect(named('Connection').map(([name]) => name)).toContain('InviteConnection');
    expect(named('Edge')).toHaveLength(named('Connection').length);
    expect(named('Payload')).toHaveLength(Object.keys(typed.Mutation ?? {}).length);
  });

  it('of PageInfo are those of Relay', () => {
    expect(typed.PageInfo).toEqual({
      hasNextPage: 'Boolean!',
      hasPreviousPage: 'Boolean!',
      startCursor: 'String',
      endCursor: 'String',
    });
  });

  it('of what brings a connection have the arguments of a page', () => {
    const paged = Object.values(schema.getTypeMap())
      .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []))
      .filter((field) => String(field.type).endsWith('Connection!'));
    expect(paged.length).toBeGreaterThan(4);
    for (const field of paged) {
      const types = Object.fromEntries(field.args.map((arg) => [arg.name, String(arg.type)]));
      expect(types, field.name).toMatchObject({ first: 'Int', after: 'String', last: 'Int', before: 'String' });
    }
  });

  it.each(named('Payload'))('%s tells refusals, item by item where it has items', (name, fields) => {
    expect(fields.userErrors).toBe('[MembershipError!]!');
    if ('results' in fields) expect(fields.results).toMatch(/^\[\w+Result!\]!$/);
    else expect(Object.values(fields).filter((type) => type.endsWith('!'))).toEqual([fields.userErrors]);
    expect(Object.keys(typed.Mutation ?? {}).map(upperFirst)).toContain(name.replace(/Payload$/, ''));
  });

  it.each(named('Result').map(([name, fields]) => ({ name, fields })))(
    '$name says which item it answers, and why not',
    ({ fields }) => {
      expect(fields).toMatchObject({ index: 'Int!', error: 'MembershipError' });
    },
  );

  it.each(Object.values(schema.getMutationType()?.getFields() ?? {}))(
    '$name takes one input and may be null, so that it does not wipe out its neighbours',
    (field) => {
      expect(field.args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${upperFirst(field.name)}Input!`]);
      expect(String(field.type)).toBe(`${upperFirst(field.name)}Payload`);
    },
  );

  it('of queries may be null, because what one may not see is', () => {
    const queries = { ...typed.Query };
    expect(queries.nodes).toBe('[Node]!');
    delete queries.nodes;
    expect(Object.entries(queries).filter(([, type]) => type.endsWith('!'))).toEqual([]);
  });

  it('are PascalCase for types, camelCase for fields and arguments, UPPER_CASE for enum values', () => {
    const wrong: string[] = [];
    const check = (name: string, pattern: RegExp) => !pattern.test(name) && wrong.push(name);
    for (const type of Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))) {
      check(type.name, /^[A-Z][A-Za-z]*$/);
      if (isEnumType(type)) for (const { name } of type.getValues()) check(name, /^[A-Z][A-Z_]*$/);
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        check(field.name, /^[a-z][A-Za-z]*$/);
        if ('args' in field) for (const arg of field.args) check(arg.name, /^[a-z][A-Za-z]*$/);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('in …At are of moments, and moments are named so', () => {
    const fields = Object.entries(typed).flatMap(([type, of]) =>
      Object.entries(of).map(([name, shape]) => ({ field: `${type}.${name}`, at: name.endsWith('At'), shape })),
    );
    expect(fields.filter(({ at, shape }) => at !== shape.startsWith('DateTime'))).toEqual([]);
  });

  it('of lists hold no nulls, but for nodes', () => {
    const holes = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) || isInputObjectType(type))
      .filter((type) => !type.name.startsWith('__'))
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field })),
      )
      .filter(({ field }) => {
        const list = isNonNullType(field.type) ? field.type.ofType : field.type;
        return isListType(list) && !isNonNullType(list.ofType);
      });
    expect(holes.map(({ path }) => path)).toEqual(['Query.nodes']);
  });
});

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
