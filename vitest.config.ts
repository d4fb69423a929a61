import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { relayTags } from './test/support/relay-tags.js';

export default defineConfig({
  // vitest would load graphql twice, once as ESM and once as CommonJS, and each copy refuses the other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  plugins: [relayTags()],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Much of a test is waiting for PostgreSQL; one worker (the default on two cores) would leave a core idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // @apollo/gateway would look for a cloud around it, and report to one.
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
