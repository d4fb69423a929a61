// The demo, in this process: configuration, database, migrations, data, application. Needs the build.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
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
  const preparer = fork(path.join(import.meta.dirname, 'prepare-database.mjs'));
  const prepared = once(preparer, 'exit');
  // Now both cores are free but for PostgreSQL, whose first start takes longer than this.
  preparer.once('message', () => import('../../dist/database/data-source.js'));
  const database = await openDatabase(config.databaseUrl, options);
  const complete = { ...config, databaseUrl: database.url };
  // Not before PostgreSQL has started: loading would hold up the steps of that, for half a second.
  const [app, { demoToken }] = await Promise.all([
    createApp(complete),
    import('../../dist/demo/demo-token.js'),
    prepareDatabase({ preparer, prepared }, database, options),
  ]);
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
    await tryDatabase(url, `${host}${pathname}`);
    return { url, name: `PostgreSQL at ${host}${pathname}`, embedded: false, stop: async () => {} };
  }
  const dataDir = path.join(DATA, 'postgres');
  const server = await startEmbeddedPostgres(ephemeral ? { log: say } : { dataDir, log: say });
  return { ...server, name: `embedded PostgreSQL ${server.version}`, embedded: true };
}

/** Whoever mistyped an address is told so, and not by the stack of whatever meets it first. */
async function tryDatabase(url, name) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    // Of a host with several addresses the error is one of all of them, with a code alone.
    fail(`The database at ${name} cannot be used: ${error.message || error.code}. Is DATABASE_URL right?`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Where it fails by itself, it has said why. */
async function prepareDatabase({ preparer, prepared }, { url, embedded }, options) {
  const wanted = { url, mayMigrate: embedded || options.migrate, maySeed: embedded || options.seed };
  if (preparer.connected) preparer.send(wanted);
  const [code, signal] = await prepared;
  if (signal) fail(`The process that prepares the database was ended by ${signal}.`);
  if (code !== 0) process.exit(code);
}

async function createApp(config) {
  const [{ createApp }, { createLog }] = await Promise.all([
    import('../../dist/app.js'),
    import('../../dist/server/log.js'),
  ]);
  return createApp({ config, log: createLog(config.logLevel, STDERR) });
}

function failToListen(error, { port, host }) {
  if (error.name === 'PortTakenError') fail(`Port ${error.port} is taken. Choose another one: npm start -- --port N`);
  if (error.code === 'EACCES')
    fail(`This user may not listen on port ${port}. Choose another one: npm start -- --port N`);
  if (error.code === 'EADDRNOTAVAIL') fail(`HOST ${host} is no address of this machine.`);
  throw error;
}
