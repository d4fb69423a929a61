import { SYSTEM, type UserPrincipal } from '../auth/principal.js';
import { cancelInvites } from '../commands/cancel-invites.js';
import { expireInvites } from '../commands/expire-invites.js';
import { inviteMembers } from '../commands/invite-members.js';
import { rememberUsers } from '../commands/remember-users.js';
import { respondToInvites } from '../commands/respond-to-invites.js';
import { INVITE_EXPIRY } from '../domain/limits.js';
import { businessIdOf, DEMO_DAYS, dayMs } from './businesses.js';
import { type Happening, LINKS, ownerOf, type Past, principalOf } from './past.js';
import type { DemoPerson } from './people.js';
import { type Fate, grantsOn, type PlannedInvite, planInvites } from './plan.js';

/** Makes people known, as their first tokens would, or without a verified address any more. */
export function know(past: Past, people: readonly DemoPerson[], emailVerified: boolean): Promise<unknown> {
  const claimedAt = past.now;
  const claims = people.map(({ id, ...names }) => ({ ...names, userId: id, emailVerified, claimedAt }));
  return past.run(SYSTEM, (tx) => rememberUsers(tx, claims));
}

/** Ids of the invites that were sent, by their places in the plan. */
type Sent = Map<PlannedInvite, string>;

/** Who was invited, and what became of it. */
export function memberHappenings(past: Past): Happening[] {
  const plan = planInvites();
  const sent: Sent = new Map();
  const rounds = Array.from({ length: DEMO_DAYS }, (_, day) => plan.filter((invite) => invite.day === day));
  return [...rounds.flatMap((round) => happeningsOf(past, round, sent)), ...answers(past, plan, sent)];
}

/** The invites of a day: sent together, and what becomes of them without an answer. */
function happeningsOf(past: Past, round: readonly PlannedInvite[], sent: Sent): Happening[] {
  const [first] = round;
  if (!first) return [];
  const sentMs = dayMs(first.day);
  const happenings: Happening[] = [{ atMs: sentMs, happen: () => send(past, first, round, sent) }];
  for (const invite of round) {
    if (invite.fate !== 'CANCELLED') continue;
    happenings.push({ atMs: sentMs + invite.afterMs, happen: () => cancel(past, invite, sent) });
  }
  if (round.some(({ fate }) => fate === 'EXPIRED')) {
    const happen = () => past.run(SYSTEM, (tx) => expireInvites(tx, round.length));
    happenings.push({ atMs: sentMs + INVITE_EXPIRY.defaultMs, happen });
  }
  return happenings;
}

/** What is to stay open to this day gets the longest time. */
const staysOpen = ({ fate }: { fate: Fate }): boolean => fate === 'PENDING' || fate === 'UNSENT';

async function send(past: Past, first: PlannedInvite, round: readonly PlannedInvite[], sent: Sent): Promise<void> {
  const { business, day } = first;
  const owner = ownerOf(business);
  const grants = grantsOn(first);
  const input = {
    businessId: businessIdOf(business),
    invitees: round.map(({ invitee, fate }) => nameOf(invitee, fate === 'UNSENT')),
    roles: [day % 7 === 0 ? ('BIZ_ADMIN' as const) : ('EMPLOYEE' as const)],
    assetGrants: grants.length > 0 ? grants : null,
    expiresAt: round.some(staysOpen) ? new Date(past.now.getTime() + INVITE_EXPIRY.maxMs) : null,
    mode: 'ALL_OR_NOTHING' as const,
    validateOnly: false,
  };
  const made = await past.run(owner, (tx) => inviteMembers(tx, owner, input, { links: LINKS, openInvites: 1_000 }));
  for (const [index, invite] of round.entries()) sent.set(invite, made[index] ?? '');
  // Who has no verified address any more gets no mail: the invite stays PENDING_SEND.
  const moved = round.flatMap(({ fate, invitee }) => (fate === 'UNSENT' && typeof invitee !== 'string' ? invitee : []));
  if (moved.length > 0) await know(past, moved, false);
}

function cancel(past: Past, invite: PlannedInvite, sent: Sent): Promise<unknown> {
  const [owner, businessId] = [ownerOf(invite.business), businessIdOf(invite.business)];
  const input = { businessId, inviteIds: [sent.get(invite) ?? ''], mode: 'BEST_EFFORT' as const };
  return past.run(owner, (tx) => cancelInvites(tx, owner, input));
}

/** Who has several invites answers them together. */
function answers(past: Past, plan: readonly PlannedInvite[], sent: Sent): Happening[] {
  const answered = plan.filter(({ fate }) => fate === 'ACCEPTED' || fate === 'DECLINED');
  const together = new Map<string, { atMs: number; person: DemoPerson; invites: PlannedInvite[] }>();
  for (const invite of answered) {
    if (typeof invite.invitee === 'string') continue;
    const atMs = dayMs(invite.day) + invite.afterMs;
    const key = `${invite.invitee.id} ${atMs}`;
    const found = together.get(key) ?? { atMs, person: invite.invitee, invites: [] };
    together.set(key, { ...found, invites: [...found.invites, invite] });
  }
  return [...together.values()].map(({ atMs, person, invites }) => ({
    atMs,
    happen: () => answer(past, principalOf(person), invites, sent),
  }));
}

function answer(past: Past, responder: UserPrincipal, invites: readonly PlannedInvite[], sent: Sent): Promise<unknown> {
  const responses = invites.map((invite) => ({ inviteId: sent.get(invite) ?? '', accept: invite.fate === 'ACCEPTED' }));
  return past.run(responder, (tx) => respondToInvites(tx, responder, { responses, mode: 'BEST_EFFORT' }));
}

/** By address, and by user id where the mail is to find no address later. */
function nameOf(invitee: DemoPerson | string, byUserId: boolean): { email?: string; userId?: string } {
  if (typeof invitee === 'string') return { email: invitee };
  return byUserId ? { userId: invitee.id } : { email: invitee.email };
}
