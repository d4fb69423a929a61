import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

// Who is a member of what is for the one who asks, and for no cache in between, however the request ends.

const ada = person('ada');
const JSON_BODY = { 'content-type': 'application/json' };
const ENTITIES =
  '{ _entities(representations: [{ __typename: "Business", id: "acme" }]) { ... on Business { name } } }';

let gateway: Gateway;
let authorization: string;
beforeAll(async () => {
  gateway = await startGateway();
  await createBusinessWorld(gateway, ada, { id: 'acme' });
  authorization = `Bearer ${await tokenOf(ada)}`;
});
afterAll(() => gateway.stop());

const post = (query: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_BODY, authorization, ...headers },
  body: JSON.stringify({ query }),
});
const accepting = { accept: 'application/graphql-response+json' };

describe('private, no-store stands at', () => {
  it.each<[string, number, string, () => RequestInit]>([
    ['a query', 200, '/graphql', () => post('{ business(id: "acme") { name } }')],
    ['entities', 200, '/graphql', () => post(ENTITIES)],
    [
      'a query by GET',
      200,
      `/graphql?query=${encodeURIComponent('{ business(id: "acme") { name } }')}`,
      () => ({ headers: { authorization, 'apollo-require-preflight': '1' } }),
    ],
    [
      'a mutation',
      200,
      '/graphql',
      () => post('mutation { updateBusiness(input: { businessId: "acme" }) { userErrors { code } } }'),
    ],
    ['an operation that is none', 400, '/graphql', () => post('{ nothing }', accepting)],
    [
      'a token that is none',
      401,
      '/graphql',
      () => post('{ viewer { eventCursor } }', { ...accepting, authorization: 'Bearer x' }),
    ],
    ['a body that is none', 400, '/graphql', () => ({ method: 'POST', headers: JSON_BODY, body: '{' })],
    [
      'a subscription that is refused',
      200,
      '/graphql',
      () =>
        post('subscription { viewerInviteStatusChanged { seq } }', { accept: 'text/event-stream', authorization: '' }),
    ],
    ['mails of the demo', 200, '/dev/mail.json', () => ({})],
    ['tokens of the demo', 200, '/dev/token?as=ada', () => ({})],
    ['what is not there', 404, '/nothing', () => ({})],
  ])('%s', async (_, status, address, init) => {
    const answer = await fetch(`${gateway.url}${address}`, init());
    await answer.text();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'private, no-store']);
  });
});
