import { randomUUID } from 'node:crypto';
import {
  type BusinessRole,
  InviteMembersDocument,
  RegisterAssetsDocument,
  RemoveAssetsDocument,
  RevokeAssetPermissionsDocument,
  SetAssetPermissionsDocument,
  UpdateMemberRolesDocument,
} from '../operations/__generated__/graphql.js';
import { acknowledge, call } from './call.js';
import { grantsOf, speakerOf } from './choices.js';
import { AnswerDocument, RemoveDocument } from './documents.js';
import { type Arena, type Game, type Player, remember } from './game.js';
import type { Random } from './random.js';

/** A time that comes while the storm still goes on. */
const soon = (): string => new Date(Date.now() + 2_000).toISOString();

/** Gives members and partners levels, some of them for a moment. */
export async function give(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  if (!arena) return;
  const partners = game.partnerships.filter(({ hostId }) => hostId === arena.id);
  const grantees = [
    ...random.some(arena.places, 1 + random.below(2)).map((memberId) => ({ memberId })),
    ...random.some(partners, 1 + random.below(2)).map(({ id: partnershipId }) => ({ partnershipId })),
  ];
  const permissions = grantees.flatMap((grantee) =>
    grantsOf(arena, random).map((grant) => ({
      ...grant,
      ...grantee,
      expiresAt: random.below(4) === 0 ? soon() : null,
    })),
  );
  if (permissions.length === 0) return;
  const results = await call(game, random, 'give', {
    token: speakerOf(arena, random).token,
    document: SetAssetPermissionsDocument,
    variables: { input: { businessId: arena.id, permissions, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.setAssetPermissions,
  });
  for (const { permission } of results) if (permission) remember(game.permissions, { id: permission.id, arena }, 30);
}

/** Takes permissions away. */
export async function takeBack(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.permissions)?.arena;
  const theirs = game.permissions.filter((permission) => permission.arena === arena);
  const permissionIds = [...new Set(random.some(theirs, 1 + random.below(3)).map(({ id }) => id))];
  if (!arena) return;
  await call(game, random, 'revoke', {
    token: speakerOf(arena, random).token,
    document: RevokeAssetPermissionsDocument,
    variables: { input: { businessId: arena.id, permissionIds, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.revokeAssetPermissions,
  });
}

/** Removes assets, or registers them (again). */
export async function changeProps(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  if (!arena) return;
  const props = random.some(arena.props, 1 + random.below(3));
  const { token } = speakerOf(arena, random);
  const shared = { businessId: arena.id, idempotencyKey: randomUUID() };
  if (random.below(3) === 0) {
    await call(game, random, 'forget', {
      token,
      document: RemoveAssetsDocument,
      variables: { input: { ...shared, assetIds: props.map(({ id }) => id) } },
      payloadOf: (data) => data.removeAssets,
    });
    return;
  }
  await call(game, random, 'register', {
    token,
    document: RegisterAssetsDocument,
    variables: { input: { ...shared, assets: props.map((prop) => ({ ...prop, name: `Asset ${random.below(9)}` })) } },
    payloadOf: (data) => data.registerAssets,
  });
}

/** Makes members OWNERs, BIZ_ADMINs and EMPLOYEEs, some of them for a moment. */
export async function changeRoles(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  const places = [...new Set(random.some(arena?.places ?? [], 1 + random.below(3)))];
  if (!arena || places.length === 0) return;
  const members = places.map((memberId) => {
    const role: BusinessRole = random.pick(['OWNER', 'BIZ_ADMIN', 'BIZ_ADMIN', 'EMPLOYEE', 'EMPLOYEE']) ?? 'EMPLOYEE';
    return { memberId, roles: [role], expiresAt: role !== 'OWNER' && random.below(2) === 0 ? soon() : null };
  });
  const results = await call(game, random, 'roles', {
    token: speakerOf(arena, random).token,
    document: UpdateMemberRolesDocument,
    variables: { input: { businessId: arena.id, members, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.updateMemberRoles,
  });
  for (const [index, { error }] of results.entries()) {
    const { memberId, roles } = members[index] ?? {};
    const deputy = game.playerAt.get(memberId ?? '');
    if (!error && deputy && !roles?.includes('EMPLOYEE')) remember(arena.deputies, deputy, 6);
  }
}

/** Removes members and takes back invites by their places; sometimes somebody leaves. */
export async function removeSome(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  const places = [...new Set(random.some(arena?.places ?? [], 1 + random.below(2)))];
  const leaver = random.below(4) === 0 ? game.playerAt.get(places[0] ?? '') : undefined;
  if (!arena || places.length === 0) return;
  await remove(game, random, {
    move: leaver ? 'leave' : 'remove',
    arena,
    who: leaver ?? speakerOf(arena, random),
    memberIds: leaver ? places.slice(0, 1) : places,
  });
}

interface Removal {
  move: string;
  arena: Arena;
  who: Player;
  memberIds: string[];
}

async function remove(game: Game, random: Random, { move, arena, who, memberIds }: Removal): Promise<void> {
  const results = await call(game, random, move, {
    token: who.token,
    document: RemoveDocument,
    variables: { input: { businessId: arena.id, memberIds, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.removeMembers,
  });
  for (const { member, error } of results) {
    if (!member?.invite && !error) game.unseen++;
    if (member?.status === 'INVITATION_REVOKED' && member.invite) acknowledge(game, member.invite.id, 'CANCELLED');
  }
}

/** One OWNER of four (or who was one) demotes some, themselves perhaps among them, removes all, or lets all come back. */
export async function fightForCrown(game: Game, random: Random): Promise<void> {
  const { crown: arena } = game;
  const who = random.pick(arena.deputies) ?? arena.founder;
  const places = random.some(arena.places, 2 + random.below(3));
  const shared = { businessId: arena.id, idempotencyKey: randomUUID() };
  switch (random.below(5)) {
    case 0:
      return remove(game, random, { move: 'crown', arena, who, memberIds: arena.places });
    case 1:
    case 2: {
      const members = places.map((memberId) => {
        const role: BusinessRole = random.pick(['OWNER', 'BIZ_ADMIN']) ?? 'OWNER';
        return { memberId, roles: [role] };
      });
      await call(game, random, 'crown', {
        token: who.token,
        document: UpdateMemberRolesDocument,
        variables: { input: { ...shared, members } },
        payloadOf: (data) => data.updateMemberRoles,
      });
      return;
    }
    default: {
      const results = await call(game, random, 'crown', {
        token: who.token,
        document: InviteMembersDocument,
        variables: {
          input: { ...shared, roles: ['OWNER'], invitees: arena.deputies.map(({ email }) => ({ email })) },
        },
        payloadOf: (data) => data.inviteMembers,
      });
      for (const [index, { invite, error }] of results.entries()) {
        const invitee = arena.deputies[index];
        if (!error && !invite) game.unseen++;
        if (!invite || !invitee) continue;
        acknowledge(game, invite.id, 'PENDING_SEND');
        await comeBack(game, random, invite.id, invitee);
      }
    }
  }
}

async function comeBack(game: Game, random: Random, inviteId: string, { token }: Player): Promise<void> {
  const [result] = await call(game, random, 'crown', {
    token,
    document: AnswerDocument,
    variables: { input: { responses: [{ inviteId, accept: true }], idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.respondToInvites,
  });
  if (result && !result.error) acknowledge(game, inviteId, 'ACCEPTED');
}
