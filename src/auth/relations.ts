import type { BusinessStanding, Standing } from './standing.js';
import type {
  ApiKeySubject,
  AssetSubject,
  BusinessSubject,
  InviteSubject,
  MemberChangeSubject,
  MemberSubject,
  PartnershipSubject,
  PermissionSubject,
} from './subjects.js';

// What the policy's columns of roles and scopes do not say: which businesses a thing belongs to, and who stands to it in
// another way. One sentence of the policy each; asked by `policy.ts` and `read-scope.ts` alone.

const present = (id: string | null | undefined): string[] => (id ? [id] : []);

export const nowhere = (): string[] => [];
export const businessOf = (subject: BusinessSubject): string[] => [subject.businessId];
export const sidesOfInvite = (invite: InviteSubject): string[] => [
  invite.businessId,
  ...present(invite.inviteeBusinessId),
];
export const addressedBusiness = (invite: InviteSubject): string[] => present(invite.inviteeBusinessId);
export const sidesOfPartnership = (partnership: PartnershipSubject): string[] => [
  partnership.hostId,
  partnership.partnerId,
];
export const ownerAndPartner = (permission: PermissionSubject): string[] => [
  permission.businessId,
  ...present(permission.partnerId),
];

export const isUser = ({ principal }: Standing): boolean => principal.kind === 'user';

const isMe = ({ principal }: Standing, userId: string | null | undefined): boolean =>
  principal.kind === 'user' && principal.userId === userId;

const madeIt = ({ principal }: Standing, made: { createdByApiKeyId?: string | null | undefined }): boolean =>
  principal.kind === 'apiKey' && made.createdByApiKeyId === principal.apiKeyId;

/** Without READ a key acts for its business, but does not read what is between that and its partners. */
const readsBetween = ({ principal }: Standing): boolean =>
  principal.kind === 'user' || (principal.kind === 'apiKey' && principal.scopes.includes('READ'));

const readsAssets = (standing: Standing): boolean =>
  readsBetween(standing) ||
  (standing.principal.kind === 'apiKey' && standing.principal.scopes.includes('ASSETS_WRITE'));

const NONE: ReadonlySet<string> = new Set();

/** The businesses for which the principal sees the partner invites and requests exchanged with this one. */
export const invitesBetween = (standing: Standing, at: BusinessStanding): ReadonlySet<string> =>
  readsBetween(standing) ? at.between : NONE;

/** The businesses for which the principal sees the partnerships with this one. */
export const partnersOf = (standing: Standing, at: BusinessStanding): ReadonlySet<string> =>
  readsBetween(standing) ? at.partnerOf : NONE;

/** The businesses for which the principal sees what their partnerships with this one may do with its assets. */
export const assetPartnersOf = (standing: Standing, at: BusinessStanding): ReadonlySet<string> =>
  readsAssets(standing) ? at.partnerOf : NONE;

export const heldAssets = (standing: Standing, at: BusinessStanding): ReadonlySet<string> =>
  readsAssets(standing) ? at.heldAssetIds : NONE;

/** What an open invite offers, for who may see that invite. */
export const offeredAssets = (standing: Standing, at: BusinessStanding): ReadonlySet<string> =>
  readsBetween(standing) ? at.offeredAssetIds : NONE;

/** Is the right recipient: named by user id, or else by their verified e-mail. */
export function isAddressedTo(standing: Standing, invite: InviteSubject): boolean {
  if (invite.inviteeUserId !== null) return isMe(standing, invite.inviteeUserId);
  return isUser(standing) && standing.email !== null && standing.email === invite.inviteeEmailCanonical;
}

/** Would be the right recipient, were the address verified: what EMAIL_NOT_VERIFIED is for. */
export const isAddressedUnverified = (standing: Standing, invite: InviteSubject): boolean =>
  isUser(standing) &&
  invite.inviteeUserId === null &&
  standing.unverifiedEmail !== null &&
  standing.unverifiedEmail === invite.inviteeEmailCanonical;

