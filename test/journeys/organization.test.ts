import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BusinessInvitesDocument,
  BusinessMembersDocument,
  CancelInvitesDocument,
  InviteDocument,
  MemberPermissionsDocument,
} from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { person } from '../support/person.js';
import { type BusinessWorld, createBusinessWorld } from '../support/world.js';
import { type LinkDesk, linkDesk, topLevel } from './link-desk.js';
import { grant, levelsOf, officeOf } from './office.js';

// Rows 11 to 14 of the operations that must work: the administrator of an organization invites a user with a role and
// projects, lists and retrieves invites, and deletes them. A project is an asset here.

const PASSWORD = 'correct horse battery';

let gateway: Gateway;
let world: BusinessWorld;
let ada: Client;
let desk: LinkDesk;
beforeAll(async () => {
  gateway = await startGateway({ RATE_LIMITS: 'off' });
  world = await createBusinessWorld(gateway, person('ada'), { name: 'Organization' });
  ada = await gateway.as(person('ada'));
  desk = linkDesk(gateway);
});
afterAll(() => gateway.stop());

const cancel = async (...inviteIds: string[]) =>
  (await ada.run(CancelInvitesDocument, { input: { businessId: world.id, inviteIds } })).cancelInvites?.results;

describe('11: invites a user', () => {
  it('with a role and projects, which are theirs once they have followed the link', async () => {
    const [first = '', second = ''] = await officeOf(world.id, ada).assets('AD_ACCOUNT', 'PROFILE');
    const assetGrants = [grant(first, 'ANALYST'), grant(second, 'PROFILE_PUBLISHER')];
    const [id = ''] = await world.invite(['user@example.com'], { roles: ['BIZ_ADMIN'], assetGrants });
    const token = await desk.token('user@example.com');
    const accepted = await desk.accept({ token, password: PASSWORD, firstName: 'Una', lastName: 'User' });
    expect(accepted).toMatchObject({
      userErrors: [],
      member: { status: 'ACTIVE', roles: ['BIZ_ADMIN'], email: 'user@example.com', firstName: 'Una', lastName: 'User' },
    });
    const { accountMember } = await ada.run(MemberPermissionsDocument, { id: accepted?.member?.id ?? '' });
    expect(levelsOf(accountMember?.assetPermissions.nodes ?? [])).toEqual({
      [first]: ['ANALYST'],
      [second]: ['PROFILE_PUBLISHER'],
    });
    const { invite } = await ada.run(InviteDocument, { id });
    expect(invite).toMatchObject({ status: 'ACCEPTED', inviteeUser: { id: accepted?.member?.user?.id } });
  });
});

describe('12: lists invites', () => {
  it('by limit and after, each once, newest first', async () => {
    const organization = await createBusinessWorld(gateway, person('ada'));
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push(...(await organization.invite([`page${index}@example.com`])));
    const found: string[] = [];
    let after: string | null | undefined;
    const more: boolean[] = [];
    do {
      const { business } = await ada.run(BusinessInvitesDocument, {
        id: organization.id,
        first: 2,
        ...(after ? { after } : {}),
      });
      found.push(...(business?.invites.edges.map(({ node }) => node.id) ?? []));
      more.push(business?.invites.pageInfo.hasNextPage ?? false);
      after = business?.invites.pageInfo.endCursor;
    } while (more.at(-1) && more.length < 10);
    expect(found).toEqual(ids.toReversed());
    expect(more).toEqual([true, true, false]);
  });

  it('within a limit of 1 to 100 and beyond, and refuses none and too many', async () => {
    const page = (first: number) => ada.send(BusinessInvitesDocument, { id: world.id, first });
    for (const first of [1, 100]) expect((await page(first)).data?.business?.invites.edges.length).toBeGreaterThan(0);
    for (const first of [0, -1, 251]) expect(topLevel(await page(first))).toBe('BAD_USER_INPUT');
  });
});

describe('13: retrieves an invite', () => {
  it('by its id, and nothing for an id of nobody', async () => {
    const [id = ''] = await world.invite(['retrieved@example.com'], { message: 'Welcome' });
    const { invite } = await ada.run(InviteDocument, { id });
    expect(invite).toMatchObject({
      id,
      inviteeEmail: 'retrieved@example.com',
      message: 'Welcome',
      roles: ['EMPLOYEE'],
    });
    expect((await ada.run(InviteDocument, { id: `${id.slice(0, -1)}!` })).invite).toBeNull();
    const mallory = await gateway.as(person('mallory'));
    expect((await mallory.run(InviteDocument, { id })).invite).toBeNull();
  });
});

describe('14: deletes an invite', () => {
  it('whose link then leads nowhere', async () => {
    const [id = ''] = await world.invite(['deleted@example.com']);
    const token = await desk.token('deleted@example.com');
    expect(await cancel(id)).toMatchObject([{ error: null, invite: { status: 'CANCELLED' } }]);
    expect(await desk.preview(token)).toBeNull();
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('INVITE_NOT_PENDING');
    expect((await desk.decline(token))?.userErrors).toMatchObject([{ code: 'INVITE_NOT_PENDING' }]);
    const { business } = await ada.run(BusinessMembersDocument, { id: world.id, filter: { query: 'deleted@' } });
    expect(business?.members.edges.map(({ node }) => node.status)).toEqual(['INVITATION_REVOKED']);
  });

  it('but not one that was accepted, which keeps its member', async () => {
    const [id = ''] = await world.invite(['keeps@example.com']);
    const token = await desk.token('keeps@example.com');
    expect(await desk.verdict({ token, password: PASSWORD })).toBe('ACCEPTED');
    expect(await cancel(id)).toMatchObject([{ invite: null, error: { code: 'INVITE_NOT_PENDING' } }]);
    const { invite } = await ada.run(InviteDocument, { id });
    expect(invite).toMatchObject({ status: 'ACCEPTED', member: { status: 'ACTIVE' } });
  });
});
