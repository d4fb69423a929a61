import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/database/embedded.js';
import { migrate } from '../../src/database/migrate.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's own PostgreSQL, as its superuser. */
    serverUrl: string;
    /** A migrated, empty database, to be cloned. */
    templateName: string;
  }
}

const TEMPLATE = 'gateway_template';

/** One throw-away PostgreSQL for the whole run. It also ends, and leaves nothing behind, when the run is killed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbeddedPostgres();
  try {
    await makeTemplate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('serverUrl', server.url);
  project.provide('templateName', TEMPLATE);
  return () => server.stop();
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${TEMPLATE}`);
    const url = new URL(serverUrl);
    url.pathname = TEMPLATE;
    await migrate(url.href);
    // Who connects to it would make every clone wait.
    await client.query(`alter database ${TEMPLATE} with is_template true allow_connections false`);
  } finally {
    await client.end();
  }
}
