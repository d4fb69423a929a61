// A process of its own beside the one that will serve: its commands and their modules load while PostgreSQL starts, and the
// demo's history is written while the application loads. Told by one message which database to prepare, and how far.
import { fail, say } from './say.mjs';

const wanted = new Promise((resolve) => process.once('message', resolve));
// Also when the one that is to serve has ended before its time: then nobody waits for this any more.
process.once('disconnect', () => process.exit());
const [{ lacksMigrations, migrate, whileOthersWait }, { seedDemo }] = await Promise.all([
  import('../../dist/database/migrate.js'),
  import('../../dist/demo/seed.js'),
]);
process.send('loaded', () => {}); // who has gone need not know
const { url, mayMigrate, maySeed } = await wanted;
await prepare().catch((error) => fail(error.stack));
process.disconnect();

/** A database of somebody's own is neither migrated nor filled unless they say so. */
async function prepare() {
  if (mayMigrate) {
    const { applied } = await migrate(url);
    if (applied.length > 0) say(`Migrated the database (${applied.length} new)`);
  } else if (await lacksMigrations(url)) {
    fail('The database at DATABASE_URL is not up to date. Migrate it: npm start -- --migrate, or npm run migrate');
  }
  if (!maySeed) return;
  const filled = await whileOthersWait(url, () => seedDemo(url));
  if (filled) say('Filled it with the demo data');
}
