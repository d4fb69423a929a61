import { describe, expect, it } from 'vitest';
import { can } from '../../src/auth/policy.js';
import { ANONYMOUS, API_KEY_SCOPES, type Principal, SYSTEM } from '../../src/auth/principal.js';
import { type ReadScope, readScope, type Scope } from '../../src/auth/read-scope.js';
import { type BusinessStanding, type Standing, standingOf } from '../../src/auth/standing.js';
import type { InviteSubject, MemberSubject, PartnershipSubject, PermissionSubject } from '../../src/auth/subjects.js';
import { BUSINESSES, makeWorld, readFacts, viewersOf, type World } from './world.js';

// What the scope, read as a WHERE, leaves of all rows of a generated world must be what `can` allows one by one.

/** One kind of list: its rows of a business, what each scope means for them, and the word of `can`. */
interface List<Row> {
  rows: (world: World, businessId: string) => Row[];
  within: Partial<Record<Scope, (standing: Standing, at: BusinessStanding, row: Row) => boolean>>;
  allows: (standing: Standing, row: Row) => boolean;
}

const meOf = ({ principal }: Standing) => (principal.kind === 'user' ? principal.userId : undefined);
const keyIdOf = ({ principal }: Standing) => (principal.kind === 'apiKey' ? principal.apiKeyId : undefined);
const named = (standing: Standing, userId: string | null, email: string | null) =>
  userId === null ? email !== null && email === standing.email : userId === meOf(standing);
const other = (at: BusinessStanding, one: string, two: string | null | undefined) =>
  one === at.businessId ? (two ?? '') : one;

const INVITES: List<InviteSubject> = {
  rows: ({ invites }, id) => invites.filter((invite) => invite.businessId === id || invite.inviteeBusinessId === id),
  within: {
    addressed: (standing, _, row) =>
      row.inviteeBusinessId === null && named(standing, row.inviteeUserId, row.inviteeEmailCanonical),
    created: (standing, _, row) => row.createdByApiKeyId === keyIdOf(standing),
    between: (_, at, row) => at.between.has(other(at, row.businessId, row.inviteeBusinessId)),
  },
  allows: (standing, row) => can(standing, 'invite:see', row),
};
const MEMBERS: List<MemberSubject> = {
  rows: ({ members }, id) => members.filter(({ businessId }) => businessId === id),
  within: {
    own: (standing, _, row) => row.userId === meOf(standing),
    addressed: (standing, _, row) =>
      row.userId === null && named(standing, row.invitedUserId, row.invitedEmailCanonical),
    created: (standing, _, row) => row.createdByApiKeyId === keyIdOf(standing),
    activeMembers: (_standing, _at, row) => row.status === 'ACTIVE',
  },
  allows: (standing, row) => can(standing, 'member:see', row),
};
const PARTNERSHIPS: List<PartnershipSubject & { assetIds: string[] }> = {
  // Who sees a partnership only as the grantee of an asset finds it in the host's list. The partner is a business of which
  // they know the name alone, and such a one has empty connections.
  rows: ({ partnerships }, id) =>
    partnerships
      .filter(({ hostId, partnerId }) => hostId === id || partnerId === id)
      .map((row) => (row.hostId === id ? row : { ...row, assetIds: [] })),
  within: {
    created: (standing, _, row) => row.createdByApiKeyId === keyIdOf(standing),
    between: (_, at, row) => at.partnerOf.has(other(at, row.hostId, row.partnerId)),
    administeredAssets: (_, at, row) => row.assetIds.some((assetId) => at.administeredAssetIds.has(assetId)),
  },
  allows: (standing, row) => can(standing, 'partnership:see', row),
};
const PERMISSIONS: List<PermissionSubject> = {
  rows: ({ permissions }, id) => permissions.filter(({ businessId }) => businessId === id),
  within: {
    own: (standing, _, row) => row.memberUserId === meOf(standing),
    between: (_, at, row) => row.partnerId !== null && at.partnerOf.has(row.partnerId),
    administeredAssets: (_, at, row) => at.administeredAssetIds.has(row.assetId),
  },
  allows: (standing, row) => can(standing, 'permission:see', row),
};
const ASSETS: List<{ businessId: string; assetId: string }> = {
  rows: (_, businessId) => [0, 1, 2].map((index) => ({ businessId, assetId: `${businessId}-ad${index}` })),
  within: { heldAssets: (_, at, row) => at.heldAssetIds.has(row.assetId) },
  allows: (standing, row) => can(standing, 'asset:see', row),
};

