import { person } from '../support/person.js';

// Where a thing that has an id is met: everywhere it must read the same.

const ASSET_GRANT = 'assetGrants { assetId levels asset { id type } }';
/** All that can be asked of a thing of each type, down to the ids of what hangs on it. */
export const FIELDS = {
  Business: 'name createdAt viewerRoles seatLimit seatsUsed eventCursor',
  Invite: `type status roles message createdAt updatedAt sentAt expiresAt closedAt sendCount inviteeEmail viewerIsInvitee
    viewerActions membershipExpiresAt business { id } inviteeBusiness { id } inviteeUser { id } ${ASSET_GRANT}
    createdBy { id email firstName } closedBy { id } member { id } partnership { id }`,
  AccountMember: `status roles createdAt acceptedAt expiresAt email firstName lastName business { id } user { id email }
    invite { id } assetPermissions { nodes { id } }`,
  Partnership: 'createdAt host { id name } partner { id name } assetPermissions { totalCount nodes { id levels } }',
  AssetPermission: `levels createdAt updatedAt expiresAt asset { id type name owner { id } } grantedBy { id email }
    grantee { ... on AccountMember { id email } ... on Partnership { id createdAt } }`,
  ApiKey: 'name prefix scopes createdAt lastUsedAt expiresAt revokedAt business { id name }',
  Asset: 'type name owner { id name } permissions { totalCount nodes { id levels } }',
};
type IdentifiedType = keyof typeof FIELDS;
export const TYPES = Object.keys(FIELDS) as IdentifiedType[]; // keys of a literal
/** An asset keeps the id of its own system, so `node` does not know it. */
export const NODES: readonly IdentifiedType[] = TYPES.filter((type) => type !== 'Asset');

/** Where things of each type are met, besides `node`. */
export const PLACES: Record<IdentifiedType, string[]> = {
  Business: [
    'business(id: "acme") { ...It }',
    'viewer { memberships(first: 1) { nodes { business { ...It } } } }',
    'viewer { receivedInvites(first: 1) { edges { node { business { ...It } } } } }',
    'invite(id: $invite) { business { ...It } }',
    'accountMember(id: $member) { business { ...It } }',
    'accountMember(id: $member) { invite { business { ...It } } }',
    'business(id: "acme") { inviteStatusChanges(first: 1) { nodes { invite { business { ...It } } } } }',
    'node(id: $partnership) { ... on Partnership { host { ...It } } }',
    'business(id: "acme") { partnerships { nodes { host { ...It } } } }',
    'asset(id: $asset) { owner { ...It } }',
    '_entities(representations: [{ __typename: "Business", id: "acme" }]) { ...It }',
  ],
  Invite: [
    'invite(id: $invite) { ...It }',
    'business(id: "acme") { invites { nodes { ...It } } }',
    'business(id: "acme") { invites(filter: { query: "mia", direction: SENT }) { edges { node { ...It } } } }',
    'business(id: "acme") { inviteStatusChanges(first: 1) { nodes { invite { ...It } } } }',
    'accountMember(id: $member) { invite { ...It } }',
    'business(id: "acme") { members { nodes { invite { ...It } } } }',
    'viewer { receivedInvites { nodes { ...It } } }',
    'viewer { memberships { nodes { invite { ...It } } } }',
    'accountMember(id: $member) { invite { member { invite { ...It } } } }',
    '_entities(representations: [{ __typename: "Invite", id: $invite }]) { ...It }',
  ],
  AccountMember: [
    'accountMember(id: $member) { ...It }',
    'business(id: "acme") { members { nodes { ...It } } }',
    'business(id: "acme") { members(filter: { query: "mia" }) { edges { node { ...It } } } }',
    'viewer { memberships { nodes { ...It } } }',
    'viewer { user { memberships { nodes { ...It } } } }',
    'invite(id: $invite) { member { ...It } }',
    'business(id: "acme") { invites { nodes { member { ...It } } } }',
    'viewer { receivedInvites { nodes { member { ...It } } } }',
    'accountMember(id: $member) { user { memberships { nodes { ...It } } } }',
    'business(id: "acme") { assetPermissions { nodes { grantee { ...It } } } }',
    'asset(id: $asset) { permissions { nodes { grantee { ...It } } } }',
    `_entities(representations: [{ __typename: "AccountMember", business: { id: "acme" }, user: { id: "${person('mia').id}" } }]) { ...It }`,
  ],
  Partnership: [
    'business(id: "acme") { partnerships { nodes { ...It } } }',
    'business(id: "acme") { partnerships(direction: INTERNAL) { edges { node { ...It } } } }',
    'business(id: "acme") { invites(filter: { types: [PARTNER_INVITE] }) { nodes { partnership { ...It } } } }',
    'business(id: "acme") { assetPermissions { nodes { grantee { ...It } } } }',
    'asset(id: $asset) { permissions { nodes { grantee { ...It } } } }',
    '_entities(representations: [{ __typename: "Partnership", id: $partnership }]) { ...It }',
  ],
  AssetPermission: [
    'business(id: "acme") { assetPermissions { nodes { ...It } } }',
    'business(id: "acme") { assetPermissions(filter: { levels: [ANALYST] }) { edges { node { ...It } } } }',
    'business(id: "acme") { partnerships { nodes { assetPermissions { nodes { ...It } } } } }',
    'node(id: $partnership) { ... on Partnership { assetPermissions { nodes { ...It } } } }',
    'asset(id: $asset) { permissions { nodes { ...It } } }',
    '_entities(representations: [{ __typename: "AssetPermission", id: $permission }]) { ...It }',
  ],
  ApiKey: [
    'business(id: "acme") { apiKeys { nodes { ...It } } }',
    'business(id: "acme") { apiKeys(first: 1) { edges { node { ...It } } } }',
  ],
  Asset: [
    'asset(id: $asset) { ...It }',
    'business(id: "acme") { assets { nodes { ...It } } }',
    'business(id: "acme") { assets(filter: { query: "spring" }) { edges { node { ...It } } } }',
    'business(id: "acme") { assetPermissions { nodes { asset { ...It } } } }',
    'business(id: "acme") { partnerships(first: 5) { nodes { assetPermissions { nodes { asset { ...It } } } } } }',
    'invite(id: $invite) { assetGrants { asset { ...It } } }',
    'business(id: "acme") { invites { nodes { assetGrants { asset { ...It } } } } }',
    '_entities(representations: [{ __typename: "Asset", id: $asset }]) { ...It }',
  ],
};
