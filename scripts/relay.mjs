// Compiles the fragments of relay.config.json to what Relay runs. With --check it writes none of it and exits 1 when some is
// stale. Relay's compiler knows no `extend schema`, so it gets the schema without the one that links the federation.
import './lib/require-node.mjs';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse, print } from 'graphql';
import { ROOT } from './lib/prepare.mjs';

const { definitions, ...document } = parse(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
const known = definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION);
mkdirSync(path.join(ROOT, 'dist'), { recursive: true });
writeFileSync(path.join(ROOT, 'dist', 'relay.graphql'), print({ ...document, definitions: known }));

const compiler = path.join(ROOT, 'node_modules', 'relay-compiler', 'cli.js');
const flags = process.argv.includes('--check') ? ['--validate'] : [];
const options = { cwd: ROOT, stdio: 'inherit' };
process.exitCode = spawnSync(process.execPath, [compiler, 'relay.config.json', ...flags], options).status ?? 1;
