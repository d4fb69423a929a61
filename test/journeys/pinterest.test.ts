import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptMail } from '../../src/server/endpoints.js';
import type { AssetGrantInput } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { settled } from './dashboard.js';
import { befriend, fields, grant, ids, type Office, officeOf, onlyId, openOffices, verdicts } from './office.js';

// Rows 1, 2 and 4 to 6 of what a client of a "business access" API does: the lists are in pinterest-lists.test.ts.

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
describe('1: creates invites and requests in batches', () => {
  beforeAll(open);

  it('MEMBER_INVITE: a result for each address, in order, the bad ones refused by themselves', async () => {
    const emails = ['dan@example.com', 'no address', 'eve@example.com', 'DAN@example.com', 'ada@example.com'];
    const payload = await acme.inviteMembers(emails, { roles: ['BIZ_ADMIN'], message: 'Come along' });
    expect(verdicts(payload)).toEqual(['OK', 'INVALID_INPUT', 'OK', 'ALREADY_INVITED', 'SELF_INVITE']);
    expect(payload.results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(payload.results[2]?.invite).toMatchObject({
      ...{ type: 'MEMBER_INVITE', roles: ['BIZ_ADMIN'], inviteeEmail: 'eve@example.com', message: 'Come along' },
      ...{ business: { id: acme.id }, createdBy: { id: 'usr_ada' } },
    });
  });

  it('PARTNER_INVITE: a result for each business, in order, with what acceptance will grant', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const partnerIds = [brand.id, 'nobody', acme.id, shop.id, brand.id];
    const payload = await acme.invitePartners(partnerIds, { assetGrants: [grant(ad, 'ANALYST', 'FINANCE_VIEW')] });
    expect(verdicts(payload)).toEqual(['OK', 'NOT_FOUND', 'SELF_INVITE', 'OK', 'ALREADY_INVITED']);
    expect(fields(payload)[1]).toBe('input.partnerIds.1');
    expect(payload.results[0]?.invite).toMatchObject({
      ...{ type: 'PARTNER_INVITE', roles: ['PARTNER'], business: { id: acme.id }, inviteeBusiness: { id: brand.id } },
      ...{ inviteeEmail: null, inviteeUser: null, member: null, partnership: null, viewerIsInvitee: false },
      assetGrants: [{ assetId: ad, levels: ['ANALYST', 'FINANCE_VIEW'], asset: { id: ad, type: 'AD_ACCOUNT' } }],
    });
    const [received] = await brand.invites({ direction: 'RECEIVED' });
    expect(received).toMatchObject({
      ...{ id: payload.results[0]?.invite?.id, viewerIsInvitee: true, business: { id: acme.id, name: 'Acme' } },
      assetGrants: [{ assetId: ad, asset: { id: ad, type: 'AD_ACCOUNT' } }], // what is offered has a name
    });
  });

  it('PARTNER_REQUEST: names assets of strangers by form alone, and shows none of them', async () => {
    const [ad = ''] = await brand.assets('AD_ACCOUNT');
    const asked = [grant(ad, 'ANALYST'), grant('no-such-asset', 'PROFILE_PUBLISHER')];
    const payload = await acme.requestPartnerships([brand.id, 'nobody', acme.id], { assetGrants: asked });
    expect(verdicts(payload)).toEqual(['OK', 'NOT_FOUND', 'SELF_INVITE']);
    expect(payload.results[0]?.invite).toMatchObject({
      ...{ type: 'PARTNER_REQUEST', roles: ['PARTNER'], business: { id: acme.id }, inviteeBusiness: { id: brand.id } },
      assetGrants: [
        { assetId: ad, levels: ['ANALYST'], asset: null },
        { assetId: 'no-such-asset', levels: ['PROFILE_PUBLISHER'], asset: null },
      ],
    });
    const illFormed = await acme.requestPartnerships([shop.id], { assetGrants: [grant('no asset!', 'ANALYST')] });
    expect(verdicts(illFormed)).toEqual(['whole: INVALID_INPUT']);
    expect(fields(illFormed)).toEqual(['input.assetGrants.0.assetId']);
  });

  it('tells each OWNER and BIZ_ADMIN of the addressed business by mail, which makes it PENDING', async () => {
    const [dan] = await ids(await brand.inviteMembers(['dan-b@example.com'], { roles: ['BIZ_ADMIN'] }));
    await officeOf(brand.id, await gateway.as(person('dan-b'))).accept(dan ?? '');
    await acme.cancel(
      ...(await acme.invites({ types: ['PARTNER_INVITE'], statuses: ['PENDING'] })).map(({ id }) => id),
    );
    const id = onlyId(await acme.invitePartners([brand.id], { message: 'Partners?' }));
    await settled(gateway);
    const mails = (await (await fetch(`${gateway.url}/dev/mail.json`)).json()) as KeptMail[]; // the shape that the route states
    const told = mails.filter(({ text }) => text.includes(id));
    expect(told.map(({ to }) => to).toSorted()).toEqual(['bob@example.com', 'dan-b@example.com']);
    expect(told[0]?.text).toContain('Partners?');
    const [invite] = await acme.invites({ types: ['PARTNER_INVITE'] });
    expect(invite).toMatchObject({ id, status: 'PENDING', sendCount: 2, sentAt: expect.any(String) });
  });

  it('judges shared grants once: what is not its own, cannot be, or is beyond the type of the asset', async () => {
    const [catalog = ''] = await acme.assets('CATALOG');
    const [foreign = ''] = await brand.assets('AD_ACCOUNT');
    const offer = async (...assetGrants: AssetGrantInput[]) => {
      const payload = await acme.invitePartners([shop.id, brand.id], { assetGrants, validateOnly: true });
      return [...verdicts(payload), fields(payload)[0]];
    };
    expect(await offer(grant(foreign, 'ANALYST'))).toEqual(['whole: NOT_FOUND', 'input.assetGrants.0.assetId']);
    expect(await offer(grant(catalog, 'PROFILE_PUBLISHER'))).toEqual([
      ...['whole: LEVEL_NOT_APPLICABLE', 'input.assetGrants.0.levels'],
    ]);
    expect(await offer(grant(catalog))).toEqual(['whole: INVALID_INPUT', 'input.assetGrants.0.levels']);
    const many = await acme.invitePartners(Array.from({ length: 101 }, (_, index) => `b${index}`));
    expect(verdicts(many)).toEqual(['whole: BATCH_TOO_LARGE']);
    expect(verdicts(await acme.requestPartnerships([]))).toEqual(['whole: INVALID_INPUT']);
  });

  it('writes all or nothing, nothing in a dry run, and once under one key', async () => {
    const { length } = await shop.invites();
    const both = [acme.id, 'nobody'];
    const refused = await shop.invitePartners(both, { mode: 'ALL_OR_NOTHING' });
    expect(verdicts(refused)).toEqual(['ABORTED', 'NOT_FOUND']);
    const dry = await shop.requestPartnerships(both, { validateOnly: true });
    expect(verdicts(dry)).toEqual(['OK', 'NOT_FOUND']);
    expect(dry.results[0]?.invite).toBeNull();
    expect(await shop.invites()).toHaveLength(length);

    const once = () => shop.invitePartners(both, { idempotencyKey: 'once' });
    const [first, second] = [await once(), await once()];
    expect(first.results[0]?.invite?.id).toBeTruthy();
    expect(second.results.map(({ invite, error }) => [invite?.id, error?.code])).toEqual(
      first.results.map(({ invite, error }) => [invite?.id, error?.code]),
    );
    expect(await shop.invites()).toHaveLength(length + 1);
    const other = await shop.invitePartners([acme.id], { idempotencyKey: 'once' });
    expect(verdicts(other)).toEqual(['whole: IDEMPOTENCY_CONFLICT']);
  });
});

