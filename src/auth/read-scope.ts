import { holdsAt } from './policy.js';
import { assetPartnersOf, heldAssets, invitesBetween, offeredAssets, partnersOf } from './relations.js';
import type { BusinessStanding, Standing } from './standing.js';

/** The actions that lists ask for. */
export type ListAction =
  | 'invite:see'
  | 'member:see'
  | 'partnership:see'
  | 'asset:see'
  | 'permission:see'
  | 'api-key:see';

/** One kind of rows that somebody may see of a list; as WHERE, with `at` the standing at the list's business: */
export type Scope =
  /** members and permissions: of the user's own membership; API keys: the key itself */
  | 'own'
  /**
   * invites: to the user's id, or to no id and their verified e-mail; members: the same of the invitee as named, where
   * there is no user id yet; assets: `at.offeredAssetIds`
   */
  | 'addressed'
  /** made by this API key */
  | 'created'
  /** the other side is in `at.between` (invites) or in `at.partnerOf` (partnerships, permissions) */
  | 'between'
  /** in `at.heldAssetIds` */
  | 'heldAssets'
  /** permissions on, and partnerships that hold one on, `at.administeredAssetIds` */
  | 'administeredAssets'
  /** status ACTIVE; without e-mail */
  | 'activeMembers';

/** `all` rows of the business, or the union of some kinds of them; none of them is nothing. */
export type ReadScope = 'all' | ReadonlySet<Scope>;

const SCOPES: Readonly<Record<ListAction, (standing: Standing, at: BusinessStanding) => (Scope | false)[]>> = {
  'invite:see': (standing, at) => [
    at.invited && 'addressed',
    isKey(standing) && 'created',
    invitesBetween(standing, at).size > 0 && 'between',
  ],
  'member:see': (standing, at) => [
    (at.memberId !== null || at.formerMember) && 'own',
    at.invited && 'addressed',
    isKeyOf(standing, at) && 'created',
    at.administeredAssetIds.size > 0 && 'activeMembers',
  ],
  'partnership:see': (standing, at) => [
    isKey(standing) && 'created',
    partnersOf(standing, at).size > 0 && 'between',
    at.administeredAssetIds.size > 0 && 'administeredAssets',
  ],
  'asset:see': (standing, at) => [
    heldAssets(standing, at).size > 0 && 'heldAssets',
    offeredAssets(standing, at).size > 0 && 'addressed',
  ],
  'permission:see': (standing, at) => [
    at.memberId !== null && 'own',
    assetPartnersOf(standing, at).size > 0 && 'between',
    at.administeredAssetIds.size > 0 && 'administeredAssets',
  ],
  'api-key:see': (standing, at) => [isKeyOf(standing, at) && 'own'],
};

/**
 * What a list of this business (its invites with those addressed to it, its members, partnerships, assets, …) may show: the
 * rows for which `can` says yes, and no others.
 */
export function readScope(standing: Standing, action: ListAction, businessId: string): ReadScope {
  if (holdsAt(standing, action, businessId)) return 'all';
  return new Set(SCOPES[action](standing, standing.at(businessId)).filter((scope) => scope !== false));
}

/**
 * Whose inbox it is: MEMBER_INVITEs to this user id, or to no user id and this e-mail in canonical form. Null without a
 * verified e-mail and for who is no user: the inbox is empty and has no stream.
 */
export function inboxScope({ principal, email }: Standing): { userId: string; email: string } | null {
  return principal.kind === 'user' && email !== null ? { userId: principal.userId, email } : null;
}

const isKey = ({ principal }: Standing): boolean => principal.kind === 'apiKey';

/** A key made members only in its own business; invites and partnerships reach into others too. */
const isKeyOf = ({ principal }: Standing, at: BusinessStanding): boolean =>
  principal.kind === 'apiKey' && principal.businessId === at.businessId;
