import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetGrant, AssetType, GrantConflictStrategy } from '../../src/domain/asset.js';
import { expectLaws } from './laws.js';
import { createPartnerStage, fieldsOf, grant, type PartnerStage } from './partner-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: PartnerStage;
let ada: Actor;
let bob: Actor;
let eve: Actor;
/** Ada's business with an asset of each type, and bob's. */
let acme: string;
let globex: string;
let assets: Record<AssetType, string>;
beforeAll(async () => {
  stage = await createPartnerStage();
  [ada, bob, eve] = [await stage.user('ada'), await stage.user('bob'), await stage.user('eve')];
});
beforeEach(async () => {
  [acme, globex] = [await stage.business(ada), await stage.business(bob)];
  assets = await stage.assets(ada, acme);
});
afterAll(async () => {
  await expectLaws(stage.database);
  await stage.drop();
});

/** Bob's business asks ada's. */
const request = async (assetGrants?: AssetGrant[]): Promise<string> =>
  idOf(await stage.requestPartner(bob, globex, [acme], assetGrants ? { assetGrants } : {}));
const accept = (
  who: Actor,
  inviteId: string,
  terms: { assetGrants?: AssetGrant[]; grantConflict?: GrantConflictStrategy } = {},
) => stage.respond(who, [{ inviteId, accept: true, ...terms }]);
const levels = () => stage.levelsOf(acme, globex);

describe('accepting an invite to a business', () => {
  it('makes the sender host, grants what was offered in its name, and raises the access of both', async () => {
    const assetGrants = [grant(assets.AD_ACCOUNT, 'ANALYST', 'ADMIN', 'ANALYST'), grant(assets.CATALOG, 'ANALYST')];
    const id = idOf(await stage.invitePartner(ada, acme, [globex], { assetGrants }));
    const before = [await stage.access(acme), await stage.access(globex)];
    expect(verdictsOf(await accept(bob, id))).toEqual(['OK']);
    expect(await levels()).toEqual({ [assets.AD_ACCOUNT]: ['ADMIN', 'ANALYST'], [assets.CATALOG]: ['ANALYST'] });
    expect([await stage.access(acme), await stage.access(globex)]).toEqual(before.map((access) => access + 1));
    const [row] = await stage.database.query<{ id: string; grantedBy: string }>(
      `select s.id, p.granted_by_user_id as "grantedBy" from partnership s join asset_permission p on p.partnership_id = s.id
       where s.host_id = $1 and s.partner_id = $2 limit 1`,
      [acme, globex],
    );
    expect(row?.grantedBy).toBe(ada.id);
    expect(await stage.inviteOf(id)).toMatchObject({
      status: 'ACCEPTED',
      partnershipId: row?.id,
      closedByUserId: bob.id,
    });
    expect(await stage.told(id)).toContain('PENDING_SEND > ACCEPTED by usr_bob');
  });

  it('leaves out what is gone or another’s by then, and says so in what was granted', async () => {
    const assetGrants = [
      grant(assets.AD_ACCOUNT, 'ADMIN'),
      grant(assets.PROFILE, 'ADMIN'),
      grant(assets.CATALOG, 'ADMIN'),
    ];
    const id = idOf(await stage.invitePartner(ada, acme, [globex], { assetGrants }));
    await stage.removeAssets(ada, acme, [assets.AD_ACCOUNT, assets.CATALOG]);
    await stage.register(bob, globex, [{ id: assets.CATALOG, type: 'CATALOG', name: 'Now mine' }]);
    expect(verdictsOf(await accept(bob, id))).toEqual(['OK']);
    expect(await levels()).toEqual({ [assets.PROFILE]: ['ADMIN'] });
    expect(await stage.grantsOf(id)).toEqual([grant(assets.PROFILE, 'ADMIN')]);
  });

  it('is for the administrators of the addressed business alone', async () => {
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    const [employee, admin] = [await stage.user('globex-employee'), await stage.user('globex-admin')];
    await stage.join(bob, globex, [employee]);
    await stage.join(bob, globex, [admin], ['BIZ_ADMIN']);
    for (const [who, verdict] of [
      [eve, 'NOT_FOUND'],
      [employee, 'NOT_FOUND'],
      [ada, 'FORBIDDEN'],
    ] as const) {
      expect(verdictsOf(await accept(who, id))).toEqual([verdict]);
      expect(verdictsOf(await stage.decline(who, id))).toEqual([verdict]);
    }
    expect(verdictsOf(await accept(admin, id))).toEqual(['OK']);
  });

  it('is repeated by the same person with the same result while the partnership lives, and by nobody else', async () => {
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    const admin = await stage.user('globex-second');
    await stage.join(bob, globex, [admin], ['BIZ_ADMIN']);
    await accept(bob, id);
    const before = await stage.everything();
    expect(verdictsOf(await accept(bob, id))).toEqual(['OK']);
    expect(verdictsOf(await accept(admin, id))).toEqual(['INVITE_NOT_PENDING']);
    expect(await stage.everything()).toEqual(before);
    await stage.end(ada, acme, [(await stage.inviteOf(id)).partnershipId ?? '']);
    expect(verdictsOf(await accept(bob, id))).toEqual(['INVITE_NOT_PENDING']);
    await stage.partner(ada, acme, bob, globex);
    expect(verdictsOf(await accept(bob, id))).toEqual(['INVITE_NOT_PENDING']);
  });

  it('cancels it in the name of the system when its sender administers the business no more', async () => {
    const leaver = await stage.user('leaver');
    await stage.join(ada, acme, [leaver], ['BIZ_ADMIN']);
    const id = idOf(await stage.invitePartner(leaver, acme, [globex]));
    await stage.roles(ada, acme, [{ memberId: await stage.activeId(acme, leaver), roles: ['EMPLOYEE'] }]);
    const answer = await stage.respond(bob, [{ inviteId: id, accept: true }], { mode: 'ALL_OR_NOTHING' });
    expect(verdictsOf(answer)).toEqual(['INVITE_NOT_PENDING']);
    expect((await stage.told(id)).at(-1)).toBe('PENDING_SEND > CANCELLED by SYSTEM');
    expect(await levels()).toEqual({});
  });

  it('refuses grants that the accepter names: it is not theirs to say', async () => {
    const id = idOf(await stage.invitePartner(ada, acme, [globex]));
    const answer = await accept(bob, id, { assetGrants: [] });
    expect(verdictsOf(answer)).toEqual(['INVALID_INPUT']);
    expect(fieldsOf(answer)).toEqual(['input.responses.0.assetGrants']);
    expect(verdictsOf(await accept(eve, id, { assetGrants: [] }))).toEqual(['NOT_FOUND']);
    const member = await stage.invited(ada, acme, eve.email);
    expect(verdictsOf(await accept(eve, member, { assetGrants: [] }))).toEqual(['INVALID_INPUT']);
  });
});

