/** `npm run migrate [-- --restored]`: brings DATABASE_URL up to date; `--restored` after a restore from a backup. */
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from './config.js';
import { migrate, raiseEpoch } from './database/migrate.js';

try {
  const { values } = parseArgs({ options: { restored: { type: 'boolean', default: false } } });
  await run(values.restored);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}

async function run(restored: boolean): Promise<void> {
  const { databaseUrl } = loadConfig(process.env, 'demo'); // whose variables may all be absent
  if (!databaseUrl) throw new ConfigError(['DATABASE_URL is missing: set it to the database that is to be migrated']);
  const { applied } = await migrate(databaseUrl);
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date');
  if (restored) console.log(`The log's epoch is now ${await raiseEpoch(databaseUrl)}: older cursors are refused`);
}