/** A verified e-mail is what makes an inbox. */
export const hasInbox = (standing: Standing): boolean => isUser(standing) && standing.email !== null;

/** The row is the viewer's own, or that of an invite to them which nobody has accepted. */
export const isThisPerson = (standing: Standing, member: MemberSubject): boolean =>
  isOwnRow(standing, member) ||
  (member.userId === null &&
    isAddressedTo(standing, {
      businessId: member.businessId,
      inviteeEmailCanonical: member.invitedEmailCanonical,
      inviteeUserId: member.invitedUserId,
    }));

export const isOwnRow = (standing: Standing, member: { userId?: string | null | undefined }): boolean =>
  isMe(standing, member.userId);

/** Only an OWNER touches an OWNER. */
export const ownerUnderOthers = (standing: Standing, member: MemberChangeSubject): boolean =>
  (member.roles ?? []).includes('OWNER') && !standing.at(member.businessId).roles.includes('OWNER');

/** Sees some row that names the business, and with it its id, name and createdAt. */
export function knowsBusiness(standing: Standing, { businessId }: BusinessSubject): boolean {
  const at = standing.at(businessId);
  return (
    at.invited ||
    at.formerMember ||
    at.named ||
    partnersOf(standing, at).size > 0 ||
    invitesBetween(standing, at).size > 0 ||
    heldAssets(standing, at).size > 0
  );
}

export const knowsInvite = (standing: Standing, invite: InviteSubject): boolean =>
  isAddressedTo(standing, invite) ||
  madeIt(standing, invite) ||
  isBetween(sidesOfInvite(invite), (at) => invitesBetween(standing, at), standing);

export const knowsMember = (standing: Standing, member: MemberSubject): boolean =>
  isThisPerson(standing, member) ||
  madeIt(standing, member) ||
  (member.status === 'ACTIVE' && standing.at(member.businessId).administeredAssetIds.size > 0);

export const knowsPartnership = (standing: Standing, partnership: PartnershipSubject): boolean =>
  madeIt(standing, partnership) ||
  isBetween(sidesOfPartnership(partnership), (at) => partnersOf(standing, at), standing) ||
  (partnership.assetIds ?? []).some((assetId) => standing.at(partnership.hostId).administeredAssetIds.has(assetId));

export function knowsAsset(standing: Standing, { businessId, assetId }: AssetSubject): boolean {
  const at = standing.at(businessId);
  return heldAssets(standing, at).has(assetId) || offeredAssets(standing, at).has(assetId);
}

export const knowsPermission = (standing: Standing, permission: PermissionSubject): boolean =>
  isMe(standing, permission.memberUserId) ||
  administers(standing, permission) ||
  isBetween(ownerAndPartner(permission), (at) => assetPartnersOf(standing, at), standing);

/** Who holds ADMIN on an asset as a member sets its permissions for the other members, not for partners. */
export const maySetForMember = (standing: Standing, permission: PermissionSubject): boolean =>
  permission.partnerId === null && administers(standing, permission);

/** Their own is given up by those who hold it; who holds ADMIN on the asset takes any of its permissions. */
export const mayGiveUp = (standing: Standing, permission: PermissionSubject): boolean =>
  isMe(standing, permission.memberUserId) || administers(standing, permission);

/** A key sees itself, and no other key. */
export const isItself = ({ principal }: Standing, key: ApiKeySubject): boolean =>
  principal.kind === 'apiKey' && principal.apiKeyId === key.apiKeyId;

const administers = (standing: Standing, { businessId, assetId }: AssetSubject): boolean =>
  standing.at(businessId).administeredAssetIds.has(assetId);

/** One of two sides is known, at the other, to be the principal's: right also where only that other side was read. */
function isBetween(
  [one, other]: readonly string[],
  counterparts: (at: BusinessStanding) => ReadonlySet<string>,
  standing: Standing,
): boolean {
  if (one === undefined || other === undefined) return false;
  return counterparts(standing.at(one)).has(other) || counterparts(standing.at(other)).has(one);
}
