import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  InviteDocument,
  MemberPermissionsDocument,
  PartnerInviteDocument,
  RegisterAssetsDocument,
} from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { type Person, person } from '../support/person.js';
import { changesOf, settled } from './dashboard.js';
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

// Rows 7 to 10 of the operations that must work: an invite carries statements (roles on resources), and who accepts it as
// the signed-in user has them at once. Here a statement is an asset grant.

let gateway: Gateway;
let acme: Office;
let brand: Office;
let ad: string;
let profile: string;
let catalog: string;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  [acme, brand] = await openOffices(gateway);
  [ad = '', profile = '', catalog = ''] = await acme.assets('AD_ACCOUNT', 'PROFILE', 'CATALOG');
});

const at = async (who: Person): Promise<Office> => officeOf(acme.id, await gateway.as(who));
/** One of each statement, as `grant` writes it. */
const statements = () => [
  grant(ad, 'ANALYST', 'FINANCE_EDIT'),
  grant(profile, 'PROFILE_PUBLISHER'),
  grant(catalog, 'CATALOGS_VIEWER'),
];

describe('7: creates an invite with statements', () => {
  it('which it carries as they were given, in the order of levels', async () => {
    const payload = await acme.inviteMembers(['dan@example.com'], {
      roles: ['EMPLOYEE'],
      assetGrants: [grant(ad, 'FINANCE_EDIT', 'ANALYST', 'ANALYST'), grant(profile, 'PROFILE_PUBLISHER')],
    });
    const { invite } = await acme.client.run(PartnerInviteDocument, { id: onlyId(payload) });
    expect(invite).toMatchObject({
      ...{ type: 'MEMBER_INVITE', status: expect.stringMatching(/^PENDING/), roles: ['EMPLOYEE'] },
      viewerActions: expect.arrayContaining(['CANCEL', 'SET_ASSET_GRANTS']),
      assetGrants: [
        { assetId: ad, levels: ['ANALYST', 'FINANCE_EDIT'], asset: { id: ad, type: 'AD_ACCOUNT' } },
        { assetId: profile, levels: ['PROFILE_PUBLISHER'], asset: { id: profile, type: 'PROFILE' } },
      ],
    });
  });

  it('refuses roles above the caller’s own with ROLE_CEILING', async () => {
    const { office: beth } = await join(gateway, acme, person('beth'), { roles: ['BIZ_ADMIN'] });
    const give = (...roles: NonNullable<Parameters<Office['inviteMembers']>[1]>['roles'][]) =>
      Promise.all(
        roles.map((one) => beth.inviteMembers(['new@example.com'], { roles: one ?? [], validateOnly: true })),
      );
    const [owner, mixed, equal, below, partner, none] = await give(
      ...([['OWNER'], ['EMPLOYEE', 'OWNER'], ['BIZ_ADMIN'], ['EMPLOYEE'], ['PARTNER'], []] as const).map((one) => [
        ...one,
      ]),
    );
    expect([owner, mixed, equal, below, partner, none].map((payload) => payload && verdicts(payload))).toEqual([
      ...[['whole: ROLE_CEILING'], ['whole: ROLE_CEILING'], ['OK'], ['OK']],
      ...[['whole: INVALID_INPUT'], ['whole: INVALID_INPUT']],
    ]);
    expect(owner && fields(owner)).toEqual(['input.roles']);
    expect(verdicts(await acme.inviteMembers(['new@example.com'], { roles: ['OWNER'] }))).toEqual(['OK']);
  });

  it('refuses what the caller may not give: a BIZ_ADMIN may all of the business, an EMPLOYEE nothing', async () => {
    const { office: beth } = await join(gateway, acme, person('beth'), { roles: ['BIZ_ADMIN'] });
    const { office: emil } = await join(gateway, acme, person('emil'), { assetGrants: [grant(ad, 'ADMIN')] });
    const give = async (office: Office, ...assetGrants: ReturnType<typeof statements>) => {
      const payload = await office.inviteMembers(['new@example.com'], { assetGrants, validateOnly: true });
      return [...verdicts(payload), fields(payload)[0]];
    };
    expect(await give(beth, ...statements())).toEqual(['OK', undefined]);
    expect(await give(beth, grant(profile, 'ADMIN'))).toEqual(['OK', undefined]);
    expect((await give(emil, grant(ad, 'ANALYST')))[0]).toBe('whole: FORBIDDEN'); // ADMIN on the asset invites nobody
    expect((await give(officeOf(acme.id, brand.client), grant(ad, 'ANALYST')))[0]).toBe('whole: NOT_FOUND');

    const [foreign = ''] = await brand.assets('AD_ACCOUNT');
    expect(await give(acme, grant(foreign, 'ANALYST'))).toEqual(['whole: NOT_FOUND', 'input.assetGrants.0.assetId']);
    await befriend(brand, acme, [grant(foreign, 'ADMIN')]);
    expect(await give(acme, grant(foreign, 'ANALYST'))).toEqual([
      ...['whole: CANNOT_RESHARE', 'input.assetGrants.0.assetId'],
    ]);
    expect(await give(acme, grant(ad, 'ANALYST'), grant(catalog, 'FINANCE_VIEW'))).toEqual([
      ...['whole: LEVEL_NOT_APPLICABLE', 'input.assetGrants.1.levels'],
    ]);
    expect((await give(acme, ...Array.from({ length: 101 }, () => grant(ad, 'ANALYST'))))[0]).toBe(
      'whole: INVALID_INPUT',
    );
  });

  it('has the ADMIN of an asset set its permissions for members, and for nothing else', async () => {
    const { office: emil } = await join(gateway, acme, person('emil'), {
      assetGrants: [grant(ad, 'ADMIN'), grant(profile, 'ANALYST')],
    });
    const { office: dan, memberId } = await join(gateway, acme, person('dan'));
    const partnershipId = await befriend(acme, brand, [grant(ad, 'ANALYST')]);
    const payload = await emil.setPermissions(
      { assetId: ad, memberId, levels: ['CAMPAIGN_MANAGER'] },
      { assetId: profile, memberId, levels: ['ANALYST'] },
      { assetId: catalog, memberId, levels: ['ANALYST'] }, // Emil does not see it
      { assetId: ad, partnershipId, levels: ['ADMIN'] },
      { assetId: 'unknown', memberId, levels: ['ANALYST'] },
    );
    expect(verdicts(payload)).toEqual(['OK', 'FORBIDDEN', 'NOT_FOUND', 'FORBIDDEN', 'NOT_FOUND']);
    expect(levelsOf(await dan.permissions())).toEqual({ [ad]: ['CAMPAIGN_MANAGER'] });
    const [seen] = (await emil.permissions()).filter(({ grantee }) => 'roles' in grantee && grantee.id === memberId);
    expect(seen).toMatchObject({ grantee: { id: memberId, roles: ['EMPLOYEE'], email: null, firstName: 'Dan' } });
    expect(verdicts(await dan.setPermissions({ assetId: ad, memberId, levels: ['ADMIN'] }))).toEqual(['FORBIDDEN']);
  });
});

