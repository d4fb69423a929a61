import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action, can, canSeeInviteeEmail, canSeeMemberEmail } from '../../src/auth/policy.js';
import { inboxScope } from '../../src/auth/read-scope.js';
import { isAddressedUnverified } from '../../src/auth/relations.js';
import { NOBODY, type Standing, standingOf } from '../../src/auth/standing.js';
import type { Subjects } from '../../src/auth/subjects.js';
import {
  acme,
  CAST,
  emailOf,
  inviteById,
  inviteFromPartner,
  inviteTo,
  inviteToPartner,
  NAMES,
  partnership,
  permission,
  rowInvited,
  rowOf,
  user,
} from './cast.js';

const ADMINS = 'owner admin';
const EACH_KEY = 'keyRead keyInvites keyMembers keyAssets keyNone keyAll';
const READERS = `${ADMINS} keyRead keyAll`;
const ASSET_READERS = `${ADMINS} keyRead keyAssets keyAll`;
const EACH_USER = 'owner admin employee adOne invitee partner partnersEmployee stranger former';

interface Row {
  what: string;
  check: (standing: Standing) => boolean;
  who: string;
  action?: Action;
}
const row = <A extends Action>(action: A, what: string, subject: Subjects[A], who: string): Row => ({
  what: `${action}: ${what}`,
  check: (standing) => can(standing, action, subject),
  who,
  action,
});
const also = (what: string, check: Row['check'], who: string): Row => ({ what, check, who });

