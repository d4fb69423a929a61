import { isInterfaceType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDeclaredSchema } from '../../src/server/schema.js';
import {
  CreateApiKeyDocument,
  CreateBusinessDocument,
  InvitePartnersDocument,
  RegisterAssetsDocument,
} from '../operations/__generated__/graphql.js';
import { times } from '../queries/rows.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { answer, createBusinessWorld } from '../support/world.js';
import { FIELDS, NODES, PLACES, TYPES } from './places.js';

// An id names one thing, wherever it is met, and tells what kind of thing it is.

const [owner, admin, partner, stranger] = [person('ada'), person('mia'), person('kim'), person('zoe')];
const ids = {
  Business: 'acme',
  Invite: '',
  AccountMember: '',
  Partnership: '',
  AssetPermission: '',
  ApiKey: '',
  Asset: 'spring',
  open: '',
};
const variables = () => ({
  invite: ids.Invite,
  member: ids.AccountMember,
  partnership: ids.Partnership,
  permission: ids.AssetPermission,
  asset: ids.Asset,
});
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
  const acme = await createBusinessWorld(gateway, owner, { id: 'acme', seatLimit: 10 });
  await createBusinessWorld(gateway, partner, { id: 'gamma' });
  const client = await gateway.as(owner);
  const assets = [{ id: ids.Asset, type: 'AD_ACCOUNT' as const, name: 'Spring' }];
  await client.run(RegisterAssetsDocument, { input: { businessId: 'acme', assets } });
  const { createApiKey } = await client.run(CreateApiKeyDocument, {
    input: { businessId: 'acme', name: 'Import', scopes: ['READ'] },
  });
  const assetGrants = [{ assetId: ids.Asset, levels: ['ANALYST' as const] }];
  // The first change of the stream is of the invite that is looked at; its invitee administers the business by now.
  const [accepted = ''] = await acme.invite([admin.email], { roles: ['BIZ_ADMIN'], message: 'Welcome', assetGrants });
  await answer(gateway, admin, accepted, true);
  const [open = ''] = await acme.invite(['grace@example.com']);
  const { invitePartners } = await client.run(InvitePartnersDocument, {
    input: { businessId: 'acme', partnerIds: ['gamma'], assetGrants },
  });
  await answer(gateway, partner, invitePartners?.results[0]?.invite?.id ?? '', true);
  const source = `query ($id: ID!) { invite(id: $id) { member { id } }
    business(id: "acme") { partnerships { nodes { id assetPermissions { nodes { id } } } } } }`;
  const { data } = await (await gateway.as(admin)).send<Made, object>(source, { id: accepted });
  const [partnership] = data?.business.partnerships.nodes ?? [];
  const [permission] = partnership?.assetPermissions.nodes ?? [];
  Object.assign(ids, { Invite: accepted, AccountMember: data?.invite.member.id, open });
  Object.assign(ids, {
    Partnership: partnership?.id,
    AssetPermission: permission?.id,
    ApiKey: createApiKey?.apiKey?.id,
  });
});
afterAll(() => gateway.stop());

interface Made {
  invite: { member: { id: string } };
  business: { partnerships: { nodes: { id: string; assetPermissions: { nodes: { id: string }[] } }[] } };
}
type Thing = { __typename: string; id: string } & Record<string, unknown>;

/** Everything in an answer that is of this type and id. */
function collect(value: unknown, type: string, id: string): Thing[] {
  if (typeof value !== 'object' || value === null) return [];
  const thing = value as Partial<Thing>; // read only by what is looked at
  const own = thing.__typename === type && thing.id === id ? [value as Thing] : []; // just seen
  return [...own, ...Object.values(value).flatMap((part) => collect(part, type, id))];
}

async function nodes(client: Client, wanted: readonly unknown[]) {
  const source = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
  const answered = await client.send<{ nodes: (Thing | null)[] }, object>(source, { ids: wanted });
  return { found: answered.data?.nodes, codes: answered.errors?.map(({ extensions }) => extensions?.code) };
}

describe('a thing with an id', () => {
  it('is tested here for every type that is a Node', () => {
    const schema = buildDeclaredSchema({ publish: () => {}, subscribe: () => neverSubscribed() });
    const node = schema.getType('Node');
    const types = isInterfaceType(node) ? schema.getPossibleTypes(node) : [];
    expect(types.map(({ name }) => name).sort()).toEqual([...NODES].sort());
  });

  it.each(TYPES)('is the same wherever it is met: %s', async (type) => {
    const client = await gateway.as(admin);
    const given = { id: ids[type], ...variables() };
    const ask = async (place: string) => {
      const used = Object.keys(given).filter((name) => place.includes(`$${name}`));
      const source = `query ${used.length > 0 ? `(${used.map((name) => `$${name}: ID!`).join(', ')})` : ''} { ${place} }
        fragment It on ${type} { __typename id ${FIELDS[type]} }`;
      const { data, errors } = await client.send<object, object>(source, given);
      expect(errors, place).toBeUndefined();
      return collect(data, type, ids[type]);
    };
    const isNode = NODES.includes(type);
    const [byId, ...none] = await ask(isNode ? 'node(id: $id) { ...It }' : 'asset(id: $id) { ...It }');
    expect(none).toEqual([]);
    expect(byId).toBeDefined();
    for (const place of [...PLACES[type], ...(isNode ? ['nodes(ids: [$id, $id]) { ...It }'] : [])]) {
      const met = await ask(place);
      expect(met.length, place).toBeGreaterThan(0);
      expect([place, ...met]).toEqual([place, ...met.map(() => byId)]);
    }
  });

  it.each(TYPES)('is nothing to who may not see it: %s', async (type) => {
    for (const client of [await gateway.as(stranger), gateway.with(undefined)]) {
      expect(await nodes(client, [ids[type]])).toEqual({ found: [null], codes: undefined });
      const { data } = await client.send<{ node: unknown }, object>('query ($id: ID!) { node(id: $id) { id } }', {
        id: ids[type],
      });
      expect(data).toEqual({ node: null });
      const asset = await client.send('query ($id: ID!) { asset(id: $id) { id } }', { id: ids[type] });
      expect(asset.data).toEqual({ asset: null });
    }
  });
});