describe('8: gets an invite', () => {
  it('as who may see it, and as nothing at all for everybody else', async () => {
    const { office: beth } = await join(gateway, acme, person('beth'), { roles: ['BIZ_ADMIN'] });
    const { office: emil } = await join(gateway, acme, person('emil'), { assetGrants: [grant(ad, 'ADMIN')] });
    await befriend(acme, brand, [grant(ad, 'ADMIN')]);
    const id = onlyId(await acme.inviteMembers(['dan@example.com'], { assetGrants: statements() }));
    const get = async (client: Client) => (await client.run(PartnerInviteDocument, { id })).invite;
    expect(await get(beth.client)).toMatchObject({ id, inviteeEmail: 'dan@example.com', viewerIsInvitee: false });
    const invitee = await get((await at(person('dan'))).client);
    expect(invitee).toMatchObject({ id, viewerIsInvitee: true, viewerActions: ['ACCEPT', 'DECLINE'] });
    // What is offered is shown to the invitee by id, type and name.
    expect(invitee?.assetGrants.map(({ asset }) => asset?.type)).toEqual(['AD_ACCOUNT', 'PROFILE', 'CATALOG']);

    const unverified = await gateway.as(person('dan2', { email: 'dan@example.com', emailVerified: false }));
    // With other rights in the account, with none, with a partner's, by the unverified address, and with no account at all.
    const strangers = [
      emil.client,
      (await at(person('mallory'))).client,
      brand.client,
      unverified,
      gateway.with(undefined),
    ];
    for (const client of strangers) {
      const unknown = await client.send(InviteDocument, { id: 'inv_unknown' });
      expect(await client.send(InviteDocument, { id })).toEqual(unknown);
      expect(unknown).toMatchObject({ data: { invite: null } });
      expect(unknown.errors).toBeUndefined();
    }
  });
});

