import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptMail } from '../../src/server/endpoints.js';
import type { AssetGrantInput } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { settled } from './dashboard.js';
import { befriend, fields, grant, ids, type Office, officeOf, onlyId, openOffices, verdicts } from './office.js';

// Rows 1 and 2 of the operations that a client of a "business access" API has: the lists are in pinterest-lists.test.ts.

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
    const [dan] = ids(await brand.inviteMembers(['dan-b@example.com'], { roles: ['BIZ_ADMIN'] }));
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
    await officeOf(acme.id, await gateway.as(person('p3'))).respond([{ inviteId: declined, accept: false }]);
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
