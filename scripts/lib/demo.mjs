// The demo, in this process: configuration, database, migrations, data, application. Needs the build.
import path from 'node:path';
import { loadConfig } from '../../dist/config.js';
import { startEmbeddedPostgres } from '../../dist/database/embedded.js';
import { ROOT } from './prepare.mjs';
import { fail, say } from './say.mjs';
import { keptSecretKey, newSecretKey } from './secret-key.mjs';

const DATA = path.join(ROOT, '.data');
const STDERR = { write: (line) => process.stderr.write(line) };

/** Starts everything; what fails ends the process, and with it the embedded database. */
export async function startDemo(options) {
  const config = readConfig(options);
  const opening = openDatabase(config.databaseUrl, options);
  // Loading takes as long as PostgreSQL's first start, and that is another process.
  const [database, { createApp }, { createLog }, { demoToken }] = await Promise.all([
    opening,
    import('../../dist/app.js'),
    import('../../dist/server/log.js'),
    import('../../dist/demo/demo-token.js'),
  ]);
  const complete = { ...config, databaseUrl: database.url };
  const log = createLog(config.logLevel, STDERR);
  await prepareDatabase(complete, database, options);
  const app = await createApp({ config: complete, log });
  const { url } = await app.start().catch((error) => failToListen(error, config));
  const graphqlUrl = `${url}/graphql`;
  return {
    url,
    graphqlUrl,
    wsUrl: graphqlUrl.replace(/^http/, 'ws'),
    databaseUrl: database.url,
    databaseName: database.name,
    // With an identity provider it is that one's to give tokens.
    token: config.auth.jwksUrl ? null : await demoToken('ada', config),
    stop: async () => {
      await app.stop();
      await database.stop();
    },
  };
}

function readConfig({ port, ephemeral }) {
  // The closing block is to stay the last thing on the screen: only what is wrong is logged below it.
  const environment = { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL || 'warn' };
  const config = loadConfig(port === undefined ? environment : { ...environment, PORT: port }, 'demo');
  if (config.secretKeys.length > 0) return config;
  return { ...config, secretKeys: [ephemeral ? newSecretKey() : keptSecretKey(DATA)] };
}

async function openDatabase(url, { ephemeral }) {
  if (url) {
    const { host, pathname } = new URL(url);
    return { url, name: `PostgreSQL at ${host}${pathname}`, embedded: false, stop: async () => {} };
  }
  const dataDir = path.join(DATA, 'postgres');
  const server = await startEmbeddedPostgres(ephemeral ? { log: say } : { dataDir, log: say });
  return { ...server, name: `embedded PostgreSQL ${server.version}`, embedded: true };
}

/** A database of somebody's own is neither migrated nor filled unless they say so. */
async function prepareDatabase({ databaseUrl }, { embedded }, options) {
  const { lacksMigrations, migrate, whileOthersWait } = await import('../../dist/database/migrate.js');
  if (embedded || options.migrate) {
    const { applied } = await migrate(databaseUrl);
    if (applied.length > 0) say(`Migrated the database (${applied.length} new)`);
  } else if (await lacksMigrations(databaseUrl)) {
    fail('The database at DATABASE_URL is not up to date. Migrate it: npm start -- --migrate, or npm run migrate');
  }
  if (!embedded && !options.seed) return;
  const { seedDemo } = await import('../../dist/demo/seed.js');
  const filled = await whileOthersWait(databaseUrl, () => seedDemo(databaseUrl));
  if (filled) say('Filled it with the demo data');
}

function failToListen(error, { port, host }) {
  if (error.name === 'PortTakenError') fail(`Port ${error.port} is taken. Choose another one: npm start -- --port N`);
  if (error.code === 'EACCES')
    fail(`This user may not listen on port ${port}. Choose another one: npm start -- --port N`);
  if (error.code === 'EADDRNOTAVAIL') fail(`HOST ${host} is no address of this machine.`);
  throw error;
}