// Who is named may; everybody else of the cast may not.
const TABLE: Row[] = [
  row('business:see', 'its own', acme, `${ADMINS} employee adOne invitee partner former partnersKey ${EACH_KEY}`),
  row('business:create', 'one', undefined, EACH_USER),
  row('business:update', 'it', acme, ADMINS),
  row('stats:see', 'seats and stats', acme, READERS),
  row('stream:follow', 'its stream', acme, READERS),
  row('inbox:follow', 'their own', undefined, EACH_USER),

  row('invite:see', 'to the invitee', inviteTo('invitee'), `${READERS} invitee`),
  row('invite:see', 'to the invitee by user id', inviteById('invitee'), `${READERS} invitee`),
  row('invite:see', 'to an employee', inviteTo('employee'), `${READERS} employee`),
  row(
    'invite:see',
    'to the address of one and the id of another',
    { ...inviteTo('invitee'), inviteeUserId: 'x' },
    READERS,
  ),
  row(
    'invite:see',
    'created by a key',
    { ...inviteTo('x'), createdByApiKeyId: 'key_invites' },
    `${READERS} keyInvites`,
  ),
  row('invite:see', 'to the partner', inviteToPartner, `${READERS} partner partnersKey`),
  row('invite:see', 'from the partner', inviteFromPartner, `${READERS} partner partnersKey`),
  row('invite:see', 'of another business', { ...inviteTo('x'), businessId: 'third' }, ''),
  row('invite:create', 'one', acme, `${ADMINS} keyInvites keyAll`),
  row('invite:cancel', 'one', inviteTo('invitee'), `${ADMINS} keyInvites keyAll system`),
  row('invite:resend', 'one', inviteTo('invitee'), `${ADMINS} keyInvites keyAll`),
  row('invite:set-grants', 'of one', inviteTo('invitee'), `${ADMINS} keyInvites keyAll`),
  row('invite:answer', 'to the invitee', inviteTo('invitee'), 'invitee'),
  row('invite:answer', 'to the invitee by user id', inviteById('invitee'), 'invitee'),
  row('invite:answer', 'to an owner', inviteTo('owner'), 'owner'),
  row(
    'invite:answer',
    'to the address of one and the id of another',
    { ...inviteTo('invitee'), inviteeUserId: 'x' },
    '',
  ),
  row('invite:answer', 'to the partner', inviteToPartner, 'partner'),
  row('invite:answer', 'from the partner', inviteFromPartner, ADMINS),

  row('member:see', 'an ACTIVE one', rowOf('x'), `${READERS} adOne`),
  row('member:see', "an employee's own", rowOf('employee'), `${READERS} employee adOne`),
  row('member:see', 'a closed one', rowOf('x', 'REMOVED'), READERS),
  row('member:see', "a former member's own", rowOf('former', 'REMOVED'), `${READERS} former`),
  row('member:see', 'of the invitee', rowInvited('invitee'), `${READERS} invitee`),
  row('member:see', 'of the invitee who declined', rowInvited('invitee', 'INVITATION_DECLINED'), `${READERS} invitee`),
  row(
    'member:see',
    "of somebody else with the invitee's address",
    { ...rowOf('invitee'), userId: 'x' },
    `${READERS} adOne`,
  ),
  row('member:see', 'made by a key', { ...rowInvited('x'), createdByApiKeyId: 'key_invites' }, `${READERS} keyInvites`),
  row('member:update-roles', 'at all', acme, `${ADMINS} keyMembers keyAll`),
  row(
    'member:update-roles',
    'of an EMPLOYEE',
    { ...acme, roles: ['EMPLOYEE'], userId: 'employee' },
    `${ADMINS} keyMembers keyAll`,
  ),
  row('member:update-roles', 'of an OWNER', { ...acme, roles: ['OWNER'], userId: 'owner' }, 'owner'),
  row(
    'member:remove',
    'an EMPLOYEE',
    { ...acme, roles: ['EMPLOYEE'], userId: 'employee' },
    `${ADMINS} employee keyMembers keyAll system`,
  ),
  row('member:remove', 'an OWNER', { ...acme, roles: ['EMPLOYEE', 'OWNER'], userId: 'owner' }, 'owner system'),
  row('member:remove', 'an OWNER who is oneself', { ...acme, roles: ['OWNER'], userId: 'adOne' }, 'owner adOne system'),

  row('partnership:see', 'the one with the partner', partnership, `${READERS} adOne partner partnersKey`),
  row(
    'partnership:see',
    'the other way round',
    { hostId: 'beta', partnerId: 'acme' },
    `${READERS} partner partnersKey`,
  ),
  row(
    'partnership:see',
    'that a key asked for',
    { hostId: 'beta', partnerId: 'acme', createdByApiKeyId: 'key_invites' },
    `${READERS} partner partnersKey keyInvites`,
  ),
  row('partnership:end', 'the one with the partner', partnership, `${ADMINS} partner`),
  row('partnership:end', 'the other way round', { hostId: 'beta', partnerId: 'acme' }, `${ADMINS} partner`),

  row('asset:see', 'one with a permission', { ...acme, assetId: 'ad1' }, `${ASSET_READERS} adOne partner partnersKey`),
  row('asset:see', 'one that is offered', { ...acme, assetId: 'ad2' }, `${ASSET_READERS} invitee`),
  row('asset:register', 'one', acme, `${ADMINS} keyAssets keyAll`),
  row('asset:remove', 'one', acme, `${ADMINS} keyAssets keyAll`),

  row('permission:see', 'of an employee', permission('ad2', 'employee'), `${ASSET_READERS} employee`),
  row('permission:see', 'of an employee on ad1', permission('ad1', 'employee'), `${ASSET_READERS} employee adOne`),
  row(
    'permission:see',
    'of the partner',
    permission('ad1', null, 'beta'),
    `${ASSET_READERS} adOne partner partnersKey`,
  ),
  row('permission:set', 'for an employee on ad1', permission('ad1', 'employee'), `${ADMINS} adOne keyAssets keyAll`),
  row('permission:set', 'for an employee on ad2', permission('ad2', 'employee'), `${ADMINS} keyAssets keyAll`),
  row('permission:set', 'for the partner on ad1', permission('ad1', null, 'beta'), `${ADMINS} keyAssets keyAll`),
  row(
    'permission:revoke',
    'of an employee on ad2',
    permission('ad2', 'employee'),
    `${ADMINS} employee keyAssets keyAll system`,
  ),
  row(
    'permission:revoke',
    'of an employee on ad1',
    permission('ad1', 'employee'),
    `${ADMINS} employee adOne keyAssets keyAll system`,
  ),
  row(
    'permission:revoke',
    'of the partner',
    permission('ad1', null, 'beta'),
    `${ADMINS} adOne partner keyAssets keyAll partnersKey system`,
  ),

  row('api-key:see', 'one', { ...acme, apiKeyId: 'key_x' }, ADMINS),
  row('api-key:see', 'the one without a scope', { ...acme, apiKeyId: 'key_none' }, `${ADMINS} keyNone`),
  row('api-key:create', 'one', acme, ADMINS),
  row('api-key:revoke', 'one', acme, ADMINS),

  also('the e-mail of an invite', (s) => canSeeInviteeEmail(s, inviteTo('invitee')), `${READERS} invitee`),
  also(
    'the e-mail of an invite by a key',
    (s) => canSeeInviteeEmail(s, { ...inviteTo('x'), createdByApiKeyId: 'key_none' }),
    READERS,
  ),
  also('the e-mail of a member', (s) => canSeeMemberEmail(s, rowOf('employee')), `${READERS} employee`),
  also('the e-mail of an invited member', (s) => canSeeMemberEmail(s, rowInvited('invitee')), `${READERS} invitee`),
  also('an inbox', (s) => inboxScope(s) !== null, EACH_USER),
];

