import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { API_KEY_SCOPES, type ApiKeyScope, type Principal } from '../../src/auth/principal.js';
import { newApiKeySecret } from '../../src/auth/secret-token.js';
import { createApiKey } from '../../src/commands/create-api-key.js';
import { revokeApiKey } from '../../src/commands/revoke-api-key.js';
import { runMutation } from '../../src/commands/run-mutation.js';
import { createExecutor } from '../support/executor.js';
import { expectLaws } from './laws.js';
import { createLinkStage, type LinkStage, verdictOf } from './link-stage.js';
import { grant } from './partner-stage.js';
import { type Actor, type By, idOf, verdictsOf } from './stage.js';

interface Key extends By {
  id: string;
}

let stage: LinkStage;
let executor: ReturnType<typeof createExecutor>;
let ada: Actor;
let olga: Actor;
let acme: string;
let rival: string;
beforeAll(async () => {
  stage = await createLinkStage();
  executor = createExecutor(stage.database, stage.url);
  ada = await stage.user('ada');
  olga = await stage.user('olga');
});
beforeEach(async () => {
  acme = await stage.business(ada);
  rival = await stage.business(olga, { name: 'Rival' });
});
afterAll(async () => {
  await expectLaws(stage.database);
  await stage.drop();
});

let people = 0;
const somebody = () => stage.user(`guest${++people}`);
const address = () => `address${++people}@example.com`;

/** A key of ACME with these scopes. */
async function keyWith(...scopes: ApiKeyScope[]): Promise<Key> {
  const { principal } = ada;
  const input = { businessId: acme, name: 'CRM', scopes };
  const id = idOf(
    await runMutation(stage.mutations, { name: 'createApiKey', principal, input: {} }, (tx) =>
      createApiKey(tx, principal, input, newApiKeySecret()),
    ),
  );
  return { id, principal: { kind: 'apiKey', apiKeyId: id, businessId: acme, scopes } };
}

const revoke = ({ id }: Key) =>
  runMutation(stage.mutations, { name: 'revokeApiKey', principal: ada.principal, input: {} }, (tx) =>
    revokeApiKey(tx, ada.principal, { businessId: acme, apiKeyId: id }),
  );

/** Takes scopes from a key that is stored, as no call does today. */
const narrow = ({ id }: Key, ...scopes: ApiKeyScope[]) =>
  stage.database.query('update api_key set scopes = $2 where id = $1', [id, scopes]);

async function read<Data>(principal: Principal, source: string): Promise<Data> {
  const { result } = await executor.execute(principal, source);
  if (result.errors) throw new Error(JSON.stringify(result.errors));
  return result.data as Data; // as asked for
}

describe('a key with INVITES_WRITE', () => {
  it('invites, resends and is told of as the one who did it', async () => {
    const key = await keyWith('INVITES_WRITE');
    const bob = await somebody();
    const id = idOf(await stage.invite(key, acme, [bob.email]));
    expect(verdictsOf(await stage.resend(key, acme, [id]))).toEqual(['OK']);
    await stage.expire(id);
    expect(verdictsOf(await stage.resend(key, acme, [id]))).toEqual(['OK']);
    expect(verdictsOf(await stage.accept(bob, id))).toEqual(['OK']);
    expect(await stage.told(id)).toEqual([
      `PENDING_SEND by ${key.id}`,
      'PENDING_SEND > EXPIRED by SYSTEM',
      `EXPIRED > PENDING_SEND by ${key.id}`,
      `PENDING_SEND > ACCEPTED by ${bob.id}`,
    ]);
    const seen = await read(
      ada.principal,
      `{ invite(id: "${id}") { createdBy { id } }
         business(id: "${acme}") { inviteStatusChanges(first: 1) { nodes { actor { kind user { id } apiKey { id } } } } } }`,
    );
    const actor = { kind: 'API_KEY', user: null, apiKey: { id: key.id } };
    expect(seen).toEqual({
      invite: { createdBy: null },
      business: { inviteStatusChanges: { nodes: [{ actor }] } },
    });
  });

  it('writes mails that name no person', async () => {
    const key = await keyWith('INVITES_WRITE');
    const email = address();
    await stage.invite(key, acme, [email]);
    const [mail] = (await stage.deliver()).filter(({ to }) => to === email);
    expect(mail?.text).toContain('Acme');
    expect(mail?.text).not.toMatch(/null|undefined/);
  });

  it('does nothing for another business, which to it does not exist (I20)', async () => {
    const key = await keyWith(...API_KEY_SCOPES);
    const theirs = idOf(await stage.invite(olga, rival, [address()]));
    const refused = [
      await stage.invite(key, rival, [address()]),
      await stage.invitePartner(key, rival, [acme]),
      await stage.requestPartner(key, rival, [acme]),
      await stage.requestAccess(key, rival, [{ partnerId: acme, assetGrants: [grant('x', 'ANALYST')] }]),
      await stage.resend(key, rival, [theirs]),
    ];
    expect(refused.map(verdictsOf)).toEqual(refused.map(() => ['call: NOT_FOUND']));
    expect(verdictsOf(await stage.resend(key, acme, [theirs]))).toEqual(['NOT_FOUND']);
  });

  it('cannot address its own business, and has no address that would be its own', async () => {
    const key = await keyWith('INVITES_WRITE');
    expect(verdictsOf(await stage.invitePartner(key, acme, [acme]))).toEqual(['SELF_INVITE']);
    expect(verdictsOf(await stage.requestPartner(key, acme, [acme, rival]))).toEqual(['SELF_INVITE', 'OK']);
    expect(verdictsOf(await stage.invite(key, acme, [ada.email, address()]))).toEqual(['ALREADY_MEMBER', 'OK']);
  });
});

