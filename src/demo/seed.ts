import { type Principal, SYSTEM, type UserPrincipal } from '../auth/principal.js';
import type { Decide } from '../commands/answer.js';
import { cancelInvites } from '../commands/cancel-invites.js';
import { createBusiness } from '../commands/create-business.js';
import { expireInvites } from '../commands/expire-invites.js';
import { inviteMembers } from '../commands/invite-members.js';
import { rememberUser } from '../commands/remember-user.js';
import { respondToInvites } from '../commands/respond-to-invites.js';
import { runMutation } from '../commands/run-mutation.js';
import { type Database, openDatabase } from '../database/data-source.js';
import type { Tx } from '../database/transaction.js';
import { DAY_MS, HOUR_MS, INVITE_EXPIRY, MINUTE_MS } from '../domain/limits.js';
import type { JobLog } from '../jobs/job-loop.js';
import { sendMails } from '../jobs/send-mails.js';
import { DEMO_PEOPLE, type DemoPerson } from './people.js';
import { DEMO_BUSINESSES, DEMO_DAYS, type PlannedInvite, planInvites, sentOnDayMs } from './plan.js';

/**
 * Fills an empty database with the demo's history: three businesses, sixty people, 240 invites in every status over thirty
 * days that end now. It is made by the same commands as everything else, with a clock that stands in the past, so the log
 * tells it truly. Returns false, and does nothing, where there is a business already.
 */
export async function seedDemo(databaseUrl: string, log: JobLog): Promise<boolean> {
  const clock = { now: new Date() };
  const database = await openDatabase({ url: databaseUrl, poolSize: 1, clock: () => clock.now });
  try {
    const [found] = await database.query('select id from business limit 1');
    if (found) return false;
    // In one transaction: it is all there, or nothing of it.
    await database.transaction((tx) => new History(within(database, tx), clock, log).tell());
    return true;
  } finally {
    await database.close();
  }
}

/** The database as seen from inside of one transaction, which takes in those that the commands would have. */
const within = (database: Database, tx: Tx): Database => ({
  ...database,
  query: tx.query,
  prepared: tx.prepared,
  transaction: (work) => work(tx),
});

/** Something that happened, at a time in ms since the beginning. */
interface Happening {
  atMs: number;
  happen: () => Promise<unknown>;
}

class History {
  private readonly beginning: number;

  constructor(
    private readonly database: Database,
    private readonly clock: { now: Date },
    private readonly log: JobLog,
  ) {
    // Ends an hour ago, so that the last answers lie in the past too.
    this.beginning = Date.now() - (DEMO_DAYS - 1) * DAY_MS - HOUR_MS;
  }

  async tell(): Promise<void> {
    this.standAt(-DAY_MS);
    for (const person of DEMO_PEOPLE) await this.know(person, true);
    for (const [index, business] of DEMO_BUSINESSES.entries()) {
      await this.run(owner(index), (tx) => createBusiness(tx, owner(index), business));
    }
    const plan = planInvites();
    const rounds = DEMO_BUSINESSES.flatMap((_, business) =>
      Array.from({ length: DEMO_DAYS }, (_, day) => plan.filter((one) => one.business === business && one.day === day)),
    );
    const happenings = rounds.filter((round) => round.length > 0).flatMap((round) => this.happeningsOf(round));
    for (let day = 0; day < DEMO_DAYS; day++) {
      happenings.push({ atMs: sentOnDayMs(day) + 15 * MINUTE_MS, happen: () => this.deliver() });
    }
    for (const { atMs, happen } of happenings.sort((a, b) => a.atMs - b.atMs)) {
      this.standAt(atMs);
      await happen();
    }
    this.standAt(Date.now() - this.beginning);
    await this.run(SYSTEM, (tx) => expireInvites(tx, 1_000));
  }

  /** The invites of one business on one day: sent together, answered each at its own time. */
  private happeningsOf(round: readonly PlannedInvite[]): Happening[] {
    const [first] = round;
    const sentMs = first ? sentMsOf(first) : 0;
    const ids = new Map<PlannedInvite, string>();
    const happenings: Happening[] = [{ atMs: sentMs, happen: () => this.invite(round, ids) }];
    for (const invite of round) {
      const happen = this.fateOf(invite, () => ids.get(invite) ?? '');
      if (happen) happenings.push({ atMs: sentMs + invite.afterMs, happen });
    }
    if (round.some(({ fate }) => fate === 'EXPIRED')) {
      const happen = () => this.run(SYSTEM, (tx) => expireInvites(tx, round.length));
      happenings.push({ atMs: sentMs + INVITE_EXPIRY.defaultMs, happen });
    }
    return happenings;
  }