describe('the policy', () => {
  it.each(TABLE)('$what → $who', ({ check, who }) => {
    const named = who.split(' ').filter((name) => name !== '');
    expect(NAMES.filter((name) => check(CAST[name]))).toEqual(NAMES.filter((name) => named.includes(name)));
    expect(named.filter((name) => !(NAMES as string[]).includes(name))).toEqual([]); // no misspelt names
  });

  it('gives nobody a right at a business that was not read', () => {
    const elsewhere = { businessId: 'unread' };
    for (const name of NAMES) {
      expect(can(CAST[name], 'business:see', elsewhere), name).toBe(false);
      expect(can(CAST[name], 'invite:create', elsewhere), name).toBe(false);
      expect(can(CAST[name], 'stream:follow', elsewhere), name).toBe(false);
    }
  });

  it('never takes anonymous or the system for a row without a user', () => {
    const nameless = { ...rowInvited('x'), invitedEmailCanonical: null };
    for (const name of ['anonymous', 'system', 'keyNone', 'otherKey', 'stranger'] as const) {
      expect(can(CAST[name], 'member:see', nameless), name).toBe(false);
      expect(can(CAST[name], 'invite:see', { ...inviteTo('x'), inviteeEmailCanonical: null }), name).toBe(false);
      expect(can(CAST[name], 'permission:see', permission('ad1', null)), name).toBe(false);
    }
  });

  it('gives an address that is not verified no invite, and tells that it is the one (I02, I03, I04)', () => {
    const standing = standingOf(user('u'), [], { ...NOBODY, unverifiedEmail: emailOf('u') });
    expect(can(standing, 'invite:see', inviteTo('u'))).toBe(false);
    expect(can(standing, 'invite:answer', inviteTo('u'))).toBe(false);
    expect(can(standing, 'member:see', rowInvited('u'))).toBe(false);
    expect(can(standing, 'inbox:follow', undefined)).toBe(false);
    expect(inboxScope(standing)).toBeNull();
    expect(isAddressedUnverified(standing, inviteTo('u'))).toBe(true);
    expect(isAddressedUnverified(standing, inviteTo('x'))).toBe(false);
    expect(isAddressedUnverified(standing, { ...inviteTo('u'), inviteeUserId: 'x' })).toBe(false);
  });

  it('lets the person named by user id answer, whatever their e-mail is by then', () => {
    const standing = standingOf(user('u'), []);
    expect(can(standing, 'invite:answer', inviteById('u'))).toBe(true);
    expect(can(standing, 'invite:see', inviteById('u'))).toBe(true);
  });

  it('judges each action in the table above', () => {
    expect([...new Set(TABLE.flatMap(({ action }) => action ?? []))].sort()).toEqual([...ACTIONS].sort());
  });
});
