import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetGrant, AssetType } from '../../src/domain/asset.js';
import { expectLaws } from './laws.js';
import { createPartnerStage, fieldsOf, grant, type PartnerStage } from './partner-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: PartnerStage;
let ada: Actor;
let bob: Actor;
let eve: Actor;
/** Ada's business with an asset of each type; bob's, which shares an asset with it, and keeps one. */
let acme: string;
let globex: string;
let assets: Record<AssetType, string>;
let shared: string;
let foreign: string;
beforeAll(async () => {
  stage = await createPartnerStage();
  [ada, bob, eve] = [await stage.user('ada'), await stage.user('bob'), await stage.user('eve')];
});
beforeEach(async () => {
  [acme, globex] = [await stage.business(ada), await stage.business(bob)];
  assets = await stage.assets(ada, acme);
  [shared, foreign] = [await stage.asset(bob, globex), await stage.asset(bob, globex)];
  await stage.partner(bob, globex, ada, acme, [grant(shared, 'ADMIN')]);
});
afterAll(async () => {
  await expectLaws(stage.database);
  await stage.drop();
});

const DAY = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY);

const memberLevels = async (inviteId: string): Promise<Record<string, string[]>> => {
  const rows = await stage.database.query<{ assetId: string; levels: string[] }>(
    `select p.asset_id as "assetId", p.levels from asset_permission p join account_member m on m.id = p.member_id
     where m.invite_id = $1`,
    [inviteId],
  );
  return Object.fromEntries(rows.map(({ assetId, levels }) => [assetId, levels]));
};

/** What is wrong with grants of a business's own assets: with the last part of the field that says where. */
const FAULTS: [string, () => AssetGrant[], string, string][] = [
  ['an unknown asset', () => [grant('not-there', 'ADMIN')], 'NOT_FOUND', '0.assetId'],
  ['a malformed id', () => [grant('not\0there', 'ADMIN')], 'NOT_FOUND', '0.assetId'],
  [
    'another business’s asset',
    () => [grant(assets.PROFILE, 'ADMIN'), grant(foreign, 'ADMIN')],
    'NOT_FOUND',
    '1.assetId',
  ],
  ['an asset that is shared with it', () => [grant(shared, 'ADMIN')], 'CANNOT_RESHARE', '0.assetId'],
  ['a shared and an unknown one', () => [grant(shared, 'ADMIN'), grant(foreign, 'ADMIN')], 'NOT_FOUND', '1.assetId'],
  [
    'a level of another type',
    () => [grant(assets.PROFILE, 'ADMIN', 'CATALOGS_VIEWER')],
    'LEVEL_NOT_APPLICABLE',
    '0.levels',
  ],
  ['no level', () => [grant(assets.PROFILE)], 'INVALID_INPUT', '0.levels'],
  ['eleven levels', () => [{ assetId: assets.PROFILE, levels: Array(11).fill('ADMIN') }], 'INVALID_INPUT', '0.levels'],
  [
    'an asset twice',
    () => [grant(assets.PROFILE, 'ADMIN'), grant(assets.PROFILE, 'ANALYST')],
    'INVALID_INPUT',
    '1.assetId',
  ],
  ['101 assets', () => Array.from({ length: 101 }, (_, index) => grant(`a${index}`, 'ADMIN')), 'INVALID_INPUT', ''],
];

