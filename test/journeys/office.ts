import {
  type AssetGrantInput,
  type AssetPermissionLevel,
  AssetPermissionsDocument,
  type AssetType,
  BusinessPartnerInvitesDocument,
  CancelInvitesDocument,
  EndPartnershipsDocument,
  type ErrorFieldsFragment,
  type InviteFilter,
  InviteMembersDocument,
  type InviteMembersInput,
  InvitePartnersDocument,
  type InvitePartnersInput,
  type InviteResponseInput,
  type MemberRolesInput,
  type PartnershipDirection,
  PartnershipsDocument,
  RegisterAssetsDocument,
  RemoveAssetsDocument,
  RemoveMembersDocument,
  RequestAssetAccessDocument,
  type RequestAssetAccessInput,
  RequestPartnershipsDocument,
  RespondToInvitesDocument,
  type RespondToInvitesInput,
  RevokeAssetPermissionsDocument,
  SetAssetPermissionsDocument,
  type SetAssetPermissionsInput,
  SetInviteAssetGrantsDocument,
  type SetInviteAssetGrantsInput,
  UpdateMemberRolesDocument,
} from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import type { Gateway } from '../support/gateway.js';
import { type Person, person } from '../support/person.js';
import { createBusinessWorld } from '../support/world.js';

/** What all batches answer. */
interface Payload<Result = object> {
  results: (Result & { error: ErrorFieldsFragment | null })[];
  userErrors: ErrorFieldsFragment[];
}

/** A business as one of its people works with it. */
export type Office = ReturnType<typeof officeOf>;

/** Makes a business; the office is its owner's. */
async function openOffice(gateway: Gateway, owner: Person, name: string): Promise<Office> {
  const { id } = await createBusinessWorld(gateway, owner, { name });
  return officeOf(id, await gateway.as(owner));
}

let registered = 0;

/** The same business as seen by whoever has this client. */
export function officeOf(id: string, client: Client) {
  const terms = { businessId: id };
  return {
    id,
    client,
    /** Registers an asset of each of these types and returns their ids. */
    assets: async (...types: AssetType[]): Promise<string[]> => {
      const assets = types.map((type) => {
        registered += 1;
        return { id: `asset-${registered}`, type, name: `${type} ${registered}` };
      });
      return given((await client.run(RegisterAssetsDocument, { input: { ...terms, assets } })).registerAssets).map(
        ({ asset }) => asset?.id ?? '',
      );
    },
    removeAssets: async (...assetIds: string[]) =>
      present((await client.run(RemoveAssetsDocument, { input: { ...terms, assetIds } })).removeAssets),
    inviteMembers: async (emails: readonly string[], more: Partial<InviteMembersInput> = {}) => {
      const input = { ...terms, invitees: emails.map((email) => ({ email })), ...more };
      return present((await client.run(InviteMembersDocument, { input })).inviteMembers);
    },
    invitePartners: async (partnerIds: string[], more: Partial<InvitePartnersInput> = {}) =>
      present((await client.run(InvitePartnersDocument, { input: { ...terms, partnerIds, ...more } })).invitePartners),
    requestPartnerships: async (partnerIds: string[], more: Partial<InvitePartnersInput> = {}) => {
      const input = { ...terms, partnerIds, ...more };
      return present((await client.run(RequestPartnershipsDocument, { input })).requestPartnerships);
    },
    requestAccess: async (
      requests: RequestAssetAccessInput['requests'],
      more: Partial<RequestAssetAccessInput> = {},
    ) => {
      const input = { ...terms, requests, ...more };
      return present((await client.run(RequestAssetAccessDocument, { input })).requestAssetAccess);
    },
    setGrants: async (invites: SetInviteAssetGrantsInput['invites'], more: Partial<SetInviteAssetGrantsInput> = {}) => {
      const input = { ...terms, invites, ...more };
      return present((await client.run(SetInviteAssetGrantsDocument, { input })).setInviteAssetGrants);
    },
    cancel: async (...inviteIds: string[]) =>
      present((await client.run(CancelInvitesDocument, { input: { ...terms, inviteIds } })).cancelInvites),
    respond: async (responses: InviteResponseInput[], more: Partial<RespondToInvitesInput> = {}) =>
      present((await client.run(RespondToInvitesDocument, { input: { responses, ...more } })).respondToInvites),
    /** Accepts; throws when that is refused. */
    accept: async (inviteId: string, more: Partial<InviteResponseInput> = {}): Promise<void> => {
      const input = { responses: [{ inviteId, accept: true, ...more }] };
      given((await client.run(RespondToInvitesDocument, { input })).respondToInvites);
    },
    setPermissions: async (...permissions: SetAssetPermissionsInput['permissions']) =>
      present(
        (await client.run(SetAssetPermissionsDocument, { input: { ...terms, permissions } })).setAssetPermissions,
      ),
    revoke: async (...permissionIds: string[]) => {
      const input = { ...terms, permissionIds };
      return present((await client.run(RevokeAssetPermissionsDocument, { input })).revokeAssetPermissions);
    },
    endPartnerships: async (...partnershipIds: string[]) =>
      present((await client.run(EndPartnershipsDocument, { input: { ...terms, partnershipIds } })).endPartnerships),
    updateRoles: async (...members: MemberRolesInput[]) =>
      present((await client.run(UpdateMemberRolesDocument, { input: { ...terms, members } })).updateMemberRoles),
    removeMembers: async (...memberIds: string[]) =>
      present((await client.run(RemoveMembersDocument, { input: { ...terms, memberIds } })).removeMembers),

    /** The newest invites that this viewer sees of the business. */
    invites: async (filter: InviteFilter = {}) =>
      (await client.run(BusinessPartnerInvitesDocument, { id, filter })).business?.invites.nodes ?? [],
    partnerships: async (direction?: PartnershipDirection) =>
      (await client.run(PartnershipsDocument, { id, ...(direction ? { direction } : {}) })).business?.partnerships
        .nodes ?? [],
    /** By counterpart: the levels on each asset that it reaches here (INTERNAL), or is reached there (EXTERNAL). */
    partners: async (direction: PartnershipDirection) => {
      const { business } = await client.run(PartnershipsDocument, { id, direction });
      return Object.fromEntries(
        (business?.partnerships.nodes ?? []).map(({ host, partner, assetPermissions }) => [
          host.id === id ? partner.id : host.id,
          levelsOf(assetPermissions.nodes),
        ]),
      );
    },
    permissions: async () =>
      (await client.run(AssetPermissionsDocument, { id })).business?.assetPermissions.nodes ?? [],
  };
}

