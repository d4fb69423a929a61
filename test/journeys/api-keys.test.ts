import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ApiKeysDocument,
  BusinessDocument,
  BusinessInvitesDocument,
  BusinessMembersDocument,
  CallerDocument,
  CancelInvitesDocument,
  CreateApiKeyDocument,
  type CreateApiKeyInput,
  CreateBusinessDocument,
  InviteMembersDocument,
  InviteStatusChangedDocument,
  ReceivedInvitesDocument,
  RespondToInvitesDocument,
  RevokeApiKeyDocument,
  UpdateBusinessDocument,
  ViewerInviteStatusChangedDocument,
} from '../operations/__generated__/graphql.js';
import { eventually } from '../support/account.js';
import { type Client, createClient } from '../support/client.js';
import { type Gateway, startApp, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';

let gateway: Gateway;
let other: Awaited<ReturnType<typeof startApp>>;
let acme: BusinessWorld;
let rival: BusinessWorld;
let ada: Client;
beforeAll(async () => {
  gateway = await startGateway();
  other = await startApp(gateway.databaseUrl);
  acme = await createBusinessWorld(gateway, person('ada'));
  rival = await createBusinessWorld(gateway, person('olga'), { name: 'Rival' });
  await acme.members([person('emil')]);
  await acme.invite(['zoe@example.com']);
  ada = await gateway.as(person('ada'));
});
afterAll(async () => {
  await other.stop();
  await gateway.stop();
});

const create = async (input: Partial<CreateApiKeyInput> = {}, client = ada) =>
  (
    await client.run(CreateApiKeyDocument, {
      input: {
        businessId: acme.id,
        name: 'CRM',
        scopes: ['READ', 'INVITES_WRITE', 'MEMBERS_WRITE', 'ASSETS_WRITE'],
        ...input,
      },
    })
  ).createApiKey;
const made = async (input: Partial<CreateApiKeyInput> = {}) => {
  const payload = await create(input);
  if (!payload?.apiKey || !payload.secret) throw new Error(`Refused: ${JSON.stringify(payload?.userErrors)}`);
  return { id: payload.apiKey.id, secret: payload.secret, key: payload.apiKey, client: gateway.with(payload.secret) };
};
const revoke = async (apiKeyId: string, businessId = acme.id, client = ada) =>
  (await client.run(RevokeApiKeyDocument, { input: { businessId, apiKeyId } })).revokeApiKey;
const codeOf = ({ errors }: { errors?: { extensions?: { code?: string } }[] }) => errors?.[0]?.extensions?.code;

describe('an API key', () => {
  it('is shown with its readable part, and its secret once', async () => {
    const { key, secret } = await made({ name: 'Import', scopes: ['INVITES_WRITE', 'READ', 'READ'] });
    expect(key).toMatchObject({ name: 'Import', scopes: ['READ', 'INVITES_WRITE'], lastUsedAt: null, revokedAt: null });
    expect(key.id).toMatch(/^key_[0-9a-z]{26}$/);
    expect(secret).toMatch(/^mgk_[\w-]{8}_[\w-]{43}$/);
    expect(secret.startsWith(key.prefix)).toBe(true);
    const { business } = await ada.run(ApiKeysDocument, { id: acme.id, first: 1 });
    expect(business?.apiKeys).toMatchObject({ nodes: [{ id: key.id }] });
    expect(JSON.stringify(business)).not.toContain(secret.slice(13));
    const rows = await gateway.database.query('select 1 from api_key k where k::text like $1', [
      `%${secret.slice(13)}%`,
    ]);
    expect(rows).toEqual([]);
  });

  it('calls as itself, reads its business, and is of no person', async () => {
    const { client, id } = await made({ scopes: ['READ'] });
    expect(await client.run(CallerDocument, {})).toMatchObject({
      viewer: { user: null, apiKey: { id, business: { id: acme.id } } },
    });
    const { business } = await client.run(BusinessDocument, { id: acme.id });
    expect(business).toMatchObject({ id: acme.id, viewerRoles: [], eventCursor: expect.any(String) });
    const members = await client.run(BusinessMembersDocument, { id: acme.id });
    expect(members.business?.members.totalCount).toBe(3);
    const node = await client.send<{ node: { id: string } | null }, object>(`{ node(id: "${id}") { id } }`);
    expect(node.data?.node).toEqual({ id });
    const received = await client.run(ReceivedInvitesDocument, {});
    expect(received.viewer?.receivedInvites.totalCount).toBe(0);
  });

  it('I20, I41: reads nothing of another business, and another key reads something else', async () => {
    const reader = await made({ scopes: ['READ'] });
    const writer = await made({ scopes: ['INVITES_WRITE'] });
    expect((await reader.client.run(BusinessDocument, { id: rival.id })).business).toBeNull();
    const listed = async (client: Client) =>
      (await client.run(BusinessInvitesDocument, { id: acme.id })).business?.invites.totalCount;
    expect(await listed(reader.client)).toBe(2);
    expect(await listed(writer.client)).toBe(0); // it sees what it created
    expect(await listed(reader.client)).toBe(2);
  });

  it('I20: to a key another business does not exist, before its scopes are asked', async () => {
    const { client } = await made({ scopes: ['READ'] });
    const foreign = await client.send(CreateApiKeyDocument, {
      input: { businessId: rival.id, name: 'x', scopes: ['READ'] },
    });
    expect(foreign.data?.createApiKey).toMatchObject({
      apiKey: null,
      secret: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
    const revoked = await client.send(RevokeApiKeyDocument, { input: { businessId: rival.id, apiKeyId: 'key_x' } });
    expect(revoked.data?.revokeApiKey).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('I40: lists no other keys, mints and revokes none, accepts nothing, and owns nothing', async () => {
    const { client, id } = await made();
    const { business } = await client.run(ApiKeysDocument, { id: acme.id });
    expect(business?.apiKeys).toMatchObject({ totalCount: 1, nodes: [{ id }] });
    const answers = await Promise.all([
      client.send(CreateApiKeyDocument, { input: { businessId: acme.id, name: 'wider', scopes: ['READ'] } }),
      client.send(RevokeApiKeyDocument, { input: { businessId: acme.id, apiKeyId: id } }),
      client.send(RespondToInvitesDocument, { input: { responses: [{ inviteId: 'inv_x', accept: true }] } }),
      client.send(CreateBusinessDocument, { input: { name: 'Mine' } }),
      client.send(UpdateBusinessDocument, { input: { businessId: acme.id, name: 'Mine' } }),
    ]);
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'FORBIDDEN'));
    const following = client.follow(ViewerInviteStatusChangedDocument, {});
    expect(codeOf(await following.next())).toBe('FORBIDDEN');
    await following.stop();
  });

  it('is FORBIDDEN where it lacks the scope', async () => {
    const { client } = await made({ scopes: ['READ'] });
    const answer = await client.send(InviteMembersDocument, {
      input: { businessId: acme.id, invitees: [{ email: 'x@example.com' }] },
    });
    expect(codeOf(answer)).toBe('FORBIDDEN');
    const { client: writer } = await made({ scopes: ['INVITES_WRITE'] });
    const following = writer.follow(InviteStatusChangedDocument, { businessId: acme.id });
    expect(codeOf(await following.next())).toBe('FORBIDDEN');
    await following.stop();
  });

  it('is told as the actor of what it did, to who may see it', async () => {
    const { client, id } = await made({ scopes: ['READ', 'INVITES_WRITE'] });
    const [inviteId = ''] = await acme.invite(['cancelled-by-key@example.com']);
    const { cancelInvites } = await client.run(CancelInvitesDocument, {
      input: { businessId: acme.id, inviteIds: [inviteId] },
    });
    expect(cancelInvites?.results).toMatchObject([{ invite: { status: 'CANCELLED', closedBy: null }, error: null }]);
    const newest = `{ business(id: "${acme.id}") { inviteStatusChanges(last: 1) { nodes { actor { kind user { id } apiKey { id } } } } } }`;
    for (const viewer of [ada, client]) {
      const { data } = await viewer.send<{ business: { inviteStatusChanges: { nodes: object[] } } }, object>(newest);
      expect(data?.business.inviteStatusChanges.nodes).toEqual([
        { actor: { kind: 'API_KEY', user: null, apiKey: { id } } },
      ]);
    }
  });

  it('shows when it was last used, within seconds, and is not written to at each request', async () => {
    const { client, id } = await made({ scopes: ['READ'] });
    const lastUsedAt = async () => {
      const [row] = await gateway.database.query<{ at: Date | null; version: string }>(
        'select last_used_at as at, xmin::text as version from api_key where id = $1',
        [id],
      );
      return row;
    };
    await client.run(CallerDocument, {});
    await eventually(async () => (await lastUsedAt())?.at != null);
    const first = await lastUsedAt();
    expect(Math.abs(Date.now() - Number(first?.at))).toBeLessThan(5_000);
    for (let index = 0; index < 20; index++) await client.run(CallerDocument, {});
    // The loop that writes has run when one of another key has been written.
    const witness = await made({ scopes: ['READ'] });
    await witness.client.run(CallerDocument, {});
    await eventually(async () => (await witness.client.run(CallerDocument, {})).viewer?.apiKey?.lastUsedAt != null);
    expect(await lastUsedAt()).toEqual(first);
  });

  it('ends when it expires', async () => {
    const { client, id } = await made({ scopes: ['READ'], expiresAt: new Date(Date.now() + 2_000).toISOString() });
    expect((await client.run(CallerDocument, {})).viewer?.apiKey?.id).toBe(id);
    const following = client.follow(InviteStatusChangedDocument, { businessId: acme.id });
    await eventually(async () => codeOf(await client.send(CallerDocument, {})) === 'UNAUTHENTICATED');
    await expect(following.next()).rejects.toThrow('4403');
    await following.stop();
  });

  it.each(['mgk_', 'mgk_AAAAAAAA_x', `mgk_AAAAAAAA_${'A'.repeat(43)}`])(
    'is refused when it is unknown: %s',
    async (secret) => {
      expect(codeOf(await gateway.with(secret).send(CallerDocument, {}))).toBe('UNAUTHENTICATED');
    },
  );
});

describe('creating an API key', () => {
  it('I39: needs a session, of an administrator', async () => {
    const input = { businessId: acme.id, name: 'x', scopes: ['READ' as const] };
    expect(codeOf(await gateway.with(undefined).send(CreateApiKeyDocument, { input }))).toBe('UNAUTHENTICATED');
    const refusals = await Promise.all(
      [person('emil'), person('mallory'), person('olga')].map(async (who) =>
        (await create({}, await gateway.as(who)))?.userErrors.map(({ code }) => code),
      ),
    );
    expect(refusals).toEqual([['FORBIDDEN'], ['NOT_FOUND'], ['NOT_FOUND']]);
  });

  it.each<[string, Partial<CreateApiKeyInput>, string]>([
    ['no name', { name: ' ' }, 'name'],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, 'name'],
    ['no scope', { scopes: [] }, 'scopes'],
    ['an end that is over', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ])('is INVALID_INPUT with %s', async (_, input, field) => {
    expect(await create(input)).toMatchObject({
      apiKey: null,
      secret: null,
      userErrors: [{ code: 'INVALID_INPUT', field: ['input', field] }],
    });
  });

  it('repeated under its idempotency key gives the same key another secret, and the first one ends everywhere', async () => {
    const idempotencyKey = 'make-once';
    const first = await made({ idempotencyKey });
    const remembered = createClient(other.url, first.secret);
    expect((await remembered.run(CallerDocument, {})).viewer?.apiKey?.id).toBe(first.id);
    const second = await made({ idempotencyKey });
    expect(second.id).toBe(first.id);
    expect(second.secret).not.toBe(first.secret);
    expect(second.key.prefix).not.toBe(first.key.prefix);
    expect(codeOf(await first.client.send(CallerDocument, {}))).toBe('UNAUTHENTICATED');
    await eventually(async () => codeOf(await remembered.send(CallerDocument, {})) === 'UNAUTHENTICATED', 2_000);
    expect((await second.client.run(CallerDocument, {})).viewer?.apiKey?.id).toBe(first.id);
    const conflict = await create({ idempotencyKey, name: 'other' });
    expect(conflict).toMatchObject({ apiKey: null, secret: null, userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }] });
  });

  it('repeated ends the streams that were opened with the first secret, on every server, and no other ones (W06)', async () => {
    const idempotencyKey = 'make-streams';
    const first = await made({ idempotencyKey, scopes: ['READ'] });
    const bystander = await made({ scopes: ['READ'] });
    const { business } = await ada.run(BusinessDocument, { id: acme.id });
    const follow = (client: Client) =>
      client.follow(InviteStatusChangedDocument, { businessId: acme.id, after: business?.eventCursor ?? null });
    const streams = [first.client, createClient(other.url, first.secret)].map(follow);
    const kept = follow(bystander.client);
    const [inviteId = ''] = await acme.invite(['before-replacing@example.com']);
    await Promise.all([...streams, kept].map((stream) => stream.data()));
    const { id, client } = await made({ idempotencyKey, scopes: ['READ'] });
    const began = performance.now();
    await Promise.all(streams.map((stream) => stream.ended));
    expect(performance.now() - began).toBeLessThan(2_000);
    await ada.run(CancelInvitesDocument, { input: { businessId: acme.id, inviteIds: [inviteId] } });
    for (const stream of streams) {
      const told: unknown[] = [];
      const readOn = async () => {
        for (;;) told.push((await stream.next()).data?.inviteStatusChanged.status);
      };
      await expect(readOn()).rejects.toThrow('4403');
      expect(told).not.toContain('CANCELLED');
    }
    await expect.poll(async () => (await kept.data()).inviteStatusChanged.status).toBe('CANCELLED');
    expect((await client.run(CallerDocument, {})).viewer?.apiKey?.id).toBe(id);
    await Promise.all([...streams, kept].map((stream) => stream.stop()));
  });

  it('repeated after it was revoked, or by who administers no more, gives no secret', async () => {
    const { id } = await made({ idempotencyKey: 'revoked-since' });
    await revoke(id);
    expect(await create({ idempotencyKey: 'revoked-since' })).toMatchObject({
      apiKey: { id },
      secret: null,
      userErrors: [],
    });
    await acme.members([person('beth')], ['BIZ_ADMIN']);
    const beth = await gateway.as(person('beth'));
    const hers = await create({ idempotencyKey: 'hers' }, beth);
    await gateway.database.query(`update account_member set roles = '{EMPLOYEE}' where user_id = 'usr_beth'`);
    expect(await create({ idempotencyKey: 'hers' }, beth)).toMatchObject({ apiKey: null, secret: null });
    expect((await gateway.with(hers?.secret ?? '').run(CallerDocument, {})).viewer?.apiKey?.id).toBe(hers?.apiKey?.id);
  });
});

describe('revoking an API key', () => {
  it('ends it here at once, everywhere within a second, and its streams with FORBIDDEN (W06)', async () => {
    const { id, client, secret } = await made({ scopes: ['READ'] });
    const remembered = createClient(other.url, secret);
    await remembered.run(CallerDocument, {});
    const streams = [client, remembered].map((one) => one.follow(InviteStatusChangedDocument, { businessId: acme.id }));
    await acme.invite(['seen@example.com']);
    await Promise.all(streams.map((stream) => stream.data()));
    expect(await revoke(id)).toMatchObject({ apiKey: { id, revokedAt: expect.any(String) }, userErrors: [] });
    expect(codeOf(await client.send(CallerDocument, {}))).toBe('UNAUTHENTICATED');
    await acme.invite(['unseen@example.com']);
    for (const stream of streams) {
      const last: unknown[] = [];
      for (let answer = await stream.next(); ; answer = await stream.next()) {
        last.push(answer.data?.inviteStatusChanged.invite.inviteeEmail);
        if (answer.errors) {
          expect(codeOf(answer)).toBe('FORBIDDEN');
          break;
        }
      }
      expect(last).not.toContain('unseen@example.com');
      await stream.stop();
    }
    await eventually(async () => codeOf(await remembered.send(CallerDocument, {})) === 'UNAUTHENTICATED', 2_000);
  });

  it('is remembered when it is done again, and belongs to the business of the key', async () => {
    const { id } = await made();
    const first = await revoke(id);
    expect((await revoke(id))?.apiKey).toEqual(first?.apiKey);
    const olga = await gateway.as(person('olga'));
    const refusals = [await revoke(id, rival.id, olga), await revoke(id, acme.id, olga), await revoke('key_none')];
    expect(refusals.map((one) => one?.userErrors[0]?.code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    const emil = await gateway.as(person('emil'));
    expect((await revoke(id, acme.id, emil))?.userErrors[0]?.code).toBe('FORBIDDEN');
  });
});
