import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endLatePermissions } from '../../src/jobs/expire-late.js';
import { createRightsStage, type RightsStage } from './rights-stage.js';
import { type Actor, idOf, verdictsOf } from './stage.js';

let stage: RightsStage;
let ada: Actor;
let bob: Actor;
let eve: Actor;
let acme: string;
let ad: string;
let eveId: string;
beforeAll(async () => {
  stage = await createRightsStage();
  [ada, bob, eve] = [await stage.user('ada'), await stage.user('bob'), await stage.user('eve')];
});
afterAll(() => stage.drop());
beforeEach(async () => {
  acme = await stage.business(ada);
  ad = await stage.asset(ada, acme);
  await stage.join(ada, acme, [eve]);
  eveId = await stage.activeId(acme, eve);
});

const linesOn = async (assetId: string): Promise<string[]> =>
  (await stage.permissions()).filter((line) => line.startsWith(assetId)).map((line) => line.slice(assetId.length + 1));
const ahead = (ms = 60_000): Date => new Date(Date.now() + ms);

describe('setting permissions', () => {
  it('replaces what the grantee holds on the asset, and keeps the permission’s id', async () => {
    const id = await stage.give(ada, acme, ad, eveId, ['ANALYST', 'FINANCE_VIEW']);
    expect(await stage.give(ada, acme, ad, eveId, ['CAMPAIGN_MANAGER', 'CAMPAIGN_MANAGER'])).toBe(id);
    expect(await linesOn(ad)).toEqual([`${eveId} CAMPAIGN_MANAGER`]);
  });

  it('judges each item: shape, what is there, what the type has', async () => {
    const catalog = await stage.asset(ada, acme, 'CATALOG');
    const prt = await stage.partnership(acme, await stage.business(bob));
    const answer = await stage.set(ada, acme, [
      { assetId: ad, levels: ['ANALYST'] },
      { assetId: ad, memberId: eveId, partnershipId: prt, levels: ['ANALYST'] },
      { assetId: ad, memberId: eveId, levels: [] },
      { assetId: ad, memberId: eveId, levels: Array(11).fill('ADMIN') },
      { assetId: ad, memberId: eveId, levels: ['ADMIN'], expiresAt: ahead(-1_000) },
      { assetId: 'nothing', memberId: eveId, levels: ['ADMIN'] },
      { assetId: ad, memberId: 'mem_nobody', levels: ['ADMIN'] },
      { assetId: ad, partnershipId: 'prt_nobody', levels: ['ADMIN'] },
      { assetId: catalog, memberId: eveId, levels: ['ADMIN', 'PROFILE_PUBLISHER'] },
      { assetId: catalog, partnershipId: prt, levels: ['CATALOGS_VIEWER'], expiresAt: ahead() },
    ]);
    expect(verdictsOf(answer)).toEqual([
      ...Array(5).fill('INVALID_INPUT'),
      ...Array(3).fill('NOT_FOUND'),
      'LEVEL_NOT_APPLICABLE',
      'OK',
    ]);
    expect(answer.items.map((item) => item.error?.field?.slice(2).join('.'))).toEqual([
      '0',
      '1',
      '2.levels',
      '3.levels',
      '4.expiresAt',
      '5.assetId',
      '6.memberId',
      '7.partnershipId',
      '8.levels',
      undefined,
    ]);
    expect(await linesOn(catalog)).toEqual([`${prt} CATALOGS_VIEWER`]);
  });

  it('finds no grantee that is invited, gone, of another business, or host itself', async () => {
    const other = await stage.business(bob);
    const reached = await stage.partnership(other, acme);
    await stage.invited(ada, acme, 'new@example.com');
    const [invited] = await stage.database.query<{ id: string }>(
      `select id from account_member where business_id = $1 and status = 'INVITED'`,
      [acme],
    );
    await stage.remove(ada, acme, [eveId]);
    const answer = await stage.set(ada, acme, [
      { assetId: ad, memberId: invited?.id, levels: ['ANALYST'] },
      { assetId: ad, memberId: eveId, levels: ['ANALYST'] },
      { assetId: ad, memberId: await stage.activeId(other, bob), levels: ['ANALYST'] },
      { assetId: ad, partnershipId: reached, levels: ['ANALYST'] },
    ]);
    expect(verdictsOf(answer)).toEqual(Array(4).fill('NOT_FOUND'));
    expect(await linesOn(ad)).toEqual([]);
  });

  it('never shares on what is shared, and finds nothing of others that is not', async () => {
    const other = await stage.business(bob);
    const [shared, hidden] = [await stage.asset(bob, other), await stage.asset(bob, other)];
    const prt = await stage.partnership(other, acme);
    idOf(await stage.set(bob, other, [{ assetId: shared, partnershipId: prt, levels: ['ADMIN'] }]));
    const answer = await stage.set(ada, acme, [
      { assetId: shared, memberId: eveId, levels: ['ANALYST'] },
      { assetId: hidden, memberId: eveId, levels: ['ANALYST'] },
    ]);
    expect(verdictsOf(answer)).toEqual(['CANNOT_RESHARE', 'NOT_FOUND']);
  });

  it('is an EMPLOYEE’s on the assets they hold ADMIN on, for members alone', async () => {
    const prt = await stage.partnership(acme, await stage.business(bob));
    const second = await stage.asset(ada, acme);
    const owner = await stage.activeId(acme, ada);
    await stage.give(ada, acme, ad, eveId, ['ADMIN']);
    await stage.give(ada, acme, second, eveId, ['ANALYST']);
    idOf(await stage.set(ada, acme, [{ assetId: second, partnershipId: prt, levels: ['ANALYST'] }]));
    const asked = [
      { assetId: ad, memberId: owner, levels: ['FINANCE_EDIT' as const] },
      { assetId: second, memberId: owner, levels: ['ANALYST' as const] },
      { assetId: ad, memberId: 'mem_nobody', levels: ['ANALYST' as const] },
      { assetId: ad, partnershipId: prt, levels: ['ANALYST' as const] },
    ];
    expect(verdictsOf(await stage.set(eve, acme, asked))).toEqual(['OK', 'FORBIDDEN', 'NOT_FOUND', 'NOT_FOUND']);
    // Only a partner that reaches the asset already is known to who administers it.
    idOf(await stage.set(ada, acme, [{ assetId: ad, partnershipId: prt, levels: ['ANALYST'] }]));
    expect(verdictsOf(await stage.set(eve, acme, asked.slice(3)))).toEqual(['FORBIDDEN']);
    expect(verdictsOf(await stage.set(bob, acme, asked.slice(0, 1)))).toEqual(['call: FORBIDDEN']);
    const stranger = await stage.user('stranger');
    expect(verdictsOf(await stage.set(stranger, acme, asked.slice(0, 1)))).toEqual(['call: NOT_FOUND']);
  });

  it('counts what is over as gone: it gives nothing, shares nothing, and is made anew', async () => {
    const id = await stage.give(ada, acme, ad, eveId, ['ADMIN']);
    const lapse = () =>
      stage.database.query(
        `update asset_permission set expires_at = clock_timestamp(), created_at = 'epoch' where id = $1`,
        [id],
      );
    await lapse();
    expect(verdictsOf(await stage.set(eve, acme, [{ assetId: ad, memberId: eveId, levels: ['ADMIN'] }]))).toEqual([
      'NOT_FOUND',
    ]);
    expect(verdictsOf(await stage.revoke(ada, acme, [id]))).toEqual(['NOT_FOUND']);
    await stage.give(ada, acme, ad, eveId, ['ANALYST']);
    const rows = await stage.database.query<{ createdAt: Date; expiresAt: Date | null }>(
      'select created_at as "createdAt", expires_at as "expiresAt" from asset_permission where asset_id = $1',
      [ad],
    );
    expect(rows).toMatchObject([{ expiresAt: null }]);
    expect(rows[0]?.createdAt.getTime()).toBeGreaterThan(0);
  });
});

