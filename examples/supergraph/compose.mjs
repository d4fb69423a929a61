// Composes the three subgraphs, without a network, to supergraph.graphql. With --check it writes nothing and exits 1 when
// the file is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { assets } from './assets.mjs';
import { users } from './users.mjs';

const FILE = path.join(import.meta.dirname, 'supergraph.graphql');
const MEMBERSHIP = path.join(import.meta.dirname, '..', '..', 'schema.graphql');

// The addresses are those of nobody: gateway.mjs is told the real ones when they are known.
const { supergraphSdl, errors } = composeServices([
  { name: 'assets', url: 'http://assets.invalid/graphql', typeDefs: assets.typeDefs },
  { name: 'membership', url: 'http://membership.invalid/graphql', typeDefs: parse(readFileSync(MEMBERSHIP, 'utf8')) },
  { name: 'users', url: 'http://users.invalid/graphql', typeDefs: users.typeDefs },
]);

if (!supergraphSdl) {
  for (const { message } of errors) console.error(message);
  process.exit(1);
}
const composed = `# Made by compose.mjs.\n${supergraphSdl.trim()}\n`;
const isStale = !existsSync(FILE) || readFileSync(FILE, 'utf8') !== composed;
if (process.argv.includes('--check')) {
  if (isStale) console.error('examples/supergraph/supergraph.graphql is stale. Run: npm run emit');
  process.exit(isStale ? 1 : 0);
}
if (isStale) writeFileSync(FILE, composed);
