import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetGrantInput } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import {
  befriend,
  fields,
  grant,
  ids,
  levelsOf,
  type Office,
  officeOf,
  onlyId,
  openOffices,
  verdicts,
} from './office.js';

// Rows 5 and 6 of the operations that such a client has: which assets are given, and asked for.

let gateway: Gateway;
let acme: Office;
let brand: Office;
let shop: Office;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

/** Three businesses that have nothing to do with each other yet: Acme of Ada, Brand of Bob, Shop of Cleo. */
const open = async () => {
  [acme, brand, shop] = await openOffices(gateway);
};
describe('5: updates invites and requests with asset permissions', () => {
  beforeEach(open);

  it('replaces what open ones carry; acceptance grants exactly that', async () => {
    const [ad = '', profile = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE');
    const [asked = ''] = await shop.assets('AD_ACCOUNT');
    const member = onlyId(await acme.inviteMembers(['dan@example.com'], { assetGrants: [grant(ad, 'ADMIN')] }));
    const partner = onlyId(await acme.invitePartners([brand.id], { assetGrants: [grant(ad, 'ADMIN')] }));
    const request = onlyId(await acme.requestPartnerships([shop.id]));
    const payload = await acme.setGrants([
      { inviteId: member, assetGrants: [grant(profile, 'PROFILE_PUBLISHER'), grant(ad, 'ANALYST')] },
      { inviteId: partner, assetGrants: [grant(profile, 'ANALYST')] },
      { inviteId: request, assetGrants: [grant(asked, 'FINANCE_VIEW')] },
      { inviteId: 'inv_unknown', assetGrants: [] },
      { inviteId: member, assetGrants: [grant(ad, 'PROFILE_PUBLISHER')] },
    ]);
    expect(verdicts(payload)).toEqual(['OK', 'OK', 'OK', 'NOT_FOUND', 'LEVEL_NOT_APPLICABLE']);
    expect(fields(payload)[4]).toBe('input.invites.4.assetGrants.0.levels');
    expect(payload.results[1]?.invite?.assetGrants).toMatchObject([{ assetId: profile, levels: ['ANALYST'] }]);

    const dan = officeOf(acme.id, await gateway.as(person('dan')));
    await dan.accept(member);
    await brand.accept(partner);
    await shop.accept(request);
    expect(levelsOf(await dan.permissions())).toEqual({ [ad]: ['ANALYST'], [profile]: ['PROFILE_PUBLISHER'] });
    expect(await acme.partners('INTERNAL')).toEqual({ [brand.id]: { [profile]: ['ANALYST'] } });
    expect(await acme.partners('EXTERNAL')).toEqual({ [shop.id]: { [asked]: ['FINANCE_VIEW'] } });

    // What was accepted is changed as a permission from now on.
    const late = await acme.setGrants([member, partner, request].map((inviteId) => ({ inviteId, assetGrants: [] })));
    expect(verdicts(late)).toEqual(['ALREADY_MEMBER', 'ALREADY_PARTNER', 'ALREADY_PARTNER']);
    expect(levelsOf(await dan.permissions())).toEqual({ [ad]: ['ANALYST'], [profile]: ['PROFILE_PUBLISHER'] });
  });

  it('judges what a request asks for again, of a partner as of what it owns', async () => {
    const [ad = '', catalog = '', profile = ''] = await brand.assets('AD_ACCOUNT', 'CATALOG', 'PROFILE');
    await befriend(brand, acme);
    const inviteId = onlyId(await acme.requestAccess([{ partnerId: brand.id, assetGrants: [grant(ad, 'ANALYST')] }]));
    const set = async (...assetGrants: AssetGrantInput[]) =>
      verdicts(await acme.setGrants([{ inviteId, assetGrants }]));
    expect(await set(grant(catalog, 'ANALYST'))).toEqual(['ASSET_NOT_REQUESTABLE']);
    expect(await set(grant(profile, 'CAMPAIGN_MANAGER'))).toEqual(['LEVEL_NOT_APPLICABLE']);
    expect(await set(grant('unknown', 'ANALYST'))).toEqual(['NOT_FOUND']);
    expect(await set(grant(profile, 'ANALYST'))).toEqual(['OK']);
    await brand.accept(inviteId);
    expect(await acme.partners('EXTERNAL')).toEqual({ [brand.id]: { [profile]: ['ANALYST'] } });
    expect(await set(grant(profile, 'ADMIN'))).toEqual(['ALREADY_PARTNER']);
    const [partnership] = await acme.partnerships();
    await brand.endPartnerships(partnership?.id ?? '');
    expect(await set(grant(profile, 'ADMIN'))).toEqual(['INVITE_NOT_PENDING']); // nothing lives of it any more
  });

  it('refuses closed ones by their status, and what is the other side’s to change', async () => {
    const [cancelled = '', late = ''] = ids(await acme.inviteMembers(['x@example.com', 'y@example.com']));
    await acme.cancel(cancelled);
    await gateway.lapse(late);
    const theirs = onlyId(await shop.invitePartners([acme.id]));
    const payload = await acme.setGrants([cancelled, late, theirs].map((inviteId) => ({ inviteId, assetGrants: [] })));
    expect(verdicts(payload)).toEqual(['INVITE_NOT_PENDING', 'INVITE_EXPIRED', 'NOT_FOUND']);
  });
});

describe('6: requests access to assets of an existing partner', () => {
  beforeEach(open);
  const ask = (office: Office, partnerId: string, ...assetGrants: AssetGrantInput[]) =>
    office.requestAccess([{ partnerId, assetGrants }]);

  it('only of a partner, only what it owns, only what can be asked for, one at a time', async () => {
    const [ad = '', profile = '', catalog = ''] = await brand.assets('AD_ACCOUNT', 'PROFILE', 'CATALOG');
    const [own = ''] = await acme.assets('AD_ACCOUNT');
    await befriend(brand, acme);
    const one = async (...request: Parameters<typeof ask>) => {
      const payload = await ask(...request);
      return [verdicts(payload)[0], fields(payload)[0]?.replace('input.requests.0.', '')];
    };
    expect(await one(acme, shop.id, grant(ad, 'ANALYST'))).toEqual(['NOT_A_PARTNER', 'partnerId']);
    expect(await one(brand, acme.id, grant(own, 'ANALYST'))).toEqual(['NOT_A_PARTNER', 'partnerId']); // the other direction
    expect(await one(acme, 'nobody', grant(ad, 'ANALYST'))).toEqual(['NOT_FOUND', 'partnerId']);
    expect(await one(acme, brand.id, grant(own, 'ANALYST'))).toEqual(['NOT_FOUND', 'assetGrants.0.assetId']);
    expect(await one(acme, brand.id, grant(catalog, 'ANALYST'))).toEqual([
      ...['ASSET_NOT_REQUESTABLE', 'assetGrants.0.assetId'],
    ]);
    expect(await one(acme, brand.id, grant(profile, 'FINANCE_EDIT'))).toEqual([
      ...['LEVEL_NOT_APPLICABLE', 'assetGrants.0.levels'],
    ]);
    expect(await one(acme, brand.id)).toEqual(['INVALID_INPUT', 'assetGrants']);

    const payload = await acme.requestAccess([
      { partnerId: brand.id, assetGrants: [grant(ad, 'ANALYST'), grant(profile, 'ADMIN')] },
      { partnerId: brand.id, assetGrants: [grant(ad, 'ADMIN')] },
    ]);
    expect(verdicts(payload)).toEqual(['OK', 'ALREADY_INVITED']);
    expect(payload.results[0]?.invite).toMatchObject({
      ...{ type: 'ASSET_REQUEST', roles: ['PARTNER'], inviteeBusiness: { id: brand.id } },
      assetGrants: [
        { assetId: ad, asset: null },
        { assetId: profile, asset: null },
      ],
    });
    await brand.accept(payload.results[0]?.invite?.id ?? '');
    expect(await acme.partners('EXTERNAL')).toEqual({ [brand.id]: { [ad]: ['ANALYST'], [profile]: ['ADMIN'] } });
  });

  it.each([
    { grantConflict: 'MERGE', held: ['ANALYST', 'FINANCE_VIEW', 'CAMPAIGN_MANAGER'] },
    { grantConflict: 'REPLACE', held: ['ANALYST', 'CAMPAIGN_MANAGER'] },
    { grantConflict: 'SKIP', held: ['ANALYST', 'FINANCE_VIEW'] },
    { grantConflict: undefined, held: ['ANALYST', 'FINANCE_VIEW', 'CAMPAIGN_MANAGER'] },
  ] as const)('accepted with grantConflict $grantConflict leaves $held where levels exist', async (rule) => {
    const [ad = '', fresh = ''] = await brand.assets('AD_ACCOUNT', 'PROFILE');
    await befriend(brand, acme, [grant(ad, 'FINANCE_VIEW', 'ANALYST')]);
    const asked = onlyId(await ask(acme, brand.id, grant(ad, 'CAMPAIGN_MANAGER', 'ANALYST'), grant(fresh, 'ANALYST')));
    await brand.accept(asked, rule.grantConflict ? { grantConflict: rule.grantConflict } : {});
    expect(await brand.partners('INTERNAL')).toEqual({ [acme.id]: { [ad]: rule.held, [fresh]: ['ANALYST'] } });
  });
});
