import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/auth/principal.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { fullBusiness } from './full-business.js';
import { fullPartners } from './full-partners.js';
import { asUser, businessRow, insertRows, inviteRow, memberRow, times, userRow } from './rows.js';

// How many statements a read takes, whatever its size: the fewest that do, so that one more is somebody's choice.

const PERSON = '{ id firstName lastName email }';
const INVITE = `id status inviteeEmail viewerIsInvitee viewerActions business { id name } createdBy ${PERSON}
  inviteeUser ${PERSON} closedBy ${PERSON} member { id status email user ${PERSON} business { id name } }`;
const MEMBER = `id status email user ${PERSON} invite { id status inviteeEmail viewerActions } business { id name }`;
const INVITES = `query ($first: Int) { business(id: "acme") { invites(first: $first, filter: { types: [MEMBER_INVITE] }) {
  nodes { ${INVITE} } } } }`;
const MEMBERS = `query ($first: Int) { business(id: "acme") { members(first: $first) { edges { node { ${MEMBER} } } } } }`;

const ASSET = 'id type name owner { id name }';
const PARTNERSHIP = 'id createdAt host { id name } partner { id name }';
const PERMISSION = `id levels expiresAt asset { ${ASSET} } grantedBy ${PERSON} grantee {
  ... on AccountMember { id roles email user ${PERSON} } ... on Partnership { ${PARTNERSHIP} } }`;
/** Of all four types, with all that any of them has. */
const ANY_INVITE = `type inviteeBusiness { id name } ${INVITE}
  assetGrants { assetId levels asset { ${ASSET} } } partnership { ${PARTNERSHIP} }`;

const acme = fullBusiness('acme', 250);
const partners = fullPartners(acme, 'acme', 250);
const ADMIN = asUser('usr_acme_admin0');
const VIEWER = asUser('usr_viewer');
const SIZES = [10, 100, 250];

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;

/** The statements of an operation that has no errors and brings `length` things below `path`. */
async function statementsOf(
  principal: Principal,
  source: string,
  { variables, path, length }: { variables?: Record<string, unknown>; path: readonly string[]; length: number },
): Promise<string[]> {
  const { result, statements } = await executor.execute(principal, source, variables);
  if (result.errors?.[0]) throw result.errors[0];
  const found = path.reduce<unknown>((data, name) => (data as Record<string, unknown>)[name], result.data);
  expect((found as unknown[]).filter((item) => item !== null)).toHaveLength(length); // `path` leads to a list
  return statements;
}

beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, acme);
  await insertRows(test.database, partners);
  // The viewer is invited by 250 businesses and a member of 250 more.
  const offering = times(250, (index) => `offer_${index}`);
  const employing = times(250, (index) => `employ_${index}`);
  await insertRows(test.database, {
    business: [...offering, ...employing].map(businessRow),
    app_user: [userRow('usr_viewer'), userRow('usr_sender')],
    invite: offering.map((businessId, index) =>
      inviteRow(`inv_${businessId}`, {
        businessId,
        inviteeEmail: 'usr_viewer@example.com',
        memberId: `mem_${businessId}`,
        createdByUserId: index % 2 ? 'usr_sender' : 'usr_acme_admin1',
      }),
    ),
    account_member: [
      ...offering.map((businessId) =>
        memberRow(`mem_${businessId}`, {
          businessId,
          status: 'REMOVED',
          invitedEmail: 'usr_viewer@example.com',
          inviteId: `inv_${businessId}`,
        }),
      ),
      ...employing.map((businessId) => memberRow(`mem_${businessId}`, { businessId, userId: 'usr_viewer' })),
    ],
  });
  await test.database.query(`with head as (insert into stream_head values ('b:acme', 250, 0))
    insert into stream_event (stream_key, seq, invite_id, status, actor_kind, actor_user_id, occurred_at)
    select 'b:acme', row_number() over (order by id), id, status, 'USER', created_by_user_id, created_at
    from invite where business_id = 'acme' and type = 'MEMBER_INVITE'`);
});
afterAll(() => test.drop());

