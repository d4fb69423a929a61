import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InviteMembersDocument } from '../operations/__generated__/graphql.js';
import { createClient, type GraphqlAnswer } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { type Person, person, tokenOf } from '../support/person.js';
import { answer, type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { type ApolloSupergraph, startApollo } from './apollo.js';
import { type Supergraph, startSupergraph } from './supergraph.js';

const [ADA, GRACE, MALLORY] = ['ada', 'grace', 'mallory'].map((name) => person(name)) as [Person, Person, Person];

let gateway: Gateway;
let supergraph: Supergraph;
let apollo: ApolloSupergraph;
let acme: BusinessWorld;
beforeAll(async () => {
  gateway = await startGateway();
  supergraph = await startSupergraph('--membership', `${gateway.url}/graphql`);
  apollo = await startApollo(supergraph.subgraphs);
  const as = async (who: Person) => createClient(supergraph.url, await tokenOf(who));
  acme = await createBusinessWorld({ ...gateway, as }, ADA, { id: 'acme' });
  const [invite = ''] = await acme.invite([GRACE.email], { roles: ['EMPLOYEE'] });
  await answer({ as }, GRACE, invite, true);
});
afterAll(async () => {
  await apollo.stop();
  await supergraph.stop();
  await gateway.stop();
});

/** What a gateway answers; how it words and decorates errors is its own matter. */
const told = ({ data, errors = [] }: GraphqlAnswer<unknown>) => ({
  data,
  errors: errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions?.code}`).sort(),
});

/** What both gateways answer, which has to be the same. */
async function ask(who: Person | undefined, query: string) {
  const token = who && (await tokenOf(who));
  const hive = told(await createClient(supergraph.url, token).send(query));
  expect(told(await apollo.send(token, query))).toEqual(hive);
  return hive;
}

describe('a query through Hive Gateway, and the same through Apollo’s', () => {
  it('goes from a person in the users’ subgraph to their memberships and invites here', async () => {
    const { data, errors } = await ask(
      ADA,
      `{ user(id: "usr_grace") { title memberships { nodes { roles business { name } invite { status createdBy { title firstName } } } } } }`,
    );
    expect(errors).toEqual([]);
    const invite = { status: 'ACCEPTED', createdBy: { title: 'Founder', firstName: 'Ada' } };
    expect(data).toEqual({
      user: {
        title: 'Chief engineer',
        memberships: { nodes: [{ roles: ['EMPLOYEE'], business: { name: 'Acme' }, invite }] },
      },
    });
  });

  it('goes from the members of a business to what their own subgraph knows of them', async () => {
    const { data } = await ask(
      ADA,
      `{ business(id: "acme") { members(orderBy: [{ field: CREATED_AT, direction: ASC }]) { nodes { email user { avatarUrl title } } } } }`,
    );
    const user = (name: string, title: string) => ({ avatarUrl: `https://avatars.example.com/usr_${name}.svg`, title });
    expect(data).toEqual({
      business: {
        members: {
          nodes: [
            { email: 'ada@example.com', user: user('ada', 'Founder') },
            { email: 'grace@example.com', user: user('grace', 'Chief engineer') },
          ],
        },
      },
    });
  });

  it('joins an asset that is registered here with the subgraph that owns it', async () => {
    const register = `mutation { registerAssets(input: { businessId: "acme", assets: [{ id: "acme-ads", type: AD_ACCOUNT, name: "Ads" }] }) {
      results { asset { id name url thumbnail(width: 32) } } userErrors { code } } }`;
    const registered = await createClient(supergraph.url, await tokenOf(ADA)).send(register);
    const asset = {
      url: 'https://assets.example.com/acme-ads',
      thumbnail: 'https://assets.example.com/acme-ads.png?width=32',
    };
    expect(registered.data).toEqual({
      registerAssets: { results: [{ asset: { id: 'acme-ads', name: 'Ads', ...asset } }], userErrors: [] },
    });
    const { data } = await ask(ADA, `{ asset(id: "acme-ads") { owner { name } thumbnail(width: 32) url } }`);
    expect(data).toEqual({ asset: { owner: { name: 'Acme' }, ...asset } });
  });

  it('finds what has an id of its own by that id', async () => {
    const { data } = await ask(ADA, `{ node(id: "acme") { id ... on Business { name } } }`);
    expect(data).toEqual({ node: { id: 'acme', name: 'Acme' } });
  });
});

describe('whose request it is', () => {
  const GRACES = `{ user(id: "usr_grace") { title email memberships { nodes { business { name } } } } viewer { user { title } } }`;

  it('decides through a gateway what they see, as it does without', async () => {
    const nodes = [{ business: { name: 'Acme' } }];
    const title = 'Chief engineer';
    const shown = { title, email: 'grace@example.com', memberships: { nodes } };
    expect((await ask(GRACE, GRACES)).data).toEqual({ user: shown, viewer: { user: { title } } });
    expect((await ask(ADA, GRACES)).data).toEqual({ user: shown, viewer: { user: { title: 'Founder' } } });
    const hidden = { title, email: null, memberships: { nodes: [] } };
    expect((await ask(MALLORY, GRACES)).data).toEqual({ user: hidden, viewer: { user: { title: null } } });
    expect((await ask(undefined, GRACES)).data).toEqual({ user: hidden, viewer: null });
  });

  it('decides what they may do: the refusal comes with its code', async () => {
    const variables = { input: { businessId: acme.id, invitees: [{ email: 'eve@example.com' }] } };
    const invite = async (token: string | undefined) =>
      createClient(supergraph.url, token).send(InviteMembersDocument, variables);
    expect(told(await invite(undefined))).toEqual({
      data: { inviteMembers: null },
      errors: ['inviteMembers UNAUTHENTICATED'],
    });
    expect(told(await invite('bad'))).toEqual({
      data: { inviteMembers: null },
      errors: ['inviteMembers UNAUTHENTICATED'],
    });
    const byMallory = await invite(await tokenOf(MALLORY));
    expect(byMallory.data?.inviteMembers?.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
  });

  it('that is told by a token which is not accepted leaves the neighbours’ fields as they are', async () => {
    const query = `{ user(id: "usr_grace") { title email } }`;
    const hive = told(await createClient(supergraph.url, 'bad').send(query));
    expect(hive).toEqual({
      data: { user: { title: 'Chief engineer', email: null } },
      errors: ['user.email UNAUTHENTICATED'],
    });
  });
});