describe('9: accepts as the signed-in user', () => {
  it('with permissions that follow at once, as they were given, by who gave them', async () => {
    const id = onlyId(await acme.inviteMembers(['dan@example.com'], { assetGrants: statements() }));
    const dan = await at(person('dan'));
    expect(await dan.permissions()).toEqual([]);
    const { results } = await dan.respond([{ inviteId: id, accept: true }]);
    expect(results[0]?.invite).toMatchObject({ status: 'ACCEPTED', member: { status: 'ACTIVE' } });
    const mine = await dan.permissions();
    expect(levelsOf(mine)).toEqual({
      ...{ [ad]: ['ANALYST', 'FINANCE_EDIT'], [profile]: ['PROFILE_PUBLISHER'], [catalog]: ['CATALOGS_VIEWER'] },
    });
    expect(mine.map(({ grantedBy, expiresAt }) => [grantedBy?.id, expiresAt])).toEqual(
      Array(3).fill(['usr_ada', null]),
    );
    expect(verdicts(await dan.respond([{ inviteId: id, accept: true }]))).toEqual(['OK']);
    expect(await dan.permissions()).toEqual(mine);
  });

  it('only as the right one: others find nothing, the unverified are told so, the sender is refused', async () => {
    const id = onlyId(await acme.inviteMembers(['dan@example.com'], { assetGrants: statements() }));
    const accept = async (who: Person) => verdicts(await (await at(who)).respond([{ inviteId: id, accept: true }]))[0];
    expect(await accept(person('mallory'))).toBe('NOT_FOUND');
    expect(await accept(person('dan2', { email: 'dan@example.com', emailVerified: false }))).toBe('EMAIL_NOT_VERIFIED');
    expect(await accept(person('ada'))).toBe('FORBIDDEN');
    expect(await acme.permissions()).toEqual([]);
    expect(await accept(person('dan3', { email: 'DAN@EXAMPLE.com' }))).toBe('OK');
    expect(await acme.permissions()).toHaveLength(3);
  });

  it('and not when the sender may no longer give what it holds: the system cancels it', async () => {
    const second = await join(gateway, acme, person('olga'), { roles: ['OWNER'] });
    const id = onlyId(await second.office.inviteMembers(['dan@example.com'], { roles: ['OWNER'] }));
    const modest = onlyId(await second.office.inviteMembers(['eve@example.com'], { assetGrants: statements() }));
    await acme.updateRoles({ memberId: second.memberId, roles: ['BIZ_ADMIN'] });
    const dan = await at(person('dan'));
    expect((await dan.client.run(InviteDocument, { id })).invite?.status).toMatch(/^PENDING/); // listed until then
    const refused = await dan.respond([{ inviteId: id, accept: true }]);
    expect(verdicts(refused)).toEqual(['INVITE_NOT_PENDING']);
    expect(refused.results[0]?.error?.message).toContain('CANCELLED');
    await (await at(person('eve'))).accept(modest); // a BIZ_ADMIN may still give this
    expect(await acme.permissions()).toHaveLength(3);
    const change = (await changesOf(acme.client, acme.id)).findLast(({ invite }) => invite.id === id);
    expect(change).toMatchObject({ status: 'CANCELLED', actor: { kind: 'SYSTEM', user: null } });
  });

  it('leaves out what is gone by then, and what has come back as another type of asset', async () => {
    const id = onlyId(await acme.inviteMembers(['dan@example.com'], { assetGrants: statements() }));
    await acme.removeAssets(ad, catalog);
    const assets = [{ id: catalog, type: 'PROFILE' as const, name: 'Was a catalog' }];
    await acme.client.run(RegisterAssetsDocument, { input: { businessId: acme.id, assets } });
    const dan = await at(person('dan'));
    await dan.accept(id);
    expect(levelsOf(await dan.permissions())).toEqual({ [profile]: ['PROFILE_PUBLISHER'] });
    const { accountMember } = await dan.client.run(MemberPermissionsDocument, {
      id: (await acme.invites())[0]?.member?.id ?? '',
    });
    expect(accountMember?.assetPermissions.nodes).toHaveLength(1);
  });
});

describe('10: deletes an invite', () => {
  it('so that it gives nothing any more, and once', async () => {
    const id = onlyId(await acme.inviteMembers(['dan@example.com'], { assetGrants: statements() }));
    await settled(gateway);
    expect(verdicts(await officeOf(brand.id, acme.client).cancel(id))).toEqual(['whole: NOT_FOUND']);
    expect(verdicts(await brand.cancel(id))).toEqual(['NOT_FOUND']);
    expect(verdicts(await acme.cancel(id, id))).toEqual(['OK', 'INVITE_NOT_PENDING']);
    const dan = await at(person('dan'));
    expect(verdicts(await dan.respond([{ inviteId: id, accept: true }]))).toEqual(['INVITE_NOT_PENDING']);
    expect(await acme.permissions()).toEqual([]);
    // A deleted invite is kept, and shows what it would have given.
    const { invite } = await acme.client.run(PartnerInviteDocument, { id });
    expect(invite).toMatchObject({ status: 'CANCELLED', viewerActions: [], assetGrants: { length: 3 } });
    expect(verdicts(await acme.inviteMembers(['dan@example.com']))).toEqual(['OK']);
  });
});