describe('a page with all its relations takes', () => {
  it.each(SIZES)('two of %i invites of a business: the standing and the page', async (first) => {
    const options = { variables: { first }, path: ['business', 'invites', 'nodes'], length: first };
    expect(await statementsOf(ADMIN, INVITES, options)).toHaveLength(2);
  });

  it.each(
    (['of all types', 'SENT', 'RECEIVED'] as const).flatMap((which) => SIZES.map((first) => [first, which] as const)),
  )('three of %i invites %s: the standing, the page, and what the viewer is to the others', async (first, which) => {
    const direction = which === 'of all types' ? null : which;
    const source = `query ($first: Int, $direction: InviteDirection) { business(id: "acme") {
      invites(first: $first, filter: { direction: $direction }) { nodes { ${ANY_INVITE} } } } }`;
    const length = direction === 'RECEIVED' ? Math.min(first, 125) : first;
    const options = { variables: { first, direction }, path: ['business', 'invites', 'nodes'], length };
    expect(await statementsOf(ADMIN, source, options)).toHaveLength(3);
  });

  it.each(SIZES)(
    'three of %i members with their permissions: the standing, the page, a page of each',
    async (first) => {
      const source = `query ($first: Int) { business(id: "acme") { members(first: $first, filter: { statuses: [ACTIVE] }) {
      nodes { ${MEMBER} assetPermissions(first: 5) { totalCount nodes { ${PERMISSION} } } } } } }`;
      const length = Math.min(first, acme.account_member.filter(({ status }) => status === 'ACTIVE').length);
      const options = { variables: { first }, path: ['business', 'members', 'nodes'], length };
      expect(await statementsOf(ADMIN, source, options)).toHaveLength(3);
    },
  );

  it.each(SIZES)('two of %i permissions of a business', async (first) => {
    const source = `query ($first: Int) { business(id: "acme") {
      assetPermissions(first: $first) { nodes { ${PERMISSION} } } } }`;
    const options = { variables: { first }, path: ['business', 'assetPermissions', 'nodes'], length: first };
    expect(await statementsOf(ADMIN, source, options)).toHaveLength(2);
  });

  it.each(SIZES)(
    'four of %i partnerships with their permissions: what the viewer is to the hosts comes between',
    async (first) => {
      const source = `query ($first: Int) { business(id: "acme") { partnerships(first: $first) {
      nodes { ${PARTNERSHIP} assetPermissions(first: 5) { totalCount nodes { ${PERMISSION} } } } } } }`;
      const options = { variables: { first }, path: ['business', 'partnerships', 'nodes'], length: first };
      expect(await statementsOf(ADMIN, source, options)).toHaveLength(4);
    },
  );

  it.each(SIZES)('three of %i assets with their permissions', async (first) => {
    const source = `query ($first: Int) { business(id: "acme") { assets(first: $first) {
      nodes { ${ASSET} permissions(first: 5) { totalCount nodes { ${PERMISSION} } } } } } }`;
    const options = { variables: { first }, path: ['business', 'assets', 'nodes'], length: first };
    expect(await statementsOf(ADMIN, source, options)).toHaveLength(3);
  });

  it.each(SIZES)('two of %i members of a business', async (first) => {
    const options = { variables: { first }, path: ['business', 'members', 'edges'], length: first };
    expect(await statementsOf(ADMIN, MEMBERS, options)).toHaveLength(2);
  });

  it.each(SIZES)(
    'three of %i received invites: who the viewer is, the page, and what they are to its businesses',
    async (first) => {
      const source = `query ($first: Int) { viewer { receivedInvites(first: $first) { nodes { ${INVITE} } } } }`;
      const options = { variables: { first }, path: ['viewer', 'receivedInvites', 'nodes'], length: first };
      expect(await statementsOf(VIEWER, source, options)).toHaveLength(3);
    },
  );

  it.each(SIZES)('three of %i memberships of the viewer', async (first) => {
    const source = `query ($first: Int) { viewer { memberships(first: $first) { nodes { ${MEMBER} } } } }`;
    const options = { variables: { first }, path: ['viewer', 'memberships', 'nodes'], length: first };
    expect(await statementsOf(VIEWER, source, options)).toHaveLength(3);
  });

  it.each(SIZES)('four of %i changes: the standing, the page, the invites, the people', async (first) => {
    const source = `query ($first: Int) { business(id: "acme") { inviteStatusChanges(first: $first) { nodes {
      seq actor { kind user ${PERSON} } invite { id status } } } } }`;
    const options = { variables: { first }, path: ['business', 'inviteStatusChanges', 'nodes'], length: first };
    expect(await statementsOf(ADMIN, source, options)).toHaveLength(4);
  });

  it('no more for changes behind a cursor', async () => {
    const source = `query ($after: String) { business(id: "acme") { inviteStatusChanges(first: 250, after: $after) { edges { cursor } } } }`;
    const { result } = await executor.execute(ADMIN, source);
    const { business } = result.data as { business: { inviteStatusChanges: { edges: { cursor: string }[] } } };
    const after = business.inviteStatusChanges.edges[99]?.cursor;
    const options = { variables: { after }, path: ['business', 'inviteStatusChanges', 'edges'], length: 150 };
    expect(await statementsOf(ADMIN, source, options)).toHaveLength(2);
  });
});

