import type { Config } from './config.js';
import { type Database, openDatabase } from './database/data-source.js';
import { demoToken, listDemoPeople } from './demo/demo-token.js';
import { createSealer, deriveKey } from './domain/seal.js';
import { createPostgresBus } from './events/bus/postgres.js';
import { createHub } from './events/hub.js';
import { createJobs } from './jobs/jobs.js';
import { findSweeperLag } from './queries/sweeper-lag.js';
import { createAccess } from './server/access.js';
import { createClientAddress } from './server/client-address.js';
import { createContextFactory } from './server/context.js';
import { createRoutes, type DemoSource } from './server/endpoints.js';
import { databaseChecks } from './server/health.js';
import { createHttpServer } from './server/http.js';
import { createMailbox, listKeptMail } from './server/kept-mail.js';
import type { Log } from './server/log.js';
import { createMailing } from './server/mailing.js';
import { createMetrics } from './server/metrics.js';
import { createOrigins } from './server/origins.js';
import { createPages, type PagesOptions } from './server/pages.js';
import { createRouterGate } from './server/router-gate.js';
import { buildSchema } from './server/schema.js';
import { createTransports } from './server/transports.js';

export interface AppOptions {
  /** `databaseUrl` and `secretKeys` must be given: whoever starts the demo makes them. */
  config: Config;
  log: Log;
  /** Replaces the clock of the database and of the tokens. */
  clock?: () => Date;
}

export interface App {
  /** Listens. `url` is where people reach this server, without a slash at its end. Throws `PortTakenError`. */
  start(): Promise<{ port: number; url: string }>;
  /** Ends in order and loses no request; called again it waits for the same end. */
  stop(): Promise<void>;
}

const CONNECTIONS_SPREAD_MS = 5_000;
const REQUESTS_PATIENCE_MS = 15_000; // an operation ends by itself after 10 s

/** Puts the whole server together, on a database that is migrated. Throws when the database cannot be reached. */
export async function createApp({ config, log, clock }: AppOptions): Promise<App> {
  if (!config.databaseUrl || config.secretKeys.length === 0) throw new Error('A database and a secret key are needed');
  const database = await openDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
    ...(clock ? { clock } : {}),
  });
  const sealer = createSealer(config.secretKeys.map((key) => deriveKey(key, 'cursor')));
  const metrics = createMetrics({ process: true });
  const bus = createPostgresBus({ url: config.databaseUrl, log, heard: metrics.hinted });
  const hub = createHub({ database, bus, sealer, log, observer: metrics });
  metrics.watch({ pool: () => poolOf(database), sweeperLag: () => findSweeperLag(database) });
  database.onCommit((streamKeys) => bus.publish(streamKeys)); // the hub wakes the followers of this process by itself
  const access = createAccess({ config, database, log, clock });
  const { identity, authenticator } = access;
  const { schema, sdl } = buildSchema({ pubSub: hub, federation: config.federation });
  const createContext = createContextFactory({ database, hub, config, sealer, identity, observer: metrics });
  const { authenticate } = authenticator;
  const { introspection } = config;
  const gate = createRouterGate({ secrets: config.routerSecrets, introspection });
  const clientAddress = createClientAddress(config.trustedProxies);
  const origins = createOrigins(config.allowedOrigins);
  let url = config.publicUrl ?? '';
  let draining = false;
  const mailing = await createMailing({ config, database, log });
  const jobs = createJobs({
    database,
    mailer: mailing.mailer,
    codes: identity.codes,
    links: identity.links,
    rateLimits: identity.rateLimits,
    publicUrl: () => url,
    eventRetentionDays: config.eventRetentionDays,
    log,
  });

  const transports = createTransports({
    schema,
    createContext,
    authenticate,
    introspection,
    gate,
    callbackOrigins: config.callbackOrigins,
    persisted: config.persistedDocuments,
    isAllowedOrigin: origins.isAllowed,
    clientAddress,
    metrics,
    log,
    ...(clock ? { now: clock } : {}),
  });
  access.onSessionsEnded(transports.endSessions);
  const routes = createRoutes({
    graphql: transports.answer,
    metrics,
    checks: { ...databaseChecks(database), listener: () => hub.alive(), accepting: () => !draining },
    jwks: authenticator.jwks,
    sdl,
    gate,
    demo: config.mode === 'demo' ? demoSource(database, config) : undefined,
    pages: createPages({
      identityProvider: config.auth.jwksUrl && config.auth.issuer,
      ...(config.mode === 'demo' ? demoPages(database, config) : { mailbox: undefined }),
    }),
  });
  const http = createHttpServer({ routes, isAllowedOrigin: origins.isAllowed, log, upgrade: transports.upgrade });

  const start = async () => {
    await hub.start();
    await access.start();
    await transports.start();
    const port = await http.listen(config.host, config.port);
    url = config.publicUrl ?? `http://localhost:${port}`;
    origins.allow(url);
    if (config.mode === 'demo') for (const host of ['localhost', '127.0.0.1']) origins.allow(`http://${host}:${port}`);
    jobs.start(); // mails name the port that was found
    log.info({ port, host: config.host }, 'listening');
    return { port, url };
  };

  const stop = async () => {
    draining = true;
    await new Promise((resolve) => setTimeout(resolve, config.drainDelayMs));
    const answered = http.stop(REQUESTS_PATIENCE_MS);
    await transports.release(CONNECTIONS_SPREAD_MS);
    await answered;
    await transports.stop();
    await jobs.stop();
    await access.stop();
    mailing.close();
    await hub.stop();
    await database.close();
    log.info('stopped');
  };

  let stopped: Promise<void> | undefined;
  return {
    start,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

const poolOf = ({ pool: { totalCount, idleCount, waitingCount } }: Database) => ({
  total: totalCount,
  idle: idleCount,
  waiting: waitingCount,
});

/** With an identity provider it is that one's to give tokens. */
const demoSource = (database: Database, config: Config): DemoSource => ({
  listKeptMail: () => listKeptMail(database),
  ...(config.auth.jwksUrl ? {} : { tokenOf: (name) => demoToken(name, config) }),
});

const demoPages = (database: Database, config: Config): PagesOptions => ({
  mailbox: createMailbox(database),
  people: config.auth.jwksUrl ? [] : listDemoPeople(),
});
