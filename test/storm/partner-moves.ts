import { randomUUID } from 'node:crypto';
import type { PartnerInviteType } from '../../src/domain/partnership.js';
import {
  EndPartnershipsDocument,
  InvitePartnersDocument,
  RequestAssetAccessDocument,
  RequestPartnershipsDocument,
  SetInviteAssetGrantsDocument,
} from '../operations/__generated__/graphql.js';
import { acknowledge, call } from './call.js';
import { grantsOf, speakerOf } from './choices.js';
import { type Arena, type Game, remember } from './game.js';
import type { Random } from './random.js';

/** Invites other businesses, asks them to be let in, or asks for more: each of the three to each of the others. */
export async function address(game: Game, random: Random): Promise<void> {
  const sender = random.pick(game.arenas);
  if (!sender) return;
  const others = random.some(
    game.arenas.filter((arena) => arena !== sender),
    1 + random.below(2),
  );
  const { token } = speakerOf(sender, random);
  const partnerIds = others.map(({ id }) => id);
  const shared = { businessId: sender.id, idempotencyKey: randomUUID() };
  switch (random.below(3)) {
    case 0: {
      const assetGrants = random.below(2) === 0 ? grantsOf(sender, random) : null;
      const results = await call(game, random, 'partner', {
        token,
        document: InvitePartnersDocument,
        variables: { input: { ...shared, partnerIds, assetGrants } },
        payloadOf: (data) => data.invitePartners,
      });
      return note(game, { type: 'PARTNER_INVITE', sender, others, results });
    }
    case 1: {
      const assetGrants = others.flatMap((other) => grantsOf(other, random));
      const results = await call(game, random, 'ask', {
        token,
        document: RequestPartnershipsDocument,
        variables: { input: { ...shared, partnerIds, assetGrants } },
        payloadOf: (data) => data.requestPartnerships,
      });
      return note(game, { type: 'PARTNER_REQUEST', sender, others, results });
    }
    default: {
      const requests = others.map((other) => ({ partnerId: other.id, assetGrants: grantsOf(other, random) }));
      const results = await call(game, random, 'access', {
        token,
        document: RequestAssetAccessDocument,
        variables: { input: { ...shared, requests } },
        payloadOf: (data) => data.requestAssetAccess,
      });
      return note(game, { type: 'ASSET_REQUEST', sender, others, results });
    }
  }
}

interface Sent {
  type: PartnerInviteType;
  sender: Arena;
  others: readonly Arena[];
  results: readonly { invite: { id: string } | null; error: object | null }[];
}

function note(game: Game, { type, sender, others, results }: Sent): void {
  for (const [index, { invite, error }] of results.entries()) {
    const invitee = others[index];
    if (!invite || !invitee) {
      if (!error) game.unseen++;
      continue;
    }
    acknowledge(game, invite.id, 'PENDING_SEND');
    // Twice: there are few of these among the invites to people.
    for (let times = 0; times < 2; times++) {
      remember(game.recent, { id: invite.id, type, businessId: sender.id, invitee });
    }
  }
}

/** Ends partnerships of a business from its side. */
export async function endSome(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  const theirs = game.partnerships.filter(({ hostId, partnerId }) => arena?.id === hostId || arena?.id === partnerId);
  const ending = [...new Set(random.some(theirs, 1 + random.below(2)).map(({ id }) => id))];
  if (!arena || ending.length === 0) return;
  const results = await call(game, random, 'end', {
    token: speakerOf(arena, random).token,
    document: EndPartnershipsDocument,
    variables: { input: { businessId: arena.id, partnershipIds: ending, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.endPartnerships,
  });
  for (const [index, { error }] of results.entries()) {
    const id = ending[index];
    if (!error && id) game.ended.push(id);
  }
}

/** Offers or asks for other assets in open invites. */
export async function regrant(game: Game, random: Random): Promise<void> {
  const arena = random.pick(game.arenas);
  const ours = random.some(
    game.recent.filter((known) => known.businessId === arena?.id),
    1 + random.below(3),
  );
  if (!arena || ours.length === 0) return;
  const invites = ours.map(({ id, type, invitee }) => ({
    inviteId: id,
    assetGrants: grantsOf('founder' in invitee && type.endsWith('REQUEST') ? invitee : arena, random),
  }));
  await call(game, random, 'regrant', {
    token: speakerOf(arena, random).token,
    document: SetInviteAssetGrantsDocument,
    variables: { input: { businessId: arena.id, invites, idempotencyKey: randomUUID() } },
    payloadOf: (data) => data.setInviteAssetGrants,
  });
}