const neverSubscribed = (): never => {
  throw new Error('Nothing to subscribe to');
};

describe('nodes', () => {
  it('keeps order and duplicates, with null for what is unknown, foreign or no id', async () => {
    const beta = await createBusinessWorld(gateway, stranger, { id: 'beta' });
    const [foreign = ''] = await beta.invite(['grace@example.com']);
    const bad = ['nothing', '', 'beta', foreign, 'a\0b', `${ids.Invite}\0`, '\ud800', 'ü', 'x'.repeat(300)].concat(
      ['inv_', 'mem_', '_', 'constructor', 'constructor_x', '__proto___x', 'usr_ada', 7, ids.open.slice(0, -1)].map(
        String,
      ),
      [ids.Invite.toUpperCase(), ids.Invite.replace('inv_', 'mem_'), ids.AccountMember.replace('mem_', 'inv_')],
      [ids.Partnership.replace('prt_', 'prm_'), ids.AssetPermission.replace('prm_', 'prt_'), 'prt_', 'prm_', ids.Asset],
      [` ${ids.Business}`, 'Acme', ids.Invite.slice(4)],
    );
    const good = [ids.Invite, ids.Business, ids.AccountMember, ids.Invite, ids.open].concat(
      ids.Partnership,
      ids.AssetPermission,
      ids.ApiKey,
    );
    const asked = bad.flatMap((id, index) => [good[index % good.length] ?? '', id]);
    const { found, codes } = await nodes(await gateway.as(admin), asked);
    expect(codes).toBeUndefined();
    expect(found?.map((one) => one?.id ?? null)).toEqual(asked.map((id) => (good.includes(id) ? id : null)));
    const typeOf: Record<string, string> = {
      acme: 'Business',
      inv: 'Invite',
      mem: 'AccountMember',
      prt: 'Partnership',
      prm: 'AssetPermission',
      key: 'ApiKey',
    };
    for (const one of found ?? []) if (one) expect(one.__typename).toBe(typeOf[one.id.split('_')[0] ?? '']);
  });

  it('takes 250 ids, and refuses more', async () => {
    const client = await gateway.as(admin);
    const most = await nodes(
      client,
      times(250, (index) => (index % 2 ? ids.Invite : ids.open)),
    );
    expect(most.found?.map((one) => one?.id)).toEqual(times(250, (index) => (index % 2 ? ids.Invite : ids.open)));
    const tooMany = await nodes(
      client,
      times(251, () => ids.Invite),
    );
    expect(tooMany).toMatchObject({ codes: ['BAD_USER_INPUT'] });
    expect(tooMany.found).toBeUndefined();
  });
});

describe('ids', () => {
  it('of what is made here carry the prefix of their type', async () => {
    const typeId = '_[0-7][0-9a-hjkmnp-tv-z]{25}$'; // a UUIDv7 in Crockford's alphabet
    const made = await createBusinessWorld(gateway, stranger);
    expect(ids.Invite).toMatch(new RegExp(`^inv${typeId}`));
    expect(ids.AccountMember).toMatch(new RegExp(`^mem${typeId}`));
    expect(ids.Partnership).toMatch(new RegExp(`^prt${typeId}`));
    expect(ids.AssetPermission).toMatch(new RegExp(`^prm${typeId}`));
    expect(ids.ApiKey).toMatch(new RegExp(`^key${typeId}`));
    expect(made.id).toMatch(new RegExp(`^biz${typeId}`));
  });

  it('of businesses may look nearly like those of other things, and still name businesses', async () => {
    const odd = ['inv1', 'invx', 'meme', 'mem-1', 'key', 'constructor', 'constructor_x', 'toString_1', '__proto___x'];
    const more = ['hasOwnProperty_', '_', '-', '_inv_1', 'INV_1', '123', 'x'.repeat(64)];
    const client = await gateway.as(owner);
    for (const id of [...odd, ...more]) {
      const { createBusiness } = await client.run(CreateBusinessDocument, { input: { id, name: 'Odd' } });
      expect(createBusiness).toMatchObject({ userErrors: [], business: { id } });
    }
    const { found, codes } = await nodes(client, [...odd, ...more]);
    expect(codes).toBeUndefined();
    expect(found).toEqual([...odd, ...more].map((id) => ({ __typename: 'Business', id })));
  });

  it('of businesses never carry the prefix of another type, of now or later', async () => {
    const client = await gateway.as(owner);
    for (const prefix of ['inv', 'mem', 'prt', 'prm', 'key']) {
      const { createBusiness } = await client.run(CreateBusinessDocument, {
        input: { id: `${prefix}_1`, name: 'Odd' },
      });
      expect(createBusiness?.userErrors.map(({ code, field }) => [code, field])).toEqual([
        ['INVALID_INPUT', ['input', 'id']],
      ]);
    }
  });
});