describe('the ceilings of a key', () => {
  it('let it give EMPLOYEE, and BIZ_ADMIN with all four scopes, when inviting and when resending', async () => {
    const [some, all] = [await keyWith('READ', 'INVITES_WRITE'), await keyWith(...API_KEY_SCOPES)];
    const given = async (key: By, role: 'OWNER' | 'BIZ_ADMIN' | 'EMPLOYEE') =>
      verdictsOf(await stage.invite(key, acme, [address()], { roles: [role] })).join();
    expect([await given(some, 'EMPLOYEE'), await given(some, 'BIZ_ADMIN')]).toEqual(['OK', 'call: ROLE_CEILING']);
    expect([await given(all, 'BIZ_ADMIN'), await given(all, 'OWNER')]).toEqual(['OK', 'call: ROLE_CEILING']);
    const admin = await stage.invited(ada, acme, address(), { roles: ['BIZ_ADMIN'] });
    const owner = await stage.invited(ada, acme, address(), { roles: ['OWNER'] });
    expect(verdictsOf(await stage.resend(some, acme, [admin, owner]))).toEqual(['ROLE_CEILING', 'ROLE_CEILING']);
    expect(verdictsOf(await stage.resend(all, acme, [admin, owner]))).toEqual(['OK', 'ROLE_CEILING']);
  });

  it('let it give assets with ASSETS_WRITE alone: when inviting, setting grants and resending', async () => {
    const asset = await stage.asset(ada, acme);
    const assetGrants = [grant(asset, 'ANALYST')];
    const [poor, rich] = [await keyWith('INVITES_WRITE'), await keyWith('INVITES_WRITE', 'ASSETS_WRITE')];
    expect(verdictsOf(await stage.invite(poor, acme, [address()], { assetGrants }))).toEqual(['call: GRANT_CEILING']);
    expect(verdictsOf(await stage.invitePartner(poor, acme, [rival], { assetGrants }))).toEqual([
      'call: GRANT_CEILING',
    ]);
    const plain = await stage.invited(poor, acme, address());
    expect(verdictsOf(await stage.setGrants(poor, acme, [{ inviteId: plain, assetGrants }]))).toEqual([
      'GRANT_CEILING',
    ]);
    const laden = await stage.invited(rich, acme, address(), { assetGrants });
    expect(verdictsOf(await stage.resend(poor, acme, [laden]))).toEqual(['GRANT_CEILING']);
    expect(verdictsOf(await stage.resend(rich, acme, [laden]))).toEqual(['OK']);
    expect(verdictsOf(await stage.setGrants(poor, acme, [{ inviteId: laden, assetGrants: [] }]))).toEqual(['OK']);
  });

  it('hold at acceptance: what the key may no longer give is cancelled by the attempt', async () => {
    const asset = await stage.asset(ada, acme);
    const key = await keyWith(...API_KEY_SCOPES);
    const [bob, carl, dora] = [await somebody(), await somebody(), await somebody()];
    const admin = await stage.invited(key, acme, bob.email, { roles: ['BIZ_ADMIN'] });
    const laden = await stage.invited(key, acme, carl.email, { assetGrants: [grant(asset, 'ANALYST')] });
    const plain = await stage.invited(key, acme, dora.email);
    await narrow(key, 'INVITES_WRITE');
    expect(verdictsOf(await stage.accept(bob, admin))).toEqual(['INVITE_NOT_PENDING']);
    expect(verdictsOf(await stage.accept(carl, laden))).toEqual(['INVITE_NOT_PENDING']);
    expect(verdictsOf(await stage.accept(dora, plain))).toEqual(['OK']);
    expect(await stage.told(laden)).toEqual([`PENDING_SEND by ${key.id}`, 'PENDING_SEND > CANCELLED by SYSTEM']);
  });

  it('leave out at acceptance what is gone, as of a person', async () => {
    const asset = await stage.asset(ada, acme);
    const key = await keyWith('INVITES_WRITE', 'ASSETS_WRITE');
    const bob = await somebody();
    const id = await stage.invited(key, acme, bob.email, { assetGrants: [grant(asset, 'ANALYST')] });
    await narrow(key, 'INVITES_WRITE');
    await stage.removeAssets(ada, acme, [asset]);
    expect(verdictsOf(await stage.accept(bob, id))).toEqual(['OK']);
  });
});

