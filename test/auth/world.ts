import { ANONYMOUS, API_KEY_SCOPES, type ApiKeyScope, type Principal, SYSTEM } from '../../src/auth/principal.js';
import { type BusinessStanding, NOBODY, type Standing, standingOf, strangerAt } from '../../src/auth/standing.js';
import type { InviteSubject, MemberSubject, PartnershipSubject, PermissionSubject } from '../../src/auth/subjects.js';
import type { BusinessRole, MembershipStatus } from '../../src/domain/membership.js';

// A generated world of rows, and the facts that follow from them for each viewer.

export interface World {
  people: { userId: string; email: string | null; verified: boolean }[];
  keys: Extract<Principal, { kind: 'apiKey' }>[];
  invites: InviteSubject[];
  members: (MemberSubject & { roles: BusinessRole[] })[];
  partnerships: (PartnershipSubject & { assetIds: string[] })[];
  permissions: (PermissionSubject & { isAdmin: boolean })[];
}

export const BUSINESSES = ['acme', 'beta', 'gamma'];
const STATUSES: MembershipStatus[] = [
  'INVITED',
  'ACTIVE',
  'ACTIVE',
  'INVITATION_DECLINED',
  'INVITATION_EXPIRED',
  'REMOVED',
];

/** Mulberry32: the same numbers in [0, 1) for the same seed, so that a failure can be run again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function makeWorld(seed: number): World {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T; // never empty here
  const times = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));

  const people = times(8, (index) => ({
    userId: `u${index}`,
    email: pick([null, 'shared@x.test', `${index}@x.test`, `${index}@x.test`]), // some share an address
    verified: random() < 0.7,
  }));
  const keys = times(6, (index) => ({
    kind: 'apiKey' as const,
    apiKeyId: `key_${index}`,
    businessId: pick(BUSINESSES),
    scopes: API_KEY_SCOPES.filter(() => random() < 0.4) as ApiKeyScope[],
  }));
  const keyOf = (businessId: string) =>
    random() < 0.4 ? (keys.find((key) => key.businessId === businessId)?.apiKeyId ?? null) : null;
  const nameInvitee = () => {
    const person = pick(people);
    return random() < 0.3
      ? { email: null, userId: person.userId }
      : { email: person.email ?? 'nobody@x.test', userId: null };
  };

  const invited = times(25, () => {
    const businessId = pick(BUSINESSES);
    const invitee = nameInvitee();
    const status = pick(STATUSES);
    const createdByApiKeyId = keyOf(businessId);
    const accepted = status === 'ACTIVE' || status === 'REMOVED';
    return {
      invite: {
        businessId,
        inviteeEmailCanonical: invitee.email,
        inviteeUserId: invitee.userId,
        inviteeBusinessId: null,
        createdByApiKeyId,
      },
      member: {
        businessId,
        status,
        userId: accepted ? pick(people).userId : null,
        invitedEmailCanonical: invitee.email,
        invitedUserId: invitee.userId,
        roles: [pick<BusinessRole>(['OWNER', 'BIZ_ADMIN', 'EMPLOYEE', 'EMPLOYEE'])],
        createdByApiKeyId,
      },
    };
  });
  const between = times(6, () => {
    const businessId = pick(BUSINESSES);
    const inviteeBusinessId = pick(BUSINESSES.filter((id) => id !== businessId));
    return {
      businessId,
      inviteeEmailCanonical: null,
      inviteeUserId: null,
      inviteeBusinessId,
      createdByApiKeyId: keyOf(businessId),
    };
  });
  // One ACTIVE membership per business and person, as the unique index has it.
  const active = new Set<string>();
  const members = invited
    .map(({ member }) => member)
    .filter((member) => {
      const key = `${member.businessId} ${member.userId}`;
      return member.status !== 'ACTIVE' || (!active.has(key) && active.add(key));
    });
  const partnerships = times(3, () => {
    const hostId = pick(BUSINESSES);
    const partnerId = pick(BUSINESSES.filter((id) => id !== hostId));
    return {
      hostId,
      partnerId,
      assetIds: [`${hostId}-ad${Math.floor(random() * 3)}`],
      createdByApiKeyId: keyOf(hostId),
    };
  });
  const permissions = [
    ...members
      .filter((member) => member.status === 'ACTIVE')
      .map(({ businessId, userId }) => ({
        businessId,
        assetId: `${businessId}-ad${Math.floor(random() * 3)}`,
        memberUserId: userId,
        partnerId: null,
        isAdmin: random() < 0.3,
      })),
    ...partnerships.flatMap(({ hostId, partnerId, assetIds }) =>
      assetIds.map((assetId) => ({
        businessId: hostId,
        assetId,
        memberUserId: null,
        partnerId,
        isAdmin: random() < 0.5,
      })),
    ),
  ];
  return {
    people,
    keys,
    invites: [...invited.map(({ invite }) => invite), ...between],
    members,
    partnerships,
    permissions,
  };
}

export function readFacts(world: World, principal: Principal): Standing {
  const person = principal.kind === 'user' ? world.people.find(({ userId }) => userId === principal.userId) : undefined;
  const email = person?.verified ? person.email : null;
  return standingOf(
    principal,
    BUSINESSES.map((businessId) => factsAt(world, principal, email, businessId)),
    { ...NOBODY, email, unverifiedEmail: person?.verified ? null : (person?.email ?? null) },
  );
}

function factsAt(world: World, principal: Principal, email: string | null, businessId: string): BusinessStanding {
  if (principal.kind === 'anonymous' || principal.kind === 'system') return strangerAt(businessId);
  const userId = principal.kind === 'user' ? principal.userId : undefined;
  const rowsAt = (id: string) => world.members.filter((member) => member.businessId === id && member.userId === userId);
  const actsFor = (id: string) =>
    principal.kind === 'apiKey'
      ? principal.businessId === id
      : rowsAt(id).some(({ status, roles }) => status === 'ACTIVE' && roles.some((role) => role !== 'EMPLOYEE'));
  const across = (pairs: [string, string][]) =>
    new Set(pairs.flatMap(([a, b]) => (a === businessId ? [b] : b === businessId ? [a] : [])).filter(actsFor));
  const here = world.permissions.filter((permission) => permission.businessId === businessId);
  const ownHere = here.filter(({ memberUserId }) => memberUserId !== null && memberUserId === userId);
  const active = rowsAt(businessId).find(({ status }) => status === 'ACTIVE');
  return {
    ...strangerAt(businessId),
    roles: active?.roles ?? [],
    memberId: active ? `mem_${businessId}_${userId}` : null,
    formerMember: rowsAt(businessId).some(({ status }) => status !== 'ACTIVE'),
    invited: world.invites.some(
      (invite) =>
        invite.businessId === businessId &&
        (invite.inviteeUserId === null
          ? email !== null && invite.inviteeEmailCanonical === email
          : invite.inviteeUserId === userId),
    ),
    partnerOf: across(world.partnerships.map(({ hostId, partnerId }) => [hostId, partnerId])),
    between: across(
      world.invites.flatMap((i) =>
        i.inviteeBusinessId ? [[i.businessId, i.inviteeBusinessId] as [string, string]] : [],
      ),
    ),
    heldAssetIds: new Set([
      ...ownHere.map(({ assetId }) => assetId),
      ...here.filter(({ partnerId }) => partnerId !== null && actsFor(partnerId)).map(({ assetId }) => assetId),
    ]),
    administeredAssetIds: new Set(ownHere.filter(({ isAdmin }) => isAdmin).map(({ assetId }) => assetId)),
  };
}

export const viewersOf = (world: World): Principal[] => [
  ...world.people.map(({ userId }): Principal => ({ kind: 'user', userId, tokenExpiresAtMs: 0 })),
  ...world.keys,
  ANONYMOUS,
  SYSTEM,
];