describe('grants on new invites', () => {
  it.each(FAULTS)('of %s refuse the call as a whole, in a dry run too', async (_what, grants, code, where) => {
    const terms = { assetGrants: grants() };
    const before = await stage.everything();
    const answers = [
      await stage.invite(ada, acme, ['guest@example.com'], terms),
      await stage.invite(ada, acme, ['guest@example.com'], { ...terms, validateOnly: true }),
      await stage.invitePartner(ada, acme, [globex], terms),
      await stage.invitePartner(ada, acme, [globex], { ...terms, validateOnly: true }),
    ];
    for (const answer of answers) {
      expect(verdictsOf(answer)).toEqual([`call: ${code}`]);
      expect(fieldsOf(answer)).toEqual([['input.assetGrants', where].filter(Boolean).join('.')]);
    }
    expect(await stage.everything()).toEqual(before);
  });

  it('of a stranger’s assets are looked at for their form alone', async () => {
    const third = await stage.business(eve);
    const ask = (...assetGrants: AssetGrant[]) =>
      stage.requestPartner(ada, acme, [third], { assetGrants, validateOnly: true });
    expect(verdictsOf(await ask(grant('not-there', 'ADMIN'), grant(assets.CATALOG, 'PROFILE_PUBLISHER')))).toEqual([
      'OK',
    ]);
    for (const bad of ['no id', 'prm_1', 'a\0b', '']) {
      expect(verdictsOf(await ask(grant(bad, 'ADMIN')))).toEqual(['call: INVALID_INPUT']);
    }
  });

  it('give the member exactly what was offered, in the name of the sender', async () => {
    const assetGrants = [grant(assets.AD_ACCOUNT, 'ANALYST', 'ANALYST'), grant(assets.PROFILE, 'PROFILE_PUBLISHER')];
    const id = await stage.invited(ada, acme, eve.email, { assetGrants });
    expect(await stage.grantsOf(id)).toEqual([
      grant(assets.AD_ACCOUNT, 'ANALYST'),
      grant(assets.PROFILE, 'PROFILE_PUBLISHER'),
    ]);
    expect(await memberLevels(id)).toEqual({});
    expect(verdictsOf(await stage.accept(eve, id))).toEqual(['OK']);
    expect(await memberLevels(id)).toEqual({
      [assets.AD_ACCOUNT]: ['ANALYST'],
      [assets.PROFILE]: ['PROFILE_PUBLISHER'],
    });
    const [row] = await stage.database.query<{ by: string }>(
      'select granted_by_user_id as by from asset_permission where asset_id = $1 and member_id is not null',
      [assets.AD_ACCOUNT],
    );
    expect(row?.by).toBe(ada.id);
  });

  it('leave out what was removed meanwhile, and levels that its new type has not', async () => {
    const assetGrants = [grant(assets.CATALOG, 'ADMIN'), grant(assets.AD_ACCOUNT, 'ANALYST', 'FINANCE_EDIT')];
    const id = await stage.invited(ada, acme, eve.email, { assetGrants });
    await stage.removeAssets(ada, acme, [assets.CATALOG, assets.AD_ACCOUNT]);
    await stage.register(ada, acme, [{ id: assets.AD_ACCOUNT, type: 'PROFILE', name: 'Now a profile' }]);
    expect(verdictsOf(await stage.accept(eve, id))).toEqual(['OK']);
    expect(await memberLevels(id)).toEqual({ [assets.AD_ACCOUNT]: ['ANALYST'] });
    expect(await stage.grantsOf(id)).toEqual([grant(assets.AD_ACCOUNT, 'ANALYST')]);
  });

  it('do not come back with who was removed and joins again', async () => {
    const first = await stage.invited(ada, acme, eve.email, { assetGrants: [grant(assets.PROFILE, 'ADMIN')] });
    await stage.accept(eve, first);
    await stage.remove(ada, acme, [await stage.activeId(acme, eve)]);
    const again = await stage.invited(ada, acme, eve.email);
    await stage.accept(eve, again);
    expect(await memberLevels(again)).toEqual({});
  });

  it('survive a race of acceptance and removal of the asset without a trace of either', async () => {
    const id = await stage.invited(ada, acme, eve.email, { assetGrants: [grant(assets.PROFILE, 'ADMIN')] });
    const [accepted, removed] = await Promise.all([
      stage.accept(eve, id),
      stage.removeAssets(ada, acme, [assets.PROFILE]),
    ]);
    expect([verdictsOf(accepted), verdictsOf(removed)]).toEqual([['OK'], ['OK']]);
    expect(await memberLevels(id)).toEqual({});
  });
});

describe('memberships for a time', () => {
  it.each([
    ['earlier than the invite expires', { membershipExpiresAt: inDays(6) }],
    ['no later than the invite expires', { membershipExpiresAt: inDays(2), expiresAt: inDays(3) }],
    ['in the past', { membershipExpiresAt: inDays(-1) }],
    ['for an OWNER', { membershipExpiresAt: inDays(60), roles: ['EMPLOYEE' as const, 'OWNER' as const] }],
  ])('are INVALID_INPUT when they end %s', async (_what, terms) => {
    const answer = await stage.invite(ada, acme, ['guest@example.com'], terms);
    expect([verdictsOf(answer), fieldsOf(answer)]).toEqual([['call: INVALID_INPUT'], ['input.membershipExpiresAt']]);
  });

  it('begin with acceptance and end as the invite said', async () => {
    const membershipExpiresAt = inDays(8);
    const id = await stage.invited(ada, acme, eve.email, { membershipExpiresAt });
    const read = () =>
      stage.database.query('select membership_expires_at as at from account_member where invite_id = $1', [id]);
    expect(await read()).toEqual([{ at: null }]);
    await stage.accept(eve, id);
    expect(await read()).toEqual([{ at: membershipExpiresAt }]);
  });
});