describe('an invite whose key has ended', () => {
  const ENDINGS: [string, (key: Key) => Promise<unknown>][] = [
    ['was revoked', revoke],
    ['is past its time', ({ id }) => stage.database.query('update api_key set expires_at = now() where id = $1', [id])],
    ['may not invite any more', (key) => narrow(key, 'READ')],
  ];

  it.each(ENDINGS)(
    '%s: is cancelled by the attempt to accept, by id and by link, and listed until then',
    async (_, end) => {
      const key = await keyWith('INVITES_WRITE');
      const [bob, carl] = [await somebody(), await somebody()];
      const byId = await stage.linked(key, acme, bob.email);
      const byLink = await stage.linked(key, acme, carl.email);
      const asked = idOf(await stage.requestPartner(key, acme, [rival]));
      await end(key);
      expect(await stage.statusOf(byId.id)).toBe('PENDING_SEND');
      expect(verdictsOf(await stage.accept(bob, byId.id))).toEqual(['INVITE_NOT_PENDING']);
      expect(verdictOf(await stage.acceptAs(carl.principal, { token: byLink.token }))).toBe('INVITE_NOT_PENDING');
      expect(verdictsOf(await stage.accept(olga, asked))).toEqual(['INVITE_NOT_PENDING']);
      const statuses = [byId.id, byLink.id, asked].map(stage.statusOf);
      expect(await Promise.all(statuses)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
      expect((await stage.memberOf(byId.id)).status).toBe('INVITATION_REVOKED');
    },
  );

  it('is good again once a person has resent it, and is the key no more', async () => {
    const key = await keyWith('INVITES_WRITE');
    const bob = await somebody();
    const id = await stage.invited(key, acme, bob.email);
    await revoke(key);
    expect(verdictsOf(await stage.resend(ada, acme, [id]))).toEqual(['OK']);
    expect(verdictsOf(await stage.accept(bob, id))).toEqual(['OK']);
  });

  it('ends with the key that has resent it, whoever created it', async () => {
    const key = await keyWith('INVITES_WRITE');
    const bob = await somebody();
    const id = await stage.invited(ada, acme, bob.email);
    await stage.resend(key, acme, [id]);
    await revoke(key);
    expect(verdictsOf(await stage.accept(bob, id))).toEqual(['INVITE_NOT_PENDING']);
  });

  it('is never made by a key that is revoked while it calls', async () => {
    const key = await keyWith(...API_KEY_SCOPES);
    await revoke(key);
    expect(verdictsOf(await stage.invite(key, acme, [address()]))).toEqual(['call: NOT_FOUND']);
  });

  it.each(['revoked first', 'accepted first'])('has one outcome when both happen at once (%s)', async (first) => {
    const key = await keyWith('INVITES_WRITE');
    const bob = await somebody();
    const id = await stage.invited(key, acme, bob.email);
    const race = [() => revoke(key), () => stage.accept(bob, id)];
    await Promise.all((first === 'revoked first' ? race : race.reverse()).map((run) => run()));
    const member = await stage.memberOf(id);
    expect([await stage.statusOf(id), member.status]).toEqual(
      member.userId ? ['ACCEPTED', 'ACTIVE'] : ['CANCELLED', 'INVITATION_REVOKED'],
    );
  });
});

describe('requests by a key', () => {
  it('make partnerships and reach assets like those of a person', async () => {
    const asset = await stage.asset(olga, rival);
    const key = await keyWith('INVITES_WRITE');
    const asked = idOf(await stage.requestPartner(key, acme, [rival]));
    expect(verdictsOf(await stage.accept(olga, asked))).toEqual(['OK']);
    const more = idOf(
      await stage.requestAccess(key, acme, [{ partnerId: rival, assetGrants: [grant(asset, 'ANALYST')] }]),
    );
    expect(verdictsOf(await stage.resend(key, acme, [more]))).toEqual(['OK']); // it asks, and gives nothing
    expect(verdictsOf(await stage.accept(olga, more))).toEqual(['OK']);
    expect(await stage.levelsOf(rival, acme)).toEqual({ [asset]: ['ANALYST'] });
  });
});

describe('what a key without READ created', () => {
  interface Seen {
    business: {
      invites: { totalCount: number; nodes: { id: string; inviteeEmail: string | null; viewerActions: string[] }[] };
      members: { totalCount: number; nodes: { id: string; email: string | null }[] };
      partnerships: { nodes: { id: string }[] };
    };
  }
  const see = (key: By, query?: string) =>
    read<Seen>(
      key.principal,
      `{ business(id: "${acme}") {
        invites(filter: ${query ? `{ query: "${query}" }` : 'null'}) { totalCount nodes { id inviteeEmail viewerActions } }
        members(filter: ${query ? `{ query: "${query}" }` : 'null'}, orderBy: [{ field: EMAIL, direction: ASC }]) {
          totalCount nodes { id email } }
        partnerships { nodes { id } } } }`,
    );

  it('is what it sees: invites, members, partners, and the businesses that they name', async () => {
    const [key, other] = [await keyWith('INVITES_WRITE'), await keyWith('INVITES_WRITE')];
    await stage.invite(ada, acme, [address()]);
    const [first, second] = [await stage.invited(key, acme, address()), await stage.invited(key, acme, address())];
    const asked = idOf(await stage.requestPartner(key, acme, [rival]));
    const { business } = await see(key);
    expect(business.invites.nodes.map(({ id }) => id)).toEqual([asked, second, first]);
    expect(business.invites.nodes.map(({ inviteeEmail }) => inviteeEmail)).toEqual([null, null, null]);
    expect(business.invites.nodes[2]?.viewerActions).toEqual(['CANCEL', 'RESEND', 'SET_ASSET_GRANTS']);
    expect(business.members).toMatchObject({ totalCount: 2, nodes: [{ email: null }, { email: null }] });
    expect(business.partnerships.nodes).toEqual([]);
    expect(await read(key.principal, `{ business(id: "${rival}") { name invites { nodes { id } } } }`)).toEqual({
      business: { name: 'Rival', invites: { nodes: [{ id: asked }] } },
    });
    expect(await read(key.principal, `{ invite(id: "${first}") { id member { status } } }`)).toEqual({
      invite: { id: first, member: { status: 'INVITED' } },
    });

    await stage.accept(olga, asked);
    const [partnership] = (await see(key)).business.partnerships.nodes;
    const source = `{ invite(id: "${asked}") { partnership { id host { name } } }
      business(id: "${acme}") { invites(first: 1) { nodes { partnership { id } } } } }`;
    expect(await read(key.principal, source)).toEqual({
      invite: { partnership: { id: partnership?.id, host: { name: 'Rival' } } },
      business: { invites: { nodes: [{ partnership: { id: partnership?.id } }] } },
    });

    expect((await see(other)).business).toMatchObject({
      invites: { totalCount: 0, nodes: [] },
      members: { totalCount: 0, nodes: [] },
      partnerships: { nodes: [] },
    });
    expect(await read(other.principal, `{ business(id: "${rival}") { id } invite(id: "${first}") { id } }`)).toEqual({
      business: null,
      invite: null,
    });
  });

  it('is not found by an address that it may not read', async () => {
    const key = await keyWith('INVITES_WRITE');
    const email = address();
    await stage.invited(key, acme, email);
    const { business } = await see(key, email);
    expect([business.invites.totalCount, business.members.totalCount]).toEqual([0, 0]);
  });

  it('is in the answer of the mutation', async () => {
    const key = await keyWith('INVITES_WRITE');
    const source = `mutation { inviteMembers(input: { businessId: "${acme}", invitees: [{ email: "${address()}" }] }) {
      userErrors { code } results { invite { status createdBy { id } } error { code } } } }`;
    expect(await read(key.principal, source)).toEqual({
      inviteMembers: {
        userErrors: [],
        results: [{ invite: { status: 'PENDING_SEND', createdBy: null }, error: null }],
      },
    });
  });
});
