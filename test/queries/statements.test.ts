import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { createExecutor } from '../support/executor.js';
import { fullBusiness } from './full-business.js';
import { asUser, insertRows } from './rows.js';

// How many statements an operation takes, whatever its size: the fewest that do, so that one more is a choice.

const INVITE = `id status business { id name } createdBy { id firstName email } inviteeUser { id firstName email }
  closedBy { id email } member { id status email user { id lastName } business { id name } } viewerActions`;
const MEMBER =
  'id status email user { id firstName email } invite { id status inviteeEmail viewerActions } business { id name }';

const acme = fullBusiness('acme', 250);
const ADMIN = asUser('usr_acme_admin0');

let test: TestDatabase;
let executor: ReturnType<typeof createExecutor>;

/** How many statements the operation took; throws for one with errors. `expected` items are really there. */
async function count(
  principal: Parameters<typeof executor.execute>[0],
  source: string,
  variables: Record<string, unknown> = {},
  expected?: { path: string[]; length: number },
): Promise<number> {
  const { result, statements } = await executor.execute(principal, source, variables);
  if (result.errors?.[0]) throw result.errors[0];
  if (process.env.SHOW)
    if (expected) {
      const found = expected.path.reduce<unknown>((data, name) => (data as Record<string, unknown>)[name], result.data);
      expect((found as unknown[]).filter((item) => item !== null)).toHaveLength(expected.length);
    }
  return statements.length;
}

beforeAll(async () => {
  test = await createTestDatabase();
  executor = createExecutor(test.database, test.url);
  await insertRows(test.database, acme);
});
afterAll(() => test.drop());

describe('a page', () => {
  const sizes = [10, 100, 250];

  it.each(sizes)('of %i invites with all their relations takes two: the standing, and the page', async (first) => {
    const source = `query ($first: Int) { business(id: "acme") { invites(first: $first) { nodes { ${INVITE} } } } }`;
    expect(await count(ADMIN, source, { first }, { path: ['business', 'invites', 'nodes'], length: first })).toBe(2);
  });

  it.each(sizes)('of %i members with all their relations takes two', async (first) => {
    const source = `query ($first: Int) { business(id: "acme") { members(first: $first) { nodes { ${MEMBER} } } } }`;
    expect(await count(ADMIN, source, { first }, { path: ['business', 'members', 'nodes'], length: first })).toBe(2);
  });
});
describe('what is asked for by id', () => {
  it('invites', async () => {
    const source = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Invite { ${INVITE} } } }`;
    const ids = acme.invite.slice(0, 100).map(({ id }) => id);
    expect(await count(ADMIN, source, { ids }, { path: ['nodes'], length: 100 })).toBe(5);
  });
});
