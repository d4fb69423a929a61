// npm run build: compiles src/ and bundles web/ to dist/, unless nothing has changed.
import './lib/require-node.mjs';

const { ensureBuilt, ensureInstalled } = await import('./lib/prepare.mjs');
ensureInstalled();
ensureBuilt();
