import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MemberPermissionsDocument, PartnerInviteDocument } from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import {
  befriend,
  fields,
  grant,
  join,
  levelsOf,
  type Office,
  officeOf,
  onlyId,
  openOffices,
  verdicts,
} from './office.js';

// What becomes of partnerships and permissions: who sees them, how they change, and what ends with what.

let gateway: Gateway;
let acme: Office;
let brand: Office;
let shop: Office;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  [acme, brand, shop] = await openOffices(gateway);
});

const ahead = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
/** The second that the sweeper has, and one more for a machine with other work. */
const within = { timeout: 2_000, interval: 20 };

describe('a partnership', () => {
  it('is INTERNAL to the host and EXTERNAL to the partner, and nobody else’s', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const id = await befriend(acme, brand, [grant(ad, 'ANALYST')]);
    const reached = { [ad]: ['ANALYST'] };
    expect(await acme.partners('INTERNAL')).toEqual({ [brand.id]: reached });
    expect(await acme.partners('EXTERNAL')).toEqual({});
    expect(await brand.partners('EXTERNAL')).toEqual({ [acme.id]: reached });
    expect(await brand.partners('INTERNAL')).toEqual({});
    for (const office of [acme, brand]) {
      expect(await office.partnerships()).toMatchObject([{ id, host: { name: 'Acme' }, partner: { name: 'Brand' } }]);
    }
    expect(await officeOf(acme.id, shop.client).partnerships()).toEqual([]);
    // The asset stays its owner's: the partner lists none, and sees the one it reaches as theirs.
    expect(await brand.permissions()).toEqual([]);
    expect((await brand.partnerships())[0]?.assetPermissions.nodes[0]?.asset).toMatchObject({
      ...{ id: ad, owner: { id: acme.id } },
    });
  });

  it('takes in the grants of an invite and a request that cross', async () => {
    const [ad = '', profile = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE');
    const invite = onlyId(
      await acme.invitePartners([brand.id], { assetGrants: [grant(ad, 'ANALYST'), grant(profile, 'ANALYST')] }),
    );
    const request = onlyId(
      await brand.requestPartnerships([acme.id], { assetGrants: [grant(ad, 'CAMPAIGN_MANAGER')] }),
    );
    await brand.accept(invite);
    await acme.accept(request);
    const partnerships = await acme.partnerships();
    expect(partnerships).toHaveLength(1);
    expect(await brand.partners('EXTERNAL')).toEqual({
      [acme.id]: { [ad]: ['ANALYST', 'CAMPAIGN_MANAGER'], [profile]: ['ANALYST'] },
    });
    for (const id of [invite, request]) {
      const { invite: answered } = await brand.client.run(PartnerInviteDocument, { id });
      expect(answered?.partnership?.id).toBe(partnerships[0]?.id);
    }
    expect(verdicts(await acme.invitePartners([brand.id]))).toEqual(['ALREADY_PARTNER']);
    expect(verdicts(await brand.requestPartnerships([acme.id]))).toEqual(['ALREADY_PARTNER']);
    expect(verdicts(await brand.invitePartners([acme.id], { validateOnly: true }))).toEqual(['OK']); // the other direction
  });

  it.each(['host', 'partner'] as const)('is ended by its %s with all that hangs on it, and made anew', async (side) => {
    const [ad = '', more = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE');
    const id = await befriend(acme, brand, [grant(ad, 'ANALYST')]);
    const invite = (await acme.invites())[0]?.id ?? '';
    const request = onlyId(await brand.requestAccess([{ partnerId: acme.id, assetGrants: [grant(more, 'ANALYST')] }]));
    expect(verdicts(await shop.endPartnerships(id))).toEqual(['NOT_FOUND']);
    const payload = await (side === 'host' ? acme : brand).endPartnerships(id, id);
    expect(verdicts(payload)).toEqual(['OK', 'NOT_FOUND']);
    expect(payload.results[0]?.partnership).toMatchObject({ id, host: { id: acme.id }, partner: { id: brand.id } });

    expect([await acme.partnerships(), await brand.partnerships(), await acme.permissions()]).toEqual([[], [], []]);
    const [asked] = await brand.invites({ types: ['ASSET_REQUEST'] });
    expect(asked).toMatchObject({ id: request, status: 'CANCELLED', closedBy: null });
    expect(verdicts(await brand.requestAccess([{ partnerId: acme.id, assetGrants: [grant(ad, 'ANALYST')] }]))).toEqual([
      'NOT_A_PARTNER',
    ]);
    expect(verdicts(await brand.respond([{ inviteId: invite, accept: true }]))).toEqual(['INVITE_NOT_PENDING']);
    expect(await befriend(acme, brand)).not.toBe(id);
    expect(await brand.partners('EXTERNAL')).toEqual({ [acme.id]: {} });
  });
});

describe('permissions', () => {
  it('are replaced, for members and partners alike, and given up by who holds them', async () => {
    const [ad = '', profile = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE');
    const partnershipId = await befriend(acme, brand, [grant(ad, 'ANALYST', 'FINANCE_VIEW')]);
    const { office: dan, memberId } = await join(gateway, acme, person('dan'), { assetGrants: [grant(ad, 'ADMIN')] });
    const payload = await acme.setPermissions(
      { assetId: ad, partnershipId, levels: ['CAMPAIGN_MANAGER'] },
      { assetId: ad, memberId, levels: ['FINANCE_EDIT', 'ANALYST', 'ANALYST'] },
      { assetId: profile, memberId, levels: ['PROFILE_PUBLISHER'] },
      { assetId: profile, memberId, partnershipId, levels: ['ANALYST'] },
      { assetId: profile, levels: ['ANALYST'], memberId: 'mem_unknown' },
      { assetId: ad, memberId, levels: ['PROFILE_PUBLISHER'] },
      { assetId: ad, memberId, levels: [] },
      { assetId: 'unknown', memberId, levels: ['ANALYST'] },
    );
    expect(verdicts(payload)).toEqual([
      ...['OK', 'OK', 'OK', 'INVALID_INPUT', 'NOT_FOUND', 'LEVEL_NOT_APPLICABLE', 'INVALID_INPUT', 'NOT_FOUND'],
    ]);
    expect(fields(payload)[5]).toBe('input.permissions.5.levels');
    expect(await brand.partners('EXTERNAL')).toEqual({ [acme.id]: { [ad]: ['CAMPAIGN_MANAGER'] } });
    const mine = await dan.permissions();
    expect(levelsOf(mine)).toEqual({ [ad]: ['ANALYST', 'FINANCE_EDIT'], [profile]: ['PROFILE_PUBLISHER'] });
    expect(await acme.permissions()).toHaveLength(3);

    // A member gives up their own, the partner's administrator what it holds, and no more than that.
    const own = mine.find(({ asset }) => asset.id === ad)?.id ?? '';
    const shared = (await brand.partnerships())[0]?.assetPermissions.nodes[0]?.id ?? '';
    expect(verdicts(await dan.revoke(own, shared))).toEqual(['OK', 'NOT_FOUND']);
    const other = mine.find(({ asset }) => asset.id === profile)?.id ?? '';
    const given = await brand.revoke(shared, other);
    expect(verdicts(given)).toEqual(['OK', 'NOT_FOUND']);
    expect(given.results[0]?.permission).toMatchObject({ id: shared, levels: ['CAMPAIGN_MANAGER'] });
    expect(levelsOf(await acme.permissions())).toEqual({ [profile]: ['PROFILE_PUBLISHER'] });
  });

  it('on what is shared with a business are not passed on by it', async () => {
    const [ad = '', hidden = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE');
    await befriend(acme, brand, [grant(ad, 'ADMIN')]);
    const toShop = await befriend(brand, shop);
    const pass = (assetId: string) => ({ assetId, partnershipId: toShop, levels: ['ANALYST' as const] });
    expect(verdicts(await brand.setPermissions(pass(ad), pass(hidden)))).toEqual(['CANNOT_RESHARE', 'NOT_FOUND']);
    const offer = [grant(ad, 'ANALYST')];
    expect(verdicts(await brand.inviteMembers(['x@example.com'], { assetGrants: offer }))).toEqual([
      'whole: CANNOT_RESHARE',
    ]);
    expect(verdicts(await brand.invitePartners([acme.id], { assetGrants: offer }))).toEqual(['whole: CANNOT_RESHARE']);
  });

  it('end within a second of their time, and give nothing from then on', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const partnershipId = await befriend(acme, brand);
    const set = async (expiresAt: string) =>
      acme.setPermissions({ assetId: ad, partnershipId, levels: ['ADMIN'], expiresAt });
    expect(verdicts(await set(ahead(-1)))).toEqual(['INVALID_INPUT']);
    const expiresAt = ahead(60_000);
    expect((await set(expiresAt)).results[0]?.permission).toMatchObject({
      ...{ expiresAt, levels: ['ADMIN'], grantedBy: { id: 'usr_ada' } },
    });
    expect(await brand.partners('EXTERNAL')).toEqual({ [acme.id]: { [ad]: ['ADMIN'] } });

    await gateway.database.query('update asset_permission set expires_at = clock_timestamp() where asset_id = $1', [
      ad,
    ]);
    expect(await brand.partners('EXTERNAL')).toEqual({ [acme.id]: {} }); // at once
    const stored = () => gateway.database.query('select from asset_permission where asset_id = $1', [ad]);
    await expect.poll(stored, within).toEqual([]);
    expect(await acme.permissions()).toEqual([]);
  });

  it('go with the asset; an invite that offered it stays valid without', async () => {
    const [ad = '', profile = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE');
    await befriend(acme, brand, [grant(ad, 'ANALYST')]);
    const offered = onlyId(
      await acme.invitePartners([shop.id], { assetGrants: [grant(ad, 'ANALYST'), grant(profile, 'ANALYST')] }),
    );
    const payload = await acme.removeAssets(ad, 'unknown');
    expect(verdicts(payload)).toEqual(['OK', 'NOT_FOUND']);
    expect(payload.results[0]?.asset).toMatchObject({ id: ad, owner: { id: acme.id } });
    expect(await brand.partners('EXTERNAL')).toEqual({ [acme.id]: {} });
    await shop.accept(offered);
    expect(await shop.partners('EXTERNAL')).toEqual({ [acme.id]: { [profile]: ['ANALYST'] } });
  });
});

describe('a membership', () => {
  it('that is removed takes its permissions and open invites along, not what the member has sent', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const { office: beth, memberId } = await join(gateway, acme, person('beth'), { roles: ['BIZ_ADMIN'] });
    await acme.setPermissions({ assetId: ad, memberId, levels: ['ANALYST'] });
    const sent = onlyId(await beth.inviteMembers(['new@example.com'], { assetGrants: [grant(ad, 'ANALYST')] }));
    const payload = await acme.removeMembers(memberId);
    expect(payload.results[0]).toMatchObject({ error: null, member: { id: memberId, status: 'REMOVED' } });
    expect(await acme.permissions()).toEqual([]);
    expect(verdicts(await beth.inviteMembers(['other@example.com']))).toEqual(['whole: FORBIDDEN']);
    expect(await acme.invites({ statuses: ['PENDING_SEND', 'PENDING'] })).toMatchObject([
      { id: sent, createdBy: { id: 'usr_beth' } },
    ]);
    // An invite is as good as its sender: who comes with it is refused, and it is cancelled by the system.
    const invitee = officeOf(acme.id, await gateway.as(person('new')));
    expect(verdicts(await invitee.respond([{ inviteId: sent, accept: true }]))).toEqual(['INVITE_NOT_PENDING']);
    expect((await acme.invites({ statuses: ['CANCELLED'] }))[0]).toMatchObject({ id: sent, closedBy: null });
  });

  it('that is for a time ends by itself within a second, with its permissions', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const { office: dan, memberId } = await join(gateway, acme, person('dan'), { assetGrants: [grant(ad, 'ANALYST')] });
    const expiresAt = ahead(60_000);
    const payload = await acme.updateRoles({ memberId, roles: ['EMPLOYEE'], expiresAt });
    expect(payload.results[0]?.member).toMatchObject({ id: memberId, status: 'ACTIVE', expiresAt });
    expect(levelsOf(await dan.permissions())).toEqual({ [ad]: ['ANALYST'] });
    const lapse = 'update account_member set membership_expires_at = clock_timestamp() where id = $1';
    await gateway.database.query(lapse, [memberId]);
    const status = async () =>
      (await acme.client.run(MemberPermissionsDocument, { id: memberId })).accountMember?.status;
    await expect.poll(status, within).toBe('REMOVED');
    expect([await acme.permissions(), await dan.permissions()]).toEqual([[], []]);
    expect(verdicts(await acme.inviteMembers(['dan@example.com'], { validateOnly: true }))).toEqual(['OK']);
  });
});