describe('what is not asked for', () => {
  const listed = (fields: string) =>
    `query ($no: Boolean = false) { business(id: "acme") { invites(first: 5) { ${fields} pageInfo { endCursor @include(if: $no) } } } }`;
  const pageOf = async (fields: string) => {
    const { result, statements } = await executor.execute(ADMIN, listed(fields));
    expect(result.errors).toBeUndefined();
    expect(statements).toHaveLength(2);
    return statements[1] ?? '';
  };

  it('is not counted', async () => {
    expect(await pageOf('nodes { id } pageInfo { hasNextPage }')).not.toContain('count(');
    expect(await pageOf('nodes { id } totalCount @include(if: $no)')).not.toContain('count(');
    expect(await pageOf('nodes { id } all: totalCount')).toContain('count(');
    expect(await pageOf('... { totalCount }')).toContain('count(');
  });

  it('is not brought along', async () => {
    expect(await pageOf('nodes { id status }')).not.toMatch(/row_to_json|app_user|account_member/);
    expect(await pageOf('nodes { id business @skip(if: true) { id } member @include(if: $no) { id } }')).not.toMatch(
      /row_to_json/,
    );
    expect(await pageOf('nodes { id member { id } }')).not.toContain('"user"');
  });

  it('and what is asked for by fragments, aliases and edges is brought along', async () => {
    for (const fields of [
      'edges { node { ... on Invite { who: createdBy { id } } } }',
      'edges { node { ... { ... on Node { id } createdBy { id } } } }',
      'nodes { id } page: edges { of: node { createdBy { id } } }',
    ]) {
      expect(await pageOf(fields)).toContain('"createdBy"');
    }
    expect(await pageOf('nodes { member { ... on AccountMember { person: user { id } } } }')).toContain('"user"');
  });
});

describe('a hundred things by id take', () => {
  const ids = {
    Invite: acme.invite.slice(0, 100).map(({ id }) => id),
    AccountMember: acme.account_member.slice(0, 100).map(({ id }) => id),
    Business: times(100, (index) => `offer_${index}`),
    User: times(100, (index) => `usr_acme_${String(index).padStart(3, '0')}`),
    Partnership: partners.partnership.slice(0, 100).map(({ id }) => id),
    Asset: partners.asset.slice(0, 100).map(({ id }) => id),
    AssetPermission: partners.asset_permission.slice(-200, -100).map(({ id }) => id),
  };
  const FIELDS = {
    Invite: INVITE,
    AccountMember: MEMBER,
    Business: 'id name viewerRoles seatLimit eventCursor',
    User: 'id email firstName',
    Partnership: `${PARTNERSHIP} assetPermissions { nodes { ${PERMISSION} } }`,
    AssetPermission: PERMISSION,
  };
  const nodesOf = (type: keyof typeof FIELDS) =>
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { ${FIELDS[type]} } } }`;
  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Invite { id sentAt } ... on AccountMember { id roles } ... on Business { id viewerRoles } ... on User { id email }
    ... on Partnership { id createdAt } ... on Asset { id name } ... on AssetPermission { id levels } } }`;

  it.each([
    ['Invite', 4, 'the invites, the standing, the people, the members'],
    ['AccountMember', 4, 'the members, the standing, the people, the invites'],
    ['Business', 1, 'the standing brings them along'],
    ['Partnership', 3, 'the partnerships, the standing at both sides, the permissions'],
    ['AssetPermission', 3, 'the permissions, the standing at both sides, the people'],
  ] as const)('by node, of %s with all that hangs on them: %i (%s)', async (type, most, _which) => {
    const principal = type === 'Business' ? VIEWER : ADMIN;
    const options = (length: number) => ({ variables: { ids: ids[type].slice(0, length) }, path: ['nodes'], length });
    for (const length of [14, 100])
      expect(await statementsOf(principal, nodesOf(type), options(length))).toHaveLength(most);
  });

  it('by node, of all kinds at once: three', async () => {
    const some = ['acme', ...ids.Invite.slice(0, 50), ...ids.AccountMember.slice(0, 49)];
    const source =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Invite { closedAt } ... on AccountMember { email } } }';
    expect(await statementsOf(ADMIN, source, { variables: { ids: some }, path: ['nodes'], length: 100 })).toHaveLength(
      3,
    );
  });

  it.each([
    ['Invite', 2],
    ['AccountMember', 2],
    ['Business', 1],
    ['User', 1],
    ['Partnership', 2],
    ['Asset', 2],
    ['AssetPermission', 2],
  ] as const)('as entities, of %s: %i', async (type, most) => {
    const principal = type === 'Business' ? VIEWER : ADMIN;
    for (const length of [10, 100]) {
      const representations = ids[type].slice(0, length).map((id) => ({ __typename: type, id }));
      const options = { variables: { representations }, path: ['_entities'], length };
      expect(await statementsOf(principal, ENTITIES, options)).toHaveLength(most);
    }
  });

  it('by nobody: none for businesses, one for what would have to be looked at', async () => {
    for (const [type, most] of [
      ['Business', 0],
      ['Invite', 1],
      ['AccountMember', 1],
    ] as const) {
      const options = { variables: { ids: ids[type] }, path: ['nodes'], length: 0 };
      expect(
        await statementsOf({ kind: 'anonymous' }, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', options),
      ).toHaveLength(most);
    }
  });
});
