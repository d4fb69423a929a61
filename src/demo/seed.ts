import { SYSTEM } from '../auth/principal.js';
import { addressNotices } from '../commands/address-notices.js';
import { createBusiness } from '../commands/create-business.js';
import { expireInvites } from '../commands/expire-invites.js';
import { markInvitesSent } from '../commands/mark-invites-sent.js';
import { registerAssets } from '../commands/register-assets.js';
import { runSystem } from '../commands/run-mutation.js';
import { type Database, openDatabase } from '../database/data-source.js';
import type { Tx } from '../database/transaction.js';
import { DAY_MS, MINUTE_MS } from '../domain/limits.js';
import { deleteOutbox, takeOutbox } from '../outbox/outbox.js';
import { findInviteMails } from '../queries/invite-mails.js';
import { insertAccounts } from '../store/accounts.js';
import { assetsOf, DEMO_BUSINESSES, DEMO_DAYS, dayMs } from './businesses.js';
import { know, memberHappenings } from './member-history.js';
import { partnerHappenings } from './partner-history.js';
import { DEMO_DEALINGS } from './partner-plan.js';
import { type Happening, ownerOf, Past } from './past.js';
import { DEMO_PEOPLE } from './people.js';

/**
 * Fills an empty database with the demo's history: three businesses with twelve assets, sixty people, 240 invites and
 * requests in every status and two partnerships, over thirty days that end now. It is made by the same commands as everything
 * else, with a clock that stands in the past, so the log tells it truly. Returns false, and does nothing, where there is a
 * business already.
 */
export async function seedDemo(databaseUrl: string): Promise<boolean> {
  const clock = { now: new Date() };
  const database = await openDatabase({ url: databaseUrl, poolSize: 1, clock: () => clock.now });
  try {
    const [found] = await database.query('select id from business limit 1');
    if (found) return false;
    // In one transaction: it is all there, or nothing of it.
    await database.transaction(async (tx) => {
      // Tables that grow as they are read have no statistics, so each statement was planned anew each time: 2.7 s instead of 1.7.
      await tx.query('set local plan_cache_mode = force_generic_plan');
      await tell(new Past(within(database, tx), clock));
    });
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

async function tell(past: Past): Promise<void> {
  past.standAt(-DAY_MS);
  await know(past, DEMO_PEOPLE, true);
  await openAccounts(past);
  for (const [index, business] of DEMO_BUSINESSES.entries()) {
    past.standAt(-DAY_MS + (index + 1) * MINUTE_MS);
    await past.run(ownerOf(index), (tx) => createBusiness(tx, ownerOf(index), business));
    const input = { businessId: business.id, assets: assetsOf(index) };
    await past.run(ownerOf(index), (tx) => registerAssets(tx, ownerOf(index), input));
  }
  const happenings = [...memberHappenings(past), ...partnerHappenings(past), ...deliveries(past)];
  for (const { atMs, happen } of happenings.sort((a, b) => a.atMs - b.atMs)) {
    past.standAt(atMs);
    await happen();
  }
  past.standAt(past.endMs);
  await past.run(SYSTEM, (tx) => expireInvites(tx, 1_000));
}

/** So that they can sign in with a code as well as with a demo token. */
function openAccounts({ database, now: createdAt }: Past): Promise<void> {
  const accounts = DEMO_PEOPLE.map(({ id, email }) => ({
    userId: id,
    emailCanonical: email,
    passwordHash: null,
    createdAt,
  }));
  return database.transaction((tx) => insertAccounts(tx, accounts));
}

/** The mails of each day are handed over together. Those of the past are counted, not kept. */
function deliveries({ database }: Past): Happening[] {
  const happen = () => deliver(database);
  const daily = Array.from({ length: DEMO_DAYS }, (_, day) => ({ atMs: dayMs(day) + 15 * MINUTE_MS, happen }));
  // A notice to a business is first made one for each of its administrators.
  const notices = DEMO_DEALINGS.map(({ day }) => ({ atMs: dayMs(day) + 16 * MINUTE_MS, happen }));
  return [...daily, ...notices];
}

async function deliver(database: Database): Promise<void> {
  const items = await takeOutbox(database, 1_000);
  const inviteIds = items.flatMap(({ kind, subjectId }) => (kind === 'INVITE_MAIL' ? subjectId : []));
  const mails = inviteIds.length === 0 ? [] : await findInviteMails(database, inviteIds);
  const addressed = new Set(mails.flatMap(({ inviteId, to }) => (to === null ? [] : inviteId)));
  const notices = items.filter(({ kind, recipientUserId }) => kind === 'PARTNER_NOTICE' && recipientUserId === null);
  const sent = items.filter(({ subjectId, recipientUserId }) => recipientUserId !== null || addressed.has(subjectId));
  const unsent = items.filter((item) => !notices.includes(item) && !sent.includes(item));
  if (sent.length > 0) await runSystem(database, (tx) => markInvitesSent(tx, sent));
  if (notices.length > 0) await runSystem(database, (tx) => addressNotices(tx, notices));
  await deleteOutbox(
    database,
    unsent.map(({ id }) => id),
  );
}
