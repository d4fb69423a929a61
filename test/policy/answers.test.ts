import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller } from './callers.js';
import { createStage, type Data, type Stage } from './stage.js';

// What a mutation ended is answered as it last was, with what the viewer could see of it before.

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

interface Case {
  what: string;
  caller: Caller;
  mutation: string;
  input: Data;
  select: string;
  answered: Data;
}
const CASES: Case[] = [
  {
    what: 'a member who leaves their own row',
    caller: 'employee',
    mutation: 'removeMembers',
    input: { businessId: 'acme', memberIds: ['mem_employee'] },
    select: 'member { id status email firstName user { id email } business { name viewerRoles seatLimit } }',
    answered: {
      member: {
        id: 'mem_employee',
        status: 'REMOVED',
        email: 'employee@example.com',
        firstName: 'First of employee',
        user: { id: 'usr_employee', email: 'employee@example.com' },
        business: { name: 'Business acme', viewerRoles: [], seatLimit: null },
      },
    },
  },
  {
    what: 'a BIZ_ADMIN whom they removed',
    caller: 'admin',
    mutation: 'removeMembers',
    input: { businessId: 'acme', memberIds: ['mem_both'] },
    select: 'member { id status email user { email } business { name seatsUsed } }',
    answered: {
      member: {
        id: 'mem_both',
        status: 'REMOVED',
        email: 'both@example.com',
        user: { email: 'both@example.com' },
        business: { name: 'Business acme', seatsUsed: 8 },
      },
    },
  },
  {
    what: 'an EMPLOYEE the permission that they gave up, with an asset that they see no more',
    caller: 'employee',
    mutation: 'revokeAssetPermissions',
    input: { businessId: 'acme', permissionIds: ['prm_employee'] },
    select: `permission { id levels asset { id name owner { name } } grantee { ... on AccountMember { id email } }
      grantedBy { id email firstName } }`,
    answered: {
      permission: {
        id: 'prm_employee',
        levels: ['ANALYST'],
        asset: { id: 'ad1', name: 'Asset ad1', owner: { name: 'Business acme' } },
        grantee: { id: 'mem_employee', email: 'employee@example.com' },
        grantedBy: { id: 'usr_owner', email: null, firstName: 'First of owner' },
      },
    },
  },
  {
    what: "the ADMIN of an asset a member's permission, without their e-mail",
    caller: 'steward',
    mutation: 'revokeAssetPermissions',
    input: { businessId: 'acme', permissionIds: ['prm_employee'] },
    select: 'permission { id grantee { ... on AccountMember { id email firstName } } grantedBy { email } }',
    answered: {
      permission: {
        id: 'prm_employee',
        grantee: { id: 'mem_employee', email: null, firstName: 'First of employee' },
        grantedBy: { email: null },
      },
    },
  },
  {
    what: "the ADMIN of an asset a partner's permission, with a partner that they see no more",
    caller: 'steward',
    mutation: 'revokeAssetPermissions',
    input: { businessId: 'acme', permissionIds: ['prm_beta'] },
    select: 'permission { id grantee { ... on Partnership { id partner { name seatLimit } host { name } } } }',
    answered: {
      permission: {
        id: 'prm_beta',
        grantee: {
          id: 'prt_out',
          partner: { name: 'Business beta', seatLimit: null },
          host: { name: 'Business acme' },
        },
      },
    },
  },
  {
    what: 'a partner the partnership that they ended',
    caller: 'partner',
    mutation: 'endPartnerships',
    input: { businessId: 'beta', partnershipIds: ['prt_out'] },
    select: 'partnership { id host { name seatLimit } partner { name seatLimit } }',
    answered: {
      partnership: {
        id: 'prt_out',
        host: { name: 'Business acme', seatLimit: null },
        partner: { name: 'Business beta', seatLimit: 50 },
      },
    },
  },
  {
    what: 'an owner the asset that they removed',
    caller: 'owner',
    mutation: 'removeAssets',
    input: { businessId: 'acme', assetIds: ['ad1'] },
    select: 'asset { id type name owner { name seatLimit } permissions { totalCount } }',
    answered: {
      asset: {
        id: 'ad1',
        type: 'AD_ACCOUNT',
        name: 'Asset ad1',
        owner: { name: 'Business acme', seatLimit: 50 },
        permissions: { totalCount: 0 },
      },
    },
  },
  {
    what: 'who declines the invite, with themselves as the one who did',
    caller: 'invitee',
    mutation: 'respondToInvites',
    input: { responses: [{ inviteId: 'inv_invitee', accept: false }] },
    select:
      'invite { status closedBy { id } inviteeUser { id } member { status user { id } } assetGrants { asset { id } } }',
    answered: {
      invite: {
        status: 'DECLINED',
        closedBy: { id: 'usr_invitee' },
        inviteeUser: null,
        member: { status: 'INVITATION_DECLINED', user: null },
        assetGrants: [{ asset: null }], // no longer offered
      },
    },
  },
];

it.each(CASES)('answers $what', async ({ caller, mutation, input, select, answered }) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { message }
    results { error { message } ${select} } } }`;
  const data = await stage.takingBack(() => stage.read(caller, source, { input }));
  expect(data[mutation]).toEqual({ userErrors: [], results: [{ error: null, ...answered }] });
});
