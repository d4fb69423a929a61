import { SYSTEM } from '../auth/principal.js';
import { createBusiness } from '../commands/create-business.js';
import { expireInvites } from '../commands/expire-invites.js';
import { registerAssets } from '../commands/register-assets.js';
import { type Database, openDatabase } from '../database/data-source.js';
import type { Tx } from '../database/transaction.js';
import { DAY_MS, MINUTE_MS } from '../domain/limits.js';
import type { JobLog } from '../jobs/job-loop.js';
import { sendMails } from '../jobs/send-mails.js';
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
export async function seedDemo(databaseUrl: string, log: JobLog): Promise<boolean> {
  const clock = { now: new Date() };
  const database = await openDatabase({ url: databaseUrl, poolSize: 1, clock: () => clock.now });
  try {
    const [found] = await database.query('select id from business limit 1');
    if (found) return false;
    // In one transaction: it is all there, or nothing of it.
    await database.transaction(async (tx) => {
      // Tables that grow as they are read have no statistics, so each statement was planned anew each time: 2.7 s instead of 1.7.
      await tx.query('set local plan_cache_mode = force_generic_plan');
      await tell(new Past(within(database, tx), clock), log);
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

async function tell(past: Past, log: JobLog): Promise<void> {
  past.standAt(-DAY_MS);
  for (const person of DEMO_PEOPLE) await know(past, person, true);
  for (const [index, business] of DEMO_BUSINESSES.entries()) {
    past.standAt(-DAY_MS + (index + 1) * MINUTE_MS);
    await past.run(ownerOf(index), (tx) => createBusiness(tx, ownerOf(index), business));
    const input = { businessId: business.id, assets: assetsOf(index) };
    await past.run(ownerOf(index), (tx) => registerAssets(tx, ownerOf(index), input));
  }
  const happenings = [...memberHappenings(past), ...partnerHappenings(past), ...deliveries(past, log)];
  for (const { atMs, happen } of happenings.sort((a, b) => a.atMs - b.atMs)) {
    past.standAt(atMs);
    await happen();
  }
  past.standAt(past.endMs);
  await past.run(SYSTEM, (tx) => expireInvites(tx, 1_000));
}

/** The mails of each day are handed over together. Those of the past are counted, not kept. */
function deliveries({ database }: Past, log: JobLog): Happening[] {
  const happen = () =>
    sendMails({ database, mailer: { send: async () => {} }, publicUrl: () => 'http://localhost', log });
  const daily = Array.from({ length: DEMO_DAYS }, (_, day) => ({ atMs: dayMs(day) + 15 * MINUTE_MS, happen }));
  // A notice to a business is first made one for each of its administrators.
  const notices = DEMO_DEALINGS.map(({ day }) => ({ atMs: dayMs(day) + 16 * MINUTE_MS, happen }));
  return [...daily, ...notices];
}
