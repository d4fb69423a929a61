import { type GraphQLNamedType, type GraphQLSchema, getNamedType, getOperationAST, isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/auth/principal.js';
import type { DeliveredChange } from '../../src/events/hub.js';
import { SHARED_ANSWERS, type SharedFields } from '../../src/resolvers/shared-answers.js';
import { buildSchema } from '../../src/server/schema.js';
import { sharingOf } from '../../src/server/sharing.js';
import { createExecutor } from '../support/executor.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { answer, createBusinessWorld } from '../support/world.js';

function sharing(source: string) {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation');
  return sharingOf(document, operation, SHARED_ANSWERS);
}
const below = (selection: string) =>
  sharing(`subscription { inviteStatusChanged(businessId: "acme") { ${selection} } }`);

/** Every shared field, written out as a selection. */
function selectionOf(fields: SharedFields): string {
  return Object.entries(fields)
    .map(([name, field]) => (field === true ? name : `${name} { ${selectionOf(field.fields)} }`))
    .join(' ');
}
const CHANGE = SHARED_ANSWERS.inviteStatusChanged;
const EVERYTHING = CHANGE && CHANGE !== true ? selectionOf(CHANGE.fields) : '';

describe('one answer for all', () => {
  it('is given to a document of shared fields, however it is written', () => {
    for (const selection of [
      'seq __typename invite { id ... on Invite { status } }',
      'at: occurredAt invite @include(if: true) { createdBy { firstName } }',
      EVERYTHING,
    ]) {
      expect(below(selection).alike).toBe(true);
    }
    const fragments = sharing(`subscription { ...Change }
      fragment Change on Subscription { inviteStatusChanged(businessId: "acme") { ...Fields } }
      fragment Fields on InviteStatusChange { seq invite { inviteeEmail } }`);
    expect(fragments.alike).toBe(true);
  });

  it.each([
    'invite { viewerIsInvitee }',
    'invite { viewerActions }',
    'invite { closedBy { id } }',
    'invite { business { viewerRoles } }',
    'invite { business { seatsUsed } }',
    'invite { inviteeUser { email } }',
    'actor { user { firstName } }',
    'seq ... on InviteStatusChange { actor { user { email } } }',
    'invite { business { invites { nodes { id } } } }',
    'constructor',
    'invite { __proto__ { id } }',
  ])('is not given to { %s }', (selection) => {
    expect(below(selection).alike).toBe(false);
  });

  it('is never given of an inbox, which is one person’s', () => {
    expect(sharing('subscription { viewerInviteStatusChanged { seq } }').alike).toBe(false);
  });

  it('is not given where it would tell who declined', () => {
    const { isAlike } = below('seq actor { user { id } }');
    const change = (status: string) => ({ status }) as DeliveredChange; // all that is looked at
    expect([isAlike(change('ACCEPTED')), isAlike(change('DECLINED'))]).toEqual([true, false]);
    expect(below('seq actor { kind }').isAlike(change('DECLINED'))).toBe(true);
  });

  it('depends on all variables but the one that says where to begin', () => {
    const { variables } = sharing(`subscription ($id: ID!, $after: String, $filter: InviteFilter, $with: Boolean!) {
      inviteStatusChanged(businessId: $id, after: $after, filter: $filter) { seq invite @include(if: $with) { id } }
    }`);
    expect(variables).toEqual(['filter', 'id', 'with']);
    const nested = sharing(`subscription ($after: String) {
      inviteStatusChanged(businessId: "acme") { invite { business { invites(after: $after) { nodes { id } } } } }
    }`);
    expect(nested.variables).toEqual(['after']);
  });
});

describe('the shared fields', () => {
  let gateway: Gateway;
  let businessId: string;
  let execute: ReturnType<typeof createExecutor>['execute'];
  let schema: GraphQLSchema;
  beforeAll(async () => {
    gateway = await startGateway();
    const [owner, admin, invited] = [person('ada'), person('bob'), person('iris')];
    const world = await createBusinessWorld(gateway, owner);
    businessId = world.id;
    await world.members([admin], ['BIZ_ADMIN']);
    await world.members([person('emil')]);
    const [declined] = await world.invite(['nora@example.com', 'open@example.com'], { message: 'Welcome' });
    await answer(gateway, person('nora'), declined ?? '', false);
    const [own] = await world.invite([invited.email], { roles: ['BIZ_ADMIN'] });
    await answer(gateway, invited, own ?? '', true); // who follows now, and is the addressee of what is shown
    await gateway.database.query(
      `insert into api_key (id, business_id, name, prefix, secret_hash, scopes, created_at)
       select id, $1, id, 'mgk_', sha256(id::bytea), scopes, now()
       from (values ('key_1', '{READ}'::text[]), ('key_2', '{READ,ASSETS_WRITE}')) as key (id, scopes)`,
      [businessId],
    );
    schema = buildSchema({ pubSub: { publish: () => {}, subscribe: () => ({}) as never } }).schema; // never subscribed to
    ({ execute } = createExecutor(gateway.database, gateway.databaseUrl));
  });
  afterAll(() => gateway.stop());

  it('are all in the schema', () => {
    const check = (type: GraphQLNamedType | null | undefined, fields: SharedFields): void => {
      if (!isObjectType(type)) throw new Error(`No object type: ${type?.name}`);
      for (const [name, field] of Object.entries(fields)) {
        const declared = type.getFields()[name];
        expect(declared, `${type.name}.${name}`).toBeDefined();
        if (declared && field !== true) check(getNamedType(declared.type), field.fields);
      }
    };
    check(schema.getSubscriptionType(), SHARED_ANSWERS);
  });

  it('are answered alike to owner, administrator, addressee and API key, for every change of a business', async () => {
    const user = (name: string): Principal => ({ kind: 'user', userId: `usr_${name}`, tokenExpiresAtMs: Infinity });
    const followers: Principal[] = [
      user('ada'),
      user('bob'),
      user('iris'),
      { kind: 'apiKey', apiKeyId: 'key_1', businessId, scopes: ['READ'] },
      { kind: 'apiKey', apiKeyId: 'key_2', businessId, scopes: ['READ', 'ASSETS_WRITE'] },
    ];
    const query = `{ business(id: "${businessId}") { inviteStatusChanges(first: 100) { nodes { ${EVERYTHING} } } } }`;
    const answers = await Promise.all(
      followers.map(async (follower) => {
        const { result } = await execute(follower, query);
        expect(result.errors).toBeUndefined();
        return nodesOf(result.data).map(withoutException);
      }),
    );
    const [first = [], ...others] = answers;
    expect(new Set(first.map(({ status }) => status))).toEqual(
      new Set(['PENDING_SEND', 'PENDING', 'ACCEPTED', 'DECLINED']),
    );
    for (const other of others) expect(other).toEqual(first);
  });
});

type ChangeNode = { status: string; actor: { kind: string } };
const nodesOf = (data: unknown) =>
  (data as { business: { inviteStatusChanges: { nodes: ChangeNode[] } } }).business.inviteStatusChanges.nodes; // as selected
const withoutException = (node: ChangeNode) =>
  node.status === 'DECLINED' ? { ...node, actor: { kind: node.actor.kind } } : node;