describe('setting the grants of an invite', () => {
  const set = (inviteId: string, ...assetGrants: AssetGrant[]) =>
    stage.setGrants(ada, acme, [{ inviteId, assetGrants }]);

  it.each(FAULTS)('to %s refuses that item', async (_what, grants, code, where) => {
    const id = await stage.invited(ada, acme, 'guest@example.com', { assetGrants: [grant(assets.CATALOG, 'ADMIN')] });
    const answer = await set(id, ...grants());
    expect(verdictsOf(answer)).toEqual([code]);
    expect(fieldsOf(answer)).toEqual([['input.invites.0.assetGrants', where].filter(Boolean).join('.')]);
    expect(await stage.grantsOf(id)).toEqual([grant(assets.CATALOG, 'ADMIN')]);
  });

  it('replaces what it carries, without a change of its status, and acceptance goes by it', async () => {
    const id = await stage.invited(ada, acme, eve.email, { assetGrants: [grant(assets.CATALOG, 'ADMIN')] });
    const told = await stage.told(id);
    expect(verdictsOf(await set(id, grant(assets.PROFILE, 'ANALYST', 'ADMIN')))).toEqual(['OK']);
    expect(await stage.told(id)).toEqual(told);
    await stage.accept(eve, id);
    expect(await memberLevels(id)).toEqual({ [assets.PROFILE]: ['ADMIN', 'ANALYST'] });
    const other = await stage.invited(ada, acme, 'guest@example.com', {
      assetGrants: [grant(assets.CATALOG, 'ADMIN')],
    });
    expect(verdictsOf(await set(other))).toEqual(['OK']);
    expect(await stage.grantsOf(other)).toEqual([]);
  });

  it('is judged by what the invite is', async () => {
    const third = await stage.business(eve);
    const asked = idOf(await stage.requestPartner(ada, acme, [third]));
    expect(verdictsOf(await set(asked, grant('anything', 'PROFILE_PUBLISHER')))).toEqual(['OK']);
    expect(verdictsOf(await set(asked, grant('any thing', 'ADMIN')))).toEqual(['INVALID_INPUT']);
    const catalog = await stage.asset(bob, globex, 'CATALOG');
    const more = idOf(
      await stage.requestAccess(ada, acme, [{ partnerId: globex, assetGrants: [grant(foreign, 'ANALYST')] }]),
    );
    expect(verdictsOf(await set(more, grant(shared, 'ANALYST'), grant(foreign, 'ADMIN')))).toEqual(['OK']);
    expect(verdictsOf(await set(more, grant(catalog, 'ADMIN')))).toEqual(['ASSET_NOT_REQUESTABLE']);
    expect(verdictsOf(await set(more, grant(foreign, 'PROFILE_PUBLISHER')))).toEqual(['LEVEL_NOT_APPLICABLE']);
    expect(verdictsOf(await set(more, grant(assets.PROFILE, 'ADMIN')))).toEqual(['NOT_FOUND']);
  });

  it('of what was accepted tells where to set it now, while that lives', async () => {
    const [carol] = [await stage.user('carol')];
    const id = await stage.invited(ada, acme, carol.email);
    const partner = await stage.partner(ada, acme, bob, globex);
    await stage.accept(carol, id);
    expect(verdictsOf(await set(id))).toEqual(['ALREADY_MEMBER']);
    expect(verdictsOf(await set(partner))).toEqual(['ALREADY_PARTNER']);
    await stage.remove(ada, acme, [await stage.activeId(acme, carol)]);
    await stage.end(ada, acme, [(await stage.inviteOf(partner)).partnershipId ?? '']);
    expect(verdictsOf(await set(id))).toEqual(['INVITE_NOT_PENDING']);
    expect(verdictsOf(await set(partner))).toEqual(['INVITE_NOT_PENDING']);
  });

  it('of what is late expires it, whoever asks, and is open to administrators of the sender alone', async () => {
    const ids = [await stage.invited(ada, acme, 'one@example.com'), await stage.invited(ada, acme, 'two@example.com')];
    await stage.lapse(...ids);
    const strange = await stage.setGrants(eve, acme, [{ inviteId: ids[0] ?? '', assetGrants: [] }]);
    expect(verdictsOf(strange)).toEqual(['call: NOT_FOUND']);
    expect(verdictsOf(await set(ids[1] ?? ''))).toEqual(['INVITE_EXPIRED']);
    expect(await Promise.all(ids.map((id) => stage.statusOf(id)))).toEqual(['EXPIRED', 'EXPIRED']);
    const received = idOf(await stage.invitePartner(eve, await stage.business(eve), [acme]));
    expect(verdictsOf(await set(received))).toEqual(['NOT_FOUND']);
    expect(verdictsOf(await stage.setGrants(ada, acme, []))).toEqual(['call: INVALID_INPUT']);
  });
});
