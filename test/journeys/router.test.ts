import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CallerDocument,
  InviteStatusChangedDocument,
  SignOutDocument,
  ViewerInviteStatusChangedDocument,
} from '../operations/__generated__/graphql.js';
import { extensionFor, type Receiver, register, startReceiver } from '../server/callback-receiver.js';
import { codes, post } from '../server/support.js';
import { accountOf, eventually, session } from '../support/account.js';
import { createClient } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { person, tokenOf } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { businessCursor, changesOf, settled } from './dashboard.js';

// The gateway behind a router: changes by callback, and what the router's secret opens and does not.

const ROUTER_SECRET = 'of-this-router';
const owner = person('ada');

let receiver: Receiver;
let gateway: Gateway;
let world: BusinessWorld;
let token: string;
beforeAll(async () => {
  receiver = await startReceiver();
  gateway = await startGateway({ ROUTER_SECRET, CALLBACK_ORIGINS: receiver.origin, INTROSPECTION: 'off' });
  world = await createBusinessWorld(gateway, owner);
  token = await tokenOf(owner);
});
afterAll(async () => {
  await gateway.stop();
  await receiver.stop();
});
beforeEach(() => {
  receiver.letters.splice(0);
  receiver.oblige();
});

const follow = (id: string, bearer: string | undefined, variables: { businessId: string; after?: string }) => {
  const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
  return register(
    gateway,
    { query: InviteStatusChangedDocument.toString(), variables },
    extensionFor(receiver, id),
    headers,
  );
};
type Change = { seq: number; cursor: string };
const changes = (...ids: string[]) => ids.flatMap((id) => receiver.values(id) as Change[]); // as the document asks for them

describe('a subscription by callback', () => {
  it('brings every change once and in order, also over a router that was away for too long', async () => {
    const ada = await gateway.as(owner);
    const after = await businessCursor(ada, world.id);
    expect((await follow('first', token, { businessId: world.id, after })).json).toEqual({ data: null });
    await world.invite(['a@example.com', 'b@example.com']);
    await eventually(() => changes('first').length > 0);
    await receiver.leave();
    await world.invite(['c@example.com', 'd@example.com', 'e@example.com']);
    await settled(gateway);
    await eventually(() => gateway.logged.some((line) => line.includes('a callback was not taken')), 20_000);
    await receiver.comeBack();
    expect(codes(await receiver.end('first'))).toEqual(['ABORTED']); // given up after 4.4 s, and told for as long again
    const seen = changes('first').at(-1);
    await follow('second', token, { businessId: world.id, after: seen?.cursor ?? after });
    const all = await changesOf(ada, world.id);
    await eventually(() => changes('first', 'second').length === all.length);
    expect(changes('first', 'second').map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq));
    expect(await callbacks(gateway)).toBe(1);
  });

  it.each([
    ['nobody', undefined, 'UNAUTHENTICATED'],
    ['a stranger', person('eve'), 'FORBIDDEN'],
  ])('is refused to %s in the first answer, and the router is not called', async (_name, who, code) => {
    const { status, json } = await follow('refused', who && (await tokenOf(who)), { businessId: world.id });
    expect([codes(json), status]).toEqual([[code], code === 'FORBIDDEN' ? 403 : 401]);
    expect(receiver.actions('refused')).toEqual([]);
  });

  it('with a cursor of another stream is refused in the first answer', async () => {
    const { json } = await follow('refused', token, { businessId: world.id, after: 'nonsense' });
    expect([codes(json), receiver.actions('refused')]).toEqual([['CURSOR_INVALID'], []]);
  });

  it('ends with its session, told as UNAUTHENTICATED (W06)', async () => {
    const nobody = gateway.with(undefined);
    const code = await accountOf(gateway.database, 'leaves@example.com', 'Leaves');
    const { accessToken, refreshToken } = await session(nobody, { email: 'leaves@example.com', code });
    const { json } = await register(
      gateway,
      { query: ViewerInviteStatusChangedDocument.toString() },
      extensionFor(receiver, 'inbox'),
      { authorization: `Bearer ${accessToken}` },
    );
    expect(json).toEqual({ data: null });
    await nobody.run(SignOutDocument, { input: { refreshToken } });
    expect(codes(await receiver.end('inbox'))).toEqual(['UNAUTHENTICATED']);
  });

  it('ends when the server stops, and the router is told', async () => {
    const other = await startApp(gateway.databaseUrl, { CALLBACK_ORIGINS: receiver.origin });
    const operation = { query: InviteStatusChangedDocument.toString(), variables: { businessId: world.id } };
    await register(other, operation, extensionFor(receiver, 'stopped'), { authorization: `Bearer ${token}` });
    expect(receiver.actions('stopped')).toEqual(['check']);
    await other.stop();
    expect(codes(await receiver.end('stopped'))).toEqual(['ABORTED']);
  });
});

describe('the router', () => {
  const query = `query ($keys: [_Any!]!) {
    _entities(representations: $keys) { ... on Business { id eventCursor } ... on User { id email } }
  }`;
  const entities = async (headers: Record<string, string>) => {
    const keys = [
      { __typename: 'Business', id: world.id },
      { __typename: 'User', id: owner.id },
    ];
    return post(gateway, { query, variables: { keys } }, headers);
  };
  const secret = { 'x-router-secret': ROUTER_SECRET };

  it('reads the schema, which nobody else does', async () => {
    const sdl = async (headers: Record<string, string>) => {
      const file = await fetch(`${gateway.url}/schema.graphql`, { headers });
      const { json } = await post(gateway, { query: '{ _service { sdl } }' }, headers);
      return [file.status, JSON.stringify(json.data ?? codes(json)).includes('type Query')];
    };
    expect(await sdl(secret)).toEqual([200, true]);
    expect(await sdl({})).toEqual([403, false]);
    expect(await sdl({ authorization: `Bearer ${token}` })).toEqual([403, false]);
  });

  it('G26: is told of entities what the viewer may see, and no more', async () => {
    const stranger = await tokenOf(person('eve'));
    const of = async (headers: Record<string, string>) => (await entities({ ...secret, ...headers })).json.data;
    const hidden = { _entities: [null, { id: owner.id, email: null }] };
    expect(await of({})).toEqual(hidden);
    expect(await of({ authorization: `Bearer ${stranger}` })).toEqual(hidden);
    expect(await of({ authorization: `Bearer ${token}` })).toEqual({
      _entities: [
        { id: world.id, eventCursor: expect.any(String) },
        { id: owner.id, email: owner.email },
      ],
    });
  });

  it('G26: does not vouch for a token that is not valid', async () => {
    const { json } = await entities({ ...secret, authorization: 'Bearer nonsense' });
    expect([json.data, codes(json)]).toEqual([undefined, ['UNAUTHENTICATED']]);
  });

  it('is not needed for anything else', async () => {
    const { viewer } = await createClient(gateway.url, token).run(CallerDocument, {});
    expect(viewer?.user?.email).toBe(owner.email);
    expect((await entities({ authorization: `Bearer ${token}` })).status).toBe(403);
  });
});

/** How many callbacks are under way. */
async function callbacks({ url }: Gateway): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^membership_connections\{transport="callback"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
}