  private async invite(round: readonly PlannedInvite[], ids: Map<PlannedInvite, string>): Promise<void> {
    // What is to stay open to this day gets the longest time. Each call has a minute of its own: ids that different calls
    // make in the same moment lie in any order.
    for (const [minute, isLong] of [false, true].entries()) {
      const invites = round.filter(({ fate }) => isLong === (fate === 'PENDING' || fate === 'UNSENT'));
      const [first] = invites;
      if (!first) continue;
      this.standAt(sentMsOf(first) + minute * MINUTE_MS);
      const made = await this.run(owner(first.business), (tx) =>
        inviteMembers(
          tx,
          owner(first.business),
          {
            businessId: DEMO_BUSINESSES[first.business]?.id ?? '',
            invitees: invites.map(({ invitee, fate }) => nameOf(invitee, fate === 'UNSENT')),
            roles: first.day % 6 === 0 ? ['BIZ_ADMIN'] : ['EMPLOYEE'],
            expiresAt: isLong ? new Date(this.clock.now.getTime() + INVITE_EXPIRY.maxMs) : null,
            mode: 'ALL_OR_NOTHING',
            validateOnly: false,
          },
          { openInvites: 1_000 },
        ),
      );
      for (const [index, invite] of invites.entries()) ids.set(invite, made[index] ?? '');
    }
    for (const { invitee, fate } of round) {
      // Who has no verified address any more gets no mail: the invite stays PENDING_SEND.
      if (fate === 'UNSENT' && typeof invitee !== 'string') await this.know(invitee, false);
    }
  }

  /** Hands over the mails of a day. Those of the past are counted, not kept. */
  private async deliver(): Promise<void> {
    const { database, log } = this;
    await sendMails({ database, mailer: { send: async () => {} }, publicUrl: () => 'http://localhost', log });
  }

  private fateOf(
    { fate, invitee, business }: PlannedInvite,
    inviteId: () => string,
  ): (() => Promise<unknown>) | undefined {
    if (fate === 'CANCELLED') {
      const businessId = DEMO_BUSINESSES[business]?.id ?? '';
      return () =>
        this.run(owner(business), (tx) =>
          cancelInvites(tx, owner(business), { businessId, inviteIds: [inviteId()], mode: 'BEST_EFFORT' }),
        );
    }
    if ((fate !== 'ACCEPTED' && fate !== 'DECLINED') || typeof invitee === 'string') return undefined;
    return () =>
      this.run(principalOf(invitee), (tx) =>
        respondToInvites(tx, principalOf(invitee), {
          responses: [{ inviteId: inviteId(), accept: fate === 'ACCEPTED' }],
          mode: 'BEST_EFFORT',
        }),
      );
  }

  private know({ id, email, firstName, lastName }: DemoPerson, emailVerified: boolean): Promise<unknown> {
    const claimedAt = this.clock.now;
    return this.run(SYSTEM, (tx) =>
      rememberUser(tx, { userId: id, email, emailVerified, firstName, lastName, claimedAt }),
    );
  }

  /** Carries out one command; a refusal means that the plan is wrong. Returns the ids of the answer. */
  private async run(principal: Principal, decide: Decide): Promise<string[]> {
    const mutation = { name: 'seed', principal, input: {} };
    const { userErrors, items } = await runMutation(
      { database: this.database, fingerprint: () => [] },
      mutation,
      decide,
    );
    const refusal = userErrors[0] ?? items.find((item) => item.error)?.error;
    if (refusal) throw new Error(`The demo data were refused: ${refusal.code} ${refusal.message}`);
    return items.flatMap((item) => item.id ?? []);
  }

  private standAt(ms: number): void {
    this.clock.now = new Date(this.beginning + ms);
  }
}

/** When a business sends its invites of a day, in ms since the beginning. */
const sentMsOf = ({ business, day }: PlannedInvite): number => sentOnDayMs(day) + business * 5 * MINUTE_MS;

const principalOf = ({ id }: DemoPerson): UserPrincipal => ({
  kind: 'user',
  userId: id,
  tokenExpiresAtMs: Number.POSITIVE_INFINITY,
});

function owner(business: number): UserPrincipal {
  const person = DEMO_PEOPLE[business];
  if (!person) throw new Error(`No business has the number ${business}`);
  return principalOf(person);
}

/** By address, and by user id where the mail is to find no address later. */
function nameOf(invitee: DemoPerson | string, byUserId: boolean): { email?: string; userId?: string } {
  if (typeof invitee === 'string') return { email: invitee };
  return byUserId ? { userId: invitee.id } : { email: invitee.email };
}