/** The rows that the scope leaves, and those that `can` allows, of each list of each viewer in `worlds` worlds. */
function* lists<Row>(list: List<Row>, scopeOf: (standing: Standing, businessId: string) => ReadScope, worlds: number) {
  for (let seed = 1; seed <= worlds; seed++) {
    const world = makeWorld(seed);
    for (const viewer of viewersOf(world)) {
      const standing = readFacts(world, viewer);
      for (const businessId of BUSINESSES) {
        const rows = list.rows(world, businessId);
        const scope = scopeOf(standing, businessId);
        const at = standing.at(businessId);
        const inScope = (row: Row) =>
          scope === 'all' || [...scope].some((each) => list.within[each]?.(standing, at, row));
        yield {
          what: `world ${seed}, ${JSON.stringify(viewer)} at ${businessId}, ${scope === 'all' ? scope : [...scope].join()}`,
          scope,
          listed: rows.filter(inScope),
          allowed: rows.filter((row) => list.allows(standing, row)),
          readHereOnly: rows.filter((row) => list.allows(standingOf(viewer, [at], standing), row)),
        };
      }
    }
  }
}

function agree<Row>(
  list: List<Row>,
  scopeOf: (standing: Standing, businessId: string) => ReadScope,
  kinds: (Scope | 'all')[],
): void {
  const met = new Set<Scope | 'all'>();
  let partly = 0;
  for (const { what, scope, listed, allowed, readHereOnly } of lists(list, scopeOf, 150)) {
    expect(listed, what).toEqual(allowed);
    expect(readHereOnly, what).toEqual(allowed);
    for (const kind of scope === 'all' ? [scope] : scope) met.add(kind);
    if (scope !== 'all' && listed.length > 0) partly++;
  }
  expect([...met].sort()).toEqual(kinds.sort()); // no kind of scope goes untested
  expect(partly).toBeGreaterThan(100);
}

describe('a list shows exactly the rows that the policy allows one by one (G23)', () => {
  it('of invites', () => {
    agree(INVITES, (s, id) => readScope(s, 'invite:see', id), ['all', 'addressed', 'created', 'between']);
  });
  it('of members', () => {
    agree(MEMBERS, (s, id) => readScope(s, 'member:see', id), ['all', 'own', 'addressed', 'created', 'activeMembers']);
  });
  it('of partnerships', () => {
    agree(PARTNERSHIPS, (s, id) => readScope(s, 'partnership:see', id), [
      'all',
      'created',
      'between',
      'administeredAssets',
    ]);
  });
  it('of permissions', () => {
    agree(PERMISSIONS, (s, id) => readScope(s, 'permission:see', id), ['all', 'own', 'between', 'administeredAssets']);
  });
  it('of assets', () => {
    agree(ASSETS, (s, id) => readScope(s, 'asset:see', id), ['all', 'heldAssets']);
  });
});

describe('who is nothing to a business', () => {
  it.each([
    ['anonymous', ANONYMOUS],
    ['the system', SYSTEM],
    ['a stranger', { kind: 'user', userId: 'x', tokenExpiresAtMs: 0 } as const],
  ])('reads no row of any of its lists: %s', (_, principal) => {
    for (const action of [
      'invite:see',
      'member:see',
      'partnership:see',
      'asset:see',
      'permission:see',
      'api-key:see',
    ] as const) {
      expect(readScope(standingOf(principal, []), action, 'acme')).toEqual(new Set());
    }
  });

  it('sees as an API key itself alone among the keys of its business', () => {
    const key: Principal = { kind: 'apiKey', apiKeyId: 'key_1', businessId: 'acme', scopes: API_KEY_SCOPES };
    expect(readScope(standingOf(key, []), 'api-key:see', 'acme')).toEqual(new Set(['own']));
    expect(readScope(standingOf(key, []), 'api-key:see', 'beta')).toEqual(new Set());
  });
});
