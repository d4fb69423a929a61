import { readFile } from 'node:fs/promises';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import {
  BusinessInviteChangesDocument,
  type BusinessInviteChangesSubscription,
  BusinessInvitesDocument,
  InviteMembersDocument,
  RespondToInvitesDocument,
  ViewerBusinessesDocument,
  ViewerInvitesDocument,
} from '../../clients/__generated__/graphql.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { type Person, person, tokenOf } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

// As docs/CLIENTS.md has it: documents are named and never sent, and the server runs no others.
const LIST = 'clients/__generated__/persisted-documents.json';

let gateway: Gateway;
let app: Awaited<ReturnType<typeof startApp>>;
let businessId: string;
beforeAll(async () => {
  gateway = await startGateway();
  businessId = (await createBusinessWorld(gateway, ADA)).id;
  app = await startApp(gateway.databaseUrl, { PERSISTED_DOCUMENTS: LIST, PERSISTED_DOCUMENTS_ONLY: 'on' });
});
afterAll(async () => {
  await app.stop();
  await gateway.stop();
});

const ADA = person('ada');
const BOB = person('bob');

/** What TypedDocumentNode says of a document. */
interface TypedDocument<Data, Variables> {
  __apiType?: (variables: Variables) => Data;
}

/** The name that codegen gives a document; its type does not tell of it. */
const nameOf = (document: object) => (document as { __meta__?: { hash: string } }).__meta__?.hash;

async function run<Data, Variables>(
  who: Person,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(who)}` },
    body: JSON.stringify({ documentId: nameOf(document), variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: object[] }; // what the document's type says
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const connect = (who: Person): Client =>
  createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `Bearer ${await tokenOf(who)}` }),
  });

/** What graphql-ws sends has a query, if an empty one. */
const follow = <Data, Variables extends Record<string, unknown>>(
  client: Client,
  document: TypedDocument<Data, Variables>,
  variables: Variables,
) => client.iterate<Data>({ query: '', variables, extensions: { persistedQuery: { sha256Hash: bareHash(document) } } });

const bareHash = (document: object) => nameOf(document)?.replace('sha256:', '');

it('lists, invites, follows, answers and resumes with documents that are named alone', async () => {
  const { viewer } = await run(ADA, ViewerBusinessesDocument, { first: 5 });
  expect(viewer?.memberships.nodes).toMatchObject([{ roles: ['OWNER'], business: { id: businessId, name: 'Acme' } }]);
  const { business } = await run(ADA, BusinessInvitesDocument, { businessId, first: 10 });
  expect(business?.invites.nodes).toEqual([]);

  const first = connect(ADA);
  const changes = follow(first, BusinessInviteChangesDocument, { businessId, after: business?.eventCursor ?? null });
  const { inviteMembers } = await run(ADA, InviteMembersDocument, {
    input: { businessId, invitees: [{ email: BOB.email }] },
  });
  expect(inviteMembers?.results[0]?.invite?.inviteeEmail).toBe(BOB.email);
  const seen = await nextChange(changes);
  expect([seen?.status, seen?.invite.inviteeEmail]).toEqual(['PENDING_SEND', BOB.email]);
  await first.dispose();

  const { viewer: bob } = await run(BOB, ViewerInvitesDocument, {});
  const inviteId = bob?.receivedInvites.nodes[0]?.id ?? '';
  const { respondToInvites } = await run(BOB, RespondToInvitesDocument, {
    input: { responses: [{ inviteId, accept: true }] },
  });
  expect(respondToInvites?.results[0]?.error).toBeNull();

  const second = connect(ADA);
  const rest = follow(second, BusinessInviteChangesDocument, { businessId, after: seen?.cursor ?? null });
  let change = await nextChange(rest);
  expect(change?.seq).toBe((seen?.seq ?? 0) + 1); // what happened while nobody followed is not left out
  while (change && change.status !== 'ACCEPTED') change = await nextChange(rest);
  expect(change?.invite).toMatchObject({ id: inviteId, __typename: 'Invite' });
  await second.dispose();
});

async function nextChange(changes: ReturnType<typeof follow<BusinessInviteChangesSubscription, never>>) {
  const { value } = await changes.next();
  if (value?.errors) throw new Error(JSON.stringify(value.errors));
  return value?.data?.inviteStatusChanged;
}

it('has documents that all run here, by names that are theirs', async () => {
  const listed = JSON.parse(await readFile(LIST, 'utf8'));
  expect(Object.keys(listed)).toContain(nameOf(InviteMembersDocument));
  expect(app.logged.filter((line) => line.includes('persisted document'))).toEqual([]);
});

it('leaves the page that a link opens as it is, and everything else out', async () => {
  const { DOCUMENTS } = await import('../../src/server/pages/documents.js');
  const client = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const ask = async (query: string, variables = {}) =>
    (await fetch(`${app.url}/graphql`, { ...client, body: JSON.stringify({ query, variables }) })).json();
  expect(await ask(DOCUMENTS.preview, { token: 'x' })).toMatchObject({ data: { invitePreview: null } });
  for (const query of ['{ viewer { eventCursor } }', '{ _service { sdl } }']) {
    expect(await ask(query)).toMatchObject({ errors: [{ extensions: { code: 'QUERY_NOT_IN_SAFELIST' } }] });
  }
});
