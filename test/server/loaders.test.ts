import { afterAll, beforeAll, expect, it } from 'vitest';
import { BusinessDocument } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { signIn, subscribe } from './socket-client.js';

// G34: what a loader remembers is of one request, or of one change, and of one caller.

let gateway: Gateway;
let world: BusinessWorld;
let inviteId: string;
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  world = await createBusinessWorld(gateway, person('ada'));
  [inviteId = ''] = await world.invite(['bob@example.com']);
});
afterAll(() => gateway.stop());

/** By all loaders that hang on it: the invite, its business, its member and who sent it. */
const READ = `query ($id: ID!) { node(id: $id) { ... on Invite {
  message business { name } member { email } createdBy { firstName } } } }`;
interface Read {
  node: { message: string | null; business: { name: string } } | null;
}

/** Changes what was read behind the server's back: whoever has remembered it tells the old words. */
async function rewrite(words: string): Promise<void> {
  await gateway.database.query('update business set name = $2 where id = $1', [world.id, words]);
  await gateway.database.query('update invite set message = $2 where id = $1', [inviteId, words]);
}

it('each request reads anew', async () => {
  const ada = await gateway.as(person('ada'));
  for (const words of ['one', 'two', 'three']) {
    await rewrite(words);
    const { data } = await ada.send<Read, object>(READ, { id: inviteId });
    expect(data?.node).toMatchObject({ message: words, business: { name: words } });
  }
});

it('each operation of one socket reads anew', async () => {
  const socket = await signIn({ port: Number(new URL(gateway.url).port) }, await tokenOf(person('ada')));
  for (const words of ['four', 'five']) {
    await rewrite(words);
    subscribe(socket, words, READ, { id: inviteId });
    const { payload } = await socket.next('next', words);
    expect(payload?.data).toMatchObject({ node: { message: words, business: { name: words } } });
    await socket.next('complete', words);
  }
  socket.ws.terminate();
});

it('each change that is delivered is read anew', async () => {
  const ada = await gateway.as(person('ada'));
  const { business } = await ada.run(BusinessDocument, { id: world.id });
  const following = ada.follow(
    `subscription ($id: ID!, $after: String) { inviteStatusChanged(businessId: $id, after: $after) { invite { inviteeEmail business { name } } } }` as never, // a document as text
    { id: world.id, after: business?.eventCursor ?? null },
  );
  const nextOf = async (email: string): Promise<unknown> => {
    for (;;) {
      const { inviteStatusChanged: change } = (await following.data()) as {
        inviteStatusChanged: { invite: { inviteeEmail: string; business: { name: string } } };
      }; // what the document asks for
      if (change.invite.inviteeEmail === email) return change.invite.business.name;
    }
  };
  await world.invite(['before@example.com']);
  await nextOf('before@example.com');
  for (const words of ['six', 'seven']) {
    await rewrite(words);
    await world.invite([`${words}@example.com`]);
    expect(await nextOf(`${words}@example.com`)).toBe(words);
  }
  await following.stop();
});

it('two callers at once are never given what the other one loaded', async () => {
  await rewrite('private');
  const callers = await Promise.all([person('ada'), person('bob'), person('mallory')].map((who) => gateway.as(who)));
  const answers = await Promise.all(
    Array.from({ length: 90 }, async (_, index) => {
      const answer = await callers[index % 3]?.send<Read, object>(READ, { id: inviteId });
      return answer?.data?.node?.message ?? null;
    }),
  );
  expect(answers).toEqual(Array.from({ length: 90 }, (_, index) => (index % 3 === 2 ? null : 'private')));
});
