// npm test [-- arguments for vitest]: the whole suite, on a PostgreSQL of its own that ends with it.
import './lib/require-node.mjs';

const { ensureBuilt, ensureInstalled, ROOT } = await import('./lib/prepare.mjs');
ensureInstalled();
ensureBuilt();
process.chdir(ROOT);
process.argv.splice(2, 0, 'run');
// In this process: a child would outlive a SIGTERM to its parent.
await import('../node_modules/vitest/vitest.mjs');