describe('accepting a request', () => {
  it('makes the asker partner, and gives what was asked as far as it can be given', async () => {
    const foreign = await stage.asset(eve, await stage.business(eve));
    const id = await request([
      grant(assets.AD_ACCOUNT, 'ANALYST', 'PROFILE_PUBLISHER'),
      grant(assets.PROFILE, 'FINANCE_VIEW'),
      grant(assets.CATALOG, 'ANALYST'),
      grant(foreign, 'ANALYST'),
      grant('not-there', 'ANALYST'),
    ]);
    expect(verdictsOf(await accept(ada, id))).toEqual(['OK']);
    expect(await levels()).toEqual({ [assets.AD_ACCOUNT]: ['ANALYST'] });
    expect(await stage.grantsOf(id)).toEqual([grant(assets.AD_ACCOUNT, 'ANALYST')]);
    expect(await stage.levelsOf(globex, acme)).toEqual({});
  });

  it('gives what the accepter names instead, of any type, or nothing', async () => {
    const id = await request([grant(assets.AD_ACCOUNT, 'ADMIN')]);
    expect(verdictsOf(await accept(ada, id, { assetGrants: [grant(assets.CATALOG, 'CATALOGS_VIEWER')] }))).toEqual([
      'OK',
    ]);
    expect(await levels()).toEqual({ [assets.CATALOG]: ['CATALOGS_VIEWER'] });
    const [row] = await stage.database.query<{ by: string }>(
      'select granted_by_user_id as by from asset_permission where asset_id = $1',
      [assets.CATALOG],
    );
    expect(row?.by).toBe(ada.id);

    const nothing = idOf(
      await stage.requestPartner(eve, await stage.business(eve), [acme], {
        assetGrants: [grant(assets.PROFILE, 'ADMIN')],
      }),
    );
    expect(verdictsOf(await accept(ada, nothing, { assetGrants: [] }))).toEqual(['OK']);
    expect(await stage.grantsOf(nothing)).toEqual([]);
  });

  it('refuses what the accepter cannot give, and leaves the request open', async () => {
    const third = await stage.business(eve);
    const [foreign, shared] = [await stage.asset(eve, third), await stage.asset(eve, third)];
    await stage.partner(eve, third, ada, acme, [grant(shared, 'ADMIN')]);
    const id = await request();
    const refused: [AssetGrant[], string, string][] = [
      [[grant(foreign, 'ADMIN')], 'NOT_FOUND', '0.assetId'],
      [[grant(shared, 'ADMIN'), grant(foreign, 'ADMIN')], 'NOT_FOUND', '1.assetId'],
      [[grant(assets.PROFILE, 'FINANCE_VIEW'), grant(shared, 'ADMIN')], 'CANNOT_RESHARE', '1.assetId'],
      [[grant(assets.PROFILE, 'FINANCE_VIEW')], 'LEVEL_NOT_APPLICABLE', '0.levels'],
      [[grant(assets.PROFILE)], 'INVALID_INPUT', '0.levels'],
      [[grant(assets.PROFILE, 'ADMIN'), grant(assets.PROFILE, 'ADMIN')], 'INVALID_INPUT', '1.assetId'],
    ];
    for (const [assetGrants, code, field] of refused) {
      const answer = await accept(ada, id, { assetGrants });
      expect([verdictsOf(answer), fieldsOf(answer)]).toEqual([[code], [`input.responses.0.assetGrants.${field}`]]);
    }
    expect(await stage.statusOf(id)).toBe('PENDING_SEND');
    const decline = await stage.respond(ada, [{ inviteId: id, accept: false, assetGrants: [] }]);
    expect(verdictsOf(decline)).toEqual(['INVALID_INPUT']);
    expect(verdictsOf(await stage.decline(ada, id))).toEqual(['OK']);
    // The invite's status goes behind NOT_FOUND, and before the rest.
    expect(verdictsOf(await accept(ada, id, { assetGrants: [grant(foreign, 'ADMIN')] }))).toEqual(['NOT_FOUND']);
    expect(verdictsOf(await accept(ada, id, { assetGrants: [grant(shared, 'ADMIN')] }))).toEqual([
      'INVITE_NOT_PENDING',
    ]);
  });

  const STRATEGIES: [GrantConflictStrategy | undefined, string[], string[]][] = [
    [undefined, ['ADMIN', 'ANALYST'], ['ANALYST']],
    ['MERGE', ['ADMIN', 'ANALYST'], ['ANALYST']],
    ['REPLACE', ['ANALYST'], ['ANALYST']],
    ['SKIP', ['ADMIN'], []],
  ];
  it.each(STRATEGIES)('with %s leaves the partner %j', async (grantConflict, held, granted) => {
    await stage.partner(ada, acme, bob, globex, [grant(assets.AD_ACCOUNT, 'ADMIN')]);
    const assetGrants = [grant(assets.AD_ACCOUNT, 'ANALYST'), grant(assets.PROFILE, 'ANALYST')];
    const id = idOf(await stage.requestAccess(bob, globex, [{ partnerId: acme, assetGrants }]));
    expect(verdictsOf(await accept(ada, id, grantConflict ? { grantConflict } : {}))).toEqual(['OK']);
    expect(await levels()).toEqual({ [assets.AD_ACCOUNT]: held, [assets.PROFILE]: ['ANALYST'] });
    expect(await stage.grantsOf(id)).toEqual([
      ...granted.map(() => grant(assets.AD_ACCOUNT, 'ANALYST')),
      grant(assets.PROFILE, 'ANALYST'),
    ]);
  });

  it('counts levels past their time as gone, and never prolongs those that are there for a time', async () => {
    await stage.partner(ada, acme, bob, globex, [grant(assets.AD_ACCOUNT, 'ADMIN'), grant(assets.PROFILE, 'ADMIN')]);
    await stage.database.query(
      `update asset_permission set expires_at = clock_timestamp() + case asset_id when $1 then '-1 s' else '1 h' end::interval
       where asset_id in ($1, $2)`,
      [assets.AD_ACCOUNT, assets.PROFILE],
    );
    const assetGrants = [grant(assets.AD_ACCOUNT, 'ANALYST'), grant(assets.PROFILE, 'ANALYST')];
    await accept(ada, idOf(await stage.requestAccess(bob, globex, [{ partnerId: acme, assetGrants }])));
    expect(await levels()).toEqual({ [assets.AD_ACCOUNT]: ['ANALYST'], [assets.PROFILE]: ['ADMIN', 'ANALYST'] });
    const rows = await stage.database.query<{ ends: boolean }>(
      'select expires_at is not null as ends from asset_permission where asset_id = any($1) order by asset_id = $2',
      [[assets.AD_ACCOUNT, assets.PROFILE], assets.PROFILE],
    );
    expect(rows.map(({ ends }) => ends)).toEqual([false, true]);
  });
});
