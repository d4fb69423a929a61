// The demo, in this process: configuration, database, migrations, data, application. Needs the build.
import path from 'node:path';
import { createApp } from '../../dist/app.js';
import { signAccessToken } from '../../dist/auth/access-token.js';
import { loadConfig } from '../../dist/config.js';
import { startEmbeddedPostgres } from '../../dist/database/embedded.js';
import { lacksMigrations, migrate, whileOthersWait } from '../../dist/database/migrate.js';
import { DEMO_PEOPLE } from '../../dist/demo/people.js';
import { seedDemo } from '../../dist/demo/seed.js';
import { createLog } from '../../dist/server/log.js';
import { ROOT } from './prepare.mjs';
import { fail, say } from './say.mjs';
import { keptSecretKey, newSecretKey } from './secret-key.mjs';

const DATA = path.join(ROOT, '.data');
const TOKEN_LIFETIME_SECONDS = 24 * 60 * 60;
const STDERR = { write: (line) => process.stderr.write(line) };

/** Starts everything; what fails ends the process, and with it the embedded database. */
export async function startDemo(options) {
  const config = readConfig(options);
  const database = await openDatabase(config.databaseUrl, options);
  const complete = { ...config, databaseUrl: database.url };
  const log = createLog(config.logLevel, STDERR);
  await prepareDatabase(complete, database, options, log);
  const app = await createApp({ config: complete, log });
  const { url } = await app.start().catch((error) => failToListen(error, config));
  const graphqlUrl = `${url}/graphql`;
  return {
    url,
    graphqlUrl,
    wsUrl: graphqlUrl.replace(/^http/, 'ws'),
    databaseUrl: database.url,
    databaseName: database.name,
    token: await adasToken(config),
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
async function prepareDatabase({ databaseUrl }, { embedded }, options, log) {
  if (embedded || options.migrate) {
    const { applied } = await migrate(databaseUrl);
    if (applied.length > 0) say(`Migrated the database (${applied.length} new)`);
  } else if (await lacksMigrations(databaseUrl)) {
    fail('The database at DATABASE_URL is not up to date. Migrate it: npm start -- --migrate, or npm run migrate');
  }
  if (!embedded && !options.seed) return;
  const filled = await whileOthersWait(databaseUrl, () => seedDemo(databaseUrl, log));
  if (filled) say('Filled it with the demo data');
}

function failToListen(error, { port, host }) {
  if (error.name === 'PortTakenError') fail(`Port ${error.port} is taken. Choose another one: npm start -- --port N`);
  if (error.code === 'EACCES')
    fail(`This user may not listen on port ${port}. Choose another one: npm start -- --port N`);
  if (error.code === 'EADDRNOTAVAIL') fail(`HOST ${host} is no address of this machine.`);
  throw error;
}

async function adasToken({ auth, secretKeys }) {
  if (auth.jwksUrl) return null; // tokens come from the identity provider
  const ada = DEMO_PEOPLE.find(({ firstName }) => firstName === 'Ada');
  const claims = {
    sub: ada.id,
    email: ada.email,
    email_verified: true,
    given_name: ada.firstName,
    family_name: ada.lastName,
  };
  return signAccessToken(secretKeys[0], auth, claims, { lifetimeSeconds: TOKEN_LIFETIME_SECONDS });
}
