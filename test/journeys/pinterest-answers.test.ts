import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetGrantInput } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { fields, grant, join, type Office, officeOf, onlyId, openOffices, verdicts } from './office.js';

// Row 4 of the operations that a client of a "business access" API has: who is addressed answers, and sets the assets.

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
describe('4: accepts and declines in one batch, and says what it gives', () => {
  beforeEach(open);

  it('answers invites and requests of several businesses, each once', async () => {
    const [mine = ''] = await acme.assets('AD_ACCOUNT');
    const [asked = '', chosen = ''] = await brand.assets('AD_ACCOUNT', 'PROFILE');
    const invite = onlyId(await acme.invitePartners([brand.id], { assetGrants: [grant(mine, 'ANALYST')] }));
    const request = onlyId(await acme.requestPartnerships([brand.id], { assetGrants: [grant(asked, 'ADMIN')] }));
    const unwanted = onlyId(await shop.requestPartnerships([brand.id]));
    const elsewhere = onlyId(await shop.invitePartners([acme.id]));

    const payload = await brand.respond([
      { inviteId: invite, accept: true },
      { inviteId: request, accept: true, assetGrants: [grant(chosen, 'PROFILE_PUBLISHER', 'ANALYST')] },
      { inviteId: unwanted, accept: false },
      { inviteId: elsewhere, accept: true },
    ]);
    expect(verdicts(payload)).toEqual(['OK', 'OK', 'OK', 'NOT_FOUND']);
    expect(payload.results.map(({ invite: answered }) => answered?.status)).toEqual([
      ...['ACCEPTED', 'ACCEPTED', 'DECLINED', undefined],
    ]);
    expect(await brand.partners('EXTERNAL')).toEqual({ [acme.id]: { [mine]: ['ANALYST'] } });
    expect(await acme.partners('EXTERNAL')).toEqual({ [brand.id]: { [chosen]: ['ANALYST', 'PROFILE_PUBLISHER'] } });
    // The sender sees who answered, what became of it, and the asset that it reaches now.
    const [answered] = await acme.invites({ types: ['PARTNER_REQUEST'] });
    expect(answered).toMatchObject({
      ...{
        id: request,
        closedBy: { id: 'usr_bob' },
        partnership: { host: { id: brand.id }, partner: { id: acme.id } },
      },
      assetGrants: [{ assetId: chosen, asset: { id: chosen } }],
    });
    expect(await shop.invites({ direction: 'SENT', statuses: ['DECLINED'] })).toMatchObject([
      { id: unwanted, closedBy: { id: 'usr_bob' }, partnership: null },
    ]);
    // The same again changes nothing as long as the partnership lives.
    expect(verdicts(await brand.respond([{ inviteId: invite, accept: true }]))).toEqual(['OK']);
    expect(verdicts(await brand.respond([{ inviteId: invite, accept: false }]))).toEqual(['INVITE_NOT_PENDING']);
  });

  it('refuses assets with any other answer, and what is not the accepter’s to give', async () => {
    const [catalog = '', ad = ''] = await acme.assets('CATALOG', 'AD_ACCOUNT');
    const [foreign = ''] = await shop.assets('AD_ACCOUNT');
    const invite = onlyId(await shop.invitePartners([acme.id], { assetGrants: [grant(foreign, 'ANALYST')] }));
    const request = onlyId(await shop.requestPartnerships([acme.id], { assetGrants: [grant(catalog, 'ANALYST')] }));
    const say = async (inviteId: string, accept: boolean, ...assetGrants: AssetGrantInput[]) => {
      const payload = await acme.respond([{ inviteId, accept, assetGrants }]);
      return [verdicts(payload)[0], fields(payload)[0]?.replace('input.responses.0.', '')];
    };
    expect(await say(invite, true, grant(ad, 'ANALYST'))).toEqual(['INVALID_INPUT', 'assetGrants']);
    expect(await say(request, false, grant(ad, 'ANALYST'))).toEqual(['INVALID_INPUT', 'assetGrants']);
    expect(await say(request, true, grant('unknown', 'ANALYST'))).toEqual(['NOT_FOUND', 'assetGrants.0.assetId']);
    expect(await say(request, true, grant(ad, 'PROFILE_PUBLISHER'))).toEqual([
      ...['LEVEL_NOT_APPLICABLE', 'assetGrants.0.levels'],
    ]);
    expect(await say(request, true, grant(foreign, 'ANALYST'))).toEqual(['NOT_FOUND', 'assetGrants.0.assetId']);
    await acme.accept(invite);
    expect(await say(request, true, grant(foreign, 'ANALYST'))).toEqual(['CANNOT_RESHARE', 'assetGrants.0.assetId']);
    // What is named may be of any type; by default only what can be asked for is given.
    expect(await say(request, true, grant(catalog, 'CATALOGS_VIEWER'))).toEqual(['OK', undefined]);
    expect(await acme.partners('INTERNAL')).toEqual({ [shop.id]: { [catalog]: ['CATALOGS_VIEWER'] } });
  });

  it('leaves out what cannot be given when nothing is named, and makes a bare partner of who is given nothing', async () => {
    const [ad = '', catalog = ''] = await shop.assets('AD_ACCOUNT', 'CATALOG');
    const asked = [grant(ad, 'ANALYST', 'PROFILE_PUBLISHER'), grant(catalog, 'ANALYST'), grant('nothing', 'ANALYST')];
    const requests = [brand, acme].map((office) => office.requestPartnerships([shop.id], { assetGrants: asked }));
    const [plain = '', bare = ''] = (await Promise.all(requests)).map(onlyId);
    await shop.accept(plain);
    await shop.accept(bare, { assetGrants: [] });
    const [mine] = await brand.invites({ types: ['PARTNER_REQUEST'], direction: 'SENT' });
    expect(mine?.assetGrants).toMatchObject([{ assetId: ad, levels: ['ANALYST'], asset: { id: ad } }]);
    expect(await shop.partners('INTERNAL')).toMatchObject({ [brand.id]: { [ad]: ['ANALYST'] }, [acme.id]: {} });
  });

  it('gives and makes nothing when one of all is refused, but what was due is done', async () => {
    const { office: sender, memberId } = await join(gateway, shop, person('sue'), { roles: ['BIZ_ADMIN'] });
    const orphaned = onlyId(await sender.requestPartnerships([acme.id]));
    const good = onlyId(await brand.requestPartnerships([acme.id]));
    const late = onlyId(await brand.invitePartners([acme.id]));
    await shop.updateRoles({ memberId, roles: ['EMPLOYEE'] }); // who asked may no longer ask
    await gateway.lapse(late);
    const responses = [good, orphaned, late].map((inviteId) => ({ inviteId, accept: true }));
    const payload = await acme.respond(responses, { mode: 'ALL_OR_NOTHING' });
    expect(verdicts(payload)).toEqual(['ABORTED', 'INVITE_NOT_PENDING', 'INVITE_EXPIRED']);
    expect(payload.results.map(({ error }) => error?.retryable)).toEqual([true, false, false]);
    expect(await acme.partnerships()).toEqual([]);
    const received = await acme.invites({ direction: 'RECEIVED' });
    expect(
      Object.fromEntries(received.map(({ id, status, closedBy }) => [id, [status.slice(0, 7), closedBy]])),
    ).toEqual({
      ...{ [good]: ['PENDING', null], [orphaned]: ['CANCELL', null], [late]: ['EXPIRED', null] },
    });
    expect(verdicts(await acme.respond(responses))).toEqual(['OK', 'INVITE_NOT_PENDING', 'INVITE_EXPIRED']);
  });

  it('takes crossing ones in one batch of who administers both sides, and tells the sides apart afterwards', async () => {
    await join(gateway, brand, person('ada'), { roles: ['BIZ_ADMIN'] });
    const adas = officeOf(brand.id, acme.client);
    const [ad = '', profile = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE');
    const [theirs = ''] = await brand.assets('AD_ACCOUNT');
    const invite = onlyId(await acme.invitePartners([brand.id], { assetGrants: [grant(ad, 'ANALYST')] }));
    const request = onlyId(await adas.requestPartnerships([acme.id], { assetGrants: [grant(profile, 'ANALYST')] }));
    const back = onlyId(await adas.invitePartners([acme.id], { assetGrants: [grant(theirs, 'ADMIN')] }));
    const payload = await acme.respond([
      { inviteId: invite, accept: true },
      { inviteId: request, accept: true, assetGrants: [grant(ad, 'FINANCE_VIEW'), grant(profile, 'ANALYST')] },
      { inviteId: back, accept: true },
      { inviteId: request, accept: true },
    ]);
    expect(verdicts(payload)).toEqual(['OK', 'OK', 'OK', 'OK']);
    const made = new Map((await acme.invites()).map(({ id, partnership }) => [id, partnership?.id]));
    const [one, two, other] = [made.get(invite), made.get(request), made.get(back)];
    expect([one === two, one === other]).toEqual([true, false]);
    expect(await acme.partners('INTERNAL')).toEqual({
      [brand.id]: { [ad]: ['ANALYST', 'FINANCE_VIEW'], [profile]: ['ANALYST'] },
    });
    expect(await acme.partners('EXTERNAL')).toEqual({ [brand.id]: { [theirs]: ['ADMIN'] } });

    // Rights count at the side that is named, though the same person has them at the other.
    const held = (await acme.permissions()).find(({ asset }) => asset.id === ad);
    const onTheirs = { assetId: theirs, levels: ['ADMIN' as const] };
    expect(verdicts(await acme.setPermissions({ ...onTheirs, partnershipId: other ?? '' }))).toEqual(['NOT_FOUND']);
    expect(verdicts(await acme.setPermissions({ ...onTheirs, partnershipId: one ?? '' }))).toEqual(['CANNOT_RESHARE']);
    expect(verdicts(await shop.revoke(held?.id ?? ''))).toEqual(['NOT_FOUND']);
    expect(verdicts(await adas.revoke(held?.id ?? ''))).toEqual(['OK']);
    expect(verdicts(await adas.endPartnerships(one ?? '', other ?? ''))).toEqual(['OK', 'OK']);
    expect([await acme.partnerships(), await brand.partnerships()]).toEqual([[], []]);
  });
});