/** By asset, what is held on it. */
export const levelsOf = (permissions: readonly { asset: { id: string }; levels: string[] }[]) =>
  Object.fromEntries(permissions.map(({ asset, levels }) => [asset.id, levels]));

/** What became of each item: its refusal, or OK. A call refused as a whole is its refusals alone. */
export const verdicts = ({ results, userErrors }: Payload): string[] =>
  userErrors.length > 0
    ? userErrors.map(({ code }) => `whole: ${code}`)
    : results.map(({ error }) => error?.code ?? 'OK');

/** Where each refusal points. */
export const fields = ({ results, userErrors }: Payload): (string | undefined)[] =>
  [...userErrors, ...results.map(({ error }) => error)].map((error) => error?.field.join('.'));

/** The ids of the invites that a call made; throws when one was refused. */
export const ids = (payload: Payload<{ invite: { id: string } | null }>): string[] =>
  given(payload).map(({ invite }) => invite?.id ?? '');

/** The id of the only invite that a call made. */
export const onlyId = (payload: Payload<{ invite: { id: string } | null }>): string => ids(payload)[0] ?? '';

function present<T>(payload: T | null): T {
  if (payload === null) throw new Error('The mutation has no answer');
  return payload;
}

function given<Result>(payload: Payload<Result> | null): Payload<Result>['results'] {
  const { results, userErrors } = present(payload);
  const refusal = userErrors[0] ?? results.find(({ error }) => error)?.error;
  if (refusal) throw new Error(`Refused: ${refusal.code} ${refusal.message}`);
  return results;
}

/** Has this person join the business; returns their office there and their membership's id. */
export async function join(gateway: Gateway, business: Office, who: Person, terms: Partial<InviteMembersInput> = {}) {
  const office = officeOf(business.id, await gateway.as(who));
  const [result] = (await business.inviteMembers([who.email], terms)).results;
  await office.accept(result?.invite?.id ?? '');
  return { office, memberId: result?.invite?.member?.id ?? '' };
}

/** Makes `partner` a partner of `host`, with these grants; returns the partnership's id. */
export async function befriend(host: Office, partner: Office, assetGrants?: InvitePartnersInput['assetGrants']) {
  const payload = await host.invitePartners([partner.id], assetGrants ? { assetGrants } : {});
  await partner.accept(onlyId(payload));
  const made = (await partner.partnerships('EXTERNAL')).find((one) => one.host.id === host.id);
  if (!made) throw new Error('The partnership is not there');
  return made.id;
}

/** Three businesses that have nothing to do with each other yet: Acme of Ada, Brand of Bob, Shop of Cleo. */
export const openOffices = async (gateway: Gateway): Promise<[acme: Office, brand: Office, shop: Office]> => [
  await openOffice(gateway, person('ada'), 'Acme'),
  await openOffice(gateway, person('bob'), 'Brand'),
  await openOffice(gateway, person('cleo'), 'Shop'),
];

export const grant = (assetId: string, ...levels: AssetPermissionLevel[]): AssetGrantInput => ({ assetId, levels });
