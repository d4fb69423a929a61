import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  EndPartnershipsDocument,
  LeaveWithOthersDocument,
  RevokeAssetPermissionsDocument,
} from '../operations/__generated__/graphql.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { inviteOf } from './dashboard.js';
import { befriend, grant, join, type Office, officeOf, onlyId, openOffices, verdicts } from './office.js';

// How ended things are answered: as they last were, to who could see them before; null in a repeat.

let gateway: Gateway;
let acme: Office;
let brand: Office;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  [acme, brand] = await openOffices(gateway);
});

describe('what a mutation ended', () => {
  it('is answered to who leaves along with others as they saw it before', async () => {
    const { office: beth, memberId } = await join(gateway, acme, person('beth'), { roles: ['BIZ_ADMIN'] });
    const { memberId: dans } = await join(gateway, acme, person('dan'));
    const input = { businessId: acme.id, memberIds: [dans, memberId] };
    const { removeMembers } = await beth.client.run(LeaveWithOthersDocument, { input });
    expect(removeMembers?.results).toMatchObject([
      {
        error: null,
        member: {
          ...{ id: dans, status: 'REMOVED', email: 'dan@example.com', firstName: 'Dan', user: { id: 'usr_dan' } },
          ...{ business: { id: acme.id, name: 'Acme' }, roles: ['EMPLOYEE'] },
        },
      },
      { error: null, member: { id: memberId, status: 'REMOVED', email: 'beth@example.com' } },
    ]);
  });

  it('is answered with names to who gives up ADMIN on an asset together with what others hold there', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const { office: emil } = await join(gateway, acme, person('emil'), { assetGrants: [grant(ad, 'ADMIN')] });
    const { memberId } = await join(gateway, acme, person('dan'), { assetGrants: [grant(ad, 'ANALYST')] });
    const held = await emil.permissions();
    const [own, other] = [0, 1].map((mine) => held.find(({ levels }) => levels.includes('ADMIN') === (mine === 0))?.id);
    const { results } = await emil.revoke(own ?? '', other ?? '');
    expect(results).toMatchObject([
      { error: null, permission: { grantee: { email: 'emil@example.com' } } },
      { error: null, permission: { grantee: { id: memberId, firstName: 'Dan', email: null } } },
    ]);
    expect(await emil.permissions()).toEqual([]);
  });

  it('is null in a repeat under the same key, without an error', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const id = await befriend(acme, brand, [grant(ad, 'ANALYST')]);
    const permission = (await acme.permissions())[0]?.id ?? '';
    const revoke = () =>
      brand.client.run(RevokeAssetPermissionsDocument, {
        input: { businessId: brand.id, permissionIds: [permission], idempotencyKey: 'give up' },
      });
    expect((await revoke()).revokeAssetPermissions?.results).toMatchObject([
      { error: null, permission: { id: permission, asset: { id: ad, owner: { name: 'Acme' } } } },
    ]);
    expect((await revoke()).revokeAssetPermissions?.results).toEqual([{ index: 0, error: null, permission: null }]);
    const end = () =>
      acme.client.run(EndPartnershipsDocument, {
        input: { businessId: acme.id, partnershipIds: [id], idempotencyKey: 'end' },
      });
    expect((await end()).endPartnerships?.results).toMatchObject([{ error: null, partnership: { id } }]);
    expect((await end()).endPartnerships?.results).toEqual([{ index: 0, error: null, partnership: null }]);
  });
});

describe('a partner', () => {
  it('sees of the owner’s permissions its own alone', async () => {
    const [ad = ''] = await acme.assets('AD_ACCOUNT');
    const id = await befriend(acme, brand, [grant(ad, 'ANALYST')]);
    await join(gateway, acme, person('dan'), { assetGrants: [grant(ad, 'ADMIN')] });
    expect(await acme.permissions()).toHaveLength(2);
    expect(await officeOf(acme.id, brand.client).permissions()).toMatchObject([
      { grantee: { id }, levels: ['ANALYST'] },
    ]);
  });
});

describe('a membership for a time', () => {
  it('begins with the acceptance, later than the invite would end, and is none of an OWNER’s', async () => {
    const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const membershipExpiresAt = ahead(20);
    const early = await acme.inviteMembers(['dan@example.com'], { membershipExpiresAt: ahead(6) });
    expect(verdicts(early)).toEqual(['whole: INVALID_INPUT']); // the invite itself lives for 7 days
    const owner = await acme.inviteMembers(['dan@example.com'], { membershipExpiresAt, roles: ['OWNER'] });
    expect(verdicts(owner)).toEqual(['whole: INVALID_INPUT']);
    const invited = await acme.inviteMembers(['dan@example.com'], { membershipExpiresAt });
    const dan = officeOf(acme.id, await gateway.as(person('dan')));
    await dan.accept(onlyId(invited));
    const memberId = (await inviteOf(acme.client, onlyId(invited))).member?.id ?? '';
    const change = async (...input: Parameters<Office['updateRoles']>) => {
      const { results } = await acme.updateRoles(...input);
      return [results[0]?.error?.code ?? 'OK', results[0]?.member?.expiresAt];
    };
    expect(await change({ memberId, roles: ['BIZ_ADMIN'] })).toEqual(['OK', membershipExpiresAt]);
    expect(await change({ memberId, roles: ['OWNER'] })).toEqual(['INVALID_INPUT', undefined]);
    expect(await change({ memberId, roles: ['OWNER'], expiresAt: null })).toEqual(['OK', null]);
  });
});
