import { SYSTEM } from '../auth/principal.js';
import { cancelInvites } from '../commands/cancel-invites.js';
import { expireInvites } from '../commands/expire-invites.js';
import { inviteMembers } from '../commands/invite-members.js';
import { rememberUser } from '../commands/remember-user.js';
import { respondToInvites } from '../commands/respond-to-invites.js';
import { INVITE_EXPIRY, MINUTE_MS } from '../domain/limits.js';
import { businessIdOf, DEMO_BUSINESSES, DEMO_DAYS, sentMsOf } from './businesses.js';
import { type Happening, LINKS, ownerOf, type Past, principalOf } from './past.js';
import type { DemoPerson } from './people.js';
import { type Fate, grantsOn, type PlannedInvite, planInvites } from './plan.js';

/** Makes a person known, as their first token would, or without a verified address any more. */
export function know(past: Past, { id, ...names }: DemoPerson, emailVerified: boolean): Promise<unknown> {
  const claimedAt = past.now;
  return past.run(SYSTEM, (tx) => rememberUser(tx, { ...names, userId: id, emailVerified, claimedAt }));
}

/** Who was invited, and what became of it. */
export function memberHappenings(past: Past): Happening[] {
  const plan = planInvites();
  const rounds = DEMO_BUSINESSES.flatMap((_, business) =>
    Array.from({ length: DEMO_DAYS }, (_, day) => plan.filter((one) => one.business === business && one.day === day)),
  );
  return rounds.flatMap((round) => happeningsOf(past, round));
}

/** The invites of one business on one day: sent together, answered each at its own time. */
function happeningsOf(past: Past, round: readonly PlannedInvite[]): Happening[] {
  const [first] = round;
  if (!first) return [];
  const sentMs = sentMsOf(first);
  const ids = new Map<PlannedInvite, string>();
  const happenings: Happening[] = [{ atMs: sentMs, happen: () => send(past, round, ids) }];
  for (const invite of round) {
    const happen = fateOf(past, invite, () => ids.get(invite) ?? '');
    if (happen) happenings.push({ atMs: sentMs + invite.afterMs, happen });
  }
  if (round.some(({ fate }) => fate === 'EXPIRED')) {
    const happen = () => past.run(SYSTEM, (tx) => expireInvites(tx, round.length));
    happenings.push({ atMs: sentMs + INVITE_EXPIRY.defaultMs, happen });
  }
  return happenings;
}

/** What is to stay open to this day gets the longest time. */
const staysOpen = ({ fate }: { fate: Fate }): boolean => fate === 'PENDING' || fate === 'UNSENT';

async function send(past: Past, round: readonly PlannedInvite[], ids: Map<PlannedInvite, string>): Promise<void> {
  // In one call, unless some are to expire while others stay open. Each call has a minute of its own: ids that different
  // calls make in the same moment lie in any order.
  const mixed = round.some(staysOpen) && round.some(({ fate }) => fate === 'EXPIRED');
  const calls = mixed ? [round.filter((invite) => !staysOpen(invite)), round.filter(staysOpen)] : [round];
  for (const [minute, invites] of calls.entries()) {
    const [first] = invites;
    if (!first) continue;
    past.standAt(sentMsOf(first) + minute * MINUTE_MS);
    const made = await past.run(ownerOf(first.business), (tx) =>
      inviteMembers(
        tx,
        ownerOf(first.business),
        {
          businessId: businessIdOf(first.business),
          invitees: invites.map(({ invitee, fate }) => nameOf(invitee, fate === 'UNSENT')),
          roles: first.day % 6 === 0 ? ['BIZ_ADMIN'] : ['EMPLOYEE'],
          assetGrants: grantsOn(first).length > 0 ? grantsOn(first) : null,
          expiresAt: invites.some(staysOpen) ? new Date(past.now.getTime() + INVITE_EXPIRY.maxMs) : null,
          mode: 'ALL_OR_NOTHING',
          validateOnly: false,
        },
        { links: LINKS, openInvites: 1_000 },
      ),
    );
    for (const [index, invite] of invites.entries()) ids.set(invite, made[index] ?? '');
  }
  for (const { invitee, fate } of round) {
    // Who has no verified address any more gets no mail: the invite stays PENDING_SEND.
    if (fate === 'UNSENT' && typeof invitee !== 'string') await know(past, invitee, false);
  }
}

function fateOf(
  past: Past,
  { fate, invitee, business }: PlannedInvite,
  inviteId: () => string,
): (() => Promise<unknown>) | undefined {
  if (fate === 'CANCELLED') {
    const owner = ownerOf(business);
    const businessId = businessIdOf(business);
    return () =>
      past.run(owner, (tx) => cancelInvites(tx, owner, { businessId, inviteIds: [inviteId()], mode: 'BEST_EFFORT' }));
  }
  if ((fate !== 'ACCEPTED' && fate !== 'DECLINED') || typeof invitee === 'string') return undefined;
  const responder = principalOf(invitee);
  return () =>
    past.run(responder, (tx) =>
      respondToInvites(tx, responder, {
        responses: [{ inviteId: inviteId(), accept: fate === 'ACCEPTED' }],
        mode: 'BEST_EFFORT',
      }),
    );
}

/** By address, and by user id where the mail is to find no address later. */
function nameOf(invitee: DemoPerson | string, byUserId: boolean): { email?: string; userId?: string } {
  if (typeof invitee === 'string') return { email: invitee };
  return byUserId ? { userId: invitee.id } : { email: invitee.email };
}