describe('2: cancels invites and requests in one batch', () => {
  beforeAll(open);

  it('of every type, beside those that are closed, late, received or unknown', async () => {
    const friend = await befriend(brand, acme);
    const [ad = ''] = await brand.assets('AD_ACCOUNT');
    const [open = '', accepted = '', declined = '', late = ''] = ids(
      await acme.inviteMembers(['p1@example.com', 'p2@example.com', 'p3@example.com', 'p4@example.com']),
    );
    await officeOf(acme.id, await gateway.as(person('p2'))).accept(accepted);
    await (await officeOf(acme.id, await gateway.as(person('p3')))).respond([{ inviteId: declined, accept: false }]);
    const partnerInvite = onlyId(await acme.invitePartners([shop.id]));
    const request = onlyId(await acme.requestPartnerships([shop.id]));
    const assetRequest = onlyId(
      await acme.requestAccess([{ partnerId: brand.id, assetGrants: [grant(ad, 'ANALYST')] }]),
    );
    const received = onlyId(await shop.invitePartners([acme.id]));
    await gateway.lapse(late);

    const mine = [open, partnerInvite, request, assetRequest];
    const payload = await acme.cancel(...mine, accepted, declined, late, received, 'inv_unknown', open);
    expect(verdicts(payload)).toEqual([
      ...mine.map(() => 'OK'),
      ...['INVITE_NOT_PENDING', 'INVITE_NOT_PENDING', 'INVITE_EXPIRED', 'NOT_FOUND', 'NOT_FOUND', 'INVITE_NOT_PENDING'],
    ]);
    expect(payload.results.slice(0, 4).map(({ invite }) => invite?.status)).toEqual(mine.map(() => 'CANCELLED'));
    expect(payload.results[4]?.error?.message).toContain('ACCEPTED');
    expect(await shop.invites({ direction: 'SENT' })).toMatchObject([
      { id: received, status: expect.stringMatching(/^PENDING/) },
    ]);
    expect((await acme.partnerships('EXTERNAL')).map(({ id }) => id)).toEqual([friend]); // as it was
    expect(verdicts(await brand.cancel(partnerInvite))).toEqual(['NOT_FOUND']);
    expect(verdicts(await officeOf(acme.id, shop.client).cancel(partnerInvite))).toEqual(['whole: FORBIDDEN']);
  });
});

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
});