describe('revoking permissions', () => {
  it('is the owning business’s, once, and answers what it last was with asset and grantee', async () => {
    const id = await stage.give(ada, acme, ad, eveId, ['ANALYST']);
    const answer = await stage.revoke(ada, acme, [id, id], { idempotencyKey: 'once' });
    expect(verdictsOf(answer)).toEqual(['OK', 'NOT_FOUND']);
    expect(answer.items[0]?.ended).toMatchObject({
      id,
      levels: ['ANALYST'],
      asset: { id: ad, businessId: acme },
      member: { id: eveId, businessId: acme },
      partnership: null,
    });
    expect(await linesOn(ad)).toEqual([]);
    const again = await stage.revoke(ada, acme, [id, id], { idempotencyKey: 'once' });
    expect(verdictsOf(again)).toEqual(['OK', 'NOT_FOUND']);
    expect(again.items[0]).toEqual({ id, error: null });
  });

  it('lets members give up their own, and an asset’s ADMIN take any of it; of others they find nothing', async () => {
    const owner = await stage.activeId(acme, ada);
    const second = await stage.asset(ada, acme);
    const own = await stage.give(ada, acme, ad, eveId, ['ANALYST']);
    const others = await stage.give(ada, acme, ad, owner, ['ANALYST']);
    const admin = await stage.give(ada, acme, second, eveId, ['ADMIN']);
    const reached = await stage.give(ada, acme, second, owner, ['ANALYST']);
    const answer = await stage.revoke(eve, acme, [own, others, reached, admin]);
    expect(verdictsOf(answer)).toEqual(['OK', 'NOT_FOUND', 'OK', 'OK']);
    expect(await linesOn(ad)).toEqual([`${owner} ANALYST`]);
  });

  it('lets the partner give up what it holds under its own name alone', async () => {
    const other = await stage.business(bob);
    await stage.join(bob, other, [eve]);
    const prt = await stage.partnership(acme, other);
    const id = idOf(await stage.set(ada, acme, [{ assetId: ad, partnershipId: prt, levels: ['ANALYST'] }]));
    expect(verdictsOf(await stage.revoke(bob, acme, [id]))).toEqual(['call: FORBIDDEN']);
    expect(verdictsOf(await stage.revoke(eve, other, [id]))).toEqual(['NOT_FOUND']);
    const strange = await stage.business(bob);
    expect(verdictsOf(await stage.revoke(bob, strange, [id]))).toEqual(['NOT_FOUND']);
    const answer = await stage.revoke(bob, other, [id]);
    expect(verdictsOf(answer)).toEqual(['OK']);
    expect(answer.items[0]?.ended).toMatchObject({
      partnership: { id: prt, hostId: acme, partnerId: other },
      member: null,
    });
  });
});

describe('permissions past their time', () => {
  it('are deleted, and no others', async () => {
    const owner = await stage.activeId(acme, ada);
    const over = await stage.give(ada, acme, ad, eveId, ['ADMIN']);
    idOf(await stage.set(ada, acme, [{ assetId: ad, memberId: owner, levels: ['ADMIN'], expiresAt: ahead() }]));
    await stage.database.query('update asset_permission set expires_at = clock_timestamp() where id = $1', [over]);
    expect(await endLatePermissions(stage.database)).toBeGreaterThan(0);
    expect(await linesOn(ad)).toEqual([`${owner} ADMIN`]);
    expect(await endLatePermissions(stage.database)).toBe(0);
  });
});
